namespace PeerMesh.Search;

/// <summary>The groups that a typed word fits, one bit each, by how well: 4 in the name, 3 nearly so, 2 elsewhere, 1 nearly so.</summary>
internal sealed class FittingGroups
{
    private readonly ulong[]?[] _levels = new ulong[]?[LevelMax];
    private readonly ulong[] _any;

    public FittingGroups(IReadOnlyList<(Vocabulary.Word Word, WordFit Fit)> fitting, long version, int length)
    {
        (Fitting, Version, Length) = (fitting, version, length);
        foreach (var (word, fit) in fitting)
        {
            Take(word.Title, fit is WordFit.Exact ? 4 : 3);
            Take(word.Other, fit is WordFit.Exact ? 2 : 1);
        }

        _any = new ulong[length];
        foreach (var level in _levels)
        {
            Bits.Or(_any, level);
        }

        Count = Bits.Count(_any);
    }

    /// <summary>The best a group can fit one word.</summary>
    public const int LevelMax = 4;

    /// <summary>The words it was made from, and the sum of their versions then.</summary>
    public IReadOnlyList<(Vocabulary.Word Word, WordFit Fit)> Fitting { get; }

    public long Version { get; }

    public int Length { get; }

    public int Count { get; }

    public ReadOnlySpan<ulong> Any => _any;

    public bool Has(int slot) => Bits.Has(_any, slot);

    /// <summary>How well the word fits a group; 0 is not at all.</summary>
    public int LevelOf(int slot)
    {
        for (var level = LevelMax; level > 0; level--)
        {
            if (_levels[level - 1] is { } bits && Bits.Has(bits, slot))
            {
                return level;
            }
        }

        return 0;
    }

    private void Take(SlotSet set, int level)
    {
        if (set.Count > 0)
        {
            set.OrInto(_levels[level - 1] ??= new ulong[Length]);
        }
    }
}
