namespace PeerMesh.Grains.Tests.Fixtures;

/// <summary>Waits for what other threads bring about. The timeout only ends a test that fails.</summary>
internal static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static Task True(Func<bool> condition) => True(() => Task.FromResult(condition()));

    public static async Task True(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(10, patience.Token);
        }
    }
}
