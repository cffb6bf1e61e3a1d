using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>One fact with its version and the command that brought it about; none where time did.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.stored-event")]
internal sealed record StoredEvent(
    [property: Id(0)] long Version,
    [property: Id(1)] string? CommandId,
    [property: Id(2)] SessionEvent Event);
