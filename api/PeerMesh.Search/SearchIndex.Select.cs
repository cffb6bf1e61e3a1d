namespace PeerMesh.Search;

internal sealed partial class SearchIndex
{
    /// <summary>The first groups behind the cursor, in the order asked for: one more than the page takes, to know whether there is another.</summary>
    private (List<Rank> Ranks, List<int> Slots) Select(Look look, Scratch scratch, SearchCursor? cursor)
    {
        var max = look.Query.Limit + 1;
        var best = new BestRanks(max);
        if (scratch.IsScanned)
        {
            var byTime = look.Query.Order is Order.Next or Order.Relevance;
            foreach (var (slot, next, isExact) in scratch.Scanned)
            {
                // One that is too late at the earliest need not be looked up.
                if (!byTime || isExact)
                {
                    Offer(best, look, slot, next, cursor?.Last);
                }
                else if (FirstOf(look, slot, next) <= best.FirstMax)
                {
                    Offer(best, look, slot, NextOf(look, slot), cursor?.Last);
                }
            }

            return best.InOrder();
        }

        if (look.Query.Order == Order.Next && scratch.Total > FewMax && Walk(look, scratch, max, cursor?.Last) is { } walked)
        {
            return walked;
        }

        foreach (var slot in Bits.Members(scratch.Found))
        {
            Offer(best, look, slot, look.Query.Order is Order.Next or Order.Relevance ? NextOf(look, slot) : 0, cursor?.Last);
        }

        return best.InOrder();
    }

    private void Offer(BestRanks best, Look look, int slot, int next, Rank? after)
    {
        // Most are out by the first number alone, and what else their rank is made of need not be looked up.
        var first = FirstOf(look, slot, next);
        if (first > best.FirstMax || first < after?.First)
        {
            return;
        }

        var rank = RankOf(look, slot, first);
        if (after is not { } last || rank.CompareTo(last) > 0)
        {
            best.Offer(rank, slot);
        }
    }

    private Rank RankOf(Look look, int slot, ulong first)
    {
        ref var column = ref _columns[slot];
        return new Rank(first, look.Query.Order == Order.Name ? column.Facts!.Name : null, column.Tie, column.Entry!.Group.Value);
    }

    private ulong FirstOf(Look look, int slot, int next) => look.Query.Order switch
    {
        Order.Distance => look.Query.Near is { } near && _columns[slot].Point.ChordTo(near) is var chord && chord >= 0 ? (ulong)BitConverter.DoubleToInt64Bits(chord) : ulong.MaxValue,
        Order.Relevance => ((ulong)(uint)(1000 - ScoreOf(look, slot)) << 32) | NextRank(look, slot, next),
        Order.Name => 0UL,
        _ => NextRank(look, slot, next),
    };

    private ulong NextRank(Look look, int slot, int next) => look.OpenCounts && _open.Contains(slot) ? 0UL : (ulong)(uint)next + 1;

    /// <summary>Goes through the coming meetings in their order until the page is full. Null where it is not full by the end of them.</summary>
    private (List<Rank> Ranks, List<int> Slots)? Walk(Look look, Scratch scratch, int max, Rank? after)
    {
        var (ranks, slots) = (new List<Rank>(max), new List<int>(max));
        if (look.OpenCounts && _open.Count > 0)
        {
            var open = scratch.Other;
            scratch.Found.CopyTo(open);
            _open.AndInto(open);
            var best = new BestRanks(max);
            foreach (var slot in Bits.Members(open))
            {
                Offer(best, look, slot, NextOf(look, slot), after);
            }

            (ranks, slots) = best.InOrder();
        }

        var begin = look.AsOf - look.Grace;
        if (after is { First: > 0 } at)
        {
            begin = Math.Max(begin, (int)Math.Min(int.MaxValue, at.First - 1));
        }

        foreach (var (from, to) in look.Windows ?? [(begin, look.AsOf + TimeWindows.Reach)])
        {
            for (var hour = Math.Max(from, begin) / 60; hour * 60 < to && ranks.Count < max; hour++)
            {
                foreach (var entry in _timeline.EntriesIn(hour, Math.Max(from, begin), to))
                {
                    // A group stands where its first meeting that fits is, and only there.
                    if (!Bits.Has(scratch.Found, entry.Slot)
                        || NextOf(look, entry.Slot) != (hour * 60) + entry.MinuteInHour
                        || (look.OpenCounts && _open.Contains(entry.Slot)))
                    {
                        continue;
                    }

                    var rank = RankOf(look, entry.Slot, (ulong)(uint)((hour * 60) + entry.MinuteInHour) + 1);
                    if (after is null || rank.CompareTo(after.Value) > 0)
                    {
                        ranks.Add(rank);
                        slots.Add(entry.Slot);
                        if (ranks.Count == max)
                        {
                            break;
                        }
                    }
                }
            }
        }

        return ranks.Count >= max ? (ranks, slots) : null;
    }

    /// <summary>Keeps the first few of many.</summary>
    private sealed class BestRanks(int max)
    {
        private static readonly Comparer<Rank> WorstFirst = Comparer<Rank>.Create((one, other) => other.CompareTo(one));

        private readonly PriorityQueue<int, Rank> _worstFirst = new(max + 1, WorstFirst);

        /// <summary>Whatever begins with a greater number than this is not among the first few.</summary>
        public ulong FirstMax { get; private set; } = ulong.MaxValue;

        public void Offer(Rank rank, int slot)
        {
            if (_worstFirst.Count < max)
            {
                _worstFirst.Enqueue(slot, rank);
            }
            else
            {
                _worstFirst.EnqueueDequeue(slot, rank);
            }

            if (_worstFirst.Count == max && _worstFirst.TryPeek(out _, out var worst))
            {
                FirstMax = worst.First;
            }
        }

        public (List<Rank> Ranks, List<int> Slots) InOrder()
        {
            var (ranks, slots) = (new List<Rank>(_worstFirst.Count), new List<int>(_worstFirst.Count));
            while (_worstFirst.TryDequeue(out var slot, out var rank))
            {
                ranks.Add(rank);
                slots.Add(slot);
            }

            ranks.Reverse();
            slots.Reverse();
            return (ranks, slots);
        }
    }
}
