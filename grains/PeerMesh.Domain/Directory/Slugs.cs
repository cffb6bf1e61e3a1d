using System.Globalization;
using System.Text;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Directory;

/// <summary>Addresses that people can read.</summary>
public static class Slugs
{
    /// <summary>Characters; the Meeting Guide format allows no more.</summary>
    public const int Max = 64;

    /// <summary>The words of a name in small plain letters, and the group's id, which makes it the only one.</summary>
    public static string Of(string name, GroupId group)
    {
        var words = Plain(name);
        var room = Max - group.Value.Length - 1;
        if (words.Length > room)
        {
            words = room > 0 ? words[..room] : "";
        }

        words = words.Trim('-');

        // The ids of demo groups and of some imports are the words already.
        return words.Length == 0 || group.Value.StartsWith(words, StringComparison.Ordinal) ? group.Value : $"{words}-{group.Value}";
    }

    private static string Plain(string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD))
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (char.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && c is not ('\'' or '’') && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString();
    }
}
