using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Localization;
using Microsoft.Net.Http.Headers;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Schedules;
using PeerMesh.Web;
using PeerMesh.Web.Http;

namespace PeerMesh.Api.Groups;

/// <summary>What a group tells those who look for one, and when it meets.</summary>
internal static class ListingEndpoints
{
    /// <summary>Meetings in one answer: two years of three a week, and as many again.</summary>
    private const int DatesMax = 1000;

    private static readonly TimeSpan DatesUsual = TimeSpan.FromDays(92);

    public static void MapListings(this IEndpointRouteBuilder routes)
    {
        var group = routes.MapGroup("/v1/groups/{groupId}").WithTags("Groups");
        group.MapPut("/listing", SetListing).WithName("SetListing").Accepts<ListingRequest>("application/json").RequireAuthorization().Describe(
            "Say what the group is",
            "Replaces what the group tells those who look for one; its timetable, body and origin stay. For facilitators. Saying it confirms it. "
            + "`warnings` name what people may miss; they keep nothing from being stored. A private group is found by nobody.",
            [403, 404, 429],
            request: """{"venue":{"type":"hybrid","inRoom":true,"place":{"name":"Grace Church","street":"12 Main St","city":"Tampa","region":"FL","postalCode":"33602"}},"topics":["depression"],"languages":["en","es"],"contacts":[{"name":"Ana","email":"ana@example.org","public":true}],"whatToExpect":"We begin with a round of names."}""");
        group.MapPut("/timetable", SetTimetable).WithName("SetTimetable").Accepts<TimetableRequest>("application/json").RequireAuthorization().Describe(
            "Say when the group meets",
            "Replaces the whole timetable. For facilitators. Times are those on the wall of a named zone, never UTC: an evening meeting stays in the evening when the clocks change. "
            + "Keep the ids of rules that stay: occurrences, and with them sessions, are named after them. Those who registered are told once what is different.",
            [403, 404, 429],
            request: """{"zone":"America/New_York","rules":[{"recurrence":{"type":"monthlyOnWeekdays","day":"tuesday","which":[1,3]},"startsAt":"19:00","minutes":90,"from":"2026-01-06"}],"doorsMinutes":15}""");
        group.MapDelete("/timetable", RemoveTimetable).WithName("RemoveTimetable").RequireAuthorization().Describe(
            "Say nothing of when the group meets", "For facilitators. Meetings that were planned are off, and those who registered are told.", [403, 404]);
        group.MapPost("/timetable/changes", Edit).WithName("EditTimetable").Accepts<TimetableEdit>("application/json").RequireAuthorization().Describe(
            "Change dates",
            "One edit: `type` says which. `scope` is thisDate, thisAndLater or all (that are to come); meetings that are over never change. "
            + "Dates keep their ids as long as they stay on their day. Those who registered are told once, with the old and the new time.",
            [403, 404, 409, 429],
            request: """{"type":"changeDates","occurrence":"2026-03-10-m1","scope":"thisAndLater","startsAt":"18:30","reason":"The hall closes earlier"}""");
        group.MapPost("/listing/confirmation", Confirm).WithName("ConfirmListing").RequireAuthorization().Describe(
            "Confirm the listing", "Somebody who leads says that all of it is right as it is. They are asked every 90 days.", [403, 404]);
        routes.MapGet("/v1/directory/catalog", Catalog).WithName("GetDirectoryCatalog").WithTags("Groups").Describe(
            "What listings choose from",
            "Ids, which keep their meaning for good, and their names in the language that Accept-Language asks for: English, Spanish or Haitian Creole. Needs no sign-in.",
            answer: """{"topics":[{"id":"grief","name":"Grief and loss"}],"audiences":[{"id":"women","name":"Women"}],"access":[{"id":"captions","name":"Live captions"}],"types":[{"id":"BE","name":"For beginners"}]}""");
        group.MapGet("/dates", Dates).WithName("ListDates").Describe(
            "The group's meetings",
            "Those that start in a stretch of time (`from` to `to`, as instants or dates; the next three months where left out), cancelled ones too, in order, at most 1000. Needs no sign-in.",
            [400, 404],
            answer: """[{"id":"2026-03-10-m1","session":"q3zr5yhm2ktx7wbna4cd.2026-03-10-m1","rule":"m1","date":"2026-03-10","startsAt":"2026-03-10T19:00:00-04:00","endsAt":"2026-03-10T20:30:00-04:00","doorsOpenAt":"2026-03-10T18:45:00-04:00","status":"planned"}]""");
    }

