using System.Globalization;
using System.Text;

namespace PeerMesh.Search;

/// <summary>Text as words that can be compared: small letters without accents, so that "ansiedad" finds "Ansiedad" and "Círculo" is "circulo".</summary>
public static class Words
{
    /// <summary>Letters of a word that count; what is longer is cut here.</summary>
    public const int LengthMax = 32;

    /// <summary>A text folded as a whole, for names that are compared and ordered.</summary>
    public static string Fold(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var folded = new StringBuilder(text.Length);
        var plain = IsPlain(text);
        foreach (var letter in plain ? text : text.Normalize(NormalizationForm.FormKD))
        {
            if (plain || CharUnicodeInfo.GetUnicodeCategory(letter) is not UnicodeCategory.NonSpacingMark)
            {
                folded.Append(char.ToLowerInvariant(letter));
            }
        }

        return folded.ToString();
    }

    /// <summary>The words of a text in their order, folded. An apostrophe does not divide: "women's" is "womens".</summary>
    public static List<string> Of(string? text)
    {
        var words = new List<string>();
        if (string.IsNullOrEmpty(text))
        {
            return words;
        }

        var word = new StringBuilder();
        foreach (var letter in Fold(text))
        {
            if (char.IsLetterOrDigit(letter))
            {
                word.Append(letter);
            }
            else if (letter is not ('\'' or '’'))
            {
                End();
            }
        }

        End();
        return words;

        void End()
        {
            if (word.Length > 0)
            {
                words.Add(word.ToString(0, Math.Min(word.Length, LengthMax)));
                word.Clear();
            }
        }
    }

    /// <summary>How many typing errors a word of this length is forgiven: a letter left out, put in, exchanged, or two that changed places.</summary>
    public static int ErrorsForgiven(int length) => length switch
    {
        < 4 => 0,
        < 8 => 1,
        _ => 2,
    };

    /// <summary>How a word that was typed fits a word of a text.</summary>
    public static WordFit FitOf(string typed, string word)
    {
        if (typed == word)
        {
            return WordFit.Exact;
        }

        // Somebody who types "medita" means "meditation"; two letters could mean anything.
        if (typed.Length >= 3 && word.StartsWith(typed, StringComparison.Ordinal))
        {
            return WordFit.Near;
        }

        var forgiven = ErrorsForgiven(typed.Length);
        return forgiven > 0 && Math.Abs(typed.Length - word.Length) <= forgiven && Errors(typed, word, forgiven) <= forgiven ? WordFit.Near : WordFit.None;
    }

    // Optimal string alignment distance (Damerau-Levenshtein without edits inside a swap), given up once above the bound.
    private static int Errors(string a, string b, int max)
    {
        Span<int> before = stackalloc int[LengthMax + 1];
        Span<int> above = stackalloc int[LengthMax + 1];
        Span<int> row = stackalloc int[LengthMax + 1];
        for (var j = 0; j <= b.Length; j++)
        {
            above[j] = j;
        }

        for (var i = 1; i <= a.Length; i++)
        {
            row[0] = i;
            var least = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = a[i - 1] == b[j - 1] ? 0 : 1;
                var errors = Math.Min(Math.Min(row[j - 1], above[j]) + 1, above[j - 1] + cost);
                if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
                {
                    errors = Math.Min(errors, before[j - 2] + 1);
                }

                row[j] = errors;
                least = Math.Min(least, errors);
            }

            if (least > max)
            {
                return max + 1;
            }

            var spare = before;
            before = above;
            above = row;
            row = spare;
        }

        return above[b.Length];
    }

    private static bool IsPlain(string text) => System.Text.Ascii.IsValid(text);
}

/// <summary>How a typed word fits another.</summary>
public enum WordFit
{
    None,

    /// <summary>Its beginning, or it with typing errors.</summary>
    Near,

    Exact,
}
