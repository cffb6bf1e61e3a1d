using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Contracts.Organizations;

/// <summary>The network's bodies: what everybody may know of them, and the tree they form. There is one; its key is <see cref="Key"/>.</summary>
[GrainInterfaceType("pm.bodies"), Alias("pm.bodies")]
public interface IBodiesGrain : IGrainWithStringKey
{
    const string Key = "network";

    /// <summary>All bodies, or null where nothing changed after the version the caller holds.</summary>
    [Alias("List")]
    Task<BodyList?> List(long known);

    [Alias("Find")]
    Task<Body?> Find(BodyId id);

    /// <summary>Takes a new body or a known one's next state unless the tree would break. For the bodies' own grains.</summary>
    /// <param name="body">A new one has the number 0, or the one it would like, and gets its own.</param>
    [Alias("Put")]
    Task<Refusal?> Put(Body body);

    /// <summary>Forgets a body that has no branches. For its own grain.</summary>
    [Alias("Remove")]
    Task<Refusal?> Remove(BodyId id);

    /// <summary>A body and those above it, itself first.</summary>
    [Alias("Above")]
    Task<ImmutableList<BodyId>> Above(BodyId id);

    /// <summary>Whether a body has branches that are not closed.</summary>
    [Alias("HasOpenBranches")]
    Task<bool> HasOpenBranches(BodyId id);
}

/// <param name="Version">Grows with each change of any body.</param>
[GenerateSerializer, Immutable, Alias("pm.bodies.list")]
public sealed record BodyList(
    [property: Id(0)] ImmutableList<Body> Bodies,
    [property: Id(1)] long Version);
