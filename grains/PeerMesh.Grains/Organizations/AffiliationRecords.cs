using System.Collections.Immutable;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Grains.Organizations;

/// <summary>What is stored of an application: the application, and what others have yet to be told of it.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.affiliation")]
internal sealed record AffiliationRecord
{
    /// <summary>Null until somebody asks.</summary>
    [Id(0)]
    public Affiliation? Affiliation { get; init; }

    /// <summary>The stage that group and body were last settled for; null while there is nothing of it to be seen.</summary>
    [Id(1)]
    public AffiliationStage? Settled { get; init; }

    /// <summary>The version of the card that both lists have.</summary>
    [Id(2)]
    public long ListedVersion { get; init; }

    /// <summary>Notices that their readers' grains have not taken yet, oldest first. Bounded by those who decide, times the steps of one failure.</summary>
    [Id(3)]
    public ImmutableList<AddressedNotice> Notices { get; init; } = [];
}

/// <summary>What is stored of a list of applications.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.applications")]
internal sealed record ApplicationsRecord
{
    /// <summary>In the order of asking; at most <see cref="ApplicationsGrain.CardsMax"/>.</summary>
    [Id(0)]
    public ImmutableList<ApplicationCard> Cards { get; init; } = [];
}
