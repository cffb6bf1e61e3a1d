using PeerMesh.Contracts.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>Follows a session across crashes as a gateway does: after every end it resumes from the last version it has.</summary>
internal sealed class Following : IAsyncDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private readonly List<SessionNews> _heard = [];
    private readonly Task _task;

    public Following(ISessionGrain grain) => _task = Task.Run(() => Follow(grain));

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

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _task;
        _stop.Dispose();
    }

    private async Task Follow(ISessionGrain grain)
    {
        while (!_stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var news in grain.Watch("gw", Heard.Count, _stop.Token))
                {
                    lock (_heard)
                    {
                        _heard.Add(news);
                    }
                }
            }
            catch (Exception) when (!_stop.IsCancellationRequested)
            {
                await Task.Delay(20);
            }
            catch (OperationCanceledException)
            {
                return;
            }
        }
    }
}
