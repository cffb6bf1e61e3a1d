using System.Net;
using Orleans.Messaging;
using Orleans.Runtime;

namespace PeerMesh.Api.Cluster;

/// <summary>The silos this gateway may go in through: those the cluster itself says are active, or where it is out of reach the configured addresses.</summary>
/// <remarks>
/// A gateway holds no database credentials, so it cannot read the membership table; it asks a silo, which can. In this way silos that
/// come are used although no setting names them, and silos that hang are left although their address still answers.
/// </remarks>
internal sealed partial class SiloList(SiloAddresses configured, IServiceProvider services, ILogger<SiloList> log) : IGatewayListProvider
{
    /// <summary>How often the list is made anew.</summary>
    public static readonly TimeSpan RefreshEvery = TimeSpan.FromSeconds(2);

    private static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(1);

    /// <summary>A silo that hangs does not answer; the next question, to another one, may be answered.</summary>
    private const int Questions = 3;

    private IReadOnlyList<IPEndPoint> _known = [];
    private bool _started;

    // A silo marked as dead because a connection broke is tried again after this long.
    public TimeSpan MaxStaleness => RefreshEvery;

    public bool IsUpdatable => true;

    public Task InitializeGatewayListProvider() => Task.CompletedTask;

    public async Task<IList<Uri>> GetGateways()
    {
        // The first list is what the client connects with; before that there is nobody to ask.
        var active = _started ? await Ask() : [];
        _started = true;
        if (active.Count > 0)
        {
            _known = active;
            return [.. active.Select(ToUri)];
        }

        // Nobody could say, which need not mean that those known are gone: their database may be.
        return [.. _known.Union(await configured.Resolve(CancellationToken.None)).Select(ToUri)];
    }

    private static Uri ToUri(IPEndPoint address) => SiloAddress.New(address, 0).ToGatewayUri();

    private async Task<IReadOnlyList<IPEndPoint>> Ask()
    {
        for (var question = 0; question < Questions; question++)
        {
            try
            {
                // Any silo can answer; which one a key goes to is decided by chance.
                var any = services.GetRequiredService<IClusterClient>().GetGrain<IManagementGrain>(Random.Shared.NextInt64());
                var silos = await any.GetDetailedHosts(onlyActive: true).WaitAsync(AnswersWithin);
                return [.. silos.Where(silo => silo.ProxyPort > 0).Select(silo => new IPEndPoint(silo.SiloAddress.Endpoint.Address, silo.ProxyPort))];
            }
            catch (Exception e)
            {
                LogNoAnswer(e);
            }
        }

        return [];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A silo could not say which silos there are")]
    private partial void LogNoAnswer(Exception exception);
}
