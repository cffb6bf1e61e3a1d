using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace PeerMesh.Standalone.Hosting;

/// <summary>Where this server can be reached from its own machine.</summary>
internal sealed class ServerAddress(IServer server)
{
    /// <summary>The first address it listens on.</summary>
    public Uri Uri => Reachable(server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault()
        ?? throw new InvalidOperationException("The server listens nowhere yet."));

    /// <summary>A client of this very server, with connections of its own as every phone has.</summary>
    public HttpClient CreateClient() => new() { BaseAddress = Uri, Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>"Every interface" is no address to go to; this machine is.</summary>
    public static Uri Reachable(string listened)
    {
        var binding = BindingAddress.Parse(listened);
        var host = binding.Host is "+" or "*" or "0.0.0.0" or "[::]" ? "localhost" : binding.Host;
        return new UriBuilder(binding.Scheme, host, binding.Port).Uri;
    }
}
