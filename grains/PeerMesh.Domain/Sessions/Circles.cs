using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>People are in pairs or small circles for a while and come back by themselves.</summary>
/// <param name="Groups">The circles, numbered by their place from 1. One that everybody left stays, empty, so that numbers hold.</param>
/// <param name="Size">How many each was meant for; one more where the number of people asked for it.</param>
/// <param name="EndsAt">When everyone is back.</param>
/// <param name="TakeTurns">Within a circle one speaks after the other, each for the same time.</param>
/// <param name="LastMinute">The warning a minute before the end has been given, or there was no time for one.</param>
[GenerateSerializer, Immutable, Alias("pm.session.circles")]
public sealed record Circles(
    [property: Id(0)] ImmutableList<Circle> Groups,
    [property: Id(1)] int Size,
    [property: Id(2)] DateTimeOffset StartedAt,
    [property: Id(3)] DateTimeOffset EndsAt,
    [property: Id(4)] bool TakeTurns,
    [property: Id(5)] bool LastMinute)
{
    /// <summary>Where this person is, from 0; -1 for somebody who stayed in the room.</summary>
    public int IndexOf(ParticipantId who) => Groups.FindIndex(circle => circle.Members.Contains(who));
}

/// <param name="Members">In the order in which they speak.</param>
/// <param name="Speaker">Whose time it is: index into the members.</param>
/// <param name="TurnEndsAt">When the next one's time begins; for the last one, when everyone goes back.</param>
/// <param name="Warned">The speaker's last signal has been given.</param>
[GenerateSerializer, Immutable, Alias("pm.session.circle")]
public sealed record Circle(
    [property: Id(0)] ImmutableList<ParticipantId> Members,
    [property: Id(1)] int Speaker,
    [property: Id(2)] DateTimeOffset TurnEndsAt,
    [property: Id(3)] bool Warned)
{
    [JsonIgnore]
    public bool HasNextTurn => Speaker < Members.Count - 1;
}
