namespace PeerMesh.SystemTests.Cluster;

/// <summary>Stands for the balancer in front of the gateways: everyone has theirs, and goes to the next when it does not answer.</summary>
internal sealed class GatewayChoice(Uri[] gateways, int first) : DelegatingHandler(new SocketsHttpHandler { PooledConnectionIdleTimeout = TimeSpan.FromSeconds(5), ConnectTimeout = TimeSpan.FromSeconds(2) })
{
    /// <summary>The address clients are given; it is replaced by a gateway's.</summary>
    public static readonly Uri Anywhere = new("http://gateway.invalid");

    private int _choice = first;

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var choice = _choice;
        request.RequestUri = new Uri(gateways[choice % gateways.Length], request.RequestUri!.PathAndQuery);
        try
        {
            return await base.SendAsync(request, cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Whoever asked asks again, and then somewhere else.
            Interlocked.CompareExchange(ref _choice, choice + 1, choice);
            throw;
        }
    }
}
