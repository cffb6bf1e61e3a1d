using System.Security.Cryptography;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Search;

/// <summary>The directory in memory: takes changes in the order of their shards' numbers, answers lookups and searches.</summary>
/// <remarks>Readers share a lock and never wait for each other; a change takes microseconds, because all that can be is made ready before.</remarks>
public sealed class DirectoryIndex(TimeProvider clock) : IDirectory, IDisposable
{
    /// <summary>Groups rolled forward under one lock: no search waits longer than these take.</summary>
    private const int RollMax = 64;

    private readonly ReaderWriterLockSlim _lock = new(LockRecursionPolicy.NoRecursion);
    private readonly long[] _numbers = new long[IDirectoryShardGrain.Shards];
    private readonly bool[] _wholeShards = new bool[IDirectoryShardGrain.Shards];
    private readonly SearchIndex _index = new();
    private readonly Dictionary<string, GroupId> _bySlug = new(StringComparer.Ordinal);
    private readonly Sharing _sharing = new();
    private readonly Towns _towns = new();
    private volatile BodyTree _bodies = BodyTree.Empty;
    private volatile bool _isWhole;
    private string? _tag;
    private int _rollFrom;

    public bool IsWhole => _isWhole;

    public int Count => Read(() => _index.Count);

    /// <summary>The bodies of the network; whoever follows them puts them here.</summary>
    public BodyTree Bodies
    {
        get => _bodies;
        set => SetBodies(value);
    }

    /// <summary>The zone that most groups meet by: that of somebody who names none.</summary>
    public string UsualZone => Read(() => _index.UsualZone);

    public string Tag => Volatile.Read(ref _tag) ?? Read(NewTag);

    /// <summary>The number of the latest change of a shard that is here.</summary>
    public long NumberOf(int shard) => Volatile.Read(ref _numbers[shard]);

    /// <summary>Takes changes of one shard. Those that are here already change nothing.</summary>
    public void Apply(int shard, IReadOnlyList<DirectoryChange> changes)
    {
        ArgumentNullException.ThrowIfNull(changes);
        var now = clock.GetUtcNow();
        var bodies = _bodies;
        var ready = changes
            .Where(change => change.Number > NumberOf(shard))
            .Select(change => (change, put: change.Entry is { Listing.Visibility: Visibility.Public } entry ? ReadyToPut(entry, bodies, now) : null))
            .ToList();
        Write(() =>
        {
            foreach (var (change, put) in ready)
            {
                Forget(change.Group);
                if (put is not null)
                {
                    _index.Put(put.Entry, put.Facts, put.Agenda);
                    _bySlug[put.Entry.Slug] = put.Entry.Group;
                    _towns.Add(put.Entry);
                }

                Volatile.Write(ref _numbers[shard], change.Number);
            }

            Volatile.Write(ref _tag, null);
        });
    }

    /// <summary>Says that everything a shard had when it was first read is here.</summary>
    public void MarkWhole(int shard)
    {
        if (_wholeShards[shard])
        {
            return;
        }

        Write(() =>
        {
            _wholeShards[shard] = true;
            if (_wholeShards.All(whole => whole))
            {
                _index.PutInOrder();
                _sharing.Forget();
                _isWhole = true;
            }
        });
    }

    /// <summary>Looks the meetings of some groups up again whose known ones come to an end. To be called again and again as time goes by.</summary>
    /// <returns>Whether there may be more to do now.</returns>
    public bool RollForward()
    {
        var due = new List<DirectoryEntry>();
        var minute = TimeWindows.MinuteOf(clock.GetUtcNow()) + Agenda.Margin;
        _rollFrom = Read(() => _index.DueBefore(minute, _rollFrom, RollMax, due));
        Roll(due);
        return due.Count > 0 || _rollFrom > 0;
    }

    public DirectoryEntry? Find(GroupId group) => Read(() => _index.Find(group));

    public DirectoryEntry? FindBySlug(string slug) => Read(() => _bySlug.TryGetValue(slug, out var group) ? _index.Find(group) : null);

