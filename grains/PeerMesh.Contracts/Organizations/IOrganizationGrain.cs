using System.Collections.Immutable;
using System.Text.Json.Serialization;
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

    /// <summary>What somebody may do here: by this body's own list and by those above it. The rules say what that is good for, see <see cref="BodyRightsRules"/>.</summary>
    [Alias("RightsOf")]
    Task<BodyRights> RightsOf(MemberId member);

    /// <summary>Gives somebody these rights in the place of those before; none takes them off the list. The last administrator stays. For administrators.</summary>
    [Alias("SetRights")]
    Task<Refusal?> SetRights(Caller caller, MemberId member, BodyRights rights, string name);

    /// <summary>Closes the body, or opens it again. Refused while it has open branches; while it has groups, unless forced with its name. For administrators.</summary>
    [Alias("Close")]
    Task<Refusal?> Close(Caller caller, bool closed, int groups, string? confirmedName);

    /// <summary>What holds here, and which body says so. Empty where there is no such body.</summary>
    [Alias("Settings")]
    Task<EffectiveSettings> Settings();

    /// <summary>Takes these settings in the place of the body's own before; what is null comes from above. The logo stays as it is. For editors.</summary>
    [Alias("ChangeSettings")]
    Task<Refusal?> ChangeSettings(Caller caller, BodySettings settings);

    /// <summary>Takes a picture as the logo; null takes it away. What it is is told by its bytes. For editors.</summary>
    [Alias("SetLogo")]
    Task<Refusal?> SetLogo(Caller caller, BodyLogo? logo);

    /// <summary>Those who decide who belongs here: the administrators on this list, else on the nearest one above.</summary>
    [Alias("Deciders")]
    Task<ImmutableList<MemberId>> Deciders();

    /// <summary>Makes or places a body as its affiliation says. For the grain of the affiliation, which asked for rights.</summary>
    [Alias("Settle")]
    Task<Refusal?> Settle(BodySettling settling);
}

/// <summary>How a body is to be.</summary>
/// <param name="Name">Of a body that is new.</param>
/// <param name="Administrator">Who administers a body that is new.</param>
/// <param name="AdministratorName">What the list calls them.</param>
/// <param name="Parent">The body it is a branch of; null stands on its own.</param>
/// <param name="Mark">What everybody may read of how it stands.</param>
[GenerateSerializer, Immutable, Alias("pm.organization.settling")]
public sealed record BodySettling(
    [property: Id(0)] string Name,
    [property: Id(1)] string Description,
    [property: Id(2)] MemberId Administrator,
    [property: Id(3)] string AdministratorName,
    [property: Id(4)] BodyId? Parent,
    [property: Id(5)] AffiliationMark? Mark);

/// <summary>A body's logo. The key is the body id.</summary>
[GrainInterfaceType("pm.body-logo"), Alias("pm.body-logo")]
public interface IBodyLogoGrain : IGrainWithStringKey
{
    /// <summary>The picture; null where there is none.</summary>
    [Alias("Look")]
    Task<BodyLogo?> Look();

    /// <summary>Takes a picture; null takes it away. For the body's own grain.</summary>
    [Alias("Keep")]
    Task Keep(BodyLogo? logo);
}

/// <param name="Type">Its media type.</param>
/// <param name="Base64">The picture itself.</param>
[GenerateSerializer, Immutable, Alias("pm.body-logo.picture")]
public sealed record BodyLogo(
    [property: Id(0)] string Type,
    [property: Id(1)] string Base64);

/// <param name="Body">What everybody may know.</param>
/// <param name="Email">For those with a right here, whether or not it is public; else the public one.</param>
/// <param name="EmailPublic">Whether the body says so.</param>
/// <param name="Administers">Whether the caller administers it, by name or from above.</param>
/// <param name="Rights">All that the caller may do, by name or from above.</param>
[GenerateSerializer, Immutable, Alias("pm.organization.view")]
public sealed record BodyView(
    [property: Id(0)] Body Body,
    [property: Id(1)] string? Email,
    [property: Id(2)] bool EmailPublic,
    [property: Id(3)] bool Administers,
    [property: Id(4), JsonIgnore] BodyRights Rights = BodyRights.None)
{
    /// <summary>All that the caller may do here, by name or from above.</summary>
    public ImmutableList<BodyRights> MyRights => BodyRightsRules.Each(Rights);
}

[GenerateSerializer, Immutable, Alias("pm.organization.administrators")]
public sealed record AdministratorsLook(
    [property: Id(0)] ImmutableList<Administrator>? Entries,
    [property: Id(1)] Refusal? Refusal);

/// <summary>Somebody on a body's list.</summary>
/// <param name="Name">What the list calls them: a first name or a made-up one.</param>
/// <param name="Rights">What they were given; nothing is what an earlier release wrote, which knew administrators alone, see <see cref="Held"/>.</param>
[GenerateSerializer, Immutable, Alias("pm.organization.administrator")]
public sealed record Administrator(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name,
    [property: Id(2)] BodyRights Rights = BodyRights.None)
{
    /// <summary>What they may do.</summary>
    [JsonIgnore]
    public BodyRights Held => Rights == BodyRights.None ? BodyRights.Administrator : Rights;
}
