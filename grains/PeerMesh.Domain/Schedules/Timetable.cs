using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Schedules;

/// <summary>When a group meets: wall-clock times in a zone that is stored by its name.</summary>
/// <remarks>The instant of a meeting follows from the zone's rules on its date; an offset is never stored, so an evening meeting stays in the evening.</remarks>
/// <param name="Zone">IANA name of the zone, as in <c>America/New_York</c>.</param>
/// <param name="Rules">When it meets as a rule; none with <paramref name="ByAppointment"/>.</param>
/// <param name="Changes">What is different on single dates, one per series and date, and one extra date on a day.</param>
/// <param name="Closures">Stretches of days on which it does not meet.</param>
/// <param name="ByAppointment">People ask for a time instead of coming to one.</param>
/// <param name="DoorsMinutes">How long before a meeting starts its door opens, 0 to 120 minutes.</param>
/// <param name="ReminderMinutes">How long before it starts those who registered are reminded, up to two days; 0 never.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.timetable")]
public sealed record Timetable(
    [property: Id(0)] string Zone,
    [property: Id(1)] ImmutableList<MeetingRule> Rules,
    [property: Id(2)] ImmutableList<DateChange> Changes,
    [property: Id(3)] ImmutableList<Closure> Closures,
    [property: Id(4)] bool ByAppointment = false,
    [property: Id(5)] int DoorsMinutes = ScheduleLimits.DoorsUsual,
    [property: Id(6)] int ReminderMinutes = ScheduleLimits.ReminderUsual);

/// <summary>One regular meeting of a group.</summary>
/// <param name="Id">1 to 16 small letters and digits, unique in the timetable; part of each occurrence's id, so it stays when the rule is edited.</param>
/// <param name="StartsAt">On the wall clock, to the minute.</param>
/// <param name="Minutes">How long it is planned to take; it may end on the next day.</param>
/// <param name="From">The first date the rule counts from.</param>
/// <param name="Until">The last date it may fall on; null goes on.</param>
/// <param name="Count">How many times it meets in all; null goes on.</param>
/// <param name="Venue">Where this meeting is held, when not where the group usually meets.</param>
/// <param name="Series">The first rule of a chain that edits of "this and later dates" made: its dates keep the names they had. Null is the rule's own.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.rule")]
public sealed record MeetingRule(
    [property: Id(0)] string Id,
    [property: Id(1)] Recurrence Recurrence,
    [property: Id(2), JsonConverter(typeof(Common.ClockTimeConverter))] TimeOnly StartsAt,
    [property: Id(3)] int Minutes,
    [property: Id(4)] DateOnly From,
    [property: Id(5)] DateOnly? Until = null,
    [property: Id(6)] int? Count = null,
    [property: Id(7)] Directory.Venue? Venue = null,
    [property: Id(8)] string? Series = null)
{
    /// <summary>What its dates are named after.</summary>
    [JsonIgnore]
    public string Name => Series ?? Id;
}

/// <summary>On which dates a meeting falls.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.recurrence")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Weekly), "weekly")]
[JsonDerivedType(typeof(MonthlyOnWeekdays), "monthlyOnWeekdays")]
[JsonDerivedType(typeof(MonthlyOnDay), "monthlyOnDay")]
[JsonDerivedType(typeof(MonthlyAfterWeekday), "monthlyAfterWeekday")]
[JsonDerivedType(typeof(Once), "once")]
public abstract record Recurrence;

/// <summary>A day of the week; the numbers are those of <see cref="System.DayOfWeek"/>.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Weekday>))]
public enum Weekday
{
    [JsonStringEnumMemberName("sunday")]
    Sunday = 0,

    [JsonStringEnumMemberName("monday")]
    Monday = 1,

    [JsonStringEnumMemberName("tuesday")]
    Tuesday = 2,

    [JsonStringEnumMemberName("wednesday")]
    Wednesday = 3,

    [JsonStringEnumMemberName("thursday")]
    Thursday = 4,

    [JsonStringEnumMemberName("friday")]
    Friday = 5,

    [JsonStringEnumMemberName("saturday")]
    Saturday = 6,
}

/// <summary>On these days of the week, every so many weeks counted from the week of the rule's first date.</summary>
/// <param name="Days">1 to 7 different days.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.weekly")]
public sealed record Weekly(
    [property: Id(0)] ImmutableList<Weekday> Days,
    [property: Id(1)] int EveryWeeks = 1) : Recurrence;