    public IReadOnlyList<DirectoryEntry> All() => Read(() => _index.All().ToArray());

    public IReadOnlyList<DirectoryEntry> OfBody(BodyId body, bool withBranches)
    {
        IEnumerable<BodyId> bodies = withBranches ? _bodies.WithBranches(body) : [body];
        return Read(() => bodies.SelectMany(_index.OfBody).ToArray());
    }

    public SearchPage Search(SearchQuery query, SearchCursor? cursor = null) =>
        Read(() => _index.Search(query, _bodies, cursor, clock.GetUtcNow()));

    public FacetPage Facets(SearchQuery query) => Read(() => _index.Facets(query, _bodies, clock.GetUtcNow()));

    public IReadOnlyList<KnownPlace> FindPlaces(string text, int max) => Read(() => _towns.Find(text, max));

    public void Dispose() => _lock.Dispose();

    // Groups of a body whose holidays changed get their meetings anew.
    private void SetBodies(BodyTree bodies)
    {
        ArgumentNullException.ThrowIfNull(bodies);
        var before = _bodies;
        Write(() =>
        {
            _bodies = bodies;
            Volatile.Write(ref _tag, null);
        });
        foreach (var body in before.All.Concat(bodies.All).Select(body => body.Id).Distinct())
        {
            if (!bodies.HolidaysOf(body).SequenceEqual(before.HolidaysOf(body)))
            {
                foreach (var some in OfBody(body, withBranches: false).Chunk(RollMax))
                {
                    Roll(some);
                }
            }
        }
    }

    private Ready ReadyToPut(DirectoryEntry entry, BodyTree bodies, DateTimeOffset now)
    {
        var shared = _isWhole ? entry : _sharing.Of(entry);
        return new Ready(shared, SearchFacts.Of(shared, DateOnly.FromDateTime(now.UtcDateTime), _isWhole ? null : _sharing), AgendaOf(shared, bodies, now));
    }

    private static Agenda AgendaOf(DirectoryEntry entry, BodyTree bodies, DateTimeOffset now) =>
        Agenda.Of(entry.Listing.Timetable, entry.Listing.Venue, entry.Listing.Body is { } body ? bodies.HolidaysOf(body) : [], now);

    private void Roll(IReadOnlyList<DirectoryEntry> entries)
    {
        if (entries.Count == 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var agendas = entries.Select(entry => AgendaOf(entry, _bodies, now)).ToList();
        Write(() =>
        {
            foreach (var (entry, agenda) in entries.Zip(agendas))
            {
                _index.Roll(entry, agenda);
            }
        });
    }

    private void Forget(GroupId group)
    {
        if (_index.Find(group) is not { } entry)
        {
            return;
        }

        // Another group may have come to the same address; it keeps it.
        if (_bySlug.GetValueOrDefault(entry.Slug) == group)
        {
            _bySlug.Remove(entry.Slug);
        }

        _towns.Remove(entry);
        _index.Remove(group);
    }

    private string NewTag()
    {
        // The shards' numbers say all that is known of the groups; the bodies have none, so what shows of them counts.
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var number in _numbers)
        {
            hash.AppendData(BitConverter.GetBytes(number));
        }

        foreach (var body in _bodies.All.OrderBy(body => body.Id.Value, StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes($"{body.Id}\n{body.Parent}\n{body.Name}\n{string.Join(' ', body.Holidays ?? [])}\n"));
        }

        var tag = Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 10));
        Volatile.Write(ref _tag, tag);
        return tag;
    }

    private T Read<T>(Func<T> read)
    {
        _lock.EnterReadLock();
        try
        {
            return read();
        }
        finally
        {
            _lock.ExitReadLock();
        }
    }

    private void Write(Action write)
    {
        _lock.EnterWriteLock();
        try
        {
            write();
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    private sealed record Ready(DirectoryEntry Entry, SearchFacts Facts, Agenda Agenda);
}
