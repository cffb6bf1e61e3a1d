using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Groups;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Api.Bodies;

/// <summary>An application to belong to an organisation.</summary>
/// <param name="Kind">A chapter or group that is to be, or one that exists.</param>
/// <param name="Name">What it is to be called.</param>
/// <param name="About">Who it is for.</param>
/// <param name="ContactName">What to call you: a first name or a made-up one.</param>
/// <param name="Town">Where you meet.</param>
/// <param name="Language">Of the meetings; left out it is the organisation's.</param>
/// <param name="Group">Of a group that exists, which you facilitate.</param>
/// <param name="Body">Of an organisation that exists, which you administer.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is one application.</param>
internal sealed record ApplyRequest(
    ApplicantKind Kind,
    string Name,
    string About,
    string ContactName,
    string Town = "",
    string? Language = null,
    GroupId? Group = null,
    BodyId? Body = null,
    string? RequestId = null)
{
    public AffiliationDraft ToDraft() => new(Kind, Name, Town, Language, About, ContactName, Group, Body);
}

/// <param name="Name">One of agreement, facilitators and guidelines, or a paper of your own.</param>
/// <param name="Received">False marks it as missing again.</param>
/// <param name="ByName">Who looked at it.</param>
internal sealed record PaperRequest(string Name, bool Received, string ByName);

/// <param name="ByName">Who took it; empty is the calendar.</param>
internal sealed record StepResponse(AffiliationStage To, string ByName, string Reason, DateTimeOffset At);

/// <param name="With">The organisation that was asked.</param>
/// <param name="Next">The stages you can take it to.</param>
/// <param name="RenewalOn">Up to when it belongs.</param>
/// <param name="Group">The group, once there is one.</param>
/// <param name="Body">The chapter, once there is one.</param>
internal sealed record ApplicationResponse(
    string Id,
    BodyId With,
    ApplicantKind Kind,
    string Name,
    string Town,
    string About,
    string ContactName,
    AffiliationStage Stage,
    string? Sponsor,
    DateOnly? RenewalOn,
    GroupId? Group,
    BodyId? Body,
    ImmutableList<StepResponse> Steps,
    ImmutableList<AffiliationDocument> Papers,
    ImmutableList<AffiliationStage> Next)
{
    public static ApplicationResponse Of(AffiliationLook look)
    {
        var affiliation = look.Affiliation!;
        var exists = affiliation.Steps.Exists(step => AffiliationRules.Meets(step.To));
        return new ApplicationResponse(
            affiliation.Id,
            affiliation.With,
            affiliation.Draft.Kind,
            affiliation.Draft.Name,
            affiliation.Draft.Town,
            affiliation.Draft.About,
            affiliation.Draft.ContactName,
            affiliation.Stage,
            affiliation.Sponsor,
            affiliation.RenewalOn,
            exists ? affiliation.Group : affiliation.Draft.Group,
            exists ? affiliation.Body : affiliation.Draft.Body,
            affiliation.Steps.ConvertAll(step => new StepResponse(step.To, step.ByName, step.Reason, step.At)),
            affiliation.Documents,
            [
                .. look.Reviews ? AffiliationRules.Next(affiliation.Stage) : [],
                .. look.IsMine && affiliation.Stage <= AffiliationStage.Recognised ? [AffiliationStage.Withdrawn] : ImmutableArray<AffiliationStage>.Empty,
            ]);
    }
}

internal static class AffiliationEndpoints
{
    private const string Example = """{"id":"b-1","with":"state","kind":"newChapter","name":"Bay Chapter","town":"Oakland","about":"For people living with a mood disorder.","contactName":"Ana","stage":"inquiry","steps":[{"to":"inquiry","byName":"Ana","reason":"","at":"2026-03-02T18:00:00Z"}],"papers":[{"name":"agreement"}],"next":["withdrawn"]}""";

