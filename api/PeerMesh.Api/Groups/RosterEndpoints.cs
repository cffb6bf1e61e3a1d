using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Api.Groups;

internal static class RosterEndpoints
{
    public static void MapRoster(this IEndpointRouteBuilder routes)
    {
        var roster = routes.MapGroup("/v1/groups/{groupId}/roster").WithTags("Groups").RequireAuthorization();
        roster.MapGet("/", List).WithName("ListRoster").Describe(
            "Who belongs to the group",
            "For its facilitators. An entry's id is made anew for each answer and means nothing elsewhere.",
            [403, 404],
            answer: """[{"id":"CfDJ8P…","role":"coFacilitator","name":"Ben"}]""");
        roster.MapPost("/", Put).WithName("PutOnRoster").Accepts<RosterRequest>("application/json").Describe(
            "Put somebody on the roster",
            "Or change their role or name there. For facilitators. The person need not have signed in before.",
            [403, 404, 409, 429],
            request: """{"email":"ben@example.org","role":"coFacilitator","name":"Ben"}""");
        roster.MapDelete("/{entryId}", TakeOff).WithName("TakeOffRoster").Describe(
            "Take somebody off the roster", "For facilitators. The last facilitator stays.", [403, 404, 409]);
    }

    private static async Task<Results<Ok<IEnumerable<RosterEntryResponse>>, ProblemHttpResult>> List(
        string groupId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        var roster = await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).Roster(caller.Value));
        return roster.Entries is { } entries
            ? TypedResults.Ok(entries.Select(entry => new RosterEntryResponse(tokens.Seal(group, entry.Member), entry.Role, entry.Name)))
            : roster.Refusal!.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Put(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, EmailAddresses addresses)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<RosterRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        // Asked before the address is looked up: a stranger must not be able to make accounts.
        var grain = grains.GetGrain<IGroupGrain>(group.Value);
        if (await GrainCalls.Twice(() => grain.Look(caller.Value)) is not { } view)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if (view.MyRole != GroupRole.Facilitator)
        {
            return GroupRefusals.FacilitatorsOnly.ToProblem();
        }

        if (await addresses.Resolve(body.Email) is not { } member)
        {
            return GatewayRefusals.NoAddress.ToProblem();
        }

        return await GrainCalls.Twice(() => grain.SetRole(caller.Value, member, body.Role, body.Name)) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> TakeOff(
        string groupId, string entryId, CurrentCaller caller, IGrainFactory grains, RosterTokens tokens)
    {
        if (RouteIds.Group(groupId) is not { } group)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        if (tokens.Open(group, entryId) is not { } member)
        {
            return GatewayRefusals.NoSuchEntry.ToProblem();
        }

        return await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Value).SetRole(caller.Value, member, GroupRole.None, "")) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }
}
