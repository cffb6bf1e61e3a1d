using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Contracts.Sessions;

/// <param name="Silence">A moment of silence, or null.</param>
/// <param name="SuspendedSince">Since when everything is frozen, or null.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.pause")]
public sealed record PausePart(
    [property: Id(0)] Silence? Silence,
    [property: Id(1)] DateTimeOffset? SuspendedSince);

/// <param name="On">People are in circles now; the rest says how it was planned, or nothing.</param>
/// <param name="Count">How many circles.</param>
/// <param name="Size">How many people each was meant for.</param>
/// <param name="LastMinute">Less than a minute is left.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.circles")]
public sealed record CirclesPart(
    [property: Id(0)] bool On,
    [property: Id(1)] int Count,
    [property: Id(2)] int Size,
    [property: Id(3)] DateTimeOffset? StartedAt,
    [property: Id(4)] DateTimeOffset? EndsAt,
    [property: Id(5)] bool TakeTurns,
    [property: Id(6)] bool LastMinute);

/// <summary>One circle, as those in it and those who lead see it.</summary>
/// <param name="Number">From 1.</param>
/// <param name="Members">In the order in which they speak.</param>
/// <param name="Speaker">Whose time it is; null where people do not take turns.</param>
/// <param name="TurnEndsAt">When the next one's time begins, or everyone goes back.</param>
/// <param name="Warned">The speaker's last seconds.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.circle")]
public sealed record CirclePart(
    [property: Id(0)] int Number,
    [property: Id(1)] ImmutableList<ParticipantId> Members,
    [property: Id(2)] ParticipantId? Speaker,
    [property: Id(3)] DateTimeOffset TurnEndsAt,
    [property: Id(4)] bool Warned);

/// <summary>The latest messages to everyone. They live as long as the session and are stored nowhere.</summary>
/// <param name="Open">People may write to everyone now.</param>
/// <param name="Messages">Oldest first, at most 40. Keep older ones yourself, by their number, as long as your page is open.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.chat")]
public sealed record ChatPart(
    [property: Id(0)] bool Open,
    [property: Id(1)] ImmutableList<ChatMessage> Messages);

/// <param name="EveryoneSpoke">Everybody in the room has had a share.</param>
/// <param name="Evenness">100: all had the same floor time; 0: one had all of it. In steps of ten; null before anybody has spoken, and among fewer than three.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.balance")]
public sealed record BalancePart(
    [property: Id(0)] bool EveryoneSpoke,
    [property: Id(1)] int? Evenness);

/// <summary>What only this reader sees.</summary>
/// <param name="Call">One's own call for help; null where none is open.</param>
/// <param name="Aside">One was asked to step aside, or has, on either side; null otherwise.</param>
/// <param name="Circle">The circle one is in, while circles are on; null for those who stay in the room.</param>
/// <param name="Messages">Messages not for everyone that one may read: to one's circle, to the other one aside, and those to the facilitators that one wrote or, leading, reads. Oldest first.</param>
/// <param name="Asks">One's own open questions for a resource.</param>
/// <param name="Thanks">Who thanked one.</param>
/// <param name="Thanked">Whom one has thanked.</param>
/// <param name="NotYetCalled">In popcorn, for the speaker and whoever holds the gavel: who is here and has not been called in this part yet. A hint, no must. Empty otherwise.</param>
/// <param name="Notes">One's own notes.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.mine")]
public sealed record MinePart(
    [property: Id(0)] HelpCall? Call,
    [property: Id(1)] Aside? Aside,
    [property: Id(2)] CirclePart? Circle,
    [property: Id(3)] ImmutableArray<ChatMessage> Messages,
    [property: Id(4)] ImmutableArray<ResourceAsk> Asks,
    [property: Id(5)] ImmutableArray<ParticipantId> Thanks,
    [property: Id(6)] ImmutableArray<ParticipantId> Thanked,
    [property: Id(7)] ImmutableArray<ParticipantId> NotYetCalled,
    [property: Id(8)] string? Notes);

/// <param name="Calls">Open calls for help, oldest first.</param>
/// <param name="Asides">Who was asked to step aside, or has.</param>
/// <param name="Asks">Open questions for a resource.</param>
/// <param name="Circles">Every circle; empty while there are none.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.desk")]
public sealed record DeskPart(
    [property: Id(0)] ImmutableList<HelpCall> Calls,
    [property: Id(1)] ImmutableList<Aside> Asides,
    [property: Id(2)] ImmutableList<ResourceAsk> Asks,
    [property: Id(3)] ImmutableArray<CirclePart> Circles);
