using System.Collections.Immutable;
using System.ComponentModel;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Privacy;
using PeerMesh.Web.Privacy;

namespace PeerMesh.Api.Privacy;

internal static class MyDataEndpoints
{
    public static void MapMyData(this IEndpointRouteBuilder routes)
    {
        var me = routes.MapGroup("/v1/me").WithTags("Me").RequireAuthorization();
        me.MapGet("/export", Export).WithName("ExportMyData").Describe(
            "Everything that is held about you",
            "One JSON document: your account, groups, registrations, meetings, notices, and who has looked. What was said in meetings is not there, because nobody keeps it.",
            answer: """{"exportedAt":"2026-03-02T18:00:00Z","email":"ana@example.org","parts":[{"holder":"groups","key":"evening","held":{"group":"Evening circle","roster":{"name":"Ana","role":"member"}}}],"seen":[]}""");
        me.MapGet("/seen", Seen).WithName("WhoHasSeenMyData").Describe(
            "Who has seen data about you",
            "Looks of those who lead your groups at lists with names on them (roster, requests, registrations, minutes), newest first, looks of an organisation (`body`) where a group allows them, and your own exports. Looks within an hour are one.",
            answer: """[{"at":"2026-03-02T18:00:00Z","group":"evening","groupName":"Evening circle","action":"roster.read","by":"Ben","role":"facilitator"}]""");
        me.MapDelete("/", Delete).WithName("DeleteMe").Describe(
            "Delete your account",
            "Cannot be undone. You are signed out everywhere, your names go from rosters and lists, your address and everything that waits for you goes. Groups keep how many came, without "
            + "saying who. Of a meeting that you are in just now your name goes when it is over.",
            [400, 403]);
    }

    private static async Task<Results<Ok<JsonObject>, ProblemHttpResult>> Export(CurrentCaller caller, IMyData data)
    {
        var (document, refusal) = await data.Export(caller.Value);
        return document is not null ? TypedResults.Ok(document) : refusal!.ToProblem();
    }

    private static async Task<Ok<ImmutableList<SeenRead>>> Seen(CurrentCaller caller, IGrainFactory grains) =>
        TypedResults.Ok(await GrainCalls.Twice(() => grains.GetGrain<IPersonGrain>(caller.Value.Member.Value).Seen(caller.Value)));

    private static async Task<Results<Accepted, ProblemHttpResult>> Delete(
        CurrentCaller caller, IGrainFactory grains, [Description("Has to be true.")] string? confirmed = null) =>
        confirmed != "true" ? PersonRefusals.NotConfirmed.ToProblem()
        : await GrainCalls.Once(() => grains.GetGrain<IPersonGrain>(caller.Value.Member.Value).Delete(caller.Value)) is { } refusal ? refusal.ToProblem()
        : TypedResults.Accepted((string?)null);
}
