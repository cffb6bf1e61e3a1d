using PeerMesh.Search;

namespace PeerMesh.Api.Finding;

/// <summary>Lets the directory look further ahead as time goes by: a few groups at a time, a day and a half before it is needed.</summary>
internal sealed class DirectoryRoller(DirectoryIndex index, TimeProvider clock) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            while (!stoppingToken.IsCancellationRequested && index.IsWhole && index.RollForward())
            {
                // Between the lots, searches go first.
                await Task.Yield();
            }
        }
    }
}
