using System.Collections.Frozen;
using NodaTime;
using NodaTime.TimeZones;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Schedules;

/// <summary>Names of time zones as people write them, and as the IANA database has them.</summary>
public static class ZoneNames
{
    /// <summary>Close names to offer.</summary>
    private const int OfferedMax = 3;

    private static readonly FrozenDictionary<string, string> ByLowerName = DateTimeZoneProviders.Tzdb.Ids
        .ToFrozenDictionary(id => id, id => id, StringComparer.OrdinalIgnoreCase);

    // What people type who know the clock by its letters. Each is the largest city that keeps it.
    private static readonly FrozenDictionary<string, string> ByLetters = new Dictionary<string, string>
    {
        ["ET"] = "America/New_York",
        ["EST"] = "America/New_York",
        ["EDT"] = "America/New_York",
        ["EST5EDT"] = "America/New_York",
        ["EASTERN"] = "America/New_York",
        ["CT"] = "America/Chicago",
        ["CST"] = "America/Chicago",
        ["CDT"] = "America/Chicago",
        ["CST6CDT"] = "America/Chicago",
        ["CENTRAL"] = "America/Chicago",
        ["MT"] = "America/Denver",
        ["MST"] = "America/Denver",
        ["MDT"] = "America/Denver",
        ["MST7MDT"] = "America/Denver",
        ["MOUNTAIN"] = "America/Denver",
        ["PT"] = "America/Los_Angeles",
        ["PST"] = "America/Los_Angeles",
        ["PDT"] = "America/Los_Angeles",
        ["PST8PDT"] = "America/Los_Angeles",
        ["PACIFIC"] = "America/Los_Angeles",
        ["AKST"] = "America/Anchorage",
        ["AKDT"] = "America/Anchorage",
        ["HST"] = "Pacific/Honolulu",
        ["AST"] = "America/Puerto_Rico",
        ["BST"] = "Europe/London",
        ["CET"] = "Europe/Berlin",
        ["CEST"] = "Europe/Berlin",
        ["MET"] = "Europe/Berlin",
        ["EET"] = "Europe/Helsinki",
        ["WET"] = "Europe/Lisbon",
        ["IST"] = "Asia/Kolkata",
        ["JST"] = "Asia/Tokyo",
        ["AEST"] = "Australia/Sydney",
        ["AEDT"] = "Australia/Sydney",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Zones to choose from, in order: those in use today, by the names in use today.</summary>
    public static IReadOnlyList<string> All { get; } =
        [.. TzdbDateTimeZoneSource.Default.ZoneLocations!.Select(location => location.ZoneId).Distinct().Order(StringComparer.Ordinal)];

    /// <summary>The name as the database writes it, whatever the case it was typed in; null for what is no place's zone.</summary>
    public static string? Known(string? name) =>
        name is not null && ByLowerName.GetValueOrDefault(name.Trim().Replace(' ', '_')) is { } known && !IsOffset(known) ? known : null;

    /// <summary>Why this cannot be a timetable's zone, with names that may be meant; null where it can.</summary>
    public static Refusal? Check(string? name)
    {
        if (Known(name) is not null)
        {
            return null;
        }

        var text = name?.Trim() ?? "";
        var refusal = IsOffset(text) && !ByLetters.ContainsKey(text) ? ScheduleRefusals.ZoneIsOffset : ScheduleRefusals.ZoneUnknown;
        var close = refusal == ScheduleRefusals.ZoneUnknown ? Close(text) : [];
        return close.Count == 0
            ? refusal
            : refusal with { Detail = $"That is no time zone. Did you mean {string.Join(" or ", close)}?", Given = string.Join(" / ", close) };
    }

    /// <summary>Names that may be meant, the closest first.</summary>
    public static IReadOnlyList<string> Close(string text)
    {
        if (ByLetters.TryGetValue(text, out var byLetters))
        {
            return [byLetters];
        }

        var wanted = Plain(text);
        if (wanted.Length is < 3 or > 40)
        {
            return [];
        }

        // The city alone is what most people type; a third of its letters may be wrong.
        return
        [
            .. All.Select(id => (Id: id, Distance: Math.Min(Distance(wanted, Plain(id)), Distance(wanted, Plain(id[(id.LastIndexOf('/') + 1)..])))))
                .Where(candidate => candidate.Distance <= Math.Max(1, wanted.Length / 3))
                .OrderBy(candidate => candidate.Distance)
                .ThenBy(candidate => candidate.Id, StringComparer.Ordinal)
                .Take(OfferedMax)
                .Select(candidate => candidate.Id),
        ];
    }

    // A place's zone has a place in its name. The others are UTC by its many names, offsets, and letters for an offset.
    private static bool IsOffset(string name) =>
        name.StartsWith("Etc/", StringComparison.OrdinalIgnoreCase)
        || !name.Contains('/', StringComparison.Ordinal)
            && (name.Any(char.IsAsciiDigit)
                || name.ToUpperInvariant() is "UTC" or "GMT" or "UCT" or "Z" or "ZULU" or "UNIVERSAL" or "GREENWICH" or "LOCAL"
                || ByLetters.ContainsKey(name));

    private static string Plain(string text) =>
        new([.. text.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    // Levenshtein's: letters put in, left out or taken for another.
    private static int Distance(string one, string other)
    {
        var row = Enumerable.Range(0, other.Length + 1).ToArray();
        for (var i = 1; i <= one.Length; i++)
        {
            var (diagonal, left) = (row[0], i);
            row[0] = i;
            for (var j = 1; j <= other.Length; j++)
            {
                left = Math.Min(Math.Min(left, row[j]) + 1, diagonal + (one[i - 1] == other[j - 1] ? 0 : 1));
                (diagonal, row[j]) = (row[j], left);
            }
        }

        return row[^1];
    }
}
