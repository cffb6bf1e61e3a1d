using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Groups;

/// <summary>One group, as the rules know it.</summary>
/// <remarks>
/// Holds after every change: at least one facilitator is on the roster once somebody was (an imported group may wait for its first), nobody is on it twice, and every list keeps its bound
/// in <see cref="GroupLimits"/>. What the form gave is copied in when it is chosen, so a group keeps what it agreed on when a
/// later release words a form differently.
/// </remarks>
/// <param name="Founding">Who founded it with what, to tell a repeated request from another one.</param>
/// <param name="Profile">What its facilitators said of it.</param>
/// <param name="FormName">What people call the form.</param>
/// <param name="Agenda">The agenda in force.</param>
/// <param name="Guidelines">The guidelines in force.</param>
/// <param name="Rules">The house rules in force.</param>
/// <param name="Roster">In the order in which people were put on it.</param>
/// <param name="Sessions">Started and not yet ended, oldest first.</param>
/// <param name="Ended">The latest sessions that ended, oldest first.</param>
/// <param name="Version">Grows by one with each change.</param>
/// <param name="Inherited">What its body, or one above that, sets for groups that say nothing themselves, the logo as <c>body/name</c>; null where there is none.</param>
/// <param name="Listing">What it tells those who look for a group; null until somebody said it, see <see cref="Listed"/>.</param>
[GenerateSerializer, Immutable, Alias("pm.group.state")]
public sealed record Group(
    [property: Id(0)] GroupId Id,
    [property: Id(1)] Founding Founding,
    [property: Id(2)] GroupDraft Profile,
    [property: Id(3)] string FormName,
    [property: Id(4)] ImmutableList<Phase> Agenda,
    [property: Id(5)] Guidelines Guidelines,
    [property: Id(6)] HouseRules Rules,
    [property: Id(7)] ImmutableList<RosterEntry> Roster,
    [property: Id(8)] ImmutableList<GroupSession> Sessions,
    [property: Id(9)] ImmutableList<SessionId> Ended,
    [property: Id(10)] long Version,
    [property: Id(11)] Listing? Listing = null,
    [property: Id(12)] BodySettings? Inherited = null)
{
    /// <summary>The listing in force.</summary>
    [JsonIgnore]
    public Listing Listed => Listing ?? Directory.Listing.Blank(Profile.Language);

    public GroupRole RoleOf(MemberId member) => Entry(member)?.Role ?? GroupRole.None;

    public RosterEntry? Entry(MemberId member) => Roster.Find(entry => entry.Member == member);

    public GroupSession? Session(SessionId session) => Sessions.Find(started => started.Id == session);

    /// <summary>As far as roster and openness say; see <see cref="Membership.MembershipRules.MayEnter"/> for all of it.</summary>
    public bool MayEnter(MemberId member) => Profile.Openness == Openness.Open || RoleOf(member) != GroupRole.None;
}

/// <param name="By">The founder.</param>
/// <param name="Fingerprint">Of the draft; see <see cref="GroupRules.Fingerprint"/>.</param>
[GenerateSerializer, Immutable, Alias("pm.group.founding")]
public sealed record Founding(
    [property: Id(0)] MemberId By,
    [property: Id(1)] string Fingerprint);

/// <summary>A session of the group.</summary>
/// <param name="Plan">What it is to be opened with; null once its door is open.</param>
[GenerateSerializer, Immutable, Alias("pm.group.session")]
public sealed record GroupSession(
    [property: Id(0)] SessionId Id,
    [property: Id(1)] string Title,
    [property: Id(2)] DateTimeOffset OpenedAt,
    [property: Id(3)] SessionPlan? Plan)
{
    [JsonIgnore]
    public bool IsOpen => Plan is null;
}

/// <summary>What the rules made of a wish: the group after it, or why not. The same group means nothing had to change.</summary>
public readonly record struct GroupOutcome(Group? Group, Refusal? Refusal)
{
    public static implicit operator GroupOutcome(Group group) => new(group, Refusal: null);

    public static implicit operator GroupOutcome(Refusal refusal) => new(Group: null, refusal);
}
