using System.Globalization;
using NodaTime;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Schedules;

/// <summary>The meetings a timetable gives.</summary>
/// <remarks>
/// Holds always: sorted by start, each id once, an id names the same meeting whatever stretch of time it is looked for in, and
/// two stretches side by side give what the whole of them gives. An occurrence is where it is now: one that was moved is found
/// at its new time, under the id it always had.
/// </remarks>
public static class Occurrences
{
    private const string ExtraName = "extra";

    // An instant is at most 14 hours from the same reading in UTC.
    private const int ZoneDays = 1;

    // Far outside what a timetable may say, and the calendar's own ends are as far away again.
    private static readonly DateTimeOffset Earliest = new(1900, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Latest = new(2200, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>All meetings that start at or after one instant and before another, cancelled ones too.</summary>
    /// <param name="timetable">Whose; null gives none.</param>
    /// <param name="holidays">Those of the group's body.</param>
    public static IReadOnlyList<Occurrence> Between(Timetable? timetable, IReadOnlyList<Holiday> holidays, DateTimeOffset from, DateTimeOffset to)
    {
        if (timetable is null || DateTimeZoneProviders.Tzdb.GetZoneOrNull(timetable.Zone) is not { } zone)
        {
            return [];
        }

        (from, to) = (from < Earliest ? Earliest : from, to > Latest ? Latest : to);
        if (from >= to)
        {
            return [];
        }

        var found = new List<Occurrence>();
        var firstDay = DateOnly.FromDateTime(from.UtcDateTime).AddDays(-ZoneDays);
        var lastDay = DateOnly.FromDateTime(to.UtcDateTime).AddDays(ZoneDays);
        foreach (var rule in timetable.Rules)
        {
            foreach (var date in RuleDates.Between(rule, firstDay, lastDay))
            {
                var change = ChangeOf(timetable, rule.Name, date);
                if (change?.MovedTo is null)
                {
                    Take(Of(timetable, zone, holidays, rule, date, change));
                }
            }
        }

        // Looked at one by one: where they came from may be far outside the stretch.
        foreach (var change in timetable.Changes)
        {
            if (change.Rule is null)
            {
                Take(Extra(zone, change));
            }
            else if (change.MovedTo is not null && RuleOn(timetable, change.Rule, change.Date) is { } rule)
            {
                Take(Of(timetable, zone, holidays, rule, change.Date, change));
            }
        }

        found.Sort(static (one, other) => one.StartsAt != other.StartsAt
            ? one.StartsAt.CompareTo(other.StartsAt)
            : string.CompareOrdinal(one.Id, other.Id));
        return found;

        void Take(Occurrence occurrence)
        {
            if (occurrence.StartsAt >= from && occurrence.StartsAt < to)
            {
                found.Add(occurrence);
            }
        }
    }

    /// <summary>The first meetings that start at or after an instant, at most so many, none later than <paramref name="within"/> from it.</summary>
    public static IReadOnlyList<Occurrence> Next(
        Timetable? timetable, IReadOnlyList<Holiday> holidays, DateTimeOffset from, int max, TimeSpan within)
    {
        // In growing steps: most groups meet every week, a few once a year.
        var found = new List<Occurrence>();
        var end = from + within;
        var step = TimeSpan.FromDays(35);
        for (var start = from; start < end && found.Count < max; start += step, step *= 2)
        {
            var stop = start + step;
            found.AddRange(Between(timetable, holidays, start, stop < end ? stop : end));
        }

        return found.Count > max ? found.GetRange(0, max) : found;
    }

    /// <summary>The meeting of this id, or null where the timetable gives none.</summary>
    public static Occurrence? Find(Timetable? timetable, IReadOnlyList<Holiday> holidays, string id)
    {
        if (timetable is null
            || Read(id) is not var (date, name)
            || DateTimeZoneProviders.Tzdb.GetZoneOrNull(timetable.Zone) is not { } zone)
        {
            return null;
        }

        if (name == ExtraName)
        {
            return ChangeOf(timetable, rule: null, date) is { } extra ? Extra(zone, extra) : null;
        }

        return RuleOn(timetable, name, date) is { } rule
            ? Of(timetable, zone, holidays, rule, date, ChangeOf(timetable, name, date))
            : null;
    }

    /// <summary>Whether this is how an occurrence is called, such as <c>2026-03-03-tue</c>; nothing else a group's session is called reads so.</summary>
    public static bool IsId(string id) => Read(id) is not null;

    /// <summary>What the occurrence of a series on a date is called; null is the extra date.</summary>
    public static string IdOf(string? series, DateOnly date) =>
        string.Create(CultureInfo.InvariantCulture, $"{date:yyyy-MM-dd}-{series ?? ExtraName}");

    /// <summary>The date and the series in an id, or null for what is none.</summary>
    internal static (DateOnly Date, string Name)? Read(string id) =>
        id.Length > 11
        && id[10] == '-'
        && DateOnly.TryParseExact(id.AsSpan(0, 10), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? (date, id[11..])
            : null;

    internal static bool IsReserved(string ruleId) => ruleId == ExtraName;

    internal static DateChange? ChangeOf(Timetable timetable, string? rule, DateOnly date) =>
        timetable.Changes.IsEmpty ? null : timetable.Changes.Find(change => change.Rule == rule && change.Date == date);

    internal static MeetingRule? RuleOn(Timetable timetable, string name, DateOnly date) =>
        timetable.Rules.Find(rule => rule.Name == name && RuleDates.Falls(rule, date));

    private static Occurrence Of(
        Timetable timetable, DateTimeZone zone, IReadOnlyList<Holiday> holidays, MeetingRule rule, DateOnly date, DateChange? change)
    {
        var startsAt = WallClock.At(zone, change?.MovedTo ?? date, change?.StartsAt ?? rule.StartsAt);
        var endsAt = startsAt.AddMinutes(change?.Minutes ?? rule.Minutes);
        var (status, reason, venue) = change is not null
            ? (StatusOf(change.Kind), change.Reason, change.Venue ?? rule.Venue)
            : Rest(timetable, holidays, rule, date);
        return new Occurrence(IdOf(rule.Name, date), rule.Id, date, startsAt, WallClock.InZone(zone, endsAt), status, reason, venue);
    }

    // What is said of the one date goes before what is said of a stretch, the group's own before its body's.
    private static (OccurrenceStatus Status, string? Reason, Directory.Venue? Venue) Rest(
        Timetable timetable, IReadOnlyList<Holiday> holidays, MeetingRule rule, DateOnly date)
    {
        if (timetable.Closures.Find(closed => closed.From <= date && date <= closed.To) is { } closure)
        {
            return closure.VirtualInstead is { } online
                ? (OccurrenceStatus.Planned, closure.Reason, online)
                : (OccurrenceStatus.Cancelled, closure.Reason, rule.Venue);
        }

        return holidays.FirstOrDefault(holiday => holiday.Date == date) is { } holiday
            ? (OccurrenceStatus.Cancelled, holiday.Name, rule.Venue)
            : (OccurrenceStatus.Planned, null, rule.Venue);
    }

    private static Occurrence Extra(DateTimeZone zone, DateChange extra)
    {
        var startsAt = WallClock.At(zone, extra.MovedTo ?? extra.Date, extra.StartsAt ?? default);
        var endsAt = startsAt.AddMinutes(extra.Minutes ?? ScheduleLimits.MinutesUsual);
        return new Occurrence(
            IdOf(series: null, extra.Date), Rule: null, extra.Date, startsAt, WallClock.InZone(zone, endsAt), StatusOf(extra.Kind), extra.Reason, extra.Venue);
    }

    private static OccurrenceStatus StatusOf(DateChangeKind kind) => kind switch
    {
        DateChangeKind.Cancelled => OccurrenceStatus.Cancelled,
        DateChangeKind.Moved => OccurrenceStatus.Moved,
        DateChangeKind.Added => OccurrenceStatus.Added,
        _ => throw new NotSupportedException($"No status for {kind}."),
    };
}
