using System.Collections.Concurrent;

namespace PeerMesh.Search;

/// <summary>All words of all groups, with the groups that have them, in their name or elsewhere.</summary>
internal sealed class Vocabulary
{
    /// <summary>Typed words whose fits are remembered: people look for the same few hundred things.</summary>
    private const int RememberedMax = 4096;

    /// <summary>Typed words whose groups are remembered: a few hundred kilobytes each where groups are half a million.</summary>
    private const int GroupsRememberedMax = 96;

    private readonly Dictionary<string, Word> _words = new(StringComparer.Ordinal);
    private readonly List<Word> _all = [];
    private ConcurrentDictionary<string, IReadOnlyList<(Word Word, WordFit Fit)>> _remembered = new(StringComparer.Ordinal);
    private ConcurrentDictionary<string, FittingGroups> _groups = new(StringComparer.Ordinal);

    public void Add(int slot, SearchFacts facts)
    {
        foreach (var word in facts.TitleWords)
        {
            Of(word).ChangedTitle().Add(slot);
        }

        foreach (var word in facts.OtherWords)
        {
            Of(word).ChangedOther().Add(slot);
        }
    }

    public void Remove(int slot, SearchFacts facts)
    {
        // A word that nobody has any more stays: it matches nothing, and is likely to come again.
        foreach (var word in facts.TitleWords)
        {
            _words[word].ChangedTitle().Remove(slot);
        }

        foreach (var word in facts.OtherWords)
        {
            _words[word].ChangedOther().Remove(slot);
        }
    }

    /// <summary>The words that fit what was typed.</summary>
    public IReadOnlyList<(Word Word, WordFit Fit)> Fitting(string typed)
    {
        if (_remembered.TryGetValue(typed, out var known))
        {
            return known;
        }

        var fitting = new List<(Word, WordFit)>();
        var letters = LettersOf(typed);
        var differMax = 2 * Words.ErrorsForgiven(typed.Length);
        foreach (var word in _all)
        {
            // Each error changes at most two of the letters that occur; a word that begins with the typed one has all of its letters.
            if (System.Numerics.BitOperations.PopCount(word.Letters ^ letters) <= differMax || (word.Letters & letters) == letters)
            {
                if (Words.FitOf(typed, word.Text) is not WordFit.None and var fit)
                {
                    fitting.Add((word, fit));
                }
            }
        }

        if (_remembered.Count >= RememberedMax)
        {
            _remembered = new(StringComparer.Ordinal);
        }

        _remembered[typed] = fitting;
        return fitting;
    }

    /// <summary>The groups that a typed word fits. Made once for each state of the words that it fits.</summary>
    /// <param name="length">Of the index's bits.</param>
    public FittingGroups GroupsFitting(string typed, int length)
    {
        var fitting = Fitting(typed);
        var version = 0L;
        foreach (var (word, _) in fitting)
        {
            version += word.Version;
        }

        if (_groups.TryGetValue(typed, out var known) && known.Fitting == fitting && known.Version == version && known.Length == length)
        {
            return known;
        }

        if (_groups.Count >= GroupsRememberedMax)
        {
            _groups = new(StringComparer.Ordinal);
        }

        return _groups[typed] = new FittingGroups(fitting, version, length);
    }

    private Word Of(string text)
    {
        if (!_words.TryGetValue(text, out var word))
        {
            word = new Word(text, LettersOf(text));
            _words[text] = word;
            _all.Add(word);

            // It may fit something that was typed before.
            _remembered = new(StringComparer.Ordinal);
        }

        return word;
    }

    private static uint LettersOf(string text)
    {
        var letters = 0u;
        foreach (var letter in text)
        {
            letters |= 1u << (letter & 31);
        }

        return letters;
    }

    internal sealed class Word(string text, uint letters)
    {
        public string Text => text;

        /// <summary>A bit for each letter that occurs.</summary>
        public uint Letters => letters;

        public SlotSet Title { get; } = new();

        public SlotSet Other { get; } = new();

        /// <summary>Grows with every change of its groups.</summary>
        public long Version { get; private set; }

        public SlotSet ChangedTitle()
        {
            Version++;
            return Title;
        }

        public SlotSet ChangedOther()
        {
            Version++;
            return Other;
        }
    }
}
