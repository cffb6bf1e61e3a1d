using PeerMesh.Domain.Common;

namespace PeerMesh.Grains.Directory;

/// <summary>A directory in memory, for tests and measurements. Silos that share it have one directory.</summary>
public sealed class MemoryDirectoryStore : IDirectoryStore
{
    private readonly Lock _state = new();
    private readonly Dictionary<int, Shard> _shards = [];
    private int _failures;

    /// <summary>How many transactions were written.</summary>
    public int Writes { get; private set; }

    /// <summary>How long a write takes: with none there would be nothing for puts in flight to join.</summary>
    public TimeSpan WriteDelay { get; set; }

    /// <summary>Whether rows cannot be read just now.</summary>
    public bool FailReads { get; set; }

    /// <summary>As many of the next writes fail.</summary>
    public void FailNextWrites(int count)
    {
        lock (_state)
        {
            _failures = count;
        }
    }

    public Task<long> Head(int shard)
    {
        lock (_state)
        {
            return Task.FromResult(Of(shard).Head);
        }
    }

    public Task<IReadOnlyDictionary<GroupId, long>> Versions(int shard, IReadOnlyCollection<GroupId> groups)
    {
        lock (_state)
        {
            var rows = Of(shard).ByGroup;
            return Task.FromResult<IReadOnlyDictionary<GroupId, long>>(
                groups.Where(rows.ContainsKey).ToDictionary(group => group, group => rows[group].Version));
        }
    }

    public Task<IReadOnlyList<DirectoryRow>> Read(int shard, long after, int max)
    {
        if (FailReads)
        {
            throw new IOException("The disk cannot be read.");
        }

        lock (_state)
        {
            // The view begins at the first number wanted, so that a page costs its own length.
            return Task.FromResult<IReadOnlyList<DirectoryRow>>([.. Of(shard).ByNumber.GetViewBetween(Key(after + 1), Key(long.MaxValue)).Take(max)]);
        }
    }

    public async Task Write(int shard, long head, IReadOnlyList<DirectoryRow> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        if (WriteDelay > TimeSpan.Zero)
        {
            await Task.Delay(WriteDelay);
        }

        lock (_state)
        {
            if (_failures > 0)
            {
                _failures--;
                throw new IOException("The disk is full.");
            }

            var held = Of(shard);
            if (held.Head != head)
            {
                throw new DirectoryConflictException();
            }

            Writes++;
            foreach (var row in rows)
            {
                if (held.ByGroup.TryGetValue(row.Group, out var before))
                {
                    held.ByNumber.Remove(before);
                }

                held.ByGroup[row.Group] = row;
                held.ByNumber.Add(row);
                held.Head = row.Number;
            }
        }
    }

    private static DirectoryRow Key(long number) => new(number, default, 0, Entry: null);

    private Shard Of(int shard)
    {
        if (!_shards.TryGetValue(shard, out var held))
        {
            _shards[shard] = held = new Shard();
        }

        return held;
    }

    private sealed class Shard
    {
        public long Head { get; set; }

        public Dictionary<GroupId, DirectoryRow> ByGroup { get; } = [];

        public SortedSet<DirectoryRow> ByNumber { get; } = new(Comparer<DirectoryRow>.Create((a, b) => a.Number.CompareTo(b.Number)));
    }
}
