using System.Collections.Immutable;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Api.Membership;

/// <param name="Name">What this group calls you: a first name or a made-up one, 1 to 40 characters.</param>
/// <param name="Words">A few sentences for those who answer your request.</param>
/// <param name="Code">Of a link or code you were given.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is done once.</param>
internal sealed record JoinRequestBody(string Name, string? Words = null, string? Code = null, string? RequestId = null);

/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is done once.</param>
internal sealed record PlainRequest(string? RequestId = null);

/// <param name="Approve">Yes or no.</param>
/// <param name="Words">What to tell them with it.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is done once.</param>
internal sealed record AnswerRequestBody(bool Approve, string? Words = null, string? RequestId = null);

/// <param name="Email">Whom to invite. One mail goes there; the address is not kept after it.</param>
/// <param name="Name">What to call them; they may choose another name when they join.</param>
/// <param name="Words">What to write to them with it.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is done once.</param>
internal sealed record InviteRequest(string Email, string Name, string? Words = null, string? RequestId = null);

/// <param name="Label">For your own list: where you give it away.</param>
/// <param name="Uses">How many people it lets in.</param>
/// <param name="Days">How long it is good.</param>
/// <param name="Changes">How often it has another code by itself: `never`, `daily` or `weekly`. The code before stays good for one more period.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice makes one link, with the same code.</param>
internal sealed record LinkRequest(string Label = "", int Uses = 1, int Days = 30, CodePace Changes = CodePace.Never, string? RequestId = null);

/// <param name="Id">Names the link among the group's; it opens nothing.</param>
/// <param name="Code">The secret. It is shown now and never again, unless it changes by itself: then those who lead find the one that is good at the desk.</param>
/// <param name="Path">The address on this site that carries it.</param>
/// <param name="ChangesAt">When the next code takes over; null where it stays the same.</param>
internal sealed record LinkResponse(string Id, string Code, string Path, DateTimeOffset? ChangesAt);

/// <param name="Reason">Why, in 1 to 140 characters. It is kept with the change and shown to those who lead.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is done once.</param>
internal sealed record MoveUpRequest(string Reason, string? RequestId = null);

/// <param name="Mode">How one becomes a member.</param>
/// <param name="SizeMax">How many members the group takes; those who lead do not take a place. Left out there is no bound.</param>
/// <param name="HoldMinutes">How long a free place is held for whoever is next.</param>
/// <param name="Registration">Whether people say for each date that they come.</param>
/// <param name="PlacesPerDate">Places on one date; left out it is what the room holds.</param>
/// <param name="DatesPerPersonMax">How many coming dates one person may be registered for in the groups of the same body; left out there is no bound.</param>
/// <param name="NamesToBody">Whether observers and administrators of the organisation that the group belongs to may read the names on its list. Everybody on the list is told.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is done once.</param>
internal sealed record MembershipSettingsRequest(
    JoinMode Mode,
    int? SizeMax = null,
    int HoldMinutes = MembershipLimits.HoldMinutes,
    bool Registration = false,
    int? PlacesPerDate = null,
    int? DatesPerPersonMax = null,
    bool NamesToBody = false,
    string? RequestId = null);

/// <summary>Where you stand with a group, and what it asks of those who want to join.</summary>
/// <param name="Name">What the group calls you.</param>
/// <param name="Place">Your place in the line, counted from 1.</param>
/// <param name="OfferedUntil">A place is held for you until then.</param>
/// <param name="Words">What those who lead wrote to you with their answer.</param>
/// <param name="Free">Places that nobody has and nobody waits for; null is any number.</param>
/// <param name="Waiting">How many are in the line.</param>
/// <param name="Registration">Whether people say for each date that they come.</param>
/// <param name="ClosedToNewcomers">The series has begun and takes nobody new.</param>
/// <param name="NamesToBody">The organisation that the group belongs to may read the names on its list.</param>
internal sealed record StandingResponse(
    MembershipState State,
    string? Name,
    int? Place,
    DateTimeOffset? OfferedUntil,
    string? Words,
    JoinMode Mode,
    int? SizeMax,
    int? Free,
    int Waiting,
    bool Registration,
    bool ClosedToNewcomers,
    bool NamesToBody)
{
    public static StandingResponse Of(MembershipStanding standing) => new(
        standing.State, standing.Name, standing.Place, standing.OfferedUntil, standing.Words, standing.Mode, standing.SizeMax,
        standing.Free, standing.Waiting, standing.Registration, standing.ClosedToNewcomers, standing.NamesToBody);
}

/// <summary>All that those who lead see of membership: names and states. An entry's id is made anew for each answer and means nothing elsewhere.</summary>
/// <param name="Members">How many have a place.</param>
/// <param name="Moves">When somebody was moved up in the line, and why.</param>
internal sealed record DeskResponse(
    MembershipSettings Settings,
    int Members,
    ImmutableList<DeskAsking> Requests,
    ImmutableList<DeskInvitation> Invitations,
    ImmutableList<DeskLink> Links,
    ImmutableList<DeskWaiting> Line,
    ImmutableList<DeskRemoved> Removed,
    ImmutableList<LineMove> Moves);

internal sealed record DeskAsking(string Id, string Name, string? Words, DateTimeOffset At);

internal sealed record DeskInvitation(string Id, string Name, DateTimeOffset At, DateTimeOffset ExpiresAt);

/// <param name="UsesLeft">People it still lets in.</param>
/// <param name="Uses">People it has let in.</param>
/// <param name="Changes">How often it has another code by itself.</param>
/// <param name="Code">The code that is good now, of one that changes by itself; else null, since it is kept nowhere.</param>
/// <param name="Path">The address on this site that carries the code; null without one.</param>
/// <param name="ChangesAt">When the next code takes over; null where it stays the same.</param>
internal sealed record DeskLink(
    string Id, string Label, int UsesLeft, int Uses, DateTimeOffset ExpiresAt, CodePace Changes, string? Code, string? Path, DateTimeOffset? ChangesAt);

/// <param name="OfferedUntil">A place is held for them until then.</param>
internal sealed record DeskWaiting(string Id, string Name, DateTimeOffset Since, DateTimeOffset? OfferedUntil);

internal sealed record DeskRemoved(string Id, string Name, DateTimeOffset At);
