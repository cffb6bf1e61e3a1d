using PeerMesh.Contracts.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>A gateway's watch of one session, and all it heard.</summary>
internal sealed class Watching : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<SessionNews> _heard = [];
    private readonly Task _task;

    public Watching(ISessionGrain grain, string gateway = "gw", long after = 0) => _task = Listen(grain, gateway, after);

    public Task Ended => _task;

    public IReadOnlyList<SessionNews> Heard
    {
        get
        {
            lock (_heard)
            {
                return [.. _heard];
            }
        }
    }

    public IEnumerable<long> Versions => Heard.Select(news => news.Version);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _task.ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        _stop.Dispose();
    }

    private async Task Listen(ISessionGrain grain, string gateway, long after)
    {
        await foreach (var news in grain.Watch(gateway, after, _stop.Token))
        {
            lock (_heard)
            {
                _heard.Add(news);
            }
        }
    }
}
