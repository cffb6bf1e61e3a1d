using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Members;

namespace PeerMesh.Api.Members;

/// <param name="Name">The name you usually go by; pages put it where a group asks what to call you. Null is none.</param>
/// <param name="Language">Language of your pages in a browser that has chosen none, as a BCP 47 tag; null is what the browser asks for.</param>
internal sealed record ProfileModel(string? Name = null, string? Language = null);

internal static class ProfileEndpoints
{
    public static void MapProfile(this IEndpointRouteBuilder routes)
    {
        var profile = routes.MapGroup("/v1/me/profile").WithTags("Me").RequireAuthorization();
        profile.MapGet("/", Look).WithName("GetProfile").Describe(
            "What I start from",
            "The name you usually go by and your language. No group is told: each knows you by the name you give it.",
            answer: """{"name":"Sunny","language":"es"}""");
        profile.MapPut("/", Change).WithName("ChangeProfile").Accepts<ProfileModel>("application/json").Describe(
            "Change what I start from",
            "Replaces both. Groups you are in already keep the name they know you by.",
            request: """{"name":"Sunny","language":"es"}""");
    }

    private static async Task<Ok<ProfileModel>> Look(CurrentCaller caller, IGrainFactory grains)
    {
        var profile = (await GrainCalls.Twice(() => Grain(grains, caller).Look())).Profile ?? MemberProfile.Empty;
        return TypedResults.Ok(new ProfileModel(profile.Name, profile.Language));
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Change(CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if ((await JsonBody.Read<ProfileModel>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        return await GrainCalls.Twice(() => Grain(grains, caller).SetProfile(new MemberProfile(body.Name, body.Language))) is { } refusal
            ? refusal.ToProblem()
            : TypedResults.NoContent();
    }

    private static IMemberGrain Grain(IGrainFactory grains, CurrentCaller caller) => grains.GetGrain<IMemberGrain>(caller.Value.Member.Value);
}
