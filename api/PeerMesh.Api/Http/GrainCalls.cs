namespace PeerMesh.Api.Http;

/// <summary>How long a caller waits for a grain, and when it is asked again.</summary>
internal static class GrainCalls
{
    /// <summary>The cluster's own response timeout; a call that must not be made twice waits as long.</summary>
    public static readonly TimeSpan AnswerMax = TimeSpan.FromSeconds(5);

    /// <summary>One try of a call that may be made again. A grain answers within milliseconds; a silo that hangs does not answer at all.</summary>
    public static readonly TimeSpan Attempt = TimeSpan.FromSeconds(2.5);

    /// <summary>Tries that hang are two at most: a person has waited long enough by then, and their client knows better whether they still do.</summary>
    private static readonly TimeSpan HangingMax = 2 * Attempt;

    /// <summary>Tries that fail at once, as they do while a grain moves or its database restarts, are four: with the pauses a second at most.</summary>
    private const int AttemptsMax = 4;

    /// <summary>After the first failure, doubled with each that follows.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    public static async Task<T> Once<T>(Func<Task<T>> call) => await call().WaitAsync(AnswerMax);

    public static async Task Once(Func<Task> call) => await call().WaitAsync(AnswerMax);

    /// <summary>For calls that may arrive twice: queries, and commands that carry an id of their own. Made again until there is an answer or hope is gone.</summary>
    public static async Task<T> Twice<T>(Func<Task<T>> call, CancellationToken cancellationToken = default)
    {
        var start = TimeProvider.System.GetTimestamp();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await call().WaitAsync(Attempt, cancellationToken);
            }
            catch (Exception e) when (Failures.IsOutOfReach(e) && !cancellationToken.IsCancellationRequested && attempt < AttemptsMax && TimeProvider.System.GetElapsedTime(start) < HangingMax)
            {
                // Each after another time: a silo that went took many calls with it, and they do not all come back at once.
                await Task.Delay(Pause * (1 << (attempt - 1)) * (0.5 + Random.Shared.NextDouble()), cancellationToken);
            }
        }
    }

    /// <inheritdoc cref="Twice{T}"/>
    public static Task Twice(Func<Task> call, CancellationToken cancellationToken = default) =>
        Twice(
            async () =>
            {
                await call();
                return true;
            },
            cancellationToken);
}
