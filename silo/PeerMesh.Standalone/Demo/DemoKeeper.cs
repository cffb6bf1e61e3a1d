namespace PeerMesh.Standalone.Demo;

/// <summary>Makes the demo network at the first start, and sees to it that there is always a session to walk into.</summary>
internal sealed partial class DemoKeeper(DemoNetwork network, TimeProvider clock, ILogger<DemoKeeper> log) : BackgroundService
{
    // A session nobody attends closes by itself after a quarter of an hour; a visitor should not find the doors shut for long.
    private static readonly TimeSpan LooksEvery = TimeSpan.FromSeconds(30);
    private readonly TaskCompletionSource _first = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Done when the network stands and a session is open.</summary>
    public Task Ready => _first.Task;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var seeded = false;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!seeded)
                {
                    await network.Seed();
                    seeded = true;
                }

                await network.KeepOneOpen();
                _first.TrySetResult();
            }
            catch (Exception failed) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failed.GetType().Name);
            }

            await Task.Delay(LooksEvery, clock, stoppingToken);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The demo network is not as it should be and is looked at again: {Failure}")]
    private partial void LogFailed(string failure);
}
