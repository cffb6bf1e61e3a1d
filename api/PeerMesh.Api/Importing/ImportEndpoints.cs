using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Importing;

namespace PeerMesh.Api.Importing;

/// <param name="Id">Look it up to see how far it is.</param>
internal sealed record ImportBegunResponse(string Id);

/// <param name="Address">Where to fetch the file from; everybody on the Internet has to be able to reach it.</param>
/// <param name="Source">What to call the source; left out it follows from the address.</param>
/// <param name="Zone">For rows that do not say theirs, as in America/New_York.</param>
/// <param name="DryRun">Only says what would change.</param>
/// <param name="KeepGone">Leaves listings alone that the source no longer has.</param>
internal sealed record ImportAddressRequest(string Address, string? Source = null, string? Zone = null, bool DryRun = false, bool KeepGone = false);

internal static class ImportEndpoints
{
    public static void MapImports(this IEndpointRouteBuilder routes)
    {
        var ofBody = routes.MapGroup("/v1/bodies/{bodyId}/imports").WithTags("Organisations").RequireAuthorization();
        ofBody.MapGet("/", List).WithName("ListImports").Describe("The organisation's imports", "The latest first, at most 50. For its administrators.", [403, 404]);
        ofBody.MapPost("/", BeginFile).WithName("ImportFile").Describe(
            "Import a file",
            "Send the file itself as the body: the JSON of a BMLT server, Meeting Guide JSON, or a CSV table. The query says the rest: `source`, `zone`, `dryRun=true`, `keepGone=true`, `fileName`. For administrators.",
            [403, 404, 409, 429],
            answer: """{"id":"k3v7q2m5x4w6b7n2"}""");
        ofBody.MapPost("/from-address", BeginAddress).WithName("ImportAddress").Accepts<ImportAddressRequest>("application/json").Describe(
            "Import from an address",
            "The same from a web address.",
            [403, 404, 409, 429],
            request: """{"address":"https://bmlt.example.org/main_server/client_interface/json/?switcher=GetSearchResults","dryRun":true}""",
            answer: """{"id":"k3v7q2m5x4w6b7n2"}""");

        var imports = routes.MapGroup("/v1/imports/{importId}").WithTags("Organisations").RequireAuthorization();
        imports.MapGet("/", Look).WithName("GetImport").Describe("How far an import is", "With counts and the rows that could not be read, each with its reason. For administrators of the organisation it is of.", [404]);
        imports.MapGet("/rows", Rows).WithName("GetImportRows").Describe("What became of the rows", "A hundred at a time: `part` counts from 0, and the part after the last is of listings that the source no longer has.", [404]);
        imports.MapPost("/undo", Undo).WithName("UndoImport").Describe("Undo an import", "Each group it touched gets the state it had before, unless somebody changed it since: those are kept, and counted. The latest import of a source is undone first.", [404, 409]);
    }

    private static async Task<Results<Ok<IEnumerable<ImportView>>, ProblemHttpResult>> List(string bodyId, CurrentCaller caller, IGrainFactory grains)
    {
        if (await MayNot(bodyId, caller, grains) is { } refusal)
        {
            return refusal.ToProblem();
        }

        var batches = await GrainCalls.Twice(() => grains.GetGrain<IImportLogGrain>(bodyId).Latest());
        var views = await Task.WhenAll(batches.Select(batch => GrainCalls.Twice(() => grains.GetGrain<IImportGrain>(batch).Look())));
        return TypedResults.Ok(views.OfType<ImportView>().Select(Short));
    }

    private static async Task<Results<Accepted<ImportBegunResponse>, ProblemHttpResult>> BeginFile(
        string bodyId, CurrentCaller caller, HttpContext context, IImportDesk desk, IGrainFactory grains)
    {
        // Asked first: nobody else makes this server read a large file.
        if (await MayNot(bodyId, caller, grains) is { } notAllowed)
        {
            return notAllowed.ToProblem();
        }

        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
        {
            size.MaxRequestBodySize = ImportLimits.FileBytesMax;
        }

        if (context.Request.ContentLength > ImportLimits.FileBytesMax)
        {
            return ImportRefusals.TooLarge.ToProblem(StatusCodes.Status413PayloadTooLarge);
        }

        using var file = new MemoryStream();
        await context.Request.Body.CopyToAsync(file, context.RequestAborted);
        var query = context.Request.Query;
        string? One(string name) => query[name] is [{ Length: > 0 } value] ? value : null;
        return Answer(await desk.Begin(
            caller.Value,
            new ImportWish(new BodyId(bodyId), file.ToArray(), One("fileName") ?? "import", null, One("source"), One("zone"), One("dryRun") == "true", One("keepGone") == "true"),
            context.RequestAborted));
    }

    private static async Task<Results<Accepted<ImportBegunResponse>, ProblemHttpResult>> BeginAddress(
        string bodyId, CurrentCaller caller, HttpRequest request, IImportDesk desk, IGrainFactory grains, CancellationToken stop)
    {
        if (await MayNot(bodyId, caller, grains) is { } notAllowed)
        {
            return notAllowed.ToProblem();
        }

        if ((await JsonBody.Read<ImportAddressRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        return Answer(await desk.Begin(
            caller.Value, new ImportWish(new BodyId(bodyId), null, null, body.Address, body.Source, body.Zone, body.DryRun, body.KeepGone), stop));
    }

    private static async Task<Results<Ok<ImportView>, ProblemHttpResult>> Look(string importId, CurrentCaller caller, IGrainFactory grains)
    {
        var (view, refusal) = await Find(importId, caller, grains);
        return view is not null ? TypedResults.Ok(view) : refusal!.ToProblem();
    }

    private static async Task<Results<Ok<ImmutableList<RowResult>>, ProblemHttpResult>> Rows(string importId, CurrentCaller caller, IGrainFactory grains, int part = 0)
    {
        var (view, refusal) = await Find(importId, caller, grains);
        return view is not null ? TypedResults.Ok(await GrainCalls.Twice(() => grains.GetGrain<IImportGrain>(importId).Rows(part))) : refusal!.ToProblem();
    }

    private static async Task<Results<Accepted<ImportBegunResponse>, ProblemHttpResult>> Undo(string importId, CurrentCaller caller, IImportDesk desk) =>
        await desk.Undo(caller.Value, importId) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Accepted($"/v1/imports/{importId}", new ImportBegunResponse(importId));

    private static async Task<(ImportView? View, Refusal? Refusal)> Find(string importId, CurrentCaller caller, IGrainFactory grains) =>
        RouteIds.Group(importId) is null || await GrainCalls.Twice(() => grains.GetGrain<IImportGrain>(importId).Look()) is not { Owner: { } body } view
            ? (null, ImportRefusals.NotFound)
            // Like one that there is not: whose imports there are is nobody else's business.
            : await MayNot(body.Value, caller, grains) is not null ? (null, ImportRefusals.NotFound) : (view, null);

    private static async Task<Refusal?> MayNot(string bodyId, CurrentCaller caller, IGrainFactory grains) =>
        !BodyRules.IsId(bodyId) ? BodyRefusals.NotFound
        : (await GrainCalls.Twice(() => grains.GetGrain<IOrganizationGrain>(bodyId).Administrators(caller.Value))).Refusal;

    private static ImportView Short(ImportView view) => view with { Problems = [], BodyProblems = [] };

    private static Results<Accepted<ImportBegunResponse>, ProblemHttpResult> Answer(ImportBegun begun) =>
        begun.Batch is { } batch ? TypedResults.Accepted($"/v1/imports/{batch}", new ImportBegunResponse(batch)) : begun.Refusal!.ToProblem();
}
