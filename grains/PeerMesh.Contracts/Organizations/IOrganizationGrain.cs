using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Contracts.Organizations;

/// <summary>One body: who runs it and what only they know. What everybody may know of it is kept with the tree. The key is the body id.</summary>
[GrainInterfaceType("pm.organization"), Alias("pm.organization")]
public interface IOrganizationGrain : IGrainWithStringKey
{
    /// <summary>Founds the body; the caller becomes its administrator. A branch is founded by those who administer its parent. The same again changes nothing.</summary>
    [Alias("Found")]
    Task<Refusal?> Found(Caller caller, BodyDraft draft);

    /// <summary>Changes what the body says of itself, and its place in the tree. For administrators, of the new parent too.</summary>
    [NeedsSecondStep]
    [Alias("Change")]
    Task<Refusal?> Change(Caller caller, BodyDraft draft);

    /// <summary>The body as this caller (null: someone not signed in) may see it; null where there is none.</summary>
    [Alias("Look")]
    Task<BodyView?> Look(Caller? caller);

    /// <summary>Whether somebody administers this body, by name or from above.</summary>
    [Alias("Administers")]
    Task<bool> Administers(MemberId member);

    /// <summary>Who administers it. For administrators.</summary>
    [NeedsSecondStep]
    [Alias("Administrators")]
    Task<AdministratorsLook> Administrators(Caller caller);

    /// <summary>Makes somebody an administrator, or takes that from them; the last one stays. For administrators.</summary>
    [NeedsSecondStep]
    [Alias("SetAdministrator")]
    Task<Refusal?> SetAdministrator(Caller caller, MemberId member, bool administers, string name);

    /// <summary>Deletes the body. Refused while it has branches; while it has groups, unless forced with its name.</summary>
    /// <param name="groups">How many groups it has, as the directory knows.</param>
    /// <param name="confirmedName">The body's name, repeated by who forces it; null does not force.</param>
    [NeedsSecondStep]
    [Alias("Delete")]
    Task<Refusal?> Delete(Caller caller, int groups, string? confirmedName);

    /// <summary>Takes a body as an import describes it. For imports; whoever starts one was asked for their rights.</summary>
    /// <param name="administrators">Who administers a body that is new.</param>
    [Alias("Take")]
    Task<Refusal?> Take(Body body, ImmutableList<MemberId> administrators);

    /// <summary>Forgets a body that an import made and nobody changed; one with branches stays. For imports that are undone.</summary>
    [Alias("Withdraw")]
    Task Withdraw();
}

/// <param name="Body">What everybody may know.</param>
/// <param name="Email">For administrators, whether or not it is public; else the public one.</param>
/// <param name="EmailPublic">Whether the body says so.</param>
/// <param name="Administers">Whether the caller administers it, by name or from above.</param>
[GenerateSerializer, Immutable, Alias("pm.organization.view")]
public sealed record BodyView(
    [property: Id(0)] Body Body,
    [property: Id(1)] string? Email,
    [property: Id(2)] bool EmailPublic,
    [property: Id(3)] bool Administers);

[GenerateSerializer, Immutable, Alias("pm.organization.administrators")]
public sealed record AdministratorsLook(
    [property: Id(0)] ImmutableList<Administrator>? Entries,
    [property: Id(1)] Refusal? Refusal);

/// <param name="Name">What the list calls them: a first name or a made-up one.</param>
[GenerateSerializer, Immutable, Alias("pm.organization.administrator")]
public sealed record Administrator(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name);
