using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Search;

/// <summary>All groups in columns, with everything a search asks for beside them. One writer or many readers at a time.</summary>
/// <remarks>Each group has a slot, a number that others get again once it is gone.</remarks>
internal sealed partial class SearchIndex
{
    private readonly Dictionary<GroupId, int> _slotOf = [];
    private readonly Stack<int> _free = [];
    private readonly Vocabulary _vocabulary = new();
    private readonly Timeline _timeline;
    private readonly GeoGrid _grid = new();
    private readonly Dictionary<(Facet Facet, string Value), SlotSet> _facets = [];
    private readonly Dictionary<BodyId, SlotSet> _bodies = [];
    private readonly Dictionary<string, int> _zones = new(StringComparer.Ordinal);
    private readonly SlotSet _all = new();
    private readonly SlotSet _open = new();
    private Column[] _columns = new Column[64];
    private int _used;
    private bool _isInOrder;

    public SearchIndex() => _timeline = new Timeline(
        (one, other) => CompareTies(_columns[one], _columns[other]),
        slot => _columns[slot].Tie);

    public int Count => _slotOf.Count;

    public DirectoryEntry? Find(GroupId group) => _slotOf.TryGetValue(group, out var slot) ? _columns[slot].Entry : null;

    /// <summary>The zone that most groups meet by; UTC where none says.</summary>
    public string UsualZone => _zones.Count == 0 ? "UTC" : _zones.MaxBy(zone => (zone.Value, zone.Key)).Key;

    public IEnumerable<DirectoryEntry> All() => _slotOf.Values.Select(slot => _columns[slot].Entry!);

    public IEnumerable<DirectoryEntry> OfBody(BodyId body)
    {
        if (!_bodies.TryGetValue(body, out var slots))
        {
            return [];
        }

        var found = new List<DirectoryEntry>();
        var bits = new ulong[WordsUsed];
        slots.OrInto(bits);
        foreach (var slot in Bits.Members(bits))
        {
            found.Add(_columns[slot].Entry!);
        }

        return found;
    }

    /// <summary>Puts a group in place of what is there of it.</summary>
    public void Put(DirectoryEntry entry, SearchFacts facts, Agenda agenda)
    {
        Remove(entry.Group);
        var slot = _free.TryPop(out var again) ? again : _used++;
        if (slot >= _columns.Length)
        {
            Array.Resize(ref _columns, _columns.Length * 2);
        }

        _columns[slot] = new Column
        {
            Entry = entry,
            Facts = facts,
            Point = facts.Point ?? Nowhere,
            Agenda = agenda,
            Tie = Rank.TieOf(entry.Group),
        };
        _slotOf[entry.Group] = slot;
        _all.Add(slot);
        if (entry.Listing.Body is { } body)
        {
            Of(_bodies, body).Add(slot);
        }

        if (!entry.OpenSessions.IsEmpty)
        {
            _open.Add(slot);
        }

        CountZone(entry, 1);
        if (_isInOrder)
        {
            Enlist(slot);
        }
    }

    public void Remove(GroupId group)
    {
        if (!_slotOf.Remove(group, out var slot))
        {
            return;
        }

        ref var column = ref _columns[slot];
        _all.Remove(slot);
        _open.Remove(slot);
        CountZone(column.Entry!, -1);
        if (column.Entry!.Listing.Body is { } body)
        {
            _bodies[body].Remove(slot);
        }

        if (_isInOrder)
        {
            Strike(slot);
        }

        column = default;
        _free.Push(slot);
    }

    /// <summary>Replaces a group's coming meetings, unless the group itself has changed since they were looked up.</summary>
    public void Roll(DirectoryEntry entry, Agenda agenda)
    {
        if (!_slotOf.TryGetValue(entry.Group, out var slot) || _columns[slot].Entry != entry)
        {
            return;
        }

        ref var column = ref _columns[slot];
        if (!_isInOrder)
        {
            column.Agenda = agenda;
            return;
        }

        TakeOffTimeline(slot, column.Agenda.Meetings);
        column.Agenda = agenda;
        if (column.Facts!.Point is { } point)
        {
            _grid.Roll(slot, point, agenda.Blocks());
        }

        PutOnTimeline(slot, agenda.Meetings);
    }

