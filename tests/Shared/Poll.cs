namespace PeerMesh.Tests.Shared;

/// <summary>Waits for what a real process does in its own time.</summary>
internal static class Poll
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);

    public static async Task Until(Func<bool> condition, CancellationToken cancellationToken)
    {
        while (!condition())
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }

    public static async Task Until(Func<Task<bool>> condition, CancellationToken cancellationToken)
    {
        while (!await condition())
        {
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
