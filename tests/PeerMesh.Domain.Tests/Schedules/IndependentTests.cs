using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Ical.Net.CalendarComponents;
using Ical.Net.DataTypes;
using PeerMesh.Domain.Schedules;
using PeerMesh.Tests.Shared;
using static PeerMesh.Domain.Tests.Schedules.Timetables;

namespace PeerMesh.Domain.Tests.Schedules;

/// <summary>Meetings over two years, daylight saving included, as two libraries compute them that share nothing with ours.</summary>
public sealed class IndependentTests
{
    private const string To = "2027-12-31T23:59:00";

    private static readonly string[] Zones = [NewYork, "America/Phoenix", "Europe/Dublin", "Australia/Sydney"];

    // Hours that no zone above skips or has twice: what happens then is ours to say, and libraries differ.
    private static readonly (string Name, MeetingRule Rule, string Text)[] Rules =
    [
        ("weekly on two days", Rule(new Weekly([Weekday.Tuesday, Weekday.Thursday]), from: "2026-01-06"), "FREQ=WEEKLY;BYDAY=TU,TH"),
        ("every other week", Rule(new Weekly([Weekday.Monday], 2), startsAt: "23:30", from: "2026-01-05"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        ("every third week on two days", Rule(new Weekly([Weekday.Wednesday, Weekday.Sunday], 3), startsAt: "06:45", from: "2026-01-07"), "FREQ=WEEKLY;INTERVAL=3;BYDAY=WE,SU"),
        ("2nd of the month", Rule(new MonthlyOnWeekdays(Weekday.Wednesday, [2]), from: "2026-01-14"), "FREQ=MONTHLY;BYDAY=2WE"),
        ("1st and 3rd", Rule(new MonthlyOnWeekdays(Weekday.Tuesday, [1, 3]), from: "2026-01-06"), "FREQ=MONTHLY;BYDAY=1TU,3TU"),
        ("5th", Rule(new MonthlyOnWeekdays(Weekday.Saturday, [5]), from: "2026-01-31"), "FREQ=MONTHLY;BYDAY=5SA"),
        ("last, every other month", Rule(new MonthlyOnWeekdays(Weekday.Friday, [-1], 2), from: "2026-01-30"), "FREQ=MONTHLY;INTERVAL=2;BYDAY=-1FR"),
        ("day 31", Rule(new MonthlyOnDay(31), startsAt: "00:15", from: "2026-01-31"), "FREQ=MONTHLY;BYMONTHDAY=31"),
        ("first Wednesday after first Monday", Rule(new MonthlyAfterWeekday(Weekday.Wednesday, Weekday.Monday), from: "2026-01-07"), "FREQ=MONTHLY;BYDAY=WE;BYMONTHDAY=3,4,5,6,7,8,9"),
        ("once", Rule(new Once(), from: "2026-03-29"), "FREQ=DAILY;COUNT=1"),
        ("ten times", Rule(new Weekly([Weekday.Sunday]), from: "2026-03-01") with { Count = 10 }, "FREQ=WEEKLY;BYDAY=SU;COUNT=10"),
        ("until autumn", Rule(new Weekly([Weekday.Sunday]), from: "2026-03-01") with { Until = Date("2026-11-08") }, "FREQ=WEEKLY;BYDAY=SU;UNTIL=20261108T235900Z"),
    ];

    public static TheoryData<string, int> Each()
    {
        var each = new TheoryData<string, int>();
        foreach (var zone in Zones)
        {
            for (var rule = 0; rule < Rules.Length; rule++)
            {
                each.Add(zone, rule);
            }
        }

        return each;
    }

    [Theory]
    [MemberData(nameof(Each))]
    public void Ical_net_finds_the_same_meetings(string zone, int index)
    {
        var (_, rule, text) = Rules[index];

        // Its UNTIL is an instant, and ours a day on the wall: the day's end there.
        var local = text.Replace("UNTIL=20261108T235900Z", "UNTIL=20261109T120000Z", StringComparison.Ordinal);
        var start = rule.From.ToDateTime(rule.StartsAt);
        var meeting = new CalendarEvent { Start = new CalDateTime(start, zone), Duration = Duration.FromMinutes(rule.Minutes), RecurrenceRule = new RecurrencePattern(local) };
        var end = DateTime.Parse(To, CultureInfo.InvariantCulture);

        var expected = meeting.GetOccurrences().TakeWhile(one => one.Period.StartTime.Value <= end).Select(one => one.Period.StartTime.AsUtc);

        Assert.Equal(expected, Found(zone, rule).Select(at => at.UtcDateTime));
    }

    [NodeFact("occurrences", "rrule")]
    public void Rrule_and_luxon_find_the_same_meetings()
    {
        var cases = Zones.SelectMany(zone => Rules.Select(each => new
        {
            name = each.Name,
            zone,
            start = each.Rule.From.ToDateTime(each.Rule.StartsAt).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture),
            rule = each.Text,
            to = To,
            starts = Found(zone, each.Rule).Select(at => at.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
        })).ToList();
        NodePackages.Run(NodePackages.Path("occurrences", "compare.mjs"), JsonSerializer.Serialize(cases));
    }

    private static ImmutableList<DateTimeOffset> Found(string zone, MeetingRule rule)
    {
        var end = WallClock.At(zone, Date("2027-12-31"), new TimeOnly(23, 59))!.Value;
        return [.. Occurrences.Between(new Timetable(zone, [rule], [], []), NoHolidays, Utc("2025-12-01"), end).Select(one => one.StartsAt)];
    }
}