/// <summary>On the nth such weekdays of a month: "1st and 3rd Tuesday", "last Friday".</summary>
/// <param name="Which">1 to 5, or -1 for the last; a month without a fifth one is left out.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.monthly-weekdays")]
public sealed record MonthlyOnWeekdays(
    [property: Id(0)] Weekday Day,
    [property: Id(1)] ImmutableList<int> Which,
    [property: Id(2)] int EveryMonths = 1) : Recurrence;

/// <summary>On one day of the month; months that lack it are left out.</summary>
/// <param name="Day">1 to 31.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.monthly-day")]
public sealed record MonthlyOnDay(
    [property: Id(0)] int Day,
    [property: Id(1)] int EveryMonths = 1) : Recurrence;

/// <summary>"The first Wednesday after the first Monday": the first <paramref name="Day"/> strictly after the month's nth <paramref name="After"/>.</summary>
/// <remarks>A month in which that would be a day of the next month is left out.</remarks>
/// <param name="Which">Which <paramref name="After"/> of the month, 1 to 4.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.monthly-after")]
public sealed record MonthlyAfterWeekday(
    [property: Id(0)] Weekday Day,
    [property: Id(1)] Weekday After,
    [property: Id(2)] int Which = 1) : Recurrence;

/// <summary>On the rule's first date alone.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.once")]
public sealed record Once : Recurrence;

/// <summary>What is different on one date.</summary>
/// <param name="Rule">The series it is about (<see cref="MeetingRule.Name"/>); null is an extra date, which no rule gives, and may itself be cancelled or moved.</param>
/// <param name="Date">The date as the rule gives it, or the extra date as it was first said: the occurrence's id is made of it.</param>
/// <param name="Reason">Shown to people.</param>
/// <param name="MovedTo">The new date; null keeps the date.</param>
/// <param name="StartsAt">The new time; null keeps the rule's. An extra date has one.</param>
/// <param name="Minutes">The new length; null keeps the rule's.</param>
/// <param name="Venue">Where it is held this once; null keeps the rule's. "Temporarily virtual" is this with an on-line venue.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.date-change")]
public sealed record DateChange(
    [property: Id(0)] string? Rule,
    [property: Id(1)] DateOnly Date,
    [property: Id(2)] DateChangeKind Kind,
    [property: Id(3)] string? Reason = null,
    [property: Id(4)] DateOnly? MovedTo = null,
    [property: Id(5), JsonConverter(typeof(Common.ClockTimeConverter))] TimeOnly? StartsAt = null,
    [property: Id(6)] int? Minutes = null,
    [property: Id(7)] Directory.Venue? Venue = null);

[JsonConverter(typeof(JsonStringEnumConverter<DateChangeKind>))]
public enum DateChangeKind
{
    [JsonStringEnumMemberName("cancelled")]
    Cancelled = 0,

    /// <summary>Another time, length, place or date.</summary>
    [JsonStringEnumMemberName("moved")]
    Moved = 1,

    /// <summary>An extra date.</summary>
    [JsonStringEnumMemberName("added")]
    Added = 2,
}

/// <param name="From">The first day.</param>
/// <param name="To">The last day.</param>
/// <param name="VirtualInstead">Where it meets meanwhile ("temporarily virtual"); null does not meet.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.closure")]
public sealed record Closure(
    [property: Id(0)] DateOnly From,
    [property: Id(1)] DateOnly To,
    [property: Id(2)] string Reason,
    [property: Id(3)] Directory.Venue? VirtualInstead = null);

/// <summary>One meeting on one date.</summary>
/// <param name="Id">What the session is called within its group: stable across edits, daylight saving and moves. <see cref="Common.SessionId.Of"/> makes the session's id of it.</param>
/// <param name="Rule">The rule it comes from; null for an extra date.</param>
/// <param name="Date">The date the rule gives, whatever it was moved to.</param>
/// <param name="Status">Whether it takes place as planned.</param>
/// <param name="Reason">Why not as planned.</param>
/// <param name="Venue">Where; null where the group usually meets.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.occurrence")]
public sealed record Occurrence(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Rule,
    [property: Id(2)] DateOnly Date,
    [property: Id(3)] DateTimeOffset StartsAt,
    [property: Id(4)] DateTimeOffset EndsAt,
    [property: Id(5)] OccurrenceStatus Status,
    [property: Id(6)] string? Reason,
    [property: Id(7)] Directory.Venue? Venue);

[JsonConverter(typeof(JsonStringEnumConverter<OccurrenceStatus>))]
public enum OccurrenceStatus
{
    [JsonStringEnumMemberName("planned")]
    Planned = 0,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled = 1,

    [JsonStringEnumMemberName("moved")]
    Moved = 2,

    [JsonStringEnumMemberName("added")]
    Added = 3,
}
