using System.Collections.Immutable;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Importing;

/// <summary>Sees to it that one import of a source works at a time, and that the latest is undone first.</summary>
[GrainType("import-source")]
internal sealed class ImportSourceGrain(
    [PersistentState("import-source", StorageNames.Default)] IPersistentState<ImportSourceRecord> stored)
    : RecordGrain<ImportSourceRecord>(stored), IImportSourceGrain
{
    public async Task<Refusal?> Take(string batch, BodyId? owner, bool dryRun)
    {
        if (Record.Busy == batch)
        {
            return null;
        }

        if (Record.Owned && Record.Owner != owner)
        {
            return ImportRefusals.SourceOfOthers;
        }

        if (Record.Busy is not null)
        {
            return ImportRefusals.Busy;
        }

        await Save(Record with { Owned = Record.Owned || !dryRun, Owner = dryRun ? Record.Owner : owner, Busy = batch });
        return null;
    }

    public Task<ImmutableList<GroupId>> Groups() => Task.FromResult(Record.Groups);

    public Task Done(string batch, ImmutableList<GroupId> groups)
    {
        if (Record.Busy != batch)
        {
            return Task.CompletedTask;
        }

        var batches = Record.Batches.Add(batch);
        return Save(Record with { Groups = groups, Batches = batches.Count > ImportLimits.BatchesMax ? batches.RemoveAt(0) : batches, Busy = null });
    }

    public Task Release(string batch) => Record.Busy == batch ? Save(Record with { Busy = null }) : Task.CompletedTask;

    public async Task<Refusal?> TakeBack(string batch)
    {
        if (Record.Busy == batch)
        {
            return null;
        }

        if (Record.Busy is not null)
        {
            return ImportRefusals.Busy;
        }

        if (!Record.Batches.Contains(batch))
        {
            return ImportRefusals.NotDone;
        }

        if (Record.Batches[^1] != batch)
        {
            return ImportRefusals.NotLatest;
        }

        await Save(Record with { Busy = batch });
        return null;
    }

    public Task Undone(string batch, ImmutableList<GroupId> added, ImmutableList<GroupId> gone) =>
        Record.Busy != batch
            ? Task.CompletedTask
            : Save(Record with
            {
                Groups = [.. Record.Groups.Except(added).Union(gone)],
                Batches = Record.Batches.Remove(batch),
                Busy = null,
            });

    public Task<ImmutableList<string>> Batches() => Task.FromResult(Record.Batches);
}
