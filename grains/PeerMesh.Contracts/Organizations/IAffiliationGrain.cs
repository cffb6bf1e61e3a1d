using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Contracts.Organizations;

/// <summary>One application to belong to a body, and what became of it. The key is its id.</summary>
[GrainInterfaceType("pm.affiliation"), Alias("pm.affiliation")]
public interface IAffiliationGrain : IGrainWithStringKey
{
    /// <summary>Asks. The same again by the same person changes nothing.</summary>
    /// <param name="body">The body that is asked.</param>
    [Alias("Apply")]
    Task<Refusal?> Apply(Caller caller, BodyId body, AffiliationDraft draft);

    /// <summary>For who asked and for those who decide; anybody else hears what they hear of an application that does not exist.</summary>
    [Alias("Look")]
    Task<AffiliationLook> Look(Caller caller);

    /// <summary>Takes a step. When this answers, the listing shows it.</summary>
    [Alias("Move")]
    Task<Refusal?> Move(Caller caller, AffiliationMove move);

    /// <summary>Marks a paper as received or missing.</summary>
    /// <param name="reviewer">The name of who looked at it.</param>
    [Alias("SetPaper")]
    Task<Refusal?> SetPaper(Caller caller, string name, bool received, string reviewer);
}

/// <param name="Affiliation">Null with a refusal.</param>
/// <param name="Reviews">Whether the caller decides on it.</param>
/// <param name="IsMine">Whether the caller asked.</param>
[GenerateSerializer, Immutable, Alias("pm.affiliation.look")]
public sealed record AffiliationLook(
    [property: Id(0)] Affiliation? Affiliation,
    [property: Id(1)] bool Reviews,
    [property: Id(2)] bool IsMine,
    [property: Id(3)] Refusal? Refusal);

/// <summary>A list of applications: those to one body, or those of one person. The key says which, see <see cref="Applications"/>.</summary>
[GrainInterfaceType("pm.applications"), Alias("pm.applications")]
public interface IApplicationsGrain : IGrainWithStringKey
{
    /// <summary>Takes an application's newest state; false where a new one finds no room.</summary>
    /// <param name="openMax">How many may be under way here at a time.</param>
    [Alias("Put")]
    Task<bool> Put(ApplicationCard card, int openMax);

    /// <summary>The newest change first.</summary>
    [Alias("List")]
    Task<ImmutableList<ApplicationCard>> List();
}

/// <summary>One line of a list of applications.</summary>
/// <param name="Version">An older one never replaces a newer one.</param>
[GenerateSerializer, Immutable, Alias("pm.applications.card")]
public sealed record ApplicationCard(
    [property: Id(0)] string Id,
    [property: Id(1)] BodyId With,
    [property: Id(2)] string Name,
    [property: Id(3)] ApplicantKind Kind,
    [property: Id(4)] AffiliationStage Stage,
    [property: Id(5)] DateTimeOffset ChangedAt,
    [property: Id(6)] DateOnly? RenewalOn,
    [property: Id(7)] long Version);

public static class Applications
{
    /// <summary>Open applications of one person: a few chapters of somebody who starts them for a living.</summary>
    public const int OfPersonMax = 5;

    /// <summary>Open applications to one body, and chapters that belong to it: the largest network has about 600 affiliates.</summary>
    public const int ToBodyMax = 1000;

    public static IApplicationsGrain ApplicationsTo(this IGrainFactory grains, BodyId body) => grains.GetGrain<IApplicationsGrain>("to/" + body.Value);

    public static IApplicationsGrain ApplicationsOf(this IGrainFactory grains, MemberId member) => grains.GetGrain<IApplicationsGrain>("of/" + member.Value);
}

/// <summary>The group's side of an affiliation. The key is the group id.</summary>
[GrainInterfaceType("pm.group-affiliation"), Alias("pm.group-affiliation")]
public interface IGroupAffiliationGrain : IGrainWithStringKey
{
    /// <summary>How the group stands with a body from now on. For the grain of the affiliation, which asked for rights.</summary>
    [Alias("SetAffiliation")]
    Task SetAffiliation(GroupSettling settling);

    /// <summary>What the group says of the body it belongs to.</summary>
    [Alias("Belongs")]
    Task<GroupBelonging?> Belongs(MemberId member);
}

/// <param name="Body">The body whose name the group has from now on; null is none.</param>
/// <param name="Visibility">Whether it is found; null leaves that as it is.</param>
[GenerateSerializer, Immutable, Alias("pm.group-affiliation.settling")]
public sealed record GroupSettling(
    [property: Id(0)] BodyId? Body,
    [property: Id(1)] AffiliationMark? Mark,
    [property: Id(2)] Visibility? Visibility);

/// <param name="Leads">Whether this person facilitates it.</param>
/// <param name="IsTaken">Whether it belongs to a body or asks one.</param>
[GenerateSerializer, Immutable, Alias("pm.group-affiliation.belonging")]
public sealed record GroupBelonging(
    [property: Id(0)] string Name,
    [property: Id(1)] bool Leads,
    [property: Id(2)] bool IsTaken);
