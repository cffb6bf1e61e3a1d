using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Organizations;

/// <summary>What everybody may read of how a group or a body stands with the body it asked to belong to.</summary>
/// <param name="With">The body it asked.</param>
/// <param name="Sponsor">With whose help it forms; null where nobody was named.</param>
[GenerateSerializer, Immutable, Alias("pm.affiliation.mark")]
public sealed record AffiliationMark(
    [property: Id(0)] BodyId With,
    [property: Id(1)] AffiliationStage Stage,
    [property: Id(2)] string? Sponsor = null);
