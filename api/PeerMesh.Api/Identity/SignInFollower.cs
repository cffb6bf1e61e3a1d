using PeerMesh.Api.Http;
using PeerMesh.Api.Sessions;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Identity;

/// <summary>Hears whose sign-ins have changed, wherever that happened, and ends the streams of those that are over.</summary>
/// <remarks>By the real clock, also where a rehearsal's runs faster: it keeps a promise to people, and costs the cluster a call each time.</remarks>
internal sealed partial class SignInFollower(IGrainFactory grains, SignedInDevices devices, SessionHubs hubs, ILogger<SignInFollower> log) : BackgroundService
{
    /// <summary>With the time it takes to ask, well within the five seconds that are promised.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <summary>Members asked at once, where everybody has to be.</summary>
    private const int AtOnce = 32;

    // Whose streams are still to be asked about; null is everybody's.
    private HashSet<MemberId>? _doubted = [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? epoch = null;
        var number = 0L;
        using var timer = new PeriodicTimer(Every);
        do
        {
            try
            {
                var since = devices.Begin();
                var news = await GrainCalls.Once(() => grains.GetGrain<ISignInNewsGrain>(ISignInNewsGrain.Key).Since(epoch, number));
                (epoch, number) = (news.Epoch, news.Number);
                devices.Heard(news.Members, since);
                Doubt(news.Members);
                await AskAgain(stoppingToken);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                // What is remembered counts for moments only while nothing is heard; streams go on, as nothing says that they must not.
                LogNotHeard(e);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Doubt(IReadOnlyCollection<MemberId>? members)
    {
        if (members is null)
        {
            _doubted = null;
        }
        else
        {
            _doubted?.UnionWith(members);
        }
    }

    private async Task AskAgain(CancellationToken stop)
    {
        if (_doubted is { Count: 0 })
        {
            return;
        }

        var streams = hubs.Clients(_doubted is { } some ? some.Contains : _ => true);
        await Parallel.ForEachAsync(streams, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop }, async (client, _) =>
        {
            if (!client.Caller.Simulated && !(await devices.Ask(client.Caller.Member, client.Device)).SignedIn)
            {
                client.End();
            }
        });
        _doubted = [];
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Changes of sign-ins could not be asked for; the next try is in a second")]
    private partial void LogNotHeard(Exception exception);
}
