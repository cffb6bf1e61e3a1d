using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Sends people into pairs or small circles; they come back by themselves. For those who lead.</summary>
/// <remarks>Whoever holds the gavel stays in the room, unless they go too or there are too few without them.</remarks>
/// <param name="Size">2 for pairs, up to 8; where the number of people asks for it a circle has one more.</param>
/// <param name="Seconds">How long it lasts, 60 to 3600.</param>
/// <param name="TakeTurns">Within a circle one speaks after the other, each for the same part of the time.</param>
/// <param name="WithMe">Whoever holds the gavel goes too.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.start-circles")]
public sealed record StartCircles(
    [property: Id(0)] int Size = 2,
    [property: Id(1)] int Seconds = 360,
    [property: Id(2)] bool TakeTurns = true,
    [property: Id(3)] bool WithMe = false) : SessionCommand;

/// <summary>Gives the circles more time. For those who lead.</summary>
/// <param name="Seconds">10 to 1800; an hour in all.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.extend-circles")]
public sealed record ExtendCircles([property: Id(0)] int Seconds = 60) : SessionCommand;

/// <summary>Calls everyone back from the circles. For those who lead.</summary>
/// <param name="Seconds">How long they have to finish, 0 to 300; 0 ends the circles at once.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.end-circles")]
public sealed record EndCircles([property: Id(0)] int Seconds = 0) : SessionCommand;

/// <summary>Everyone goes into pairs or small circles. Each person sees who is in their own; those who lead see all.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.circles-started")]
public sealed record CirclesStarted(
    DateTimeOffset At,
    [property: Id(0), NotTold] ImmutableList<ImmutableList<ParticipantId>> Groups,
    [property: Id(1)] int Size,
    [property: Id(2)] DateTimeOffset EndsAt,
    [property: Id(3)] bool TakeTurns) : SessionEvent(At);

/// <summary>Somebody who came late, or was left alone, joins a circle. For them and those who lead.</summary>
/// <param name="Circle">Its number, from 1.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.circle-joined")]
public sealed record CircleJoined(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] int Circle) : SessionEvent(At);

/// <summary>In some circles it is the next one's time to speak.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.circles-turned")]
public sealed record CirclesTurned(DateTimeOffset At) : SessionEvent(At);

/// <summary>The last minute of all circles (60), or the last seconds of the time of whoever speaks in some of them (15).</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.circles-warned")]
public sealed record CirclesWarned(DateTimeOffset At, [property: Id(0)] int SecondsLeft) : SessionEvent(At);

/// <summary>The circles end later, or sooner, than was said.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.circles-timed")]
public sealed record CirclesTimed(DateTimeOffset At, [property: Id(0)] DateTimeOffset EndsAt) : SessionEvent(At);

/// <summary>Everyone is back in the room.</summary>
/// <param name="Next">Whose turn begins in the same moment.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.circles-ended")]
public sealed record CirclesEnded(DateTimeOffset At, [property: Id(0)] NextTurn? Next = null) : SessionEvent(At);
