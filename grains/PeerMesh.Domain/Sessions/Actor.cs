using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Sessions;

/// <summary>Who puts a command: the account, and what the group's roster says of it.</summary>
/// <param name="Role">The role in the group; only used when the person comes in for the first time.</param>
/// <param name="PowersRest">Whether the account leads nothing until it has shown a second step.</param>
/// <param name="MayEnter">Whether the group lets this person in at all.</param>
[GenerateSerializer, Immutable, Alias("pm.session.actor")]
public sealed record Actor(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] GroupRole Role,
    [property: Id(2)] bool MayEnter = true,
    [property: Id(3)] bool Simulated = false,
    [property: Id(4)] bool PowersRest = false);

/// <summary>When, and a number drawn by chance for rules that shuffle.</summary>
public readonly record struct Moment(DateTimeOffset Now, int Chance = 0);
