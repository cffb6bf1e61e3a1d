using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Feeds;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Api.Bodies;

/// <summary>What holds on a body.</summary>
/// <param name="Values">What is in force, wherever it comes from.</param>
/// <param name="From">For each setting that has a value, the body that says it.</param>
internal sealed record BodySettingsResponse(BodySettings Values, ImmutableList<SettingFromResponse> From);

/// <param name="Own">Whether the body says it itself.</param>
internal sealed record SettingFromResponse(BodySetting Setting, BodyId Body, string? Name, bool Own);

/// <summary>A body's settings in the place of those before; what is left out comes from above.</summary>
internal sealed record BodySettingsRequest(
    ImmutableList<string>? Guidelines = null,
    string? CrisisCard = null,
    int? ShareSeconds = null,
    ProofPolicy? Proof = null,
    string? Language = null,
    int? RetentionDays = null,
    string? PhoneNumber = null,
    string? Colour = null,
    string? Accent = null)
{
    public BodySettings ToSettings() => new(Guidelines, CrisisCard, ShareSeconds, Proof, Language, RetentionDays, PhoneNumber, Logo: null, Colour, Accent);
}

/// <param name="Base64">A PNG, JPEG or WebP picture of at most 40 kilobytes, so that the whole request stays within 64.</param>
internal sealed record LogoRequest(string Base64);

/// <param name="Closed">False opens it again.</param>
/// <param name="ConfirmedName">The organisation's name, to close it although it has groups.</param>
internal sealed record CloseBodyRequest(bool Closed = true, string? ConfirmedName = null);

internal static class BodySettingsEndpoints
{
    public static void MapBodySettings(this IEndpointRouteBuilder routes)
    {
        var bodies = routes.MapGroup("/v1/bodies/{bodyId}").WithTags("Organisations");
        bodies.MapGet("/settings", Look).AsPublic().WithName("GetBodySettings").Describe(
            "What an organisation sets, and where it comes from",
            "The nearest organisation that says something wins: the body itself, else the one above it, and so on. Groups that say nothing themselves follow within half a minute, at once when they come to belong or cease to. Needs no sign-in.",
            [404],
            answer: """{"values":{"shareSeconds":180,"crisisCard":"Call 988."},"from":[{"setting":"shareSeconds","body":"bay","name":"Bay Chapter","own":true},{"setting":"crisisCard","body":"state","name":"State coalition","own":false}]}""");
        bodies.MapPut("/settings", Change).WithName("ChangeBodySettings").Accepts<BodySettingsRequest>("application/json").RequireAuthorization().Describe(
            "Set or clear an organisation's own settings",
            "Replaces what the body itself says; what is left out comes from above. For editors and administrators.",
            [403, 404],
            request: """{"shareSeconds":180,"guidelines":["What is said here stays here."],"proof":"never","language":"es"}""");
        bodies.MapPut("/logo", SetLogo).WithName("SetBodyLogo").Accepts<LogoRequest>("application/json").RequireAuthorization().Describe(
            "Set the logo", "What kind of picture it is is told by its bytes. For editors and administrators.", [403, 404], request: """{"base64":"iVBORw0KGgo="}""");
        bodies.MapDelete("/logo", RemoveLogo).WithName("RemoveBodyLogo").RequireAuthorization().Describe("Take the logo away", "What is above shows again. For editors and administrators.", [403, 404]);
        bodies.MapPost("/close", Close).WithName("CloseBody").Accepts<CloseBodyRequest>("application/json").RequireAuthorization().Describe(
            "Close an organisation, or open it again",
            "A closed organisation is on no list, takes no branches and applications, and its name stands on no group; what it holds is kept. Refused while it has open branches; while it has groups, unless `confirmedName` says its exact name. For administrators.",
            [403, 404, 409],
            request: """{"closed":true,"confirmedName":"Bay Chapter"}""");

        // For browsers: a picture and colours of pages, no part of what programs ask for.
        routes.MapGet("/bodies/{bodyId}/logo", Logo).AsPublic().ExcludeFromDescription();
        routes.MapGet("/bodies/{bodyId}/colours.css", Colours).AsPublic().ExcludeFromDescription();
    }

    private static async Task<Results<Ok<BodySettingsResponse>, ProblemHttpResult>> Look(string bodyId, NetworkBodies bodies, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId) || bodies.Find(new BodyId(bodyId)) is null)
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        var settings = await GrainCalls.Twice(() => Grain(grains, bodyId).Settings());
        return TypedResults.Ok(new BodySettingsResponse(
            settings.Values,
            [.. settings.Origins.OrderBy(origin => origin.Setting)
                .Select(origin => new SettingFromResponse(origin.Setting, origin.From, bodies.Find(origin.From)?.Name, origin.From.Value == bodyId))]));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(string bodyId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<BodySettingsRequest>(request)).Failed(out var problem, out var wanted))
        {
            return problem;
        }

        return Done(await GrainCalls.Twice(() => Grain(grains, bodyId).ChangeSettings(caller.Value, wanted.ToSettings())));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetLogo(string bodyId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<LogoRequest>(request)).Failed(out var problem, out var wanted))
        {
            return problem;
        }

        return Done(await GrainCalls.Twice(() => Grain(grains, bodyId).SetLogo(caller.Value, new BodyLogo("", wanted.Base64))));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> RemoveLogo(string bodyId, CurrentCaller caller, IGrainFactory grains) =>
        BodyRules.IsId(bodyId) ? Done(await GrainCalls.Twice(() => Grain(grains, bodyId).SetLogo(caller.Value, logo: null))) : BodyRefusals.NotFound.ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> Close(
        string bodyId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, NetworkBodies bodies, Search.IDirectory directory)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<CloseBodyRequest>(request)).Failed(out var problem, out var wanted))
        {
            return problem;
        }

        var groups = directory.OfBody(new BodyId(bodyId), withBranches: false).Count;
        var answer = Done(await GrainCalls.Twice(() => Grain(grains, bodyId).Close(caller.Value, wanted.Closed, groups, wanted.ConfirmedName)));
        await bodies.Refresh();
        return answer;
    }

    private static async Task<IResult> Logo(string bodyId, HttpContext context, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId) || await GrainCalls.Twice(() => grains.GetGrain<IBodyLogoGrain>(bodyId).Look()) is not { } logo)
        {
            return TypedResults.NotFound();
        }

        // Its address names the picture, so the browser may keep it.
        context.Response.Headers.CacheControl = "public, max-age=86400";
        return TypedResults.Bytes(Convert.FromBase64String(logo.Base64), logo.Type);
    }

    // Pages may hold no style of their own; what a body colours comes from an address like every other stylesheet.
    private static async Task<IResult> Colours(string bodyId, HttpContext context, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return TypedResults.NotFound();
        }

        var values = (await GrainCalls.Twice(() => Grain(grains, bodyId).Settings())).Values;
        context.Response.Headers.CacheControl = "public, max-age=60";
        return TypedResults.Text(
            string.Concat(
                values.Colour is { } colour ? $".body-head {{ border-color: {colour}; }}\n" : "",
                values.Accent is { } accent ? $".body-head::after {{ background: {accent}; }}\n" : ""),
            "text/css");
    }

    private static Results<NoContent, ProblemHttpResult> Done(Refusal? refusal) => refusal is null ? TypedResults.NoContent() : refusal.ToProblem();

    private static IOrganizationGrain Grain(IGrainFactory grains, string bodyId) => grains.GetGrain<IOrganizationGrain>(bodyId);
}
