using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace PeerMesh.Tests.Shared;

/// <summary>Ports of this machine for servers that tests start.</summary>
internal static class TestPorts
{
    // Below the range that Linux gives to outgoing connections: one of those could take a port between its choice and its
    // use, and while a server that is started again on the same port is away.
    private const int First = 12_000;
    private const int End = 32_000;

    private static readonly ConcurrentDictionary<int, bool> Given = new();

    /// <summary>A port nobody listens on just now, and that no other test of this process was given.</summary>
    public static int Free()
    {
        while (true)
        {
            var port = Random.Shared.Next(First, End);
            if (!IsTaken(port) && Given.TryAdd(port, true))
            {
                return port;
            }
        }
    }

    private static bool IsTaken(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return false;
        }
        catch (SocketException)
        {
            return true;
        }
    }
}
