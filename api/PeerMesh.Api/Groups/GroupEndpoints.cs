using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Api.Groups;

internal static class GroupEndpoints
{
    public static void MapGroups(this IEndpointRouteBuilder routes)
    {
        var groups = routes.MapGroup("/v1/groups").WithTags("Groups");
        groups.MapGet("/", List).WithName("ListGroups").Describe(
            "The groups founded on this network",
            "In the order of their ids, with the sessions whose door is open now; needs no sign-in. A page at a time: where there is another one, its address stands in the header `Link` as `rel=\"next\"`. "
            + "Groups that come or go in between neither repeat nor hide others. To search, and for imported groups, see `/v1/directory/groups`.",
            [400]);
        groups.MapPost("/", Found).WithName("FoundGroup").Accepts<FoundGroupRequest>("application/json").RequireAuthorization().Describe(
            "Found a group",
            "You become its facilitator. The same requestId again founds nothing new and gives the same id.",
            [403, 409],
            request: """{"name":"Evening circle","about":"For anyone who had a hard week.","form":"dbsa","requestId":"f-1"}""",
            answer: """{"id":"q3zr5yhm2ktx7wbna4cd"}""");
        groups.MapGet("/{groupId}", Look).WithName("GetGroup").Describe("One group", "Its profile, agenda, guidelines and open sessions. Needs no sign-in; with one, `myRole` is yours.", [404]);
        groups.MapPut("/{groupId}", Change).WithName("ChangeGroup").Accepts<GroupDraft>("application/json").RequireAuthorization().Describe(
            "Change a group",
            "Replaces the whole profile. For facilitators. Changed guidelines get a new version; sessions that are open keep theirs.",
            [403, 404],
            request: """{"name":"Evening circle","about":"For anyone who had a hard week.","form":"dbsa","language":"en","openness":"open"}""");
        groups.MapGet("/{groupId}/sessions", OpenSessions).WithName("ListOpenSessions").Describe(
            "The group's open sessions",
            "Those whose door is open now. Needs no sign-in.",
            [404],
            answer: """[{"id":"q3zr5yhm2ktx7wbna4cd.b7k2","title":"Evening circle","openedAt":"2026-03-02T18:00:00Z"}]""");
        groups.MapPost("/{groupId}/sessions", StartSession).WithName("StartSession").Accepts<StartSessionRequest>("application/json").RequireAuthorization().Describe(
            "Open a session now",
            "For facilitators and co-facilitators on the roster. People may come in at once; the meeting begins with the command `start`. The same requestId again opens nothing new.",
            [403, 404, 429],
            request: """{"title":"Monday evening","requestId":"s-1"}""",
            answer: """{"id":"q3zr5yhm2ktx7wbna4cd.b7k2"}""");
    }

    private static async Task<Results<Ok<IEnumerable<GroupCardResponse>>, ProblemHttpResult>> List(
        IGrainFactory grains,
        HttpContext context,
        [Description("Groups on a page, 1 to 500; 100 without it.")] string? limit = null,
        [Description("The id of the last group of the page before.")] string? after = null)
    {
        if (ListPages.Read(limit, after) is not { } page)
        {
            return ListPages.Invalid.ToProblem();
        }

        var cards = await GrainCalls.Twice(() => grains.GetGrain<IGroupListGrain>(IGroupListGrain.Key).List());
        return TypedResults.Ok(ListPages.Of(cards, card => card.Id.Value, page, context).Select(GroupCardResponse.Of));
    }

    private static async Task<Results<Created<CreatedResponse>, ProblemHttpResult>> Found(CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if ((await JsonBody.Read<FoundGroupRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        if (body.RequestId is { Length: 0 or > GroupLimits.RequestIdMax })
        {
            return GroupRefusals.RequestIdInvalid.ToProblem();
        }

        var id = GroupIds.For(caller.Value.Member, body.RequestId ?? Guid.NewGuid().ToString("N"));
        return await GrainCalls.Twice(() => Grain(grains, id).Found(caller.Value, body.ToDraft())) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.Created($"/v1/groups/{id.Value}", new CreatedResponse(id.Value));
    }

    private static async Task<Results<Ok<GroupView>, ProblemHttpResult>> Look(string groupId, HttpContext context, IGrainFactory grains) =>
        await View(groupId, context, grains) is { } view ? TypedResults.Ok(view) : GroupRefusals.NotFound.ToProblem();

    private static async Task<Results<Ok<ImmutableList<OpenSession>>, ProblemHttpResult>> OpenSessions(
        string groupId, HttpContext context, IGrainFactory grains) =>
        await View(groupId, context, grains) is { } view ? TypedResults.Ok(view.OpenSessions) : GroupRefusals.NotFound.ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<GroupDraft>(request)).Failed(out var problem, out var draft))
        {
            return problem;
        }

        return await GrainCalls.Twice(() => Grain(grains, group).Change(caller.Value, draft)) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    private static async Task<Results<Created<CreatedResponse>, ProblemHttpResult>> StartSession(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<StartSessionRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        // Without an id of the client's own, this request has one of ours, so that our own second try starts nothing new.
        var requestId = body.RequestId ?? Guid.NewGuid().ToString("N");
        var start = await GrainCalls.Twice(() => Grain(grains, group).StartSession(caller.Value, body.Title, requestId));
        return start.Session is { } session
            ? TypedResults.Created($"/v1/sessions/{session.Value}", new CreatedResponse(session.Value))
            : start.Refusal!.ToProblem();
    }

    private static async Task<GroupView?> View(string groupId, HttpContext context, IGrainFactory grains) =>
        RouteIds.Group(groupId) is { } group
            ? await GrainCalls.Twice(() => Grain(grains, group).Look(context.User.AsCaller()))
            : null;

    private static IGroupGrain Grain(IGrainFactory grains, GroupId group) => grains.GetGrain<IGroupGrain>(group.Value);
}
