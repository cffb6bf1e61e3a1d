namespace PeerMesh.Load;

/// <summary>Many do the same, some of them at once.</summary>
internal static class Crowd
{
    /// <summary>People who come at once: a mail server takes them one after the other, and its line is bounded.</summary>
    private const int AtOnce = 64;

    /// <param name="told">What to say of those who are done.</param>
    public static async Task Each<T>(IReadOnlyList<T> all, Func<T, int, Task> what, string told, CancellationToken stop)
    {
        var done = 0;
        await Parallel.ForEachAsync(
            all.Select((one, number) => (one, number)),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = stop },
            async (next, _) =>
            {
                await what(next.one, next.number);
                if (Interlocked.Increment(ref done) is var count && (count % 1000 == 0 || count == all.Count))
                {
                    await Console.Error.WriteLineAsync($"{count} {told}");
                }
            });
    }
}
