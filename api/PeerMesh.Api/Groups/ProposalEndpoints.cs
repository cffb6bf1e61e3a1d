using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Api.Groups;

/// <param name="ByName">What to call you: a first name or a made-up one.</param>
/// <param name="Note">Why, or what no field says.</param>
/// <param name="Fields">What is to be said instead, each field once.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is one proposal.</param>
internal sealed record ProposeRequest(string ByName, string Note = "", ImmutableList<FieldProposal>? Fields = null, string? RequestId = null);

/// <param name="ByName">Who decides, as who proposed it reads it.</param>
/// <param name="Message">Said to who proposed it; asked for with a no.</param>
/// <param name="Fields">What is to be said, where it is approved; left out it is what was proposed.</param>
internal sealed record AnswerProposalRequest(bool Approve, string ByName, string Message = "", ImmutableList<FieldProposal>? Fields = null);

internal static class ProposalEndpoints
{
    public static void MapProposals(this IEndpointRouteBuilder routes)
    {
        var proposals = routes.MapGroup("/v1/groups/{groupId}/listing/proposals").WithTags("Groups").RequireAuthorization();
        proposals.MapGet("/", Look).WithName("ListProposals").Describe(
            "Changes proposed to a listing", "For those who facilitate the group or edit its organisation: all of them, and every changed field with before, after, who and when. For others: their own.", [404]);
        proposals.MapPost("/", Propose).WithName("ProposeChange").Accepts<ProposeRequest>("application/json").Describe(
            "Propose a change to a listing",
            "Anybody signed in may. Those who decide are told, and so are you when they have.",
            [404, 429],
            request: """{"byName":"Ana","note":"They moved.","fields":[{"field":"street","value":"12 Elm Street"}],"requestId":"p-1"}""");
        proposals.MapPost("/{proposalId}", Answer).WithName("AnswerProposal").Accepts<AnswerProposalRequest>("application/json").Describe(
            "Approve or reject a proposed change",
            "Approve as proposed, or with `fields` of your own; reject with a `message`. For those who facilitate the group or edit its organisation.",
            [403, 404, 409],
            request: """{"approve":true,"byName":"Ben","message":"Thank you."}""");
    }

    private static async Task<Results<Ok<ListingRequestsLook>, ProblemHttpResult>> Look(string groupId, CurrentCaller caller, IGrainFactory grains) =>
        RouteIds.Group(groupId) is { } group
            ? TypedResults.Ok(await GrainCalls.Twice(() => Grain(grains, group).Look(caller.Value)))
            : GroupRefusals.NotFound.ToProblem();

    private static async Task<Results<NoContent, ProblemHttpResult>> Propose(string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<ProposeRequest>(request)).Failed(out var problem, out var wanted))
        {
            return problem;
        }

        var id = wanted.RequestId ?? Guid.NewGuid().ToString("N");
        return Done(await GrainCalls.Twice(() => Grain(grains, group).Propose(caller.Value, id, wanted.ByName, wanted.Note, wanted.Fields ?? [])));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Answer(string groupId, string proposalId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<AnswerProposalRequest>(request)).Failed(out var problem, out var wanted))
        {
            return problem;
        }

        var answer = new ListingAnswer(proposalId, wanted.Approve, wanted.ByName, wanted.Message, wanted.Fields);
        return Done(await GrainCalls.Once(() => Grain(grains, group).Answer(caller.Value, answer)));
    }

    private static Results<NoContent, ProblemHttpResult> Done(Refusal? refusal) => refusal is null ? TypedResults.NoContent() : refusal.ToProblem();

    private static IListingRequestsGrain Grain(IGrainFactory grains, GroupId group) => grains.GetGrain<IListingRequestsGrain>(group.Value);
}
