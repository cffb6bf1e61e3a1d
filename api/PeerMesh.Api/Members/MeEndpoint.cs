using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Members;

namespace PeerMesh.Api.Members;

/// <param name="Id">Your account. Nobody else is ever shown it.</param>
/// <param name="Groups">The groups whose rosters name you.</param>
internal sealed record MeResponse(string Id, ImmutableList<MemberGroup> Groups);

internal static class MeEndpoint
{
    public static void MapMe(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/v1/me", Look).WithName("GetMe").WithTags("Me").RequireAuthorization().Describe(
            "Who am I",
            "Your account's id and the groups whose rosters name you.",
            answer: """{"id":"k2v…","groups":[{"id":"evening","name":"Evening circle","role":"facilitator"}]}""");

    private static async Task<Ok<MeResponse>> Look(CurrentCaller caller, IGrainFactory grains)
    {
        var view = await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(caller.Value.Member.Value).Look());
        return TypedResults.Ok(new MeResponse(view.Id.Value, view.Groups));
    }
}
