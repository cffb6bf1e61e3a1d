using System.Collections.Immutable;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Directory;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Directory;

/// <summary>What is stored of a listing's past.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.listing-history")]
internal sealed record ListingHistoryRecord
{
    /// <summary>Oldest first; the latest <see cref="ListingHistoryGrain.ChangesMax"/>.</summary>
    [Id(0)]
    public ImmutableList<FieldChange> Changes { get; init; } = [];
}

/// <summary>Keeps what was changed, field by field; apart from the group, which is written far more often.</summary>
[GrainType("listing-history")]
internal sealed class ListingHistoryGrain([PersistentState("listing-history", StorageNames.Default)] IPersistentState<ListingHistoryRecord> stored)
    : RecordGrain<ListingHistoryRecord>(stored), IListingHistoryGrain
{
    /// <summary>Years of a group that changes something every week.</summary>
    public const int ChangesMax = 300;

    public async Task Add(ImmutableList<FieldChange> changes)
    {
        // The group tells again what it got no answer for.
        var added = Record.Changes.AddRange(changes.Except(Record.Changes));
        if (added.Count != Record.Changes.Count)
        {
            await Save(new ListingHistoryRecord { Changes = added.Count > ChangesMax ? added.RemoveRange(0, added.Count - ChangesMax) : added });
        }
    }

    public Task<ImmutableList<FieldChange>> List() => Task.FromResult(Record.Changes.Reverse());

    public async Task ForgetNames(ImmutableList<string> names)
    {
        if (Record.Changes.Exists(change => names.Contains(change.By)))
        {
            await Save(new ListingHistoryRecord { Changes = Record.Changes.ConvertAll(change => names.Contains(change.By) ? change with { By = "" } : change) });
        }
    }
}
