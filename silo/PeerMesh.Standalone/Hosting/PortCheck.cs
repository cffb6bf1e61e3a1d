using System.Net;
using System.Net.Sockets;
using PeerMesh.Silo.Storage;
using PeerMesh.Standalone.Cli;

namespace PeerMesh.Standalone.Hosting;

/// <summary>Finds out that a port is taken before anything else is touched, and says so in one line.</summary>
internal static class PortCheck
{
    /// <param name="urls">Where to listen, separated by semicolons, as the web server takes them.</param>
    public static void Demand(string urls)
    {
        foreach (var url in urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var binding = Parse(url);
            foreach (var address in AddressesOf(binding.Host))
            {
                Try(address, binding, url);
            }
        }
    }

    private static BindingAddress Parse(string url)
    {
        try
        {
            if (BindingAddress.Parse(url) is { IsUnixPipe: false, PathBase: "", Scheme: "http" or "https", Port: >= 0 and <= ushort.MaxValue } binding)
            {
                return binding;
            }
        }
        catch (FormatException)
        {
            // Said below, in words.
        }

        throw new UsageProblem($"PeerMesh cannot listen on \"{url}\". Give an address like http://localhost:5080 with --urls.", UsageProblem.BadArgument);
    }

    private static void Try(IPAddress address, BindingAddress binding, string url)
    {
        if (binding.Port == 0)
        {
            return;
        }

        try
        {
            using var listener = new TcpListener(address, binding.Port);
            listener.Start();
        }
        catch (SocketException taken) when (taken.SocketErrorCode == SocketError.AddressAlreadyInUse)
        {
            throw new StartupProblem($"Port {binding.Port} is taken: another program listens on {url}. Stop it, or choose another address with --urls.", taken);
        }
        catch (SocketException denied) when (denied.SocketErrorCode == SocketError.AccessDenied)
        {
            throw new StartupProblem($"This account may not listen on port {binding.Port}. Choose a port above 1023 with --urls.", denied);
        }
        catch (SocketException) when (address.Equals(IPAddress.IPv6Loopback))
        {
            // A machine without IPv6; the web server does without it too.
        }
        catch (SocketException other)
        {
            throw new StartupProblem($"PeerMesh cannot listen on {url}: {other.Message}.", other);
        }
    }

    private static IEnumerable<IPAddress> AddressesOf(string host) => host switch
    {
        "localhost" => [IPAddress.Loopback, IPAddress.IPv6Loopback],
        _ when IPAddress.TryParse(host, out var address) => [address],
        _ => [IPAddress.Any],
    };
}
