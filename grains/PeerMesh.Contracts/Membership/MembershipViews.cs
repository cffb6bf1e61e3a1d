using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Contracts.Membership;

/// <summary>What became of a wish about membership.</summary>
/// <param name="Standing">Where the caller stands after it.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.receipt")]
public sealed record MembershipReceipt(
    [property: Id(0)] MembershipStanding? Standing,
    [property: Id(1)] Refusal? Refusal);

/// <summary>Where one person stands with a group, and what it asks of those who want to join.</summary>
/// <param name="Name">What the group calls them; null where it does not know them.</param>
/// <param name="Place">Their place in the line, counted from 1.</param>
/// <param name="OfferedUntil">A place is held for them until then.</param>
/// <param name="Words">What those who lead wrote to them with their answer.</param>
/// <param name="Free">Places that nobody has and nobody is offered; null is any number.</param>
/// <param name="Waiting">How many are in the line.</param>
/// <param name="ClosedToNewcomers">The series has begun and takes nobody new.</param>
/// <param name="NamesToBody">The organisation that the group belongs to may read the names on its list.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.standing")]
public sealed record MembershipStanding(
    [property: Id(0)] MembershipState State,
    [property: Id(1)] string? Name,
    [property: Id(2)] int? Place,
    [property: Id(3)] DateTimeOffset? OfferedUntil,
    [property: Id(4)] string? Words,
    [property: Id(5)] JoinMode Mode,
    [property: Id(6)] int? SizeMax,
    [property: Id(7)] int? Free,
    [property: Id(8)] int Waiting,
    [property: Id(9)] bool Registration,
    [property: Id(10)] bool ClosedToNewcomers,
    [property: Id(11)] bool NamesToBody = false);

/// <summary>All that those who lead see of membership: names and states, and nothing of the people behind them.</summary>
/// <param name="Members">How many have a place.</param>
/// <param name="Removed">Those who may not come back by themselves.</param>
/// <param name="At">When it was so, by the clock that codes change by. Null from a release that did not tell.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.desk")]
public sealed record MembershipDesk(
    [property: Id(0)] MembershipSettings Settings,
    [property: Id(1)] int Members,
    [property: Id(2)] ImmutableList<JoinRequest> Requests,
    [property: Id(3)] ImmutableList<Invitation> Invitations,
    [property: Id(4)] ImmutableList<InviteLink> Links,
    [property: Id(5)] ImmutableList<Waiting> Line,
    [property: Id(6)] ImmutableList<PastMember> Removed,
    [property: Id(7)] ImmutableList<LineMove> Moves,
    [property: Id(8)] DateTimeOffset? At = null);

[GenerateSerializer, Immutable, Alias("pm.membership.desk-look")]
public sealed record MembershipDeskLook(
    [property: Id(0)] MembershipDesk? Desk,
    [property: Id(1)] Refusal? Refusal);
