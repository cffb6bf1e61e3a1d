using System.Collections.Immutable;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Groups;

/// <summary>Keeps one card for each group of the network.</summary>
[GrainType("group-list")]
internal sealed class GroupListGrain(
    [PersistentState("group-list", StorageNames.Default)] IPersistentState<GroupListRecord> stored)
    : RecordGrain<GroupListRecord>(stored), IGroupListGrain
{
    public async Task<Refusal?> Put(GroupCard card)
    {
        var known = Record.Cards.Find(held => held.Id == card.Id);
        if (known?.Version >= card.Version)
        {
            return null;
        }

        if (known is null && Record.Cards.Count >= GroupLimits.ListedGroupsMax)
        {
            return GroupRefusals.ListIsFull;
        }

        await Save(Record with { Cards = known is null ? Record.Cards.Add(card) : Record.Cards.Replace(known, card) });
        return null;
    }

    public Task<ImmutableList<GroupCard>> List() => Task.FromResult(Record.Cards.RemoveAll(card => card.Private));
}