    public static void MapAffiliations(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/v1/bodies/{bodyId}/applications", Apply).WithTags("Affiliation").WithName("Apply").Accepts<ApplyRequest>("application/json").RequireAuthorization().Describe(
            "Apply to belong to an organisation",
            "For a chapter or a group that is to be, or for one you lead already. Those who administer the organisation decide; `GET /v1/applications/{applicationId}` says how far it is.",
            [403, 404, 409, 429],
            request: """{"kind":"newChapter","name":"Bay Chapter","about":"For people living with a mood disorder.","contactName":"Ana","town":"Oakland","requestId":"a-1"}""",
            answer: """{"id":"q3zr5yhm2ktx7wbna4cd"}""");
        routes.MapGet("/v1/bodies/{bodyId}/applications", Inbox).WithTags("Affiliation").WithName("ListApplications").RequireAuthorization().Describe(
            "Applications to an organisation", "Those under way, those that belong, those that are over; the newest change first. For its administrators.", [403, 404]);
        routes.MapGet("/v1/me/applications", Mine).WithTags("Affiliation").WithName("ListMyApplications").RequireAuthorization().Describe(
            "Your applications", "The newest change first.");
        routes.MapGet("/v1/applications/{applicationId}", Look).WithTags("Affiliation").WithName("GetApplication").RequireAuthorization().Describe(
            "One application", "With every step, by whom and why, and the checklist of papers. For who asked and for those who decide; to anybody else it does not exist.", [404], answer: Example);
        routes.MapPost("/v1/applications/{applicationId}/steps", Move).WithTags("Affiliation").WithName("MoveApplication").Accepts<AffiliationMove>("application/json").RequireAuthorization().Describe(
            "Take a step",
            "`next` of the application lists the steps there are. With `forming` there is a group that can meet, shown as forming with the help of its `sponsor`; with `affiliated` it has the organisation's name, logo and guidelines and stands on its list; with `lapsed` and `ended` it loses them at once and keeps its people. `affiliated` needs every paper on the checklist. Who asked may withdraw until it belongs.",
            [403, 404, 409],
            request: """{"to":"forming","byName":"Ben","reason":"A good plan.","sponsor":"Hills Chapter"}""");
        routes.MapPut("/v1/applications/{applicationId}/papers", SetPaper).WithTags("Affiliation").WithName("SetApplicationPaper").Accepts<PaperRequest>("application/json").RequireAuthorization().Describe(
            "Mark a paper as received or missing",
            "A name that is not on the checklist is put there. For those who decide.",
            [403, 404, 409],
            request: """{"name":"agreement","received":true,"byName":"Ben"}""");
    }

    private static async Task<Results<Created<CreatedResponse>, ProblemHttpResult>> Apply(string bodyId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<ApplyRequest>(request)).Failed(out var problem, out var wanted))
        {
            return problem;
        }

        if (wanted.RequestId is { Length: 0 or > 64 })
        {
            return AffiliationRefusals.IdInvalid.ToProblem();
        }

        var id = ApplicationIds.For(caller.Value.Member, wanted.RequestId ?? Guid.NewGuid().ToString("N"));
        return await GrainCalls.Twice(() => grains.GetGrain<IAffiliationGrain>(id).Apply(caller.Value, new BodyId(bodyId), wanted.ToDraft())) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Created($"/v1/applications/{id}", new CreatedResponse(id));
    }

    private static async Task<Results<Ok<ImmutableList<ApplicationCard>>, ProblemHttpResult>> Inbox(string bodyId, CurrentCaller caller, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId) || await GrainCalls.Twice(() => grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).Find(new BodyId(bodyId))) is null)
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        var rights = await GrainCalls.Twice(() => grains.GetGrain<IOrganizationGrain>(bodyId).RightsOf(caller.Value.Member));
        return BodyRightsRules.May(rights, BodyAct.Affiliate)
            ? TypedResults.Ok(await GrainCalls.Twice(() => grains.ApplicationsTo(new BodyId(bodyId)).List()))
            : BodyRefusals.AdministratorsOnly.ToProblem();
    }

    private static async Task<Ok<ImmutableList<ApplicationCard>>> Mine(CurrentCaller caller, IGrainFactory grains) =>
        TypedResults.Ok(await GrainCalls.Twice(() => grains.ApplicationsOf(caller.Value.Member).List()));

    private static async Task<Results<Ok<ApplicationResponse>, ProblemHttpResult>> Look(string applicationId, CurrentCaller caller, IGrainFactory grains)
    {
        if (!BodyRules.IsId(applicationId))
        {
            return AffiliationRefusals.NotFound.ToProblem();
        }

        var look = await GrainCalls.Twice(() => grains.GetGrain<IAffiliationGrain>(applicationId).Look(caller.Value));
        return look.Affiliation is null ? look.Refusal!.ToProblem() : TypedResults.Ok(ApplicationResponse.Of(look));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Move(string applicationId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, NetworkBodies bodies)
    {
        if (!BodyRules.IsId(applicationId))
        {
            return AffiliationRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<AffiliationMove>(request)).Failed(out var problem, out var move))
        {
            return problem;
        }

        // Once: a step taken twice would be refused the second time, as it cannot follow itself.
        if (await GrainCalls.Once(() => grains.GetGrain<IAffiliationGrain>(applicationId).Move(caller.Value, move)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        await bodies.Refresh();
        return TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> SetPaper(string applicationId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (!BodyRules.IsId(applicationId))
        {
            return AffiliationRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<PaperRequest>(request)).Failed(out var problem, out var wanted))
        {
            return problem;
        }

        return await GrainCalls.Twice(() => grains.GetGrain<IAffiliationGrain>(applicationId).SetPaper(caller.Value, wanted.Name, wanted.Received, wanted.ByName)) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }
}
