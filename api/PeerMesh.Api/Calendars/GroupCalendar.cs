using System.Globalization;
using System.Text;
using Ical.Net;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using Ical.Net.Serialization;
using NodaTime;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using Calendar = Ical.Net.Calendar;
using Duration = Ical.Net.DataTypes.Duration;
using Occurrence = PeerMesh.Domain.Schedules.Occurrence;

namespace PeerMesh.Api.Calendars;

/// <param name="Holidays">Those of the group's body.</param>
internal sealed record CalendarGroup(DirectoryEntry Entry, IReadOnlyList<Holiday> Holidays);

/// <summary>Writes timetables as iCalendar (RFC 5545): one event for each regular meeting, with the dates on which it is different.</summary>
/// <param name="site">Address of this server.</param>
internal sealed class GroupCalendar(string site, DateTimeOffset now)
{
    private const string Maker = "-//PeerMesh//Group calendars//EN";

    /// <summary>Exceptions are written out this far: past dates are over, and calendars ask again within hours.</summary>
    private static readonly TimeSpan Back = TimeSpan.FromDays(60);
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(732);

    public string Write(string name, IEnumerable<CalendarGroup> groups)
    {
        var calendar = new Calendar { ProductId = Maker };
        calendar.Method = "PUBLISH";
        calendar.AddProperty("X-WR-CALNAME", name);
        calendar.AddProperty("X-PUBLISHED-TTL", "PT6H");
        var zones = new SortedDictionary<string, DateOnly>(StringComparer.Ordinal);
        foreach (var group in groups.Where(group => group.Entry.Listing.Timetable is not null))
        {
            var timetable = group.Entry.Listing.Timetable!;
            var first = timetable.Rules.Select(rule => rule.From).Append(DateOnly.FromDateTime((now - Back).UtcDateTime)).Min();
            zones[timetable.Zone] = zones.TryGetValue(timetable.Zone, out var known) && known < first ? known : first;
            foreach (var one in Events(group))
            {
                calendar.Events.Add(one);
            }
        }

        var whole = new CalendarSerializer().SerializeToString(calendar) ?? "";
        var clocks = new StringBuilder();
        foreach (var (zone, first) in zones)
        {
            CalendarZones.Write(clocks, zone, first, now);
        }

        // Before whatever names them: some readers go through a calendar once.
        var at = whole.IndexOf("BEGIN:VEVENT", StringComparison.Ordinal);
        return at < 0 ? whole : whole.Insert(at, clocks.ToString());
    }

    private IEnumerable<CalendarEvent> Events(CalendarGroup group)
    {
        var timetable = group.Entry.Listing.Timetable!;
        foreach (var rule in timetable.Rules)
        {
            foreach (var one in Events(group, timetable, rule))
            {
                yield return one;
            }
        }

        // Extra dates come from no rule and stand on their own.
        foreach (var extra in timetable.Changes.Where(change => change.Rule is null))
        {
            if (Occurrences.Find(timetable, group.Holidays, Occurrences.IdOf(series: null, extra.Date)) is { } occurrence)
            {
                var one = Blank(group, occurrence.Id, timetable, occurrence.Venue);
                Place(one, occurrence, timetable.Zone);
                yield return one;
            }
        }
    }

