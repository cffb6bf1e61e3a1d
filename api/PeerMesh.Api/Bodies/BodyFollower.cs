namespace PeerMesh.Api.Bodies;

/// <summary>Keeps <see cref="NetworkBodies"/> up to date. Bodies change a few times a day, so asking is enough.</summary>
internal sealed partial class BodyFollower(NetworkBodies bodies, TimeProvider clock, ILogger<BodyFollower> log) : BackgroundService
{
    /// <summary>A question and a number as answer, nearly always.</summary>
    private static readonly TimeSpan AsksEvery = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await bodies.Refresh(stoppingToken);
            }
            catch (Exception failure) when (!stoppingToken.IsCancellationRequested)
            {
                LogFailed(failure);
            }

            await Task.Delay(AsksEvery, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "The bodies cannot be fetched just now")]
    private partial void LogFailed(Exception failure);
}
