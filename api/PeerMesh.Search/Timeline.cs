using PeerMesh.Domain.Directory;

namespace PeerMesh.Search;

/// <summary>One meeting, in minutes since 1970 UTC.</summary>
/// <param name="Venue">How it is held, where that is not how the group usually meets.</param>
/// <param name="Ways">How people can take part.</param>
internal readonly record struct Meeting(int Start, int End, VenueType? Venue, Ways Ways)
{
    public bool Fits((Ways Venue, Ways Way) asked) => (asked.Venue == Ways.None || (Ways & asked.Venue) != 0) && (asked.Way == Ways.None || (Ways & asked.Way) != 0);
}

/// <summary>The coming days hour by hour: which groups have a meeting that begins in it, in the order of a search.</summary>
/// <remarks>
/// An hour of a past week and one of this week share a place: whoever adds meetings removes those of the past first, which
/// <see cref="SearchIndex.Roll"/> does.
/// </remarks>
internal sealed class Timeline(Comparison<int> inTies, Func<int, ulong> tieOf)
{
    /// <summary>Hours kept: more than the days ahead and the hours behind that a search looks at.</summary>
    public const int Hours = 512;

    private readonly Bucket[] _buckets = [.. Enumerable.Range(0, Hours).Select(_ => new Bucket())];

    /// <summary>While many are added at once, the order is made at the end.</summary>
    public bool Unordered { get; private set; } = true;

    public void Add(int slot, int minute)
    {
        var bucket = BucketOf(minute / 60);
        bucket.Slots.Add(slot);
        var entry = EntryOf(slot, minute);
        if (Unordered)
        {
            bucket.Entries.Add(entry);
            return;
        }

        var at = bucket.Entries.BinarySearch(entry, Comparer<Entry>.Create(Compare));
        if (at < 0)
        {
            bucket.Entries.Insert(~at, entry);
        }
    }

    /// <param name="staysInHour">Whether the group has another meeting that begins in the same hour.</param>
    public void Remove(int slot, int minute, bool staysInHour)
    {
        var bucket = BucketOf(minute / 60);
        var entry = EntryOf(slot, minute);
        var at = Unordered ? bucket.Entries.IndexOf(entry) : bucket.Entries.BinarySearch(entry, Comparer<Entry>.Create(Compare));
        if (at >= 0)
        {
            bucket.Entries.RemoveAt(at);
        }

        if (!staysInHour)
        {
            bucket.Slots.Remove(slot);
        }
    }

    public void PutInOrder()
    {
        if (Unordered)
        {
            foreach (var bucket in _buckets)
            {
                bucket.Entries.Sort(Compare);
            }

            Unordered = false;
        }
    }

    /// <summary>The groups with a meeting that begins in this hour.</summary>
    public SlotSet SlotsIn(int hour) => BucketOf(hour).Slots;

    /// <summary>The meetings that begin in this hour from a minute on and before another, in their order.</summary>
    public ReadOnlySpan<Entry> EntriesIn(int hour, int from, int to)
    {
        var entries = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(BucketOf(hour).Entries);
        var start = from <= hour * 60 ? 0 : FirstAt(entries, from - (hour * 60));
        var end = to >= (hour + 1) * 60 ? entries.Length : FirstAt(entries, to - (hour * 60));
        return start < end ? entries[start..end] : [];
    }

    private static int FirstAt(ReadOnlySpan<Entry> entries, int minuteInHour)
    {
        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (entries[middle].MinuteInHour < minuteInHour)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private Bucket BucketOf(int hour) => _buckets[hour & (Hours - 1)];

    private Entry EntryOf(int slot, int minute) => new(((ulong)(minute % 60) << 58) | (tieOf(slot) >> 6), slot);

    private int Compare(Entry one, Entry other) =>
        one.Key != other.Key ? one.Key.CompareTo(other.Key) : one.Slot == other.Slot ? 0 : inTies(one.Slot, other.Slot);

    /// <param name="Key">The minute in the hour, then the beginning of the group's place among those of the same minute.</param>
    internal readonly record struct Entry(ulong Key, int Slot)
    {
        public int MinuteInHour => (int)(Key >> 58);
    }

    private sealed class Bucket
    {
        public List<Entry> Entries { get; } = [];

        public SlotSet Slots { get; } = new();
    }
}
