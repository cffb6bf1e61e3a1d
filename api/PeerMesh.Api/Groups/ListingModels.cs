using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Api.Groups;

/// <summary>What a group tells those who look for one. See <see cref="Listing"/> for what each part means; what is left out is empty.</summary>
/// <param name="Languages">BCP 47 tags, the main one first; left out it is the group's.</param>
/// <param name="Venue">Where it usually meets.</param>
/// <param name="Contacts">Whom to ask. First names only; those that are not public are shown to those who lead.</param>
internal sealed record ListingRequest(
    Venue Venue,
    Visibility Visibility = Visibility.Public,
    GroupKind Kind = GroupKind.SupportGroup,
    ImmutableList<string>? Topics = null,
    string? Focus = null,
    ImmutableList<string>? Audiences = null,
    AgeBand Ages = AgeBand.Adults,
    ImmutableList<string>? Languages = null,
    ImmutableList<string>? Types = null,
    ImmutableList<string>? Access = null,
    string? AccessNotes = null,
    string? WhatToExpect = null,
    int? SizeMax = null,
    SeriesKind Series = SeriesKind.Ongoing,
    int? ClosesAfter = null,
    ImmutableList<Contact>? Contacts = null,
    string? Website = null,
    string? Notes = null,
    bool GivesProof = false)
{
    public Listing ToListing(string language) => Listing.Blank(language) with
    {
        Visibility = Visibility,
        Kind = Kind,
        Topics = Topics ?? [],
        Focus = Focus,
        Audiences = Audiences ?? [],
        Ages = Ages,
        Languages = Languages ?? [language],
        Types = Types ?? [],
        Access = Access ?? [],
        AccessNotes = AccessNotes,
        WhatToExpect = WhatToExpect,
        SizeMax = SizeMax,
        Series = Series,
        ClosesAfter = ClosesAfter,
        Venue = Venue,
        Contacts = Contacts ?? [],
        Website = Website,
        Notes = Notes,
        GivesProof = GivesProof,
    };
}

/// <param name="Recurrence">On which dates it falls.</param>
/// <param name="StartsAt">On the wall clock of the timetable's zone, as in 19:00.</param>
/// <param name="From">The first date it counts from.</param>
/// <param name="Minutes">How long it takes; it may end on the next day.</param>
/// <param name="Id">Keep the one it has: occurrences are named after it. A new rule left without one gets one.</param>
/// <param name="Until">The last date it may fall on.</param>
/// <param name="Count">How many times it meets in all.</param>
/// <param name="Venue">Where this meeting is held, when not where the group usually meets.</param>
/// <param name="Series">The first rule of the series it carries on.</param>
internal sealed record RuleRequest(
    Recurrence Recurrence,
    [property: JsonConverter(typeof(ClockTimeConverter))] TimeOnly StartsAt,
    DateOnly From,
    int Minutes = ScheduleLimits.MinutesUsual,
    string? Id = null,
    DateOnly? Until = null,
    int? Count = null,
    Venue? Venue = null,
    string? Series = null)
{
    public MeetingRule ToRule() => new(Id ?? "", Recurrence, StartsAt, Minutes, From, Until, Count, Venue, Series);
}

/// <param name="Zone">IANA name of the zone whose wall clock the times are on, as in America/New_York.</param>
/// <param name="Rules">When it meets.</param>
/// <param name="Changes">What is different on single dates.</param>
/// <param name="Closures">Stretches of days on which it does not meet.</param>
/// <param name="ByAppointment">People ask for a time instead of coming to one.</param>
/// <param name="DoorsMinutes">How long before a meeting starts its door opens.</param>
/// <param name="ReminderMinutes">How long before it starts those who registered are reminded; 0 never.</param>
internal sealed record TimetableRequest(
    string Zone,
    ImmutableList<RuleRequest>? Rules = null,
    ImmutableList<DateChange>? Changes = null,
    ImmutableList<Closure>? Closures = null,
    bool ByAppointment = false,
    int DoorsMinutes = ScheduleLimits.DoorsUsual,
    int ReminderMinutes = ScheduleLimits.ReminderUsual)
{
    public Timetable ToTimetable() =>
        new(Zone, (Rules ?? []).ConvertAll(rule => rule.ToRule()), Changes ?? [], Closures ?? [], ByAppointment, DoorsMinutes, ReminderMinutes);
}

/// <param name="Warnings">What those who edit it may want to change; nothing of it kept the listing from being stored.</param>
/// <param name="NextDates">The next ten meetings as they are now.</param>
internal sealed record ListingResponse(ImmutableList<ListingWarning> Warnings, ImmutableList<MeetingDateResponse> NextDates)
{
    public static ListingResponse Of(GroupView group) =>
        new(group.Warnings, group.NextDates.ConvertAll(date => MeetingDateResponse.Of(group.Id, group.Listing.Timetable, date)));
}

/// <summary>One meeting on one date.</summary>
/// <param name="Id">Stable across edits, daylight saving and moves.</param>
/// <param name="Session">Its session: nobody has to create it, it opens when somebody comes in time.</param>
/// <param name="Date">The date its rule gives, whatever it was moved to.</param>
/// <param name="StartsAt">With the offset its zone has then.</param>
/// <param name="DoorsOpenAt">From when on people can come in.</param>
/// <param name="Reason">Why not as planned.</param>
/// <param name="Venue">Where, when not where the group usually meets.</param>
internal sealed record MeetingDateResponse(
    string Id,
    SessionId Session,
    string? Rule,
    DateOnly Date,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    DateTimeOffset DoorsOpenAt,
    OccurrenceStatus Status,
    string? Reason,
    Venue? Venue)
{
    public static MeetingDateResponse Of(GroupId group, Timetable? timetable, Occurrence date) => new(
        date.Id,
        SessionId.Of(group, date.Id),
        date.Rule,
        date.Date,
        date.StartsAt,
        date.EndsAt,
        date.StartsAt.AddMinutes(-(timetable?.DoorsMinutes ?? ScheduleLimits.DoorsUsual)),
        date.Status,
        date.Reason,
        date.Venue);
}

/// <param name="Id">What a listing says.</param>
/// <param name="Name">What people read.</param>
internal sealed record CatalogChoice(string Id, string Name);

/// <param name="Topics">What groups are about.</param>
/// <param name="Audiences">For whom they are.</param>
/// <param name="Access">What they offer to people who need it.</param>
/// <param name="Types">Codes of what meetings are like.</param>
internal sealed record CatalogResponse(
    ImmutableList<CatalogChoice> Topics, ImmutableList<CatalogChoice> Audiences, ImmutableList<CatalogChoice> Access, ImmutableList<CatalogChoice> Types);
