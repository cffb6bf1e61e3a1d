using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Members;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Contracts.Groups;

/// <summary>One group: who it is, who belongs to it, how it meets. The key is the group id.</summary>
[GrainInterfaceType("pm.group"), Alias("pm.group")]
public interface IGroupGrain : IGrainWithStringKey
{
    /// <summary>Founds the group; the caller becomes its facilitator. Founding twice with the same draft by the same caller changes nothing.</summary>
    [Alias("Found")]
    Task<Refusal?> Found(Caller caller, GroupDraft draft);

    /// <summary>Changes profile, form and rules. For facilitators. Changed guidelines get a new version.</summary>
    [NeedsSecondStep]
    [Alias("Change")]
    Task<Refusal?> Change(Caller caller, GroupDraft draft);

    /// <summary>The group as this caller (null: someone not signed in) may see it; null where there is none.</summary>
    [Alias("Look")]
    Task<GroupView?> Look(Caller? caller);

    /// <summary>The roster. For facilitators.</summary>
    [NeedsSecondStep]
    [Alias("Roster")]
    Task<RosterLook> Roster(Caller caller);

    /// <summary>Puts someone on the roster, changes their role, or with <see cref="GroupRole.None"/> takes them off it. For facilitators; the last facilitator stays.</summary>
    [NeedsSecondStep]
    [Alias("SetRole")]
    Task<Refusal?> SetRole(Caller caller, MemberId member, GroupRole role, string name);

    /// <summary>Opens a session on the spot. For facilitators and co-facilitators on the roster.</summary>
    /// <param name="caller">Who opens it.</param>
    /// <param name="title">What to call it; null takes the group's name.</param>
    /// <param name="requestId">Made by the client: the same request twice opens one session.</param>
    [NeedsSecondStep]
    [Alias("StartSession")]
    Task<SessionStart> StartSession(Caller caller, string? title, string requestId);

    /// <summary>What the roster says of one account. For the session's grain.</summary>
    [Alias("RoleOf")]
    Task<Membership> RoleOf(MemberId member);

    /// <summary>What the group tells those who look for one. For facilitators. Its timetable, body and origin stay as they are.</summary>
    [NeedsSecondStep]
    [Alias("SetListing")]
    Task<Refusal?> SetListing(Caller caller, Listing listing);

    /// <summary>A whole timetable in the place of the one before; null takes it away. For facilitators.</summary>
    [NeedsSecondStep]
    [Alias("SetTimetable")]
    Task<Refusal?> SetTimetable(Caller caller, Timetable? timetable);

    /// <summary>Changes single dates, parts of series, closures. For facilitators. Those who registered are told once.</summary>
    [NeedsSecondStep]
    [Alias("EditTimetable")]
    Task<Refusal?> EditTimetable(Caller caller, TimetableEdit edit);

    /// <summary>The meetings that start in a stretch of time, at most so many; null where there is no group for this caller (null: someone not signed in).</summary>
    [Alias("DatesFor")]
    Task<GroupDates?> Dates(Caller? caller, DateTimeOffset since, DateTimeOffset before, int max);

    /// <summary>What to open the session of one of this group's meetings with, or why it is not open. For the session's grain, which nobody creates.</summary>
    [Alias("Door")]
    Task<DoorAnswer> Door(SessionId session);

    /// <summary>Somebody who leads says that the listing is right as it is.</summary>
    [NeedsSecondStep]
    [Alias("ConfirmListing")]
    Task<Refusal?> ConfirmListing(Caller caller);

    /// <summary>A session of this group has ended. For the sessions' grains of the release before, which do not say how many came.</summary>
    [Alias("SessionEnded")]
    Task SessionEnded(SessionId session);

    /// <summary>A session of this group has ended. Told again it changes nothing. For the session's grain.</summary>
    /// <param name="session">Which.</param>
    /// <param name="endedAt">When.</param>
    /// <param name="came">How many people came in.</param>
    [Alias("SessionOver")]
    Task SessionOver(SessionId session, DateTimeOffset endedAt, int came);

    /// <summary>Puts a wish about who belongs to the group. The same request again is answered the same and does nothing more.</summary>
    [Alias("Ask")]
    Task<MembershipReceipt> Ask(Caller caller, MembershipCommand command);

    /// <summary>Where this caller (null: someone not signed in) stands with the group; null where there is none.</summary>
    [Alias("Standing")]
    Task<MembershipStanding?> Standing(Caller? caller);

    /// <summary>Requests, invitations, links and the line. For facilitators.</summary>
    [NeedsSecondStep]
    [Alias("Desk")]
    Task<MembershipDeskLook> Desk(Caller caller);

