using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Grains.Groups;

/// <summary>What others propose to change, once it was approved, and what is told to the listing's history.</summary>
internal sealed partial class GroupGrain : IGroupProposalsGrain
{
    public Task<ProposalFacts?> Listed(MemberId member) =>
        Task.FromResult(Record.Group is { } group && (group.Listed.Visibility == Visibility.Public || group.RoleOf(member) != GroupRole.None)
            ? new ProposalFacts(
                group.Profile.Name,
                group.Listed.Body,
                group.RoleOf(member) == GroupRole.Facilitator,
                group.Roster.FindAll(entry => entry.Role == GroupRole.Facilitator).ConvertAll(entry => entry.Member),
                [.. ListingFields.All.Select(field => new FieldProposal(field, ListingFields.Read(group, field)))])
            : null);

    public Task<Refusal?> Take(ImmutableList<FieldProposal> fields, string by, string request)
    {
        if (Record.Group is not { } group)
        {
            return Task.FromResult<Refusal?>(GroupRefusals.NotFound);
        }

        var outcome = ListingFields.Apply(group, fields, Today);
        return KeepListing(outcome, by, request);
    }

    private string NameOf(Caller caller) => Record.Group?.Entry(caller.Member)?.Name ?? "";

    private async Task TellHistory()
    {
        if (!Record.Changes.IsEmpty)
        {
            var batch = Record.Changes;
            await GrainFactory.GetGrain<IListingHistoryGrain>(Id.Value).Add(batch);
            await Save(Record with { Changes = Record.Changes.RemoveRange(batch) });
        }
    }
}
