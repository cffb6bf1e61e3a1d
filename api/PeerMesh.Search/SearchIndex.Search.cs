using System.Collections.Immutable;

namespace PeerMesh.Search;

internal sealed partial class SearchIndex
{
    /// <summary>Up to here each group that is left is looked at; beyond it, sets of groups are laid over each other.</summary>
    private const int FewMax = 3000;

    public SearchPage Search(SearchQuery query, BodyTree bodies, SearchCursor? cursor, DateTimeOffset now)
    {
        var look = LookFor(query, bodies, cursor?.AsOf ?? TimeWindows.MinuteOf(now));
        var scratch = Scratch.Rent(WordsUsed);
        if (!Scan(look, scratch))
        {
            Match(look, scratch, scratch.Found, except: null);
            scratch.Total = Bits.Count(scratch.Found);
        }

        var total = scratch.Total;
        var (ranks, slots) = Select(look, scratch, cursor);

        var more = slots.Count > query.Limit;
        var hits = ImmutableArray.CreateBuilder<SearchHit>(Math.Min(slots.Count, query.Limit));
        for (var i = 0; i < slots.Count && i < query.Limit; i++)
        {
            ref var column = ref _columns[slots[i]];
            double? miles = query.Near is { } near && near.MilesTo(column.Point) is var far && !double.IsNaN(far) ? far : null;
            var start = NextOf(look, slots[i]);
            var meeting = column.Agenda.At(start, look.Asked);
            hits.Add(new SearchHit(column.Entry!, start, meeting?.End, meeting?.Venue, miles, !column.Entry!.OpenSessions.IsEmpty));
        }

        var next = more ? new SearchCursor(look.AsOf, ranks[query.Limit - 1], SearchCursor.PrintOf(query)) : null;
        return new SearchPage(hits.MoveToImmutable(), total, TimeWindows.At(look.AsOf), next);
    }

    private Look LookFor(SearchQuery query, BodyTree bodies, int asOf) =>
        new(query, bodies, asOf, TimeWindows.Of(query, asOf), [.. query.Words.Select(word => _vocabulary.GroupsFitting(word, WordsUsed))]);

    /// <summary>What a search looks for, with what follows from the moment it looks from.</summary>
    private sealed class Look(SearchQuery query, BodyTree bodies, int asOf, (int From, int To)[]? windows, FittingGroups[] words)
    {
        public readonly SearchQuery Query = query;
        public readonly BodyTree Bodies = bodies;
        public readonly int AsOf = asOf;
        public readonly int Grace = query.Grace;
        public readonly (int From, int To)[]? Windows = windows;
        public readonly FittingGroups[] Words = words;

        /// <summary>How the meeting at that time has to be held.</summary>
        public readonly (Ways Venue, Ways Way) Asked = windows is null ? default : WaysOf.Asked(query);

        /// <summary>Whether an open door answers the question about time.</summary>
        public readonly bool OpenCounts = query is { When: TimeFrame.Anytime or TimeFrame.Now or TimeFrame.Next, Days.IsEmpty: true, From: null, To: null };
    }

    /// <summary>Sets of which a group is in at least one of each, the rarest first: what is left soon is little.</summary>
    /// <param name="except">A facet that is not asked for: to count what its other values would give.</param>
    private List<SlotSet[]> Wanted(Look look, Facet? except)
    {
        var query = look.Query;
        var wanted = new List<SlotSet[]>();
        foreach (var (facet, values) in query.Facets)
        {
            if (facet == except)
            {
                continue;
            }

            var sets = new SlotSet[values.Count];
            for (var i = 0; i < sets.Length; i++)
            {
                sets[i] = _facets.GetValueOrDefault((facet, values[i])) ?? None;
            }

            if (facet is Facet.Access)
            {
                // Somebody who needs two things needs both.
                wanted.AddRange(sets.Select(set => new[] { set }));
            }
            else
            {
                wanted.Add(sets);
            }
        }

        if (query.Body is { } body)
        {
            var those = query.WithBranches ? look.Bodies.WithBranches(body) : [body];
            wanted.Add([.. those.Select(one => _bodies.GetValueOrDefault(one) ?? None)]);
        }

        wanted.Sort(static (one, other) => CountOf(one).CompareTo(CountOf(other)));
        return wanted;
    }

    private static int CountOf(SlotSet[] sets)
    {
        var count = 0;
        foreach (var set in sets)
        {
            count += set.Count;
        }

        return count;
    }

    /// <summary>Sets the bits of the groups that fit.</summary>
    /// <param name="except">A facet that is not asked for: to count what its other values would give.</param>
    private void Match(Look look, Scratch scratch, Span<ulong> found, Facet? except)
    {
        var wanted = Wanted(look, except);
        found.Clear();
        if (wanted.Count == 0)
        {
            _all.OrInto(found);
        }

        for (var i = 0; i < wanted.Count; i++)
        {
            if (i == 0)
            {
                Unite(wanted[i], found);
            }
            else if (wanted[i].Length == 1)
            {
                wanted[i][0].AndInto(found);
            }
            else
            {
                var either = scratch.Other;
                either.Clear();
                Unite(wanted[i], either);
                Bits.And(found, either);
            }
        }

        foreach (var word in look.Words)
        {
            Bits.And(found, word.Any);
        }

        KeepNear(look, scratch, found);
        KeepInTime(look, scratch, found);
    }

