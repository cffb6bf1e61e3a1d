using System.Collections.Immutable;
using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;

namespace PeerMesh.Api.Bodies;

/// <summary>What an organisation sees of its groups.</summary>
/// <param name="Days">How many days back meetings and attendances are counted.</param>
/// <param name="Groups">On this page.</param>
/// <param name="Total">Of the groups on this page.</param>
internal sealed record FiguresResponse(int Days, ImmutableList<GroupFigures> Groups, FigureTotal Total);

internal static class FigureEndpoints
{
    public static void MapFigures(this IEndpointRouteBuilder routes)
    {
        var figures = routes.MapGroup("/v1/bodies/{bodyId}/figures").WithTags("Organisations").RequireAuthorization();
        figures.MapGet("/", Look).WithName("GetBodyFigures").Describe(
            "How many people its groups have",
            "All public groups of the organisation and of those below it, a page at a time; the header `Link` names the next. A count of fewer than five people, also of nobody, is not told: `count` is null. "
            + "A total is the sum of what is told, and `isLowerBound` says that something is left out. `meetings` ended in the last `days` days, `attendances` is how often somebody came to those, without "
            + "meetings of fewer than five. For observers, editors, facilitator managers and administrators.",
            [400, 403, 404],
            answer: """{"days":90,"groups":[{"group":"evening","name":"Evening circle","body":"bay","members":{"count":12,"isLowerBound":false},"meetings":11,"attendances":{"count":64,"isLowerBound":true},"showsNames":false},{"group":"morning","name":"Morning circle","body":"bay","members":{"count":null,"isLowerBound":true},"meetings":0,"attendances":{"count":null,"isLowerBound":true},"showsNames":false}],"total":{"members":{"count":12,"isLowerBound":true},"meetings":11,"attendances":{"count":64,"isLowerBound":true}}}""");
        figures.MapGet("/{groupId}/names", Names).WithName("GetGroupNames").Describe(
            "The names on a group's list",
            "What the group calls people, and their roles; nothing that says who they are elsewhere. Only where those who facilitate the group allow it. Every look is written down, and the people on the list "
            + "see it among those who have seen data about them. For observers and administrators.",
            [403, 404],
            answer: """[{"name":"Ana","role":"facilitator"},{"name":"Sparrow","role":"member"}]""");
    }

    private static async Task<Results<Ok<FiguresResponse>, ProblemHttpResult>> Look(
        string bodyId,
        CurrentCaller caller,
        HttpContext context,
        IGrainFactory grains,
        IDirectory directory,
        [Description("Groups on a page, 1 to 500; 100 without it.")] string? limit = null,
        [Description("The id of the last one of the page before.")] string? after = null)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if (ListPages.Read(limit, after) is not { } page)
        {
            return ListPages.Invalid.ToProblem();
        }

        var groups = ListPages.Of(directory.OfBody(new BodyId(bodyId), withBranches: true).Select(entry => entry.Group), group => group.Value, page, context);
        var look = await GrainCalls.Twice(() => grains.GetGrain<IBodyFiguresGrain>(bodyId).Figures(caller.Value, [.. groups]));
        return look.Groups is { } told ? TypedResults.Ok(new FiguresResponse(HeldMeetings.Days, told, look.Total!)) : look.Refusal!.ToProblem();
    }

    private static async Task<Results<Ok<ImmutableList<ListedName>>, ProblemHttpResult>> Names(string bodyId, string groupId, CurrentCaller caller, IGrainFactory grains)
    {
        if (!BodyRules.IsId(bodyId))
        {
            return BodyRefusals.NotFound.ToProblem();
        }

        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        var look = await GrainCalls.Twice(() => grains.GetGrain<IGroupFiguresGrain>(group.Value).Names(caller.Value, new BodyId(bodyId)));
        return look.Names is { } names ? TypedResults.Ok(names) : look.Refusal!.ToProblem();
    }
}
