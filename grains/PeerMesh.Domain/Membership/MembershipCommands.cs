using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;

namespace PeerMesh.Domain.Membership;

/// <summary>A wish about who belongs to a group. The same person's same request again is answered as before and does nothing more.</summary>
[GenerateSerializer, Immutable, Alias("pm.membership.cmd")]
public abstract record MembershipCommand
{
    /// <summary>Made by whoever wishes, 1 to 64 characters.</summary>
    [Id(0)]
    public required string RequestId { get; init; }
}

/// <summary>Become a member: at once, by asking, or at the end of the line, as the group has it.</summary>
/// <param name="Name">What this group calls them.</param>
/// <param name="Words">For those who answer a request.</param>
/// <param name="Secret">Of a link or code.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.join")]
public sealed record JoinGroup(
    [property: Id(0)] string Name,
    [property: Id(1)] string? Words = null,
    [property: Id(2)] string? Secret = null) : MembershipCommand;

/// <summary>Go, quietly: off the roster, out of the line, or back with a request or an invitation.</summary>
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.leave")]
public sealed record LeaveGroup : MembershipCommand;

/// <summary>Take the place that is held.</summary>
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.take")]
public sealed record TakePlace : MembershipCommand;

/// <summary>For facilitators: say yes or no to a request.</summary>
/// <param name="Words">What to tell them; may be null.</param>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.answer")]
public sealed record AnswerRequest(
    [property: Id(0)] MemberId Who,
    [property: Id(1)] bool Approve,
    [property: Id(2)] string? Words = null) : MembershipCommand;

/// <summary>For facilitators: invite somebody by their address.</summary>
/// <param name="SealedTo">The address, sealed by a gateway, for the one mail.</param>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.invite")]
public sealed record Invite(
    [property: Id(0)] MemberId Who,
    [property: Id(1)] string Name,
    [property: Id(2)] string? Words,
    [property: Id(3)] string SealedTo) : MembershipCommand;

/// <summary>For facilitators: take an invitation back.</summary>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.uninvite")]
public sealed record Uninvite([property: Id(0)] MemberId Who) : MembershipCommand;

/// <summary>For facilitators: make a link or code. Whoever makes it knows the secret; here only its hash is known.</summary>
/// <param name="Pace">How often the code changes by itself.</param>
/// <param name="Row">Names the row of codes, where it does; else null.</param>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.make-link")]
public sealed record MakeLink(
    [property: Id(0)] string Link,
    [property: Id(1)] string SecretHash,
    [property: Id(2)] string Label,
    [property: Id(3)] int Uses,
    [property: Id(4)] int Days,
    [property: Id(5)] CodePace Pace = CodePace.Never,
    [property: Id(6)] string? Row = null) : MembershipCommand;

/// <summary>For facilitators: put a new code in the place of a link's own. The old one opens nothing from then on; label, uses and last day stay.</summary>
/// <param name="SecretHash">Of the new code, or of the beginning of the new row.</param>
/// <param name="Row">Names the new row, where the link's code changes by itself; else null.</param>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.renew-link")]
public sealed record RenewLink(
    [property: Id(0)] string Link,
    [property: Id(1)] string SecretHash,
    [property: Id(2)] string? Row = null) : MembershipCommand;

/// <summary>For facilitators: end a link or code at once.</summary>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.end-link")]
public sealed record EndLink([property: Id(0)] string Link) : MembershipCommand;

/// <summary>For facilitators: put somebody at the front of the line, and say why.</summary>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.move-up")]
public sealed record MoveUp(
    [property: Id(0)] MemberId Who,
    [property: Id(1)] string Reason) : MembershipCommand;

/// <summary>For facilitators: take somebody off the roster or out of the line for good.</summary>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.remove")]
public sealed record RemoveMember([property: Id(0)] MemberId Who) : MembershipCommand;

/// <summary>For facilitators: let somebody who was removed come back if they want.</summary>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.readmit")]
public sealed record Readmit([property: Id(0)] MemberId Who) : MembershipCommand;

/// <summary>For facilitators: how people join, and how many.</summary>
[NeedsSecondStep]
[GenerateSerializer, Immutable, Alias("pm.membership.cmd.settings")]
public sealed record ChangeMembership([property: Id(0)] MembershipSettings Settings) : MembershipCommand;