    private IEnumerable<CalendarEvent> Events(CalendarGroup group, Timetable timetable, MeetingRule rule)
    {
        // The first date counts: what a calendar takes for the first meeting is one, whatever the rule says.
        var first = RuleDates.Between(rule, rule.From, rule.Until ?? rule.From.AddYears(5)).Select(date => (DateOnly?)date).FirstOrDefault();
        if (first is not { } start)
        {
            yield break;
        }

        var series = Blank(group, rule.Id, timetable, rule.Venue);
        series.Start = At(start, rule.StartsAt, timetable.Zone);
        series.Duration = Duration.FromMinutes(rule.Minutes);
        Repeat(series, rule, timetable.Zone);
        List<CalendarEvent> different = [];
        foreach (var occurrence in Different(group, timetable, rule))
        {
            var original = At(occurrence.Date, rule.StartsAt, timetable.Zone);
            if (occurrence.Status == OccurrenceStatus.Cancelled && !timetable.Changes.Exists(change => change.Rule == rule.Name && change.Date == occurrence.Date))
            {
                // Closed, or a holiday: nothing was planned on that day.
                series.ExceptionDates.Add(original);
                continue;
            }

            if (rule.Recurrence is Once)
            {
                // There is no series for it to stand apart from.
                series = Blank(group, rule.Id, timetable, occurrence.Venue ?? rule.Venue);
                Place(series, occurrence, timetable.Zone);
                continue;
            }

            if (occurrence.Status == OccurrenceStatus.Planned && ClocksChange(occurrence, timetable.Zone))
            {
                // Some readers take an instant for another date than the one that it stands for, and show both: so it stands on its own.
                series.ExceptionDates.Add(original);
                var alone = Blank(group, string.Create(CultureInfo.InvariantCulture, $"{rule.Id}.{occurrence.Date:yyyyMMdd}"), timetable, occurrence.Venue ?? rule.Venue);
                Place(alone, occurrence, timetable.Zone);
                different.Add(alone);
                continue;
            }

            var one = Blank(group, rule.Id, timetable, occurrence.Venue ?? rule.Venue);
            one.RecurrenceIdentifier = new RecurrenceIdentifier(original, RecurrenceRange.ThisInstance);
            Place(one, occurrence, timetable.Zone);
            different.Add(one);
        }

        yield return series;
        foreach (var one in different)
        {
            yield return one;
        }
    }

    /// <summary>Dates that are not simply what the rule gives.</summary>
    private IEnumerable<Occurrence> Different(CalendarGroup group, Timetable timetable, MeetingRule rule) =>
        Occurrences.Between(timetable, group.Holidays, now - Back, now + Ahead)
            .Concat(timetable.Changes.Where(change => change.Rule == rule.Name).Select(change => Occurrences.Find(timetable, group.Holidays, Occurrences.IdOf(rule.Name, change.Date))).OfType<Occurrence>())
            .Where(occurrence => occurrence.Rule == rule.Id && (occurrence.Status != OccurrenceStatus.Planned || occurrence.Venue != rule.Venue || IsOdd(occurrence, rule, timetable.Zone)))
            .DistinctBy(occurrence => occurrence.Id);

    // In the hours around a change of clocks, calendars and we differ on what "half past two" is, and on how long ninety minutes are; so it is said outright.
    private static bool IsOdd(Occurrence occurrence, MeetingRule rule, string zone) =>
        occurrence.Status == OccurrenceStatus.Planned && (TimeOnly.FromDateTime(occurrence.StartsAt.DateTime) != rule.StartsAt || ClocksChange(occurrence, zone));

    /// <summary>Whether the clocks change during a meeting, or its beginning or end comes twice on that night.</summary>
    private static bool ClocksChange(Occurrence occurrence, string zone)
    {
        var clocks = DateTimeZoneProviders.Tzdb.GetZoneOrNull(zone) ?? DateTimeZone.Utc;
        var (start, end) = (Instant.FromDateTimeOffset(occurrence.StartsAt), Instant.FromDateTimeOffset(occurrence.EndsAt));
        return clocks.GetUtcOffset(start) != clocks.GetUtcOffset(end) || IsTwice(start) || IsTwice(end);

        bool IsTwice(Instant at) => clocks.MapLocal(at.InZone(clocks).LocalDateTime).Count > 1;
    }

    private CalendarEvent Blank(CalendarGroup group, string id, Timetable timetable, Venue? where)
    {
        var entry = group.Entry;
        var venue = where ?? entry.Listing.Venue;
        return new CalendarEvent
        {
            Uid = $"{entry.Group.Value}.{id}@peermesh",
            Summary = entry.Name,
            Description = Describe(entry, venue),
            Location = venue is { Type: not VenueType.Virtual, Place: { } place } ? OnOneLine(place) : null,
            Url = new Uri($"{site}/groups/{entry.Slug}"),
            DtStamp = new CalDateTime(entry.UpdatedAt.UtcDateTime, "UTC", hasTime: true),
            LastModified = new CalDateTime(entry.UpdatedAt.UtcDateTime, "UTC", hasTime: true),
            Sequence = (int)Math.Min(entry.Version, int.MaxValue),
            Status = EventStatus.Confirmed,
            Class = "PUBLIC",
        };
    }

