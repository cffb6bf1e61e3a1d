using PeerMesh.Contracts.Organizations;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Organizations;

/// <summary>What is stored of a body's logo; apart from the body, which is read far more often.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.body-logo")]
internal sealed record BodyLogoRecord
{
    [Id(0)]
    public BodyLogo? Logo { get; init; }
}

[GrainType("body-logo")]
internal sealed class BodyLogoGrain([PersistentState("body-logo", StorageNames.Default)] IPersistentState<BodyLogoRecord> stored)
    : RecordGrain<BodyLogoRecord>(stored), IBodyLogoGrain
{
    public Task<BodyLogo?> Look() => Task.FromResult(Record.Logo);

    public Task Keep(BodyLogo? logo) => logo == Record.Logo ? Task.CompletedTask : Save(new BodyLogoRecord { Logo = logo });
}
