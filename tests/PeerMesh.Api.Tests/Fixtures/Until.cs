namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>Waits for what other threads bring about. The timeout only ends a test that fails.</summary>
internal static class Until
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    public static async Task True(Func<Task<bool>> condition)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (!await condition())
        {
            await Task.Delay(20, patience.Token);
        }
    }

    public static Task True(Func<bool> condition) => True(() => Task.FromResult(condition()));
}