    private static void Place(CalendarEvent one, Occurrence occurrence, string zone)
    {
        var starts = occurrence.StartsAt.DateTime;
        one.Start = ClocksChange(occurrence, zone)
            ? new CalDateTime(occurrence.StartsAt.UtcDateTime, "UTC", hasTime: true)
            : At(DateOnly.FromDateTime(starts), TimeOnly.FromDateTime(starts), zone);
        one.Duration = Duration.FromMinutes((int)(occurrence.EndsAt - occurrence.StartsAt).TotalMinutes);
        if (occurrence.Status == OccurrenceStatus.Cancelled)
        {
            one.Status = EventStatus.Cancelled;
        }

        if (occurrence.Reason is { } reason)
        {
            one.Comments.Add(reason);
        }
    }

    private static void Repeat(CalendarEvent series, MeetingRule rule, string zone)
    {
        var pattern = rule.Recurrence switch
        {
            Weekly weekly => new RecurrenceRule(FrequencyType.Weekly, weekly.EveryWeeks)
            {
                FirstDayOfWeek = DayOfWeek.Monday,
                ByDay = [.. weekly.Days.Select(day => new WeekDay((DayOfWeek)day))],
            },
            MonthlyOnWeekdays monthly => new RecurrenceRule(FrequencyType.Monthly, monthly.EveryMonths)
            {
                ByDay = [.. monthly.Which.Select(which => new WeekDay((DayOfWeek)monthly.Day, which))],
            },
            MonthlyOnDay monthly => new RecurrenceRule(FrequencyType.Monthly, monthly.EveryMonths) { ByMonthDay = [monthly.Day] },
            MonthlyAfterWeekday monthly => After(monthly),
            _ => null,
        };
        if (pattern is null)
        {
            return;
        }

        if (rule.Count is { } count)
        {
            pattern.Count = count;
        }
        else if (rule.Until is { } until)
        {
            // The last instant of that day where the group is.
            pattern.Until = new CalDateTime(At(until, new TimeOnly(23, 59, 59), zone).AsUtc, "UTC", hasTime: true);
        }

        series.RecurrenceRule = pattern;
    }

    // "The first Wednesday after the first Monday" is the Wednesday between the 2nd and the 8th… of any month.
    private static RecurrenceRule After(MonthlyAfterWeekday monthly)
    {
        var days = (((int)monthly.Day - (int)monthly.After + 6) % 7) + 1;
        var from = (7 * (monthly.Which - 1)) + 1 + days;
        return new RecurrenceRule(FrequencyType.Monthly, 1)
        {
            ByDay = [new WeekDay((DayOfWeek)monthly.Day)],
            ByMonthDay = [.. Enumerable.Range(from, 7).Where(day => day <= 31)],
        };
    }

    private static CalDateTime At(DateOnly date, TimeOnly time, string zone) => new(date, time, zone);

    private string Describe(DirectoryEntry entry, Venue? venue)
    {
        var text = new StringBuilder();
        foreach (var line in new[] { entry.About, entry.Listing.Notes, venue?.Link, venue?.LinkNotes, venue?.Phone, venue?.PhoneNotes, $"{site}/groups/{entry.Slug}" })
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                text.Append(text.Length > 0 ? "\n" : "").Append(line.ReplaceLineEndings("\n"));
            }
        }

        return text.ToString();
    }

    private static string OnOneLine(Place place) =>
        string.Join(", ", new[] { place.Name, place.Street, place.City ?? place.Borough, place.Region, place.PostalCode, place.Nation }.Where(part => !string.IsNullOrWhiteSpace(part)));
}
