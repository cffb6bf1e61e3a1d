using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Domain.Membership;

/// <summary>Everyone who has to do with a group and is not on its roster (yet, or any more), and how one gets there.</summary>
/// <remarks>
/// Holds after every change: nobody is in two of roster, requests, invitations and line, and every list keeps its bound in
/// <see cref="MembershipLimits"/>. The roster itself is the group's.
/// </remarks>
/// <param name="Settings">Null where the group never said.</param>
/// <param name="Requests">Oldest first.</param>
/// <param name="Invitations">By address, oldest first.</param>
/// <param name="Links">Links and codes, oldest first.</param>
/// <param name="Line">In order of joining, but for <paramref name="Moves"/>.</param>
/// <param name="Past">Who left, was declined, removed, or let an offer run out; latest last.</param>
/// <param name="Moves">When somebody was moved up in the line, latest last.</param>
/// <param name="Answers">Requests done lately, by <see cref="MembershipRules.KeyOf"/>, latest last.</param>
/// <param name="Told">How many notices this group has sent: the next one's number.</param>
/// <param name="NamesFor">The organisation that may read the names on the list; null is none. To another one, should the group ever belong there, nothing was allowed.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.book")]
public sealed record MembershipBook(
    [property: Id(0)] MembershipSettings? Settings,
    [property: Id(1)] ImmutableList<JoinRequest> Requests,
    [property: Id(2)] ImmutableList<Invitation> Invitations,
    [property: Id(3)] ImmutableList<InviteLink> Links,
    [property: Id(4)] ImmutableList<Waiting> Line,
    [property: Id(5)] ImmutableList<PastMember> Past,
    [property: Id(6)] ImmutableList<LineMove> Moves,
    [property: Id(7)] ImmutableList<string> Answers,
    [property: Id(8)] long Told,
    [property: Id(9)] BodyId? NamesFor = null)
{
    public static readonly MembershipBook Empty = new(null, [], [], [], [], [], [], [], 0);

    public JoinRequest? Request(MemberId member) => Requests.Find(request => request.Member == member);

    public Invitation? Invitation(MemberId member) => Invitations.Find(invitation => invitation.Member == member);

    public Waiting? Waiting(MemberId member) => Line.Find(waiting => waiting.Member == member);

    public PastMember? PastOf(MemberId member) => Past.FindLast(past => past.Member == member);
}

/// <param name="Words">What they wrote with it.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.request")]
public sealed record JoinRequest(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Words,
    [property: Id(3)] DateTimeOffset At);

/// <summary>One person, invited by their address; the address is not kept.</summary>
/// <param name="Name">What those who lead called them; they may choose another name when they join.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.invitation")]
public sealed record Invitation(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset At,
    [property: Id(3)] DateTimeOffset ExpiresAt);

/// <summary>A link or code that lets a number of people in.</summary>
/// <param name="Id">Names it among the group's links; it opens nothing.</param>
/// <param name="SecretHash">Of the secret in the link, or of the beginning of its row of codes; neither is kept anywhere.</param>
/// <param name="UsesLeft">People it still lets in.</param>
/// <param name="Uses">People it has let in.</param>
/// <param name="Row">How its code changes by itself; null where it stays the same.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.link")]
public sealed record InviteLink(
    [property: Id(0)] string Id,
    [property: Id(1)] string SecretHash,
    [property: Id(2)] string Label,
    [property: Id(3)] int UsesLeft,
    [property: Id(4)] int Uses,
    [property: Id(5)] DateTimeOffset ExpiresAt,
    [property: Id(6)] CodeRow? Row = null);

/// <summary>The codes that a link has one after another; see <see cref="CodeRules"/>.</summary>
/// <param name="Pace">Daily or weekly.</param>
/// <param name="Name">By which gateways find the row; without what they keep secret it opens nothing.</param>
/// <param name="From">When the first code began.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.code-row")]
public sealed record CodeRow(
    [property: Id(0)] CodePace Pace,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset From);

/// <summary>How often a link has another code. The one before stays good for one more period.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CodePace>))]
public enum CodePace
{
    /// <summary>It stays the same until somebody asks for a new one.</summary>
    [JsonStringEnumMemberName("never")]
    Never = 0,

    /// <summary>Every 24 hours.</summary>
    [JsonStringEnumMemberName("daily")]
    Daily = 1,

    /// <summary>Every seven times 24 hours.</summary>
    [JsonStringEnumMemberName("weekly")]
    Weekly = 2,
}

/// <param name="Words">What those who lead wrote to them with it.</param>
/// <param name="WasMember">Whether they had been on the roster: who comes back is no newcomer.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.past")]
public sealed record PastMember(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name,
    [property: Id(2)] PastKind Kind,
    [property: Id(3)] DateTimeOffset At,
    [property: Id(4)] string? Words = null,
    [property: Id(5)] bool WasMember = false);

[JsonConverter(typeof(JsonStringEnumConverter<PastKind>))]
public enum PastKind
{
    /// <summary>They went, or left the line. They may come back.</summary>
    [JsonStringEnumMemberName("left")]
    Left = 0,

    /// <summary>Their request was declined. They may ask again.</summary>
    [JsonStringEnumMemberName("rejected")]
    Rejected = 1,

    /// <summary>Taken off the list by those who lead. They may not come back.</summary>
    [JsonStringEnumMemberName("removed")]
    Removed = 2,

    /// <summary>A place was held for them and went to the next.</summary>
    [JsonStringEnumMemberName("lapsed")]
    Lapsed = 3,
}

/// <summary>Somebody was moved up in the line, out of order.</summary>
/// <param name="Name">Who was moved.</param>
/// <param name="By">What the roster calls those who did it.</param>
/// <param name="Passed">How many they passed.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.move")]
public sealed record LineMove(
    [property: Id(0)] string Name,
    [property: Id(1)] string By,
    [property: Id(2)] string Reason,
    [property: Id(3)] int Passed,
    [property: Id(4)] DateTimeOffset At);

/// <summary>A notice and whom it is for.</summary>
/// <param name="SealedTo">The address to write to instead of their own.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.told")]
public sealed record AddressedNotice(
    [property: Id(0)] MemberId To,
    [property: Id(1)] Notice Notice,
    [property: Id(2)] string? SealedTo = null);
