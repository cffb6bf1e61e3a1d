using System.Collections.Immutable;
using System.Globalization;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Tests.Schedules;

/// <summary>Timetables to start from.</summary>
internal static class Timetables
{
    public const string NewYork = "America/New_York";

    public static readonly ImmutableList<Holiday> NoHolidays = [];

    public static readonly MeetingRule Tuesdays = Rule(new Weekly([Weekday.Tuesday]));

    /// <summary>Every Tuesday at 19:00 in New York, from 6 January 2026.</summary>
    public static readonly Timetable Plain = Of(Tuesdays);

    public static Timetable Of(params ImmutableList<MeetingRule> rules) => new(NewYork, rules, [], []);

    public static MeetingRule Rule(Recurrence recurrence, string id = "m1", string startsAt = "19:00", string from = "2026-01-06") =>
        new(id, recurrence, Time(startsAt), 90, Date(from));

    public static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    public static TimeOnly Time(string text) => TimeOnly.ParseExact(text, "HH:mm", CultureInfo.InvariantCulture);

    public static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    public static IReadOnlyList<Occurrence> In(Timetable timetable, string from, string to, ImmutableList<Holiday>? holidays = null) =>
        Occurrences.Between(timetable, holidays ?? NoHolidays, Utc(from), Utc(to));

    /// <summary>Dates on the group's wall calendar, as in "03-03".</summary>
    public static string Days(IEnumerable<Occurrence> occurrences) =>
        string.Join(' ', occurrences.Select(occurrence => occurrence.StartsAt.ToString("MM-dd", CultureInfo.InvariantCulture)));
}
