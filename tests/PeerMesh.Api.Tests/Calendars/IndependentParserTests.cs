using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using PeerMesh.Api.Calendars;
using PeerMesh.Api.Tests.Finding;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Api.Tests.Calendars;

/// <summary>What programs of others find in our calendars over two years is what takes place, daylight saving and exceptions included.</summary>
public sealed class IndependentParserTests
{
    private static readonly DateTimeOffset Now = new(2026, 1, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset End = Now.AddDays(730);

    private static readonly string[] Zones = ["America/New_York", "America/Phoenix", "Europe/Dublin", "Australia/Sydney"];

    private static readonly ImmutableList<Holiday> Holidays = [new(new DateOnly(2026, 7, 3), "Day off"), new(new DateOnly(2026, 12, 25), "Christmas")];

    // At half past two there is no such time on one night of spring, and at half past one there are two on one of autumn.
    private static readonly (string Name, MeetingRule Rule)[] Rules =
    [
        ("weekly on two days", Rule(new Weekly([Weekday.Tuesday, Weekday.Sunday]), "19:00", "2026-01-06")),
        ("weekly, over midnight", Rule(new Weekly([Weekday.Friday]), "23:30", "2026-01-09")),
        ("weekly, when clocks change", Rule(new Weekly([Weekday.Sunday]), "02:30", "2026-01-11")),
        ("every other week", Rule(new Weekly([Weekday.Monday, Weekday.Sunday], 2), "20:00", "2026-01-05")),
        ("2nd of the month", Rule(new MonthlyOnWeekdays(Weekday.Wednesday, [2]), "12:00", "2026-01-14")),
        ("1st and 3rd", Rule(new MonthlyOnWeekdays(Weekday.Friday, [1, 3]), "18:30", "2026-01-02")),
        ("5th", Rule(new MonthlyOnWeekdays(Weekday.Saturday, [5]), "09:00", "2026-01-31")),
        ("last, every other month", Rule(new MonthlyOnWeekdays(Weekday.Thursday, [-1], 2), "06:45", "2026-01-29")),
        ("day 31", Rule(new MonthlyOnDay(31), "00:15", "2026-01-31")),
        ("first Wednesday after first Monday", Rule(new MonthlyAfterWeekday(Weekday.Wednesday, Weekday.Monday), "19:00", "2026-01-07")),
        ("once", Rule(new Once(), "01:30", "2026-03-29")),
        ("ten times", Rule(new Weekly([Weekday.Sunday]), "01:30", "2026-09-06") with { Count = 10 }),
        ("until autumn", Rule(new Weekly([Weekday.Sunday]), "23:45", "2026-03-01") with { Until = new DateOnly(2026, 11, 8) }),
    ];

    [NodeFact("occurrences", "ical.js")]
    public void Two_parsers_find_the_meetings_that_take_place()
    {
        var cases = new List<object>();
        foreach (var zone in Zones)
        {
            foreach (var (name, rule) in Rules)
            {
                cases.Add(Case($"{name} in {zone}", new Timetable(zone, [rule], [], [])));
                cases.Add(Case($"{name} with exceptions in {zone}", WithExceptions(zone, rule)));
            }

            cases.Add(Case($"everything in {zone}", new Timetable(zone, [.. Rules.Select((each, i) => each.Rule with { Id = $"r{i}" })], [], [])));
        }

        NodePackages.Run(NodePackages.Path("occurrences", "calendars.mjs"), JsonSerializer.Serialize(cases));
    }

    // One date cancelled, one at another time, one on another day, one on line; a fortnight closed, another one on line; an extra date.
    private static Timetable WithExceptions(string zone, MeetingRule rule)
    {
        var dates = RuleDates.Between(rule, rule.From, new DateOnly(2027, 12, 20)).ToArray();
        var venue = new Venue(VenueType.Virtual, null, Link: "https://example.org/room");
        var changes = ImmutableList.CreateBuilder<DateChange>();
        DateChange? Change(int index) => index < dates.Length ? new DateChange(rule.Id, dates[index], DateChangeKind.Moved) : null;
        if (Change(1) is { } cancelled)
        {
            changes.Add(cancelled with { Kind = DateChangeKind.Cancelled, Reason = "Snow" });
        }

        if (Change(3) is { } later)
        {
            changes.Add(later with { StartsAt = new TimeOnly(21, 15), Minutes = 45 });
        }

        if (Change(4) is { } otherDay)
        {
            changes.Add(otherDay with { MovedTo = otherDay.Date.AddDays(1) });
        }

        if (Change(5) is { } online)
        {
            changes.Add(online with { Venue = venue });
        }

        changes.Add(new DateChange(null, new DateOnly(2026, 8, 19), DateChangeKind.Added, StartsAt: new TimeOnly(17, 0), Minutes: 60));
        return new Timetable(
            zone, [rule], changes.ToImmutable(), [new Closure(new DateOnly(2026, 8, 1), new DateOnly(2026, 8, 14), "Summer"), new Closure(new DateOnly(2027, 2, 1), new DateOnly(2027, 2, 14), "Building works") { VirtualInstead = venue }]);
    }

    private static object Case(string name, Timetable timetable)
    {
        var entry = Listings.Of("g");
        entry = entry with { Listing = entry.Listing with { Timetable = timetable } };
        return new
        {
            name,
            ics = new GroupCalendar("https://example.org", Now).Write("Circle", [new CalendarGroup(entry, Holidays)]),
            from = Instant(Now),
            to = Instant(End),
            meetings = Occurrences.Between(timetable, Holidays, Now, End)
                .Where(one => one.Status != OccurrenceStatus.Cancelled && one.StartsAt >= Now && one.StartsAt <= End)
                .Select(one => string.Create(CultureInfo.InvariantCulture, $"{Instant(one.StartsAt)} {(one.EndsAt - one.StartsAt).TotalMinutes:0}")),
        };
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    private static MeetingRule Rule(Recurrence recurrence, string startsAt, string from) => new(
        "m1", recurrence, TimeOnly.ParseExact(startsAt, "HH:mm", CultureInfo.InvariantCulture), 90, DateOnly.ParseExact(from, "yyyy-MM-dd", CultureInfo.InvariantCulture));
}
