using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Orleans.Concurrency;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Grains.Directory;

/// <summary>Numbers, stores and tells the changes of one part of the directory.</summary>
/// <remarks>
/// Calls interleave, and what arrives while a transaction is under way goes into the next one: an import of thousands of groups
/// is some dozens of writes. Nothing is told or answered before it is stored. Every transaction moves the shard's head from the
/// number this activation knows; where another one moved it, nothing is written and this one goes away.
/// </remarks>
[GrainType("directory-shard"), Reentrant]
internal sealed class DirectoryShardGrain(IDirectoryStore store, DirectoryWatches watches) : Grain, IDirectoryShardGrain
{
    /// <summary>Groups in one transaction: about a megabyte, written well within a caller's patience.</summary>
    private const int BatchMax = 400;

    private const int PageMax = 1000;

    private readonly Queue<Wish> _wishes = [];
    private DirectoryFeed _feed = null!;
    private bool _writing;

    private int Shard => (int)this.GetPrimaryKeyLong();

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (this.GetPrimaryKeyLong() is < 0 or >= IDirectoryShardGrain.Shards)
        {
            throw new ArgumentOutOfRangeException(nameof(cancellationToken), "There is no such part of the directory.");
        }

        _feed = new DirectoryFeed(await store.Head(Shard));
        watches.Add(_feed);
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _feed.End();
        watches.Remove(_feed);
        return Task.CompletedTask;
    }

    public Task Put(ImmutableList<DirectoryEntry> entries)
    {
        // What is private has no place here, whoever sent it.
        var rows = entries.Select(entry => new DirectoryRow(0, entry.Group, entry.Version, entry.Listing.Visibility == Visibility.Public ? entry : null));
        return Task.WhenAll(rows.Chunk(BatchMax).Select(Take));
    }

    public Task Remove(GroupId group, long version) => Take([new DirectoryRow(0, group, version, Entry: null)]);

    public async Task<DirectoryPage> Read(long after, int max)
    {
        max = Math.Clamp(max, 1, PageMax);
        var rows = await store.Read(Shard, after, max + 1);
        return new DirectoryPage([.. rows.Take(max).Select(Told)], More: rows.Count > max);
    }

    public async IAsyncEnumerable<DirectoryChange> Watch(long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested)
        {
            // Taken before looking: a change in between ends the wait below at once.
            var next = _feed.Next;
            var changes = _feed.After(after) ?? [.. (await store.Read(Shard, after, BatchMax)).Select(Told)];
            foreach (var change in changes)
            {
                yield return change;
                after = change.Number;
            }

            if (_feed.HasEnded)
            {
                yield break;
            }

            if (changes.Count == 0)
            {
                await next.WaitAsync(cancellationToken);
            }
        }
    }

    private static DirectoryChange Told(DirectoryRow row) => new(row.Number, row.Group, row.Entry);

    private async Task Take(IReadOnlyList<DirectoryRow> rows)
    {
        var wish = new Wish(rows);
        _wishes.Enqueue(wish);
        if (!_writing)
        {
            await WriteAll();
        }

        await wish.Done.Task;
    }

    private async Task WriteAll()
    {
        _writing = true;
        try
        {
            while (_wishes.Count > 0)
            {
                await WriteBatch(NextBatch());
            }
        }
        finally
        {
            _writing = false;
        }
    }

    private List<Wish> NextBatch()
    {
        var batch = new List<Wish>();
        for (var rows = 0; _wishes.TryPeek(out var wish) && (batch.Count == 0 || rows + wish.Rows.Count <= BatchMax); rows += wish.Rows.Count)
        {
            batch.Add(_wishes.Dequeue());
        }

        return batch;
    }

    private async Task WriteBatch(List<Wish> batch)
    {
        try
        {
            var rows = await Newer(batch);
            if (rows.Count > 0)
            {
                await store.Write(Shard, _feed.Head, rows);
                _feed.Tell([.. rows.Select(Told)]);
            }
        }
        catch (Exception failure)
        {
            // Whether it was stored is known only by looking: the next activation does.
            DeactivateOnIdle();
            _feed.End();
            foreach (var wish in batch.Concat(_wishes))
            {
                wish.Done.SetException(failure);
            }

            _wishes.Clear();
            return;
        }

        foreach (var wish in batch)
        {
            wish.Done.SetResult();
        }
    }

    // The newest of each group, where it is newer than what is stored, with the numbers they get.
    private async Task<IReadOnlyList<DirectoryRow>> Newer(List<Wish> batch)
    {
        var newest = batch.SelectMany(wish => wish.Rows).GroupBy(row => row.Group).Select(same => same.MaxBy(row => row.Version)!).ToList();
        var held = await store.Versions(Shard, [.. newest.Select(row => row.Group)]);
        var number = _feed.Head;
        return [.. newest.Where(row => !held.TryGetValue(row.Group, out var version) || version < row.Version).Select(row => row with { Number = ++number })];
    }

    private sealed record Wish(IReadOnlyList<DirectoryRow> Rows)
    {
        public TaskCompletionSource Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
