using System.Globalization;
using System.Text;
using NodaTime;

namespace PeerMesh.Api.Calendars;

/// <summary>A zone's clock changes as a <c>VTIMEZONE</c> (RFC 5545, 3.6.5), each written out with its instant.</summary>
/// <remarks>
/// Rules would be shorter, and are what programs differ on: Ireland has summer time as its standard and turns its clocks back in winter. A
/// change that is written out is the same to all.
/// </remarks>
internal static class CalendarZones
{
    /// <summary>How far changes are written out: calendars that are subscribed to ask again long before.</summary>
    private const int YearsAhead = 10;

    /// <summary>Nobody looks up a meeting of before.</summary>
    private static readonly Instant First = Instant.FromUtc(1990, 1, 1, 0, 0);

    public static void Write(StringBuilder text, string zone, DateOnly from, DateTimeOffset now)
    {
        var known = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var begin = Instant.Max(First, Instant.FromUtc(Math.Max(from.Year, 1990), 1, 1, 0, 0));
        var end = Instant.FromDateTimeOffset(now.AddYears(YearsAhead));
        text.Append("BEGIN:VTIMEZONE\r\nTZID:").Append(zone).Append("\r\n");
        foreach (var interval in known.GetZoneIntervals(begin, Instant.Max(begin + Duration.FromDays(1), end)))
        {
            // The first one holds from ever; a change is told on the clock that was in force before it.
            var before = interval.HasStart && interval.Start > begin ? known.GetUtcOffset(interval.Start - Duration.Epsilon) : interval.WallOffset;
            var starts = interval.HasStart && interval.Start > begin ? interval.Start.WithOffset(before).LocalDateTime : new LocalDateTime(1970, 1, 1, 0, 0);
            var kind = interval.WallOffset > before ? "DAYLIGHT" : "STANDARD";
            text.Append(CultureInfo.InvariantCulture, $"BEGIN:{kind}\r\nDTSTART:{starts.ToString("uuuuMMdd'T'HHmmss", CultureInfo.InvariantCulture)}\r\n")
                .Append(CultureInfo.InvariantCulture, $"TZOFFSETFROM:{Text(before)}\r\nTZOFFSETTO:{Text(interval.WallOffset)}\r\nTZNAME:{interval.Name}\r\nEND:{kind}\r\n");
        }

        text.Append("END:VTIMEZONE\r\n");
    }

    private static string Text(Offset offset)
    {
        var minutes = Math.Abs(offset.Seconds) / 60;
        return string.Create(CultureInfo.InvariantCulture, $"{(offset.Seconds < 0 ? '-' : '+')}{minutes / 60:00}{minutes % 60:00}");
    }
}
