namespace PeerMesh.Domain.Sessions;

/// <summary>The floor rests: share clocks stand still, and nobody new is given the floor.</summary>
/// <param name="Silence">A moment of silence.</param>
/// <param name="Suspension">Everything is suspended.</param>
[GenerateSerializer, Immutable, Alias("pm.session.pause")]
public sealed record Pause(
    [property: Id(0)] Silence? Silence,
    [property: Id(1)] Suspension? Suspension);

/// <param name="Until">It ends by itself then.</param>
[GenerateSerializer, Immutable, Alias("pm.session.silence")]
public sealed record Silence(
    [property: Id(0)] DateTimeOffset Since,
    [property: Id(1)] DateTimeOffset Until);

[GenerateSerializer, Immutable, Alias("pm.session.suspension")]
public sealed record Suspension([property: Id(0)] DateTimeOffset Since);
