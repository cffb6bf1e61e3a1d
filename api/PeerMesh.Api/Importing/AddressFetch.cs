using System.Net;
using System.Net.Sockets;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;

namespace PeerMesh.Api.Importing;

/// <summary>A file from an address somebody gave us.</summary>
internal readonly record struct Fetched(byte[]? Bytes, Refusal? Refusal);

/// <summary>Fetches from the web what people name, and nothing that only this machine can reach.</summary>
/// <remarks>The address that is connected to is the one that was looked at: a name cannot lead elsewhere in between.</remarks>
internal sealed class AddressFetch : IDisposable
{
    private const int RedirectsMax = 5;
    private static readonly TimeSpan Within = TimeSpan.FromSeconds(60);

    private readonly HttpClient _public = new(Handler(anywhere: false)) { Timeout = Within };
    private readonly HttpClient _any = new(Handler(anywhere: true)) { Timeout = Within };

    public void Dispose()
    {
        _public.Dispose();
        _any.Dispose();
    }

    /// <param name="anywhere">Addresses of this network too: for whoever runs the server, on its command line.</param>
    public async Task<Fetched> Get(string address, bool anywhere, CancellationToken cancellationToken)
    {
        if (!Uri.TryCreate(address.Trim(), UriKind.Absolute, out var at))
        {
            return new(null, ImportRefusals.AddressRefused);
        }

        try
        {
            for (var redirects = 0; redirects <= RedirectsMax; redirects++)
            {
                if (!(at.Scheme == Uri.UriSchemeHttps || at.Scheme == Uri.UriSchemeHttp) || at.UserInfo.Length > 0)
                {
                    return new(null, ImportRefusals.AddressRefused);
                }

                using var request = new HttpRequestMessage(HttpMethod.Get, at);
                request.Headers.UserAgent.ParseAdd("PeerMesh");
                request.Headers.Accept.ParseAdd("application/json, text/csv;q=0.9, */*;q=0.1");
                using var response = await (anywhere ? _any : _public).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
                if ((int)response.StatusCode is >= 300 and < 400 && response.Headers.Location is { } next)
                {
                    at = new Uri(at, next);
                    continue;
                }

                return response.IsSuccessStatusCode ? await Read(response, cancellationToken) : new(null, ImportRefusals.AddressFailed);
            }
        }
        catch (PrivateAddressException)
        {
            return new(null, ImportRefusals.AddressRefused);
        }
        catch (HttpRequestException failure) when (failure.InnerException is PrivateAddressException)
        {
            return new(null, ImportRefusals.AddressRefused);
        }
        catch (Exception failure) when (failure is HttpRequestException or IOException or UriFormatException || (failure is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
        }

        return new(null, ImportRefusals.AddressFailed);
    }

    private static async Task<Fetched> Read(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        if (response.Content.Headers.ContentLength > ImportLimits.FileBytesMax)
        {
            return new(null, ImportRefusals.TooLarge);
        }

        await using var from = await response.Content.ReadAsStreamAsync(cancellationToken);
        using var to = new MemoryStream();
        var buffer = new byte[64 * 1024];
        for (int read; (read = await from.ReadAsync(buffer, cancellationToken)) > 0;)
        {
            // What is packed may unpack to anything, so what comes out is counted.
            if (to.Length + read > ImportLimits.FileBytesMax)
            {
                return new(null, ImportRefusals.TooLarge);
            }

            to.Write(buffer, 0, read);
        }

        return new(to.ToArray(), null);
    }

    private static SocketsHttpHandler Handler(bool anywhere) => new()
    {
        AllowAutoRedirect = false,
        UseCookies = false,
        UseProxy = false,
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate | DecompressionMethods.Brotli,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        PooledConnectionLifetime = TimeSpan.FromMinutes(1),
        ConnectCallback = async (context, stop) =>
        {
            var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
            var open = anywhere ? addresses : Array.FindAll(addresses, IsPublic);
            if (open.Length == 0)
            {
                throw new PrivateAddressException();
            }

            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            try
            {
                await socket.ConnectAsync(open, context.DnsEndPoint.Port, stop);
                return new NetworkStream(socket, ownsSocket: true);
            }
            catch
            {
                socket.Dispose();
                throw;
            }
        },
    };

    /// <summary>Whether everybody on the Internet can reach it (RFC 6890 and its successors list what not).</summary>
    internal static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6)
        {
            address = address.MapToIPv4();
        }

        var bytes = address.GetAddressBytes();
        if (address.AddressFamily == AddressFamily.InterNetwork)
        {
            return !(bytes[0] is 0 or 10 or 127 or >= 224
                || (bytes[0] == 100 && bytes[1] is >= 64 and < 128)
                || (bytes[0] == 169 && bytes[1] == 254)
                || (bytes[0] == 172 && bytes[1] is >= 16 and < 32)
                || (bytes[0] == 192 && bytes[1] == 168)
                || (bytes[0] == 192 && bytes[1] == 0 && bytes[2] is 0 or 2)
                || (bytes[0] == 192 && bytes[1] == 88 && bytes[2] == 99)
                || (bytes[0] == 198 && bytes[1] is 18 or 19)
                || (bytes[0] == 198 && bytes[1] == 51 && bytes[2] == 100)
                || (bytes[0] == 203 && bytes[1] == 0 && bytes[2] == 113));
        }

        // Of version 6 only what is given out to the world, without the parts of it that stand for others: 2001:0000::/23, 2001:db8::/32, 2002::/16.
        return (bytes[0] & 0xE0) == 0x20
            && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] is 0x00 or 0x01)
            && !(bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0D && bytes[3] == 0xB8)
            && !(bytes[0] == 0x20 && bytes[1] == 0x02);
    }

    private sealed class PrivateAddressException() : Exception("Only the Internet's own addresses are fetched from.");
}