    /// <summary>What is true of one of the group's dates, and of somebody who asks there; null where there is no such date. For the grain of the date.</summary>
    [Alias("DateLook")]
    Task<DateLook?> DateLook(MemberId member, string occurrence);

    /// <summary>Those of these people to whom the group's meetings are not open (any more). For the grains of its dates.</summary>
    [Alias("Strangers")]
    Task<ImmutableList<MemberId>> Strangers(ImmutableList<MemberId> people);
}

/// <param name="Registers">Whether people register for the group's dates: then the grain of the date says whether there is a place.</param>
/// <param name="Hidden">For this account there is no such group.</param>
[GenerateSerializer, Immutable, Alias("pm.group.membership")]
public sealed record Membership(
    [property: Id(0)] GroupRole Role,
    [property: Id(1)] bool MayEnter,
    [property: Id(2)] bool Registers = false,
    [property: Id(3)] bool Hidden = false);

/// <param name="Dates">In order, cancelled ones too.</param>
[GenerateSerializer, Immutable, Alias("pm.group.dates")]
public sealed record GroupDates(
    [property: Id(0)] ImmutableList<Occurrence> Dates,
    [property: Id(1)] Timetable? Timetable);

/// <param name="Plan">What to open it with.</param>
/// <param name="Refusal">Why not, or not yet.</param>
[GenerateSerializer, Immutable, Alias("pm.group.door-answer")]
public sealed record DoorAnswer(
    [property: Id(0)] SessionPlan? Plan,
    [property: Id(1)] Refusal? Refusal);

[GenerateSerializer, Immutable, Alias("pm.group.session-start")]
public sealed record SessionStart(
    [property: Id(0)] SessionId? Session,
    [property: Id(1)] Refusal? Refusal);

/// <param name="MyRole">The caller's role on the roster.</param>
/// <param name="OpenSessions">Sessions whose door is open now.</param>
/// <param name="Listing">What it tells those who look for a group; contacts that are not public are for those who lead.</param>
/// <param name="NextDates">Its next meetings, cancelled ones too, the one under way first.</param>
/// <param name="Warnings">For those who lead: what they may want to change about the listing.</param>
/// <param name="Slug">Its address for people to read.</param>
/// <param name="Inherited">What the bodies above set; the logo with the body that has it, as <c>body/name</c>.</param>
[GenerateSerializer, Immutable, Alias("pm.group.view")]
public sealed record GroupView(
    [property: Id(0)] GroupId Id,
    [property: Id(1)] GroupDraft Profile,
    [property: Id(2)] string FormName,
    [property: Id(3)] ImmutableList<Phase> Agenda,
    [property: Id(4)] Guidelines Guidelines,
    [property: Id(5)] GroupRole MyRole,
    [property: Id(6)] ImmutableList<OpenSession> OpenSessions,
    [property: Id(7)] ImmutableList<string> FacilitatorNames,
    [property: Id(8)] long Version,
    [property: Id(9)] Listing Listing,
    [property: Id(10)] ImmutableList<Occurrence> NextDates,
    [property: Id(11)] ImmutableList<ListingWarning> Warnings,
    [property: Id(12)] string Slug,
    [property: Id(13)] BodySettings? Inherited = null);

[GenerateSerializer, Immutable, Alias("pm.group.open-session")]
public sealed record OpenSession(
    [property: Id(0)] SessionId Id,
    [property: Id(1)] string Title,
    [property: Id(2)] DateTimeOffset OpenedAt);

[GenerateSerializer, Immutable, Alias("pm.group.roster-look")]
public sealed record RosterLook(
    [property: Id(0)] ImmutableList<RosterEntry>? Entries,
    [property: Id(1)] Refusal? Refusal);

/// <summary>One line of the network's list of groups.</summary>
/// <param name="Private">The group is not to be found: the list holds its card to know its version, and shows it to nobody.</param>
[GenerateSerializer, Immutable, Alias("pm.group.card")]
public sealed record GroupCard(
    [property: Id(0)] GroupId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string About,
    [property: Id(3)] string FormName,
    [property: Id(4)] string Language,
    [property: Id(5)] Openness Openness,
    [property: Id(6)] ImmutableList<OpenSession> OpenSessions,
    [property: Id(7)] long Version,
    [property: Id(8)] bool Private = false);

/// <summary>The list of all public groups of this network, newest state each. There is one; its key is <see cref="Key"/>.</summary>
[GrainInterfaceType("pm.group-list"), Alias("pm.group-list")]
public interface IGroupListGrain : IGrainWithStringKey
{
    const string Key = "network";

    /// <summary>Takes a group's card unless a later version of it is held already. For the groups' grains.</summary>
    [Alias("Put")]
    Task<Refusal?> Put(GroupCard card);

    [Alias("List")]
    Task<ImmutableList<GroupCard>> List();
}
