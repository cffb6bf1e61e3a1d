using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Schedules;

/// <summary>Which dates an edit is about.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<EditScope>))]
public enum EditScope
{
    [JsonStringEnumMemberName("thisDate")]
    ThisDate = 0,

    /// <summary>This one and all that follow it in its series.</summary>
    [JsonStringEnumMemberName("thisAndLater")]
    ThisAndLater = 1,

    /// <summary>All of its series that are still to come; what was stays as it was.</summary>
    [JsonStringEnumMemberName("all")]
    All = 2,
}

/// <summary>A wish about a timetable.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(ChangeDates), "changeDates")]
[JsonDerivedType(typeof(CancelDates), "cancelDates")]
[JsonDerivedType(typeof(RestoreDate), "restoreDate")]
[JsonDerivedType(typeof(AddDate), "addDate")]
[JsonDerivedType(typeof(AddRule), "addRule")]
[JsonDerivedType(typeof(AddClosure), "addClosure")]
[JsonDerivedType(typeof(RemoveClosure), "removeClosure")]
public abstract record TimetableEdit;

/// <summary>Another time, length, place or day. What is left out stays.</summary>
/// <param name="Occurrence">The date's id; a later one keeps its id too where it stays on its day.</param>
/// <param name="MovedTo">The day this date is moved to. A weekly meeting on one day moves to that day of the week with a wider scope.</param>
/// <param name="StartsAt">The new time, on the wall clock.</param>
/// <param name="Minutes">The new length.</param>
/// <param name="Venue">The new place.</param>
/// <param name="Recurrence">With a wider scope: the new days.</param>
/// <param name="Reason">Shown to people.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit.change-dates")]
public sealed record ChangeDates(
    [property: Id(0)] string Occurrence,
    [property: Id(1)] EditScope Scope = EditScope.ThisDate,
    [property: Id(2)] DateOnly? MovedTo = null,
    [property: Id(3), JsonConverter(typeof(Common.ClockTimeConverter))] TimeOnly? StartsAt = null,
    [property: Id(4)] int? Minutes = null,
    [property: Id(5)] Directory.Venue? Venue = null,
    [property: Id(6)] Recurrence? Recurrence = null,
    [property: Id(7)] string? Reason = null) : TimetableEdit;

/// <summary>They do not take place. A single date stays in sight with its reason; a series ends.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit.cancel-dates")]
public sealed record CancelDates(
    [property: Id(0)] string Occurrence,
    [property: Id(1)] EditScope Scope = EditScope.ThisDate,
    [property: Id(2)] string? Reason = null) : TimetableEdit;

/// <summary>A changed or cancelled date is again as its rule says.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit.restore-date")]
public sealed record RestoreDate([property: Id(0)] string Occurrence) : TimetableEdit;

/// <summary>A meeting on a date that no rule gives; one on a day.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit.add-date")]
public sealed record AddDate(
    [property: Id(0)] DateOnly Date,
    [property: Id(1), JsonConverter(typeof(Common.ClockTimeConverter))] TimeOnly StartsAt,
    [property: Id(2)] int Minutes = ScheduleLimits.MinutesUsual,
    [property: Id(3)] Directory.Venue? Venue = null,
    [property: Id(4)] string? Reason = null) : TimetableEdit;

/// <summary>One more regular meeting.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit.add-rule")]
public sealed record AddRule(
    [property: Id(0)] Recurrence Recurrence,
    [property: Id(1), JsonConverter(typeof(Common.ClockTimeConverter))] TimeOnly StartsAt,
    [property: Id(2)] DateOnly From,
    [property: Id(3)] int Minutes = ScheduleLimits.MinutesUsual,
    [property: Id(4)] DateOnly? Until = null,
    [property: Id(5)] int? Count = null,
    [property: Id(6)] Directory.Venue? Venue = null) : TimetableEdit;

/// <summary>Days on which it does not meet, or meets on line.</summary>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit.add-closure")]
public sealed record AddClosure(
    [property: Id(0)] DateOnly From,
    [property: Id(1)] DateOnly To,
    [property: Id(2)] string Reason,
    [property: Id(3)] Directory.Venue? VirtualInstead = null) : TimetableEdit;

/// <param name="From">The closure's first day.</param>
[GenerateSerializer, Immutable, Alias("pm.schedule.edit.remove-closure")]
public sealed record RemoveClosure([property: Id(0)] DateOnly From) : TimetableEdit;
