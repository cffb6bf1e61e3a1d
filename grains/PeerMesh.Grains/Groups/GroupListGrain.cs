using System.Collections.Immutable;
using Orleans.Concurrency;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Groups;

/// <summary>Keeps one card for each group of the network.</summary>
/// <remarks>
/// At the full hour hundreds of meetings open at once, and each changes its group's card. The list is written whole, so what comes while a write is under way goes
/// into the next one together. Only what is stored is acknowledged and shown.
/// </remarks>
[GrainType("group-list"), Reentrant]
internal sealed class GroupListGrain(
    [PersistentState("group-list", StorageNames.Default)] IPersistentState<GroupListRecord> stored)
    : RecordGrain<GroupListRecord>(stored), IGroupListGrain
{
    private ImmutableList<GroupCard> _stored = [];
    private ImmutableList<GroupCard> _newest = [];
    private Task _writing = Task.CompletedTask;
    private Task? _waiting;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _stored = _newest = Record.Cards;
        return Task.CompletedTask;
    }

    public async Task<Refusal?> Put(GroupCard card)
    {
        var known = _newest.Find(held => held.Id == card.Id);
        if (known is null && _newest.Count >= GroupLimits.ListedGroupsMax)
        {
            return GroupRefusals.ListIsFull;
        }

        if (known is null || known.Version < card.Version)
        {
            _newest = known is null ? _newest.Add(card) : _newest.Replace(known, card);
        }

        if (!_stored.Exists(held => held.Id == card.Id && held.Version >= card.Version))
        {
            await (_waiting ??= WriteAfter(_writing));
        }

        return null;
    }

    public Task<ImmutableList<GroupCard>> List() => Task.FromResult(_stored.RemoveAll(card => card.Private));

    private async Task WriteAfter(Task before)
    {
        // Not before it is known as the one that waits.
        await Task.Yield();
        await before.ConfigureAwait(ConfigureAwaitOptions.ContinueOnCapturedContext | ConfigureAwaitOptions.SuppressThrowing);
        (_writing, _waiting) = (_waiting!, null);
        var cards = _newest;
        await Save(Record with { Cards = cards });
        _stored = cards;
    }
}