    /// <summary>Some groups whose meetings are known for less far than this, from a place on; the place to go on from.</summary>
    public int DueBefore(int minute, int from, int max, List<DirectoryEntry> due)
    {
        for (; from < _used && due.Count < max; from++)
        {
            if (_columns[from] is { Entry: { } entry } column && column.Agenda.Until < minute)
            {
                due.Add(entry);
            }
        }

        return from >= _used ? 0 : from;
    }

    /// <summary>
    /// Everything that comes at the start is here: from now on searches find it, and the order is kept with each change. Groups get
    /// their slots by where they are, because a search looks at those of one region, and finds them side by side in memory.
    /// </summary>
    public void PutInOrder()
    {
        if (_isInOrder)
        {
            return;
        }

        var columns = _columns.AsSpan(0, _used).ToArray().Where(column => column.Entry is not null).OrderBy(column => GeoGrid.OrderOf(column.Facts!.Point)).ThenBy(column => column.Tie).ToArray();
        _slotOf.Clear();
        _bodies.Clear();
        _zones.Clear();
        _free.Clear();
        _all.Clear();
        _open.Clear();
        Array.Clear(_columns);
        (_used, _isInOrder) = (0, true);
        _slotOf.EnsureCapacity(columns.Length);
        foreach (var column in columns)
        {
            Put(column.Entry!, column.Facts!, column.Agenda);
        }

        _timeline.PutInOrder();
    }

    private static readonly GeoPoint Nowhere = new(double.NaN, double.NaN, double.NaN);

    private int WordsUsed => (_used + 63) / 64;

    private static int CompareTies(Column one, Column other) =>
        one.Tie != other.Tie ? one.Tie.CompareTo(other.Tie) : string.CompareOrdinal(one.Entry!.Group.Value, other.Entry!.Group.Value);

    private static SlotSet Of<TKey>(Dictionary<TKey, SlotSet> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
        {
            sets[key] = set = new SlotSet();
        }

        return set;
    }

    // Into everything that searches ask.
    private void Enlist(int slot)
    {
        ref var column = ref _columns[slot];
        _vocabulary.Add(slot, column.Facts!);
        foreach (var value in column.Facts!.Values)
        {
            Of(_facets, value).Add(slot);
        }

        if (column.Facts.Point is { } point)
        {
            _grid.Add(slot, point, column.Agenda.Blocks());
        }

        PutOnTimeline(slot, column.Agenda.Meetings);
    }

    private void Strike(int slot)
    {
        ref var column = ref _columns[slot];
        _vocabulary.Remove(slot, column.Facts!);
        foreach (var value in column.Facts!.Values)
        {
            _facets[value].Remove(slot);
        }

        if (column.Facts.Point is { } point)
        {
            _grid.Remove(slot, point);
        }

        TakeOffTimeline(slot, column.Agenda.Meetings);
    }

    private void CountZone(DirectoryEntry entry, int by)
    {
        if (entry.Listing.Timetable?.Zone is { } zone && (_zones[zone] = _zones.GetValueOrDefault(zone) + by) == 0)
        {
            _zones.Remove(zone);
        }
    }

    private void PutOnTimeline(int slot, Meeting[] meetings)
    {
        for (var i = 0; i < meetings.Length; i++)
        {
            if (i == 0 || meetings[i].Start != meetings[i - 1].Start)
            {
                _timeline.Add(slot, meetings[i].Start);
            }
        }
    }

    private void TakeOffTimeline(int slot, Meeting[] meetings)
    {
        for (var i = 0; i < meetings.Length; i++)
        {
            if (i > 0 && meetings[i].Start == meetings[i - 1].Start)
            {
                continue;
            }

            var hour = meetings[i].Start / 60;
            _timeline.Remove(slot, meetings[i].Start, staysInHour: Array.Exists(meetings, other => other.Start > meetings[i].Start && other.Start / 60 == hour));
        }
    }

    /// <summary>What is kept of one group.</summary>
    private struct Column
    {
        public DirectoryEntry? Entry;
        public SearchFacts? Facts;
        public GeoPoint Point;
        public Agenda Agenda;
        public ulong Tie;
    }
}
