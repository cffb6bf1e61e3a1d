using PeerMesh.Contracts.Directory;

namespace PeerMesh.Grains.Directory;

/// <summary>The latest changes of one shard, and the watchers that wait for the next.</summary>
/// <remarks>
/// A watcher asks for what comes after its number; it holds no buffer that could run over. One that lags behind what is kept
/// here reads rows instead, each group once in its newest state, and so catches up with less than it missed.
/// </remarks>
internal sealed class DirectoryFeed(long head)
{
    /// <summary>Changes kept for watchers that are nearly up to date. An entry is a few kilobytes, and there are 32 shards.</summary>
    private const int RecentMax = 256;

    private readonly Queue<DirectoryChange> _recent = [];
    private TaskCompletionSource _next = NewSignal();

    /// <summary>The latest number that is stored and told.</summary>
    public long Head { get; private set; } = head;

    public bool HasEnded { get; private set; }

    /// <summary>Ends with the next change, or when there will be none.</summary>
    public Task Next => _next.Task;

    /// <summary>The changes after a number, or null where they are not all kept here any more.</summary>
    public IReadOnlyList<DirectoryChange>? After(long number) =>
        number >= Head ? [] : _recent.TryPeek(out var oldest) && oldest.Number <= number + 1 ? [.. _recent.Where(change => change.Number > number)] : null;

    public void Tell(IReadOnlyList<DirectoryChange> changes)
    {
        foreach (var change in changes)
        {
            _recent.Enqueue(change);
            if (_recent.Count > RecentMax)
            {
                _recent.Dequeue();
            }

            Head = change.Number;
        }

        var told = _next;
        _next = NewSignal();
        told.SetResult();
    }

    public void End()
    {
        HasEnded = true;
        _next.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
