using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Api.Membership;

/// <summary>What each person does about their own membership.</summary>
internal static class MembershipEndpoints
{
    private const string StandingExample =
        """{"state":"waiting","name":"Ana","place":3,"offeredUntil":null,"words":null,"mode":"open","sizeMax":12,"free":0,"waiting":7,"registration":false,"closedToNewcomers":false}""";

    public static void MapMembership(this IEndpointRouteBuilder routes)
    {
        var membership = routes.MapGroup("/v1/groups/{groupId}/membership").WithTags("Membership");
        membership.MapGet("/", Look).WithName("GetMembership").Describe(
            "Where do I stand",
            "Your state with this group, your place in the line, and how one joins. Needs no sign-in; without one the state is `none`.",
            [404],
            answer: StandingExample);
        membership.MapPost("/join", Join).WithName("JoinGroup").Accepts<JoinRequestBody>("application/json").RequireAuthorization().Describe(
            "Join, ask to join, or join the line",
            "What it comes to is the group's to say: you are in at once (`member`), wait for an answer (`requested`), or for a place (`waiting`). "
            + "A code, or an invitation to your address, opens every group. Whoever is removed may not come back (`membership.removed`).",
            [403, 404, 409, 429],
            request: """{"name":"Ana","code":"7KQM-W2HD-9XPA","requestId":"j-1"}""",
            answer: StandingExample);
        membership.MapPost("/leave", Leave).WithName("LeaveGroup").Accepts<PlainRequest>("application/json").RequireAuthorization().Describe(
            "Leave",
            "At once and quietly: the group, its line, your request or your invitation. You may come back. The last facilitator stays.",
            [404, 409],
            request: """{"requestId":"l-1"}""",
            answer: StandingExample);
        membership.MapPost("/take", Take).WithName("TakePlace").Accepts<PlainRequest>("application/json").RequireAuthorization().Describe(
            "Take the place that is held",
            "While the state is `offered`. To let it go to the next person, leave.",
            [404, 409],
            request: """{"requestId":"t-1"}""",
            answer: StandingExample);
    }

    internal static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> Ask(
        string groupId, Caller caller, MembershipCommand command, IGrainFactory grains)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        var receipt = await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).Ask(caller, command));
        return receipt.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(StandingResponse.Of(receipt.Standing!));
    }

    // Without an id of the client's own, this request has one of ours, so that our own second try does nothing more.
    internal static string IdOr(string? requestId) => requestId ?? Guid.NewGuid().ToString("N");

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> Look(string groupId, HttpContext context, IGrainFactory grains) =>
        RouteIds.Group(groupId) is { } group
        && await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).Standing(context.User.AsCaller())) is { } standing
            ? TypedResults.Ok(StandingResponse.Of(standing))
            : GroupRefusals.NotFound.ToProblem();

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> Join(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        (await JsonBody.Read<JoinRequestBody>(request)).Failed(out var problem, out var body)
            ? problem
            : await Ask(groupId, caller.Value, new JoinGroup(body.Name, body.Words, body.Code) { RequestId = IdOr(body.RequestId) }, grains);

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> Leave(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        (await JsonBody.Read<PlainRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : await Ask(groupId, caller.Value, new LeaveGroup { RequestId = IdOr(body.RequestId) }, grains);

    private static async Task<Results<Ok<StandingResponse>, ProblemHttpResult>> Take(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        (await JsonBody.Read<PlainRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : await Ask(groupId, caller.Value, new TakePlace { RequestId = IdOr(body.RequestId) }, grains);
}
