using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Contracts.Directory;

/// <summary>Changes that others propose to one group's listing. The key is the group id.</summary>
[GrainInterfaceType("pm.listing-requests"), Alias("pm.listing-requests")]
public interface IListingRequestsGrain : IGrainWithStringKey
{
    /// <summary>Proposes a change. Anybody signed in may; the same request again changes nothing.</summary>
    [Alias("Propose")]
    Task<Refusal?> Propose(Caller caller, string requestId, string byName, string note, ImmutableList<FieldProposal> fields);

    /// <summary>All proposals and the history, for those who decide; their own for anybody else.</summary>
    [Alias("Look")]
    Task<ListingRequestsLook> Look(Caller caller);

    /// <summary>Approves with these fields, which may be other ones than were proposed, or rejects with none.</summary>
    [Alias("Answer")]
    Task<Refusal?> Answer(Caller caller, ListingAnswer answer);
}

/// <param name="Id">The proposal's.</param>
/// <param name="ByName">Who decides, by the name they go by.</param>
/// <param name="Message">Said to who proposed it; asked for with a no.</param>
/// <param name="Fields">What is to be said, where it is approved; null takes them as proposed.</param>
[GenerateSerializer, Immutable, Alias("pm.listing-requests.answer")]
public sealed record ListingAnswer(
    [property: Id(0)] string Id,
    [property: Id(1)] bool Approve,
    [property: Id(2)] string ByName,
    [property: Id(3)] string Message = "",
    [property: Id(4)] ImmutableList<FieldProposal>? Fields = null);

/// <param name="Reviews">Whether the caller decides.</param>
/// <param name="Requests">The newest first.</param>
/// <param name="History">The newest first; for those who decide.</param>
[GenerateSerializer, Immutable, Alias("pm.listing-requests.look")]
public sealed record ListingRequestsLook(
    [property: Id(0)] bool Reviews,
    [property: Id(1)] ImmutableList<ListingRequest> Requests,
    [property: Id(2)] ImmutableList<FieldChange> History);

/// <summary>What was changed in one group's listing, field by field. The key is the group id.</summary>
[GrainInterfaceType("pm.listing-history"), Alias("pm.listing-history")]
public interface IListingHistoryGrain : IGrainWithStringKey
{
    /// <summary>Takes changes; those it holds already are passed over. For the group's own grain.</summary>
    [Alias("Add")]
    Task Add(ImmutableList<FieldChange> changes);

    /// <summary>The newest first.</summary>
    [Alias("List")]
    Task<ImmutableList<FieldChange>> List();

    /// <summary>Changes by these names are nobody's from now on: the account is deleted. For the group's own grain.</summary>
    [Alias("ForgetNames")]
    Task ForgetNames(ImmutableList<string> names);
}

/// <summary>The group's side of proposals. The key is the group id.</summary>
[GrainInterfaceType("pm.group-proposals"), Alias("pm.group-proposals")]
public interface IGroupProposalsGrain : IGrainWithStringKey
{
    /// <summary>What there is to know for a proposal; null where there is no group that this person may know of.</summary>
    [Alias("Listed")]
    Task<ProposalFacts?> Listed(MemberId member);

    /// <summary>Takes an approved change, held to the rules of every change. For the grain of the proposals, which asked for rights.</summary>
    [Alias("Take")]
    Task<Refusal?> Take(ImmutableList<FieldProposal> fields, string by, string request);
}

/// <param name="Name">What the group is called.</param>
/// <param name="Body">The organisation it belongs to.</param>
/// <param name="Leads">Whether this person facilitates it.</param>
/// <param name="Leaders">Who facilitates it.</param>
/// <param name="Fields">What it says now.</param>
[GenerateSerializer, Immutable, Alias("pm.group-proposals.facts")]
public sealed record ProposalFacts(
    [property: Id(0)] string Name,
    [property: Id(1)] BodyId? Body,
    [property: Id(2)] bool Leads,
    [property: Id(3)] ImmutableList<MemberId> Leaders,
    [property: Id(4)] ImmutableList<FieldProposal> Fields);
