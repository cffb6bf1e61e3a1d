using System.Collections.Immutable;
using System.Security.Cryptography;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Importing;

namespace PeerMesh.Api.Importing;

/// <summary>Reads a file here, where its size hurts nobody, and hands its rows to the cluster in parts.</summary>
internal sealed class ImportDesk(IGrainFactory grains, AddressFetch addresses, TimeProvider clock) : IImportDesk
{
    private const string BatchAlphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int BatchLength = 16;

    public async Task<ImportBegun> Begin(Caller caller, ImportWish wish, CancellationToken cancellationToken)
    {
        if (wish.Body is not { } body || await GrainCalls.Twice(() => grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).Find(body), cancellationToken) is null)
        {
            return BodyRefusals.NotFound;
        }

        return await GrainCalls.Twice(() => grains.GetGrain<IOrganizationGrain>(body.Value).Administers(caller.Member), cancellationToken)
            ? await Noted(body, caller, AuditActions.ImportBegun, await Begin(wish, [caller.Member], anywhere: false, cancellationToken))
            : BodyRefusals.AdministratorsOnly;
    }

    /// <summary>The same without asking for rights: for whoever runs the server.</summary>
    public async Task<ImportBegun> Begin(ImportWish wish, ImmutableList<MemberId> administrators, bool anywhere, CancellationToken cancellationToken)
    {
        var bytes = wish.File;
        if (bytes is null)
        {
            var fetched = await addresses.Get(wish.Address ?? "", anywhere, cancellationToken);
            if (fetched.Bytes is null)
            {
                return fetched.Refusal!;
            }

            bytes = fetched.Bytes;
        }

        var source = string.IsNullOrWhiteSpace(wish.Source) ? ImportIds.SourceOf(wish.FileName ?? wish.Address ?? "") : wish.Source.Trim();
        var batch = RandomNumberGenerator.GetString(BatchAlphabet, BatchLength);
        var options = new ImportOptions(source, batch, string.IsNullOrWhiteSpace(wish.Zone) ? null : wish.Zone.Trim(), wish.Body, DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime));
        var reading = ImportReader.Read(bytes.Value, options);
        if (reading.File is not { } file)
        {
            return reading.Refusal!;
        }

        var parts = file.Rows.Chunk(ImportLimits.RowsPerPart).ToList();
        foreach (var (rows, at) in parts.Select((rows, at) => (rows, at)))
        {
            await GrainCalls.Twice(() => grains.GetGrain<IImportPartGrain>($"{batch}.{at}").Load([.. rows]), cancellationToken);
        }

        var order = new ImportOrder(
            source,
            file.Kind,
            wish.Body,
            administrators,
            wish.DryRun,
            wish.KeepsGone,
            parts.Count,
            file.Read,
            [.. file.Problems.Take(ImportLimits.ProblemsMax)],
            file.Problems.Count,
            file.Bodies,
            file.Formats);
        return await GrainCalls.Twice(() => grains.GetGrain<IImportGrain>(batch).Begin(order), cancellationToken) is { } refusal ? refusal : new ImportBegun(batch, null);
    }

    public async Task<Refusal?> Undo(Caller caller, string batch)
    {
        if (RouteIds.Group(batch) is null || await GrainCalls.Twice(() => grains.GetGrain<IImportGrain>(batch).Look()) is not { } view || view.Owner is not { } body)
        {
            return ImportRefusals.NotFound;
        }

        return await GrainCalls.Twice(() => grains.GetGrain<IOrganizationGrain>(body.Value).Administers(caller.Member))
            ? (await Noted(body, caller, AuditActions.ImportUndone, new ImportBegun(batch, await GrainCalls.Twice(() => grains.GetGrain<IImportGrain>(batch).Undo())))).Refusal
            : ImportRefusals.NotFound;
    }

    private async Task<ImportBegun> Noted(BodyId body, Caller caller, string action, ImportBegun begun)
    {
        if (begun is { Batch: { } batch, Refusal: null })
        {
            await GrainCalls.Once(() => grains.GetGrain<IBodyAuditGrain>(body.Value).Note(new AuditNote(caller.Member, action, AuditSubjects.Import(batch))));
        }

        return begun;
    }
}
