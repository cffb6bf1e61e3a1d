using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace PeerMesh.Api.Cluster;

/// <summary>Where a gateway first looks for silos: addresses or names with a port, of which each name may stand for many.</summary>
/// <param name="Hosts">In the order given.</param>
internal sealed record SiloAddresses(IReadOnlyList<(string Host, int Port)> Hosts)
{
    public const string Setting = "PeerMesh:Silos";

    /// <summary>The port silos open for gateways unless they are told otherwise.</summary>
    public const int PortDefault = 30000;

    private static readonly char[] Separators = [',', ';', ' '];

    /// <param name="text">Like <c>silos.peermesh.svc:30000</c> or <c>10.0.0.5:30000, 10.0.0.6:30000</c>; null or empty for a silo on this machine.</param>
    /// <exception cref="FormatException">One of them is no address.</exception>
    public static SiloAddresses Read(string? text)
    {
        var parts = (text ?? "").Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return new SiloAddresses(parts.Length == 0 ? [("127.0.0.1", PortDefault)] : [.. parts.Select(One)]);
    }

    /// <summary>All addresses these names stand for just now. A name that cannot be resolved adds none.</summary>
    public async Task<IReadOnlyList<IPEndPoint>> Resolve(CancellationToken cancellationToken)
    {
        var found = await Task.WhenAll(Hosts.Select(async host =>
        {
            try
            {
                return (await Dns.GetHostAddressesAsync(host.Host, AddressFamily.InterNetwork, cancellationToken)).Select(address => new IPEndPoint(address, host.Port));
            }
            catch (SocketException)
            {
                // A headless service without a single ready pod has no addresses at all.
                return [];
            }
        }));
        return [.. found.SelectMany(addresses => addresses).Distinct()];
    }

    private static (string Host, int Port) One(string part)
    {
        var colon = part.LastIndexOf(':');
        var (host, port) = colon < 0 ? (part, PortDefault.ToString(CultureInfo.InvariantCulture)) : (part[..colon], part[(colon + 1)..]);
        return Uri.CheckHostName(host) is UriHostNameType.Dns or UriHostNameType.IPv4
            && ushort.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? (host, number)
            : throw new FormatException($"\"{part}\" in the setting {Setting} is no address of a silo; give names or addresses with a port, separated by commas, like silos.example:30000.");
    }
}
