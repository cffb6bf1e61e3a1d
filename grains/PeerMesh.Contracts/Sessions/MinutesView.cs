using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Contracts.Sessions;

[GenerateSerializer, Immutable, Alias("pm.session.minutes-look")]
public sealed record MinutesLook(
    [property: Id(0)] MinutesView? Minutes,
    [property: Id(1)] Refusal? Refusal);

/// <summary>What a meeting came to. Nothing of what was said.</summary>
/// <param name="At">When these minutes were taken; open intervals are counted up to here.</param>
/// <param name="People">Everyone for those who lead, else the reader alone.</param>
[GenerateSerializer, Immutable, Alias("pm.session.minutes")]
public sealed record MinutesView(
    [property: Id(0)] SessionId Id,
    [property: Id(1)] string Title,
    [property: Id(2)] string Form,
    [property: Id(3)] SessionStatus Status,
    [property: Id(4)] DateTimeOffset At,
    [property: Id(5)] DateTimeOffset OpenedAt,
    [property: Id(6)] DateTimeOffset? StartedAt,
    [property: Id(7)] DateTimeOffset? ClosedAt,
    [property: Id(8)] ImmutableArray<PhaseMinutes> Phases,
    [property: Id(9)] ImmutableArray<PersonMinutes> People);

[GenerateSerializer, Immutable, Alias("pm.session.minutes.phase")]
public sealed record PhaseMinutes(
    [property: Id(0)] string Name,
    [property: Id(1)] FloorMode Mode,
    [property: Id(2)] int PlannedMinutes,
    [property: Id(3)] int UsedSeconds);

/// <param name="PresentSeconds">Exact time present, breaks and broken connections taken off, in seconds.</param>
/// <param name="PresentMinutes">The same in whole minutes, rounded down.</param>
/// <param name="Intervals">When they were present, oldest first; the open one ends at the minutes' own time. Intervals folded away by a very unsteady connection are in the total only.</param>
[GenerateSerializer, Immutable, Alias("pm.session.minutes.person")]
public sealed record PersonMinutes(
    [property: Id(0)] ParticipantId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] RoomRole Role,
    [property: Id(3)] DateTimeOffset? CameAt,
    [property: Id(4)] double PresentSeconds,
    [property: Id(5)] int PresentMinutes,
    [property: Id(6)] ImmutableArray<PresenceInterval> Intervals,
    [property: Id(7)] int SpokenSeconds,
    [property: Id(8)] int Shares,
    [property: Id(9)] bool Me);
