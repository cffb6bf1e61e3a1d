using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Contracts.Notices;

/// <summary>What one person is told by mail: whether and where, and what waits to be sent. The key is the member id.</summary>
/// <remarks>The address is here only while its owner wants mail, and sealed: the keys are the gateways', this grain cannot read it.</remarks>
[GrainInterfaceType("pm.notices"), Alias("pm.notices")]
public interface INoticesGrain : IGrainWithStringKey
{
    [Alias("Look")]
    Task<NoticeSettings> Look();

    /// <summary>Takes these choices in the place of those before; where they say nothing of single groups, these stay as they are.</summary>
    [Alias("Change")]
    Task<Refusal?> Change(NoticeChoices choices);

    /// <summary>No more mail of this group (null: of any) about this (null: about anything), also none of what waits to be sent.</summary>
    [Alias("Mute")]
    Task Mute(GroupId? group, NoticeTopic? topic);

    /// <summary>Mail of this group again.</summary>
    [Alias("Unmute")]
    Task Unmute(GroupId group);

    /// <summary>Takes the address to write to, sealed by a gateway, in the place of the one before.</summary>
    [Alias("SetAddress")]
    Task SetAddress(string sealedAddress);

    /// <summary>Forgets the address and everything that waits to be sent to it.</summary>
    [Alias("ForgetAddress")]
    Task ForgetAddress();

    /// <summary>
    /// Tells this person something, where they want to hear it. Returns once it is stored; the same id again changes
    /// nothing, so that whoever did not get an answer asks again.
    /// </summary>
    /// <param name="notice">What to tell.</param>
    /// <param name="sealedTo">The address to write to instead of their own: an invitation goes to the address that the inviter typed, and is kept until it is sent.</param>
    [Alias("Tell")]
    Task Tell(Notice notice, string? sealedTo = null);

    /// <summary>What is to be sent now. For the gateways, which report what became of it.</summary>
    [Alias("Take")]
    Task<ImmutableList<Letter>> Take();

    /// <summary>The mail server has taken these, or the gateway could not make a mail of them.</summary>
    [Alias("Sent")]
    Task Sent(ImmutableList<string> notices);

    /// <summary>The mail server did not take this one; it is tried again later, a bounded number of times.</summary>
    /// <returns>When to come back for this person; null where nothing waits.</returns>
    [Alias("Failed")]
    Task<DateTimeOffset?> Failed(string notice);
}

/// <param name="HasAddress">Whether mail goes out at all.</param>
[GenerateSerializer, Immutable, Alias("pm.notices.settings")]
public sealed record NoticeSettings(
    [property: Id(0)] bool HasAddress,
    [property: Id(1)] NoticeChoices Choices);

/// <summary>One notice on its way out.</summary>
[GenerateSerializer, Immutable, Alias("pm.notices.letter")]
public sealed record Letter(
    [property: Id(0)] Notice Notice,
    [property: Id(1)] string SealedAddress,
    [property: Id(2)] NoticeChoices Choices);
