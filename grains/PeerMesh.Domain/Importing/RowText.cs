using System.Globalization;
using System.Text.Json;

namespace PeerMesh.Domain.Importing;

/// <summary>Text of a source as PeerMesh keeps it: without what is only space, on one line where it names something, and bounded.</summary>
internal static class RowText
{
    public const int LineMax = 250;
    public const int NotesMax = 4000;
    public const int InfoMax = 1000;

    /// <summary>One line, or null where there is nothing.</summary>
    public static string? Line(string? text, int max = LineMax) => Tidy(text, max, lines: false);

    /// <summary>Text of several lines, or null where there is nothing.</summary>
    public static string? Notes(string? text, int max = NotesMax) => Tidy(text, max, lines: true);

    /// <summary>A value of a source as text, whatever the source made of it: numbers and texts are the same to it.</summary>
    public static string? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Whole(value),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "1",
        JsonValueKind.False => "0",
        _ => null,
    };

    public static double? Degrees(string? text, double max) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) && Math.Abs(degrees) <= max ? degrees : null;

    /// <summary>A time on the wall clock: "19:00:00", "7:00", "7:00 PM"; null for what is none.</summary>
    public static TimeOnly? Time(string? text) =>
        TimeOnly.TryParseExact(text?.Trim().ToUpperInvariant(), Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time)
            ? new TimeOnly(time.Hour, time.Minute)
            : null;

    /// <summary>Minutes of a length "01:30:00"; null for what is none.</summary>
    public static int? Minutes(string? text) =>
        text?.Trim().Split(':') is { Length: 2 or 3 } parts
        && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var hours)
        && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var minutes)
        && hours <= 24 && minutes < 60
            ? (hours * 60) + minutes
            : null;

    private static readonly string[] Formats = ["H:mm", "HH:mm", "H:mm:ss", "HH:mm:ss", "h:mm tt", "h:mmtt", "hh:mm tt", "h tt", "htt"];

    private static string? Tidy(string? text, int max, bool lines)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return null;
        }

        var clean = new string([.. text.ReplaceLineEndings("\n").Where(c => !char.IsControl(c) || c is '\n' or '\t').Select(c => c is '\t' || (c is '\n' && !lines) ? ' ' : c)]).Trim();
        if (clean.Length > max)
        {
            // Half a character is none.
            clean = clean[..(char.IsHighSurrogate(clean[max - 1]) ? max - 1 : max)].TrimEnd();
        }

        return clean.Length == 0 ? null : clean;
    }

    // A text of half a character, "\ud800", is no text.
    private static string? Whole(JsonElement value)
    {
        try
        {
            return value.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
