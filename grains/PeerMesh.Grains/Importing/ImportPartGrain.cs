using System.Collections.Immutable;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Importing;

/// <summary>Works on a few rows at once and stores what became of them, so that a crash costs one part at most.</summary>
/// <remarks>
/// The groups are told first and the outcome is stored after. A crash in between is repaired by doing the part again: the
/// groups then say that nothing changed, and what they were before is lost to the undo of those rows alone. To keep even
/// that, the images are stored before anything changes.
/// </remarks>
[GrainType("import-part")]
internal sealed class ImportPartGrain(
    [PersistentState("import-part", StorageNames.Default)] IPersistentState<ImportPartRecord> stored)
    : RecordGrain<ImportPartRecord>(stored), IImportPartGrain
{
    // Groups save one by one; beyond this the database is the narrow place, not the waiting.
    private const int AtOnce = 24;

    public Task Load(ImmutableList<ImportRow> rows) => Save(new ImportPartRecord { Rows = rows });

    public Task LoadGone(ImmutableList<GroupId> groups) => Save(new ImportPartRecord { Gone = groups });

    public async Task<PartOutcome> Preview()
    {
        if (Record.Done.IsEmpty)
        {
            await Save(Record with { Done = await Work(dryRun: true) });
        }

        return Outcome();
    }

    public async Task<PartOutcome> Apply()
    {
        // What each group was goes to disk before any of them changes.
        if (Record.Done.IsEmpty)
        {
            await Save(Record with { Done = await Work(dryRun: true) });
        }

        var after = await Work(dryRun: false);
        await Save(Record with { Done = [.. Record.Done.Zip(after, Merge)] });
        return Outcome();
    }

    public async Task<PartOutcome> Undo()
    {
        if (!Record.Undone)
        {
            var undone = await AtOnceInOrder(Record.Done, UndoRow);
            await Save(Record with { Done = undone, Undone = true });
        }

        return Outcome();
    }

    public Task<ImmutableList<RowResult>> Results() => Task.FromResult(Record.Done.ConvertAll(row => row.Result));

    // The first look says what was before; the second what became of it. After a crash the second look finds its own work.
    private static PartRow Merge(PartRow before, PartRow after) => after.Result.Change switch
    {
        RowChange.Failed => after,
        _ => before with { Print = after.Print },
    };

    private Task<ImmutableList<PartRow>> Work(bool dryRun) =>
        Record.Rows.IsEmpty
            ? AtOnceInOrder(Record.Gone, async group => Row(0, group, await Group(group).Withdraw(dryRun)))
            : AtOnceInOrder(Record.Rows, async row => Row(row.Line, row.Group, await Group(row.Group).TakeRow(row, dryRun)));

    private async Task<PartRow> UndoRow(PartRow row)
    {
        if (row.Result.Change is not (RowChange.Added or RowChange.Changed or RowChange.Gone))
        {
            return row;
        }

        var refusal = await Group(row.Result.Group).Restore(row.Before, row.Print);
        return row with { Result = row.Result with { Change = refusal is null ? RowChange.Restored : RowChange.Kept, Reason = refusal?.Detail } };
    }

    private static PartRow Row(int line, GroupId group, GroupImported came) =>
        new(new RowResult(line, group, came.Name, came.Change, came.Fields, came.Refusal?.Detail), came.Before, came.Print);

    private static async Task<ImmutableList<TOut>> AtOnceInOrder<TIn, TOut>(ImmutableList<TIn> all, Func<TIn, Task<TOut>> work)
    {
        using var places = new SemaphoreSlim(AtOnce);
        var results = await Task.WhenAll(all.Select(async each =>
        {
            await places.WaitAsync();
            try
            {
                return await work(each);
            }
            finally
            {
                places.Release();
            }
        }));
        return [.. results];
    }

    private PartOutcome Outcome()
    {
        int Count(RowChange change) => Record.Done.Count(row => row.Result.Change == change);
        return new PartOutcome(
            new ImportCounts(
                Count(RowChange.Added),
                Count(RowChange.Changed),
                Count(RowChange.Unchanged),
                Count(RowChange.Gone),
                Count(RowChange.Failed),
                Count(RowChange.Restored),
                Count(RowChange.Kept)),
            Record.Done.ConvertAll(row => row.Result.Group),
            Record.Done.FindAll(row => row.Before is null && row.Result.Change is RowChange.Added or RowChange.Restored).ConvertAll(row => row.Result.Group));
    }

    private IGroupImportGrain Group(GroupId group) => GrainFactory.GetGrain<IGroupImportGrain>(group.Value);
}