    private static Task<Results<Ok<ListingResponse>, ProblemHttpResult>> SetListing(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        Change<ListingRequest>(groupId, caller.Value, request, grains, async (group, body) =>
        {
            // The language of the group stands in for one that is left out.
            var language = body.Languages is null ? (await group.Look(caller.Value))?.Profile.Language ?? "en" : "en";
            return await group.SetListing(caller.Value, body.ToListing(language));
        });

    private static Task<Results<Ok<ListingResponse>, ProblemHttpResult>> SetTimetable(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        Change<TimetableRequest>(groupId, caller.Value, request, grains, (group, body) => group.SetTimetable(caller.Value, body.ToTimetable()));

    private static Task<Results<Ok<ListingResponse>, ProblemHttpResult>> Edit(
        string groupId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        Change<TimetableEdit>(groupId, caller.Value, request, grains, (group, body) => group.EditTimetable(caller.Value, body));

    private static Task<Results<Ok<ListingResponse>, ProblemHttpResult>> RemoveTimetable(string groupId, CurrentCaller caller, IGrainFactory grains) =>
        Change(groupId, caller.Value, grains, group => group.SetTimetable(caller.Value, null));

    private static Task<Results<Ok<ListingResponse>, ProblemHttpResult>> Confirm(string groupId, CurrentCaller caller, IGrainFactory grains) =>
        Change(groupId, caller.Value, grains, group => group.ConfirmListing(caller.Value));

    private static Ok<CatalogResponse> Catalog(HttpContext context, IStringLocalizer<CatalogTexts> texts)
    {
        // What programs ask for is the same in every language, but for this.
        CultureInfo.CurrentUICulture = ReaderLanguage.Asked(context.Request);
        context.Response.Headers.Vary = HeaderNames.AcceptLanguage;
        return TypedResults.Ok(new CatalogResponse(
            Named("topic", DirectoryCatalog.Topics),
            Named("audience", DirectoryCatalog.Audiences),
            Named("access", DirectoryCatalog.Access),
            Named("type", DirectoryCatalog.Types)));

        ImmutableList<CatalogChoice> Named(string kind, ImmutableArray<string> ids) =>
            [.. ids.Select(id => new CatalogChoice(id, texts[$"{kind}.{id}"].Value))];
    }

    private static async Task<Results<Ok<IEnumerable<MeetingDateResponse>>, ProblemHttpResult>> Dates(
        string groupId, HttpContext context, IGrainFactory grains, TimeProvider clock, string? from = null, string? to = null)
    {
        if (RouteIds.Group(groupId) is not { } id)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        var start = clock.GetUtcNow();
        if (from is not null && !TryInstant(from, out start))
        {
            return GatewayRefusals.InvalidParameter("from").ToProblem();
        }

        var end = start + DatesUsual;
        if (to is not null && !TryInstant(to, out end))
        {
            return GatewayRefusals.InvalidParameter("to").ToProblem();
        }

        var dates = await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(id.Value).Dates(context.User.AsCaller(), start, end, DatesMax));
        return dates is null
            ? GroupRefusals.NotFound.ToProblem()
            : TypedResults.Ok(dates.Dates.Select(date => MeetingDateResponse.Of(id, dates.Timetable, date)));
    }

    private static async Task<Results<Ok<ListingResponse>, ProblemHttpResult>> Change<TBody>(
        string groupId, Caller caller, HttpRequest request, IGrainFactory grains, Func<IGroupGrain, TBody, Task<Refusal?>> change)
        where TBody : class
    {
        if (RouteIds.Group(groupId) is null)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        return (await JsonBody.Read<TBody>(request)).Failed(out var problem, out var body)
            ? problem
            : await Change(groupId, caller, grains, group => change(group, body));
    }

    private static async Task<Results<Ok<ListingResponse>, ProblemHttpResult>> Change(
        string groupId, Caller caller, IGrainFactory grains, Func<IGroupGrain, Task<Refusal?>> change)
    {
        if (RouteIds.Group(groupId) is not { } id)
        {
            return GroupRefusals.NotFound.ToProblem();
        }

        var grain = grains.GetGrain<IGroupGrain>(id.Value);
        if (await GrainCalls.Twice(() => change(grain)) is { } refusal)
        {
            return refusal.ToProblem();
        }

        return await GrainCalls.Twice(() => grain.Look(caller)) is { } view
            ? TypedResults.Ok(ListingResponse.Of(view))
            : GroupRefusals.NotFound.ToProblem();
    }

    private static bool TryInstant(string text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out instant);
}
