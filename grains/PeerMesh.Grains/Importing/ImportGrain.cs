using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Importing;

/// <summary>Takes one step of an import at a time, stores how far it is, and takes the next. A reminder wakes it after a crash.</summary>
[GrainType("import")]
internal sealed partial class ImportGrain(
    [PersistentState("import", StorageNames.Default)] IPersistentState<ImportRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    GrainInstruments instruments,
    SiloStop stop,
    ILogger<ImportGrain> log) : RecordGrain<ImportRecord>(stored), IImportGrain, IRemindable
{
    private const string ReminderName = "go-on";

    /// <summary>As often as reminders may come.</summary>
    private static readonly TimeSpan ReminderEvery = TimeSpan.FromMinutes(1);

    /// <summary>Long enough not to press a database that is just coming back.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private IGrainTimer? _timer;

    private string Batch => this.GetPrimaryKeyString();

    private bool IsAtWork => Record.Order is not null && Record.Stage is ImportStage.Running or ImportStage.Undoing;

    private IImportSourceGrain Source => GrainFactory.GetGrain<IImportSourceGrain>(Record.Order!.Source);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (IsAtWork)
        {
            Continue(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        instruments.Outbox.Forget(GrainContext.GrainId, OutboxAges.Import);
        return Task.CompletedTask;
    }

    public async Task<Refusal?> Begin(ImportOrder order)
    {
        if (Record.Order is { } known)
        {
            return known.Source == order.Source && known.Parts == order.Parts && known.DryRun == order.DryRun ? null : ImportRefusals.AlreadyBegun;
        }

        if (await GrainFactory.GetGrain<IImportSourceGrain>(order.Source).Take(Batch, order.Owner, order.DryRun) is { } refusal)
        {
            return refusal;
        }

        await Save(new ImportRecord { Order = order, BegunAt = clock.GetUtcNow() });
        await GrainFactory.GetGrain<IImportLogGrain>(order.Owner?.Value ?? IImportLogGrain.Operator).Add(Batch);
        await this.RegisterOrUpdateReminder(ReminderName, ReminderEvery, ReminderEvery);
        Continue(TimeSpan.Zero);
        return null;
    }

    public Task<ImportView?> Look()
    {
        if (Record.Order is not { } order)
        {
            return Task.FromResult<ImportView?>(null);
        }

        var counts = Record.Counts;
        return Task.FromResult<ImportView?>(new ImportView(
            Batch,
            order.Source,
            order.Kind,
            order.Owner,
            order.DryRun,
            Record.Stage,
            counts.Added + counts.Changed + counts.Unchanged + counts.Failed + counts.Gone + counts.Restored + counts.Kept,
            order.Read - order.ProblemCount,
            order.Read,
            counts,
            order.Problems,
            order.ProblemCount,
            order.Parts,
            Record.BodiesMade.Count,
            Record.BodyProblems,
            Record.BegunAt,
            Record.EndedAt));
    }

    public Task<ImmutableList<RowResult>> Rows(int part) =>
        Record.Order is { } order && part >= 0 && part <= order.Parts ? Part(part).Results() : Task.FromResult(ImmutableList<RowResult>.Empty);

    public async Task<Refusal?> Undo()
    {
        if (Record.Order is null)
        {
            return ImportRefusals.NotFound;
        }

        if (Record.Stage == ImportStage.Undoing)
        {
            return null;
        }

        if (Record.Stage == ImportStage.Undone)
        {
            return ImportRefusals.AlreadyUndone;
        }

        if (Record.Stage != ImportStage.Done)
        {
            return ImportRefusals.Busy;
        }

        if (Record.Order.DryRun)
        {
            return ImportRefusals.NotDone;
        }

        if (await Source.TakeBack(Batch) is { } refusal)
        {
            return refusal;
        }

        await Save(Record with { Stage = ImportStage.Undoing, Next = Record.Order.Parts, Counts = ImportCounts.None });
        await this.RegisterOrUpdateReminder(ReminderName, ReminderEvery, ReminderEvery);
        Continue(TimeSpan.Zero);
        return null;
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (IsAtWork)
        {
            Continue(TimeSpan.Zero);
        }
        else if (await this.GetReminder(ReminderName) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }

    private void Continue(TimeSpan wait)
    {
        this.SetAlarm(ref _timer, Step, wait);
        instruments.Outbox.Report(GrainContext.GrainId, OutboxAges.Import, IsAtWork);
    }

    private async Task Step()
    {
        if (!IsAtWork)
        {
            return;
        }

        try
        {
            await (Record.Stage == ImportStage.Undoing ? UndoStep() : RunStep());
        }
        catch (Exception) when (stop.IsUnderWay)
        {
            return;
        }
        catch (Exception failure)
        {
            LogWillTryAgain(failure.GetType().Name, Batch);
            Continue(RetryAfter);
            return;
        }

        instruments.Outbox.Went(GrainContext.GrainId, OutboxAges.Import, more: IsAtWork);
        if (IsAtWork)
        {
            Continue(TimeSpan.Zero);
        }
    }

    private async Task RunStep()
    {
        var order = Record.Order!;
        if (!Record.BodiesTaken)
        {
            await TakeBodies(order);
        }
        else if (Record.Next < order.Parts)
        {
            var outcome = await (order.DryRun ? Part(Record.Next).Preview() : Part(Record.Next).Apply());
            await Save(Record with { Next = Record.Next + 1, Counts = Record.Counts + outcome.Counts });
        }
        else if (!Record.GoneLoaded)
        {
            await LoadGone(order);
        }
        else
        {
            await Finish(order);
        }
    }

    private async Task TakeBodies(ImportOrder order)
    {
        var bodies = GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key);
        var made = ImmutableList.CreateBuilder<BodyId>();
        var problems = ImmutableList.CreateBuilder<RowProblem>();
        foreach (var (body, at) in order.Bodies.Select((body, at) => (body, at)))
        {
            var known = await bodies.Find(body.Id);
            if (known is null)
            {
                made.Add(body.Id);
            }

            // What people here added to a body stays.
            var next = known is null ? body : body with { Parent = known.Parent, Email = known.Email, Holidays = known.Holidays, Affiliation = known.Affiliation, ClosedOn = known.ClosedOn };
            if (!order.DryRun && await GrainFactory.GetGrain<IOrganizationGrain>(body.Id.Value).Take(next, order.Administrators) is { } refusal)
            {
                problems.Add(new RowProblem(at + 1, body.Name, refusal.Detail));
            }
        }

        if (!order.DryRun && !order.Formats.IsEmpty)
        {
            await GrainFactory.GetGrain<IFormatsGrain>(IFormatsGrain.Key).Take(order.Source, order.Formats);
        }

        // A crash on the way finds bodies that are no longer new; what was made before it is then left standing by an undo.
        await Save(Record with { BodiesTaken = true, BodiesMade = made.ToImmutable(), BodyProblems = problems.ToImmutable() });
    }

    private async Task LoadGone(ImportOrder order)
    {
        var gone = order.KeepsGone ? [] : (await Source.Groups()).RemoveRange(await Groups(order));
        await Part(order.Parts).LoadGone(gone);
        await Save(Record with { GoneLoaded = true });
    }

    private async Task Finish(ImportOrder order)
    {
        var gone = await (order.DryRun ? Part(order.Parts).Preview() : Part(order.Parts).Apply());
        if (order.DryRun)
        {
            await Source.Release(Batch);
        }
        else
        {
            var kept = order.KeepsGone ? await Source.Groups() : [];
            await Source.Done(Batch, [.. kept.Union(await Groups(order))]);
        }

        await Save(Record with { Stage = ImportStage.Done, Counts = Record.Counts + gone.Counts, EndedAt = clock.GetUtcNow() });
    }

    private async Task UndoStep()
    {
        var order = Record.Order!;
        if (Record.Next >= 0)
        {
            var outcome = await Part(Record.Next).Undo();
            await Save(Record with
            {
                Next = Record.Next - 1,
                Counts = Record.Counts + ImportCounts.None with { Restored = outcome.Counts.Restored, Kept = outcome.Counts.Kept, Unchanged = outcome.Counts.Unchanged },
            });
            return;
        }

        var bodies = GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key);
        foreach (var body in Record.BodiesMade.Reverse())
        {
            // One that has branches or groups of others by now stays.
            if (Record.Counts.Kept == 0 && await bodies.Find(body) is { Version: 1 })
            {
                await GrainFactory.GetGrain<IOrganizationGrain>(body.Value).Withdraw();
            }
        }

        var added = new List<GroupId>();
        for (var part = 0; part < order.Parts; part++)
        {
            added.AddRange((await Part(part).Undo()).Added);
        }

        await Source.Undone(Batch, [.. added], (await Part(order.Parts).Undo()).Groups);
        await Save(Record with { Stage = ImportStage.Undone, EndedAt = clock.GetUtcNow() });
    }

    /// <summary>All groups of the file.</summary>
    private async Task<ImmutableList<GroupId>> Groups(ImportOrder order)
    {
        var groups = ImmutableList.CreateBuilder<GroupId>();
        for (var part = 0; part < order.Parts; part++)
        {
            groups.AddRange((await Part(part).Preview()).Groups);
        }

        return groups.ToImmutable();
    }

    private IImportPartGrain Part(int number) => GrainFactory.GetGrain<IImportPartGrain>($"{Batch}.{number}");

    [LoggerMessage(Level = LogLevel.Warning, Message = "The import {Batch} could not go on and will try again: {Failure}")]
    private partial void LogWillTryAgain(string failure, string batch);
}