    private static readonly SlotSet None = new();

    private static void Unite(SlotSet[] sets, Span<ulong> into)
    {
        foreach (var set in sets)
        {
            set.OrInto(into);
        }
    }

    private void KeepNear(Look look, Scratch scratch, Span<ulong> found)
    {
        if (look.Query.Near is not { } near)
        {
            return;
        }

        var reach = GeoPoint.ChordOf(look.Query.Miles);
        var online = look.Query.OrOnline ? _facets.GetValueOrDefault((Facet.Way, "online")) : null;
        var cells = _grid.Around(near, look.Query.Miles);
        if (Bits.Count(found) <= Math.Min(FewMax, cells.Sum(cell => cell.Count)))
        {
            foreach (var slot in Bits.Members(found))
            {
                // Not a number where the group has no place: never within reach.
                if (!(_columns[slot].Point.ChordTo(near) <= reach) && online?.Contains(slot) != true)
                {
                    Bits.Clear(found, slot);
                }
            }

            return;
        }

        var within = scratch.Other;
        within.Clear();
        foreach (var cell in cells)
        {
            var slots = cell.Slots;
            var points = cell.Points;
            for (var i = 0; i < slots.Length; i++)
            {
                if (points[i].ChordTo(near) <= reach)
                {
                    Bits.Set(within, slots[i]);
                }
            }
        }

        online?.OrInto(within);
        Bits.And(found, within);
    }

    private void KeepInTime(Look look, Scratch scratch, Span<ulong> found)
    {
        if (look.Windows is not { } windows)
        {
            return;
        }

        if (Bits.Count(found) <= FewMax)
        {
            foreach (var slot in Bits.Members(found))
            {
                if (NextOf(look, slot) == int.MaxValue && !(look.OpenCounts && _open.Contains(slot)))
                {
                    Bits.Clear(found, slot);
                }
            }

            return;
        }

        var within = scratch.Other;
        within.Clear();
        foreach (var (from, to) in windows)
        {
            for (var hour = from / 60; hour * 60 < to; hour++)
            {
                // A whole hour that lies ahead is taken as it is; in the others each meeting is looked at.
                if (look.Asked == default && hour * 60 >= from && (hour + 1) * 60 <= to && hour * 60 >= look.AsOf)
                {
                    _timeline.SlotsIn(hour).OrInto(within);
                    continue;
                }

                foreach (var entry in _timeline.EntriesIn(hour, from, to))
                {
                    if (CanBeCome(look, entry.Slot, (hour * 60) + entry.MinuteInHour))
                    {
                        Bits.Set(within, entry.Slot);
                    }
                }
            }
        }

        if (look.OpenCounts)
        {
            _open.OrInto(within);
        }

        Bits.And(found, within);
    }

    private bool CanBeCome(Look look, int slot, int start)
    {
        if (start >= look.AsOf && look.Asked == default)
        {
            return true;
        }

        foreach (var meeting in _columns[slot].Agenda.Meetings)
        {
            if (meeting.Start == start && start >= look.AsOf - look.Grace && meeting.End > look.AsOf && meeting.Fits(look.Asked))
            {
                return true;
            }
        }

        return false;
    }

    // How well the words fit a group that has them all: for each the best of its fits.
    private static int ScoreOf(Look look, int slot)
    {
        var score = 0;
        foreach (var word in look.Words)
        {
            score += word.LevelOf(slot);
        }

        return score;
    }

    private int NextOf(Look look, int slot)
    {
        ref var agenda = ref _columns[slot].Agenda;
        return look.Windows is { } windows ? agenda.NextIn(windows, look.AsOf, look.Grace, look.Asked) : agenda.NextFrom(look.AsOf, look.Grace);
    }

    /// <summary>What one search has found so far, in memory that its thread keeps for the next.</summary>
    private sealed class Scratch
    {
        [ThreadStatic]
        private static Scratch? _own;

        private ulong[] _found = [];
        private ulong[] _other = [];
        private Found[] _scanned = [];
        private int _length;

        public Span<ulong> Found => _found.AsSpan(0, _length);

        public Span<ulong> Other => _other.AsSpan(0, _length);

        public int Total { get; set; }

        /// <summary>Whether the groups found are in <see cref="Scanned"/>, not in <see cref="Found"/>.</summary>
        public bool IsScanned { get; set; }

        /// <summary>The groups found, each with its next meeting.</summary>
        public Span<Found> Scanned => _scanned.AsSpan(0, Total);

        public static Scratch Rent(int length)
        {
            var own = _own ??= new Scratch();
            own._length = length;
            own.IsScanned = false;
            if (own._found.Length < length)
            {
                // Room to grow: while groups come in, not every search begins with new memory.
                own._found = new ulong[length + (length / 8) + 64];
                own._other = new ulong[own._found.Length];
            }

            return own;
        }

        public Found[] RoomFor(int count)
        {
            if (_scanned.Length < count)
            {
                _scanned = new Found[count + (count / 4) + 64];
            }

            return _scanned;
        }
    }
}
