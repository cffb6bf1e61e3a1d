using System.Net;
using System.Net.Sockets;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Silo.Hosting;

/// <summary>Ports of this machine.</summary>
internal static class Ports
{
    /// <summary>A port nobody listens on just now.</summary>
    public static int Free()
    {
        using var probe = new TcpListener(IPAddress.Loopback, 0);
        probe.Start();
        return ((IPEndPoint)probe.LocalEndpoint).Port;
    }

    /// <summary>Says so now, in one sentence, where Orleans would only fail deep inside its start.</summary>
    public static int Require(int port, string setting, IPAddress? on = null)
    {
        try
        {
            using var probe = new TcpListener(on ?? IPAddress.Loopback, port);
            probe.Start();
            return port;
        }
        catch (SocketException taken)
        {
            throw new StartupProblem($"Port {port} is taken or not allowed; name another one with {PeerMeshSiloOptions.Section}:{setting}, or stop the program that uses it.", taken);
        }
    }
}
