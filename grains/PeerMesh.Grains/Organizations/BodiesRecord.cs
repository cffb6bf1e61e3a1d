using System.Collections.Immutable;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Auditing;

namespace PeerMesh.Grains.Organizations;

/// <summary>What is stored of the network's bodies.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.bodies")]
internal sealed record BodiesRecord
{
    /// <summary>In the order of founding; at most <see cref="BodyLimits.BodiesMax"/>.</summary>
    [Id(0)]
    public ImmutableList<Body> Bodies { get; init; } = [];

    [Id(1)]
    public long Version { get; init; }

    /// <summary>The highest number that was given by itself.</summary>
    [Id(2)]
    public int LastNumber { get; init; }
}

/// <summary>What is stored of a body besides what everybody may know.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.organization")]
internal sealed record OrganizationRecord : IAudited<OrganizationRecord>
{
    /// <summary>False until somebody founds it, and once it is deleted.</summary>
    [Id(0)]
    public bool Exists { get; init; }

    /// <summary>How to reach those who run it, whether or not everybody may know.</summary>
    [Id(1)]
    public string? Email { get; init; }

    [Id(2)]
    public bool EmailPublic { get; init; }

    /// <summary>Everybody with a right here; at most <see cref="BodyLimits.AdministratorsMax"/>. None for a body that an import made while nobody was named.</summary>
    [Id(3)]
    public ImmutableList<Administrator> Administrators { get; init; } = [];

    /// <summary>What the body sets itself; null until it sets something.</summary>
    [Id(4)]
    public BodySettings? Settings { get; init; }

    /// <summary>What its administrators did, hash by hash. Stays when the body is deleted.</summary>
    [Id(20)]
    public AuditTrail? Audit { get; init; }

    public OrganizationRecord WithAudit(AuditTrail trail) => this with { Audit = trail };
}
