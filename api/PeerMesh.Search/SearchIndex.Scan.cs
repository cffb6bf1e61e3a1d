namespace PeerMesh.Search;

internal sealed partial class SearchIndex
{
    /// <summary>Around a place, up to this many groups are asked one by one; to ask more takes longer than to lay sets over each other.</summary>
    private const int ScanMax = 40_000;

    /// <summary>Laying sets over each other costs as much as asking this many groups, before the first is found.</summary>
    private const int ScanAlways = 4000;

    /// <summary>Groups that are asked one by one in the time that a rare set needs for one of its own.</summary>
    private const int ScanEach = 8;

    /// <summary>Asks the groups around a place whether they fit, where those are few.</summary>
    /// <returns>False where this is no such search; nothing has been found then.</returns>
    private bool Scan(Look look, Scratch scratch)
    {
        if (look.Query is not { Near: { } near, OrOnline: false })
        {
            return false;
        }

        var cells = _grid.Around(near, look.Query.Miles);
        var around = 0;
        foreach (var cell in cells)
        {
            around += cell.Count;
        }

        var wanted = Wanted(look, except: null);
        if (around > Math.Min(ScanMax, ScanAlways + ((long)ScanEach * RarestOf(look, wanted))))
        {
            return false;
        }

        var reach = GeoPoint.ChordOf(look.Query.Miles);
        var timed = look is { Windows: not null, OpenCounts: false };
        var blocks = timed ? TimeWindows.BlocksOf(look.Windows!) : ulong.MaxValue;
        var wholeBlocks = timed && look.Asked == default ? TimeWindows.WholeBlocksOf(look.Windows!, look.AsOf) : 0;
        var found = scratch.RoomFor(around);
        var count = 0;
        foreach (var cell in cells)
        {
            var slots = cell.Slots;
            var points = cell.Points;
            var meets = cell.Blocks;
            for (var i = 0; i < slots.Length; i++)
            {
                // The cheapest question first.
                if ((timed && (meets[i] & blocks) == 0) || !(points[i].ChordTo(near) <= reach))
                {
                    continue;
                }

                var slot = slots[i];
                if (IsInEach(wanted, slot) && FitsWords(look, slot) && Next(look, slot, meets[i], blocks, wholeBlocks) is { } next)
                {
                    found[count++] = next;
                }
            }
        }

        (scratch.IsScanned, scratch.Total) = (true, count);
        return true;
    }

    // The group's meetings themselves lie elsewhere in memory: only where four hours are too coarse are they looked up at once.
    private Found? Next(Look look, int slot, ulong meets, ulong blocks, ulong wholeBlocks)
    {
        if ((meets & wholeBlocks) != 0)
        {
            return new Found(slot, TimeWindows.FirstOf(meets & blocks, look.AsOf - look.Grace), IsExact: false);
        }

        // Where none of its meetings lies ahead, the one found is of the past.
        if (look.Windows is null && meets != 0 && TimeWindows.FirstOf(meets, look.AsOf - look.Grace) is var first && first <= look.AsOf + TimeWindows.Reach)
        {
            return new Found(slot, first, IsExact: false);
        }

        var next = NextOf(look, slot);
        return look.Windows is null || next != int.MaxValue || (look.OpenCounts && _open.Contains(slot)) ? new Found(slot, next, IsExact: true) : null;
    }

    private int RarestOf(Look look, List<SlotSet[]> wanted)
    {
        var rarest = wanted.Count > 0 ? CountOf(wanted[0]) : Count;
        foreach (var word in look.Words)
        {
            rarest = Math.Min(rarest, word.Count);
        }

        return rarest;
    }

    private static bool IsInEach(List<SlotSet[]> wanted, int slot)
    {
        foreach (var sets in wanted)
        {
            var isIn = false;
            foreach (var set in sets)
            {
                isIn |= set.Contains(slot);
            }

            if (!isIn)
            {
                return false;
            }
        }

        return true;
    }

    private static bool FitsWords(Look look, int slot)
    {
        foreach (var word in look.Words)
        {
            if (!word.Has(slot))
            {
                return false;
            }
        }

        return true;
    }

    /// <param name="Next">When its next meeting that fits begins; where it is not exact, no later than then.</param>
    private readonly record struct Found(int Slot, int Next, bool IsExact);
}
