using System.Collections.Immutable;
using Orleans.Concurrency;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Members;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Contracts.Membership;

/// <summary>Who comes to one date of a group. The key is the session's id: the group's and the occurrence's.</summary>
[GrainInterfaceType("pm.registration"), Alias("pm.registration")]
public interface IRegistrationGrain : IGrainWithStringKey
{
    /// <summary>Puts a wish about the date. The same request again is answered the same and does nothing more.</summary>
    [Alias("Ask")]
    Task<DateReceipt> Ask(Caller caller, DateCommand command);

    /// <summary>Where this caller (null: someone not signed in) stands with the date; null where there is none.</summary>
    [Alias("Standing")]
    Task<DateStanding?> Standing(Caller? caller);

    /// <summary>Names and states. For those who lead the group.</summary>
    [NeedsSecondStep]
    [Alias("Desk")]
    Task<DateDeskLook> Desk(Caller caller);

    /// <summary>Somebody stands at the meeting's door; null lets them in. For the session's grain.</summary>
    [Alias("Arrive")]
    Task<Refusal?> Arrive(MemberId member);

    /// <summary>Who goes and who waits. For the group's grain, which tells them of changes; answered also while a wish is under way.</summary>
    [Alias("People"), AlwaysInterleave]
    Task<DatePeople> People();

    /// <summary>Something about the date changed: look at it soon. For the group's grain; it never waits for a wish under way.</summary>
    [Alias("Recheck"), AlwaysInterleave]
    Task Recheck();

    /// <summary>The meeting is over; these were in it. For the session's grain.</summary>
    [Alias("Ended")]
    Task Ended(ImmutableList<MemberId> came);
}

/// <param name="Standing">Where the caller stands after it.</param>
[GenerateSerializer, Immutable, Alias("pm.date.receipt")]
public sealed record DateReceipt(
    [property: Id(0)] DateStanding? Standing,
    [property: Id(1)] Refusal? Refusal);

/// <summary>One date as one person may see it.</summary>
/// <param name="Place">Their place in the line, counted from 1.</param>
/// <param name="OfferedUntil">A place is held for them until then.</param>
/// <param name="Free">Places that nobody has and nobody waits for.</param>
/// <param name="FirstToArriveAt">From then on a free place is for whoever takes it first.</param>
[GenerateSerializer, Immutable, Alias("pm.date.standing")]
public sealed record DateStanding(
    [property: Id(0)] SessionId Session,
    [property: Id(1)] GroupId Group,
    [property: Id(2)] string GroupName,
    [property: Id(3)] DateTimeOffset StartsAt,
    [property: Id(4)] DateTimeOffset EndsAt,
    [property: Id(5)] bool TakesPlace,
    [property: Id(6)] bool Registration,
    [property: Id(7)] DateState State,
    [property: Id(8)] int? Place,
    [property: Id(9)] DateTimeOffset? OfferedUntil,
    [property: Id(10)] int Places,
    [property: Id(11)] int Free,
    [property: Id(12)] int Waiting,
    [property: Id(13)] DateTimeOffset FirstToArriveAt,
    [property: Id(14)] string? Zone);

/// <summary>Names alone: who came in the end is each person's own to know.</summary>
[GenerateSerializer, Immutable, Alias("pm.date.desk")]
public sealed record DateDesk(
    [property: Id(0)] int Places,
    [property: Id(1)] ImmutableList<string> Going,
    [property: Id(2)] ImmutableList<DateWaiting> Line);

[GenerateSerializer, Immutable, Alias("pm.date.waiting")]
public sealed record DateWaiting(
    [property: Id(0)] string Name,
    [property: Id(1)] DateTimeOffset Since,
    [property: Id(2)] DateTimeOffset? OfferedUntil);

[GenerateSerializer, Immutable, Alias("pm.date.desk-look")]
public sealed record DateDeskLook(
    [property: Id(0)] DateDesk? Desk,
    [property: Id(1)] Refusal? Refusal);

/// <summary>What a group tells the grain of one of its dates about somebody who asks.</summary>
/// <param name="Name">What the roster calls them; null where they are not on it.</param>
/// <param name="Leaders">Those who lead the group. Null from a release that did not tell.</param>
[GenerateSerializer, Immutable, Alias("pm.date.look")]
public sealed record DateLook(
    [property: Id(0)] DateFacts Facts,
    [property: Id(1)] string? Name,
    [property: Id(2)] bool MayEnter,
    [property: Id(3)] bool Leads,
    [property: Id(4)] ImmutableList<MemberId>? Leaders = null);
