namespace PeerMesh.Domain.Organizations;

/// <summary>A day on which the groups of a body usually do not meet.</summary>
/// <param name="Name">What people call the day.</param>
[GenerateSerializer, Immutable, Alias("pm.body.holiday")]
public sealed record Holiday(
    [property: Id(0)] DateOnly Date,
    [property: Id(1)] string Name);
