using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Bodies;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Feeds;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Calendars;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Search;

namespace PeerMesh.Api.Calendars;

/// <param name="Url">The address to subscribe to. Whoever knows it sees your groups' meetings; it is shown this once.</param>
internal sealed record CalendarAddressResponse(string Url);

/// <param name="Since">When the address in force was made; null is none.</param>
internal sealed record CalendarStateResponse(DateTimeOffset? Since);

internal static class CalendarEndpoints
{
    private const string ContentType = "text/calendar; charset=utf-8";
    private const string Extension = ".ics";

    private static readonly Refusal NotFound = new("calendar.not_found", RefusalKind.NotFound, "There is no such calendar. The address may have been revoked.");

    public static void MapCalendars(this IEndpointRouteBuilder routes)
    {
        string[] read = [HttpMethods.Get, HttpMethods.Head];
        routes.MapMethods("/calendars/groups/{file}", read, OfGroup).AsFeed().ExcludeFromDescription();
        routes.MapMethods("/calendars/bodies/{file}", read, OfBody).AsFeed().ExcludeFromDescription();
        routes.MapMethods("/calendars/me/{file}", read, OfMember).ExcludeFromDescription();

        var mine = routes.MapGroup("/v1/me/calendar").WithTags("Me").RequireAuthorization();
        mine.MapGet("/", Look).WithName("GetMyCalendar").Describe("Your calendar's address", "Whether there is one, and since when. The address itself is shown when it is made.", answer: """{"since":"2026-03-02T18:00:00Z"}""");
        mine.MapPost("/", Make).WithName("MakeMyCalendar").Describe(
            "A new calendar address",
            "For subscribing to the meetings of your groups from a calendar program. The address before it stops working.",
            answer: """{"url":"https://example.org/calendars/me/3f….ics"}""");
        mine.MapDelete("/", Revoke).WithName("RevokeMyCalendar").Describe("Revoke your calendar's address", "It stops working at once.");
    }

    private static Task OfGroup(string file, HttpContext context, IDirectory directory, NetworkBodies bodies, TimeProvider clock) =>
        Name(file) is { } slug && (directory.FindBySlug(slug) ?? directory.Find(new GroupId(slug))) is { } entry
            ? Send(context, $"{entry.Version}.{bodies.Tag}", entry.Name, [entry], bodies, clock, cache: null)
            : NotFound.ToProblem().ExecuteAsync(context);

    private static Task OfBody(string file, HttpContext context, IDirectory directory, NetworkBodies bodies, TimeProvider clock) =>
        Name(file) is { } id && bodies.Find(new BodyId(id)) is { } body
            ? Send(context, $"{directory.Tag}.{bodies.Tag}", body.Name, InOrder(directory.OfBody(body.Id, withBranches: true)), bodies, clock, cache: null)
            : NotFound.ToProblem().ExecuteAsync(context);

    private static async Task OfMember(string file, HttpContext context, IGrainFactory grains, IDirectory directory, NetworkBodies bodies, TimeProvider clock)
    {
        if (Name(file) is not { Length: 64 } token || await GrainCalls.Twice(() => grains.GetGrain<ICalendarTokenGrain>(Key(token)).Find()) is not { } member)
        {
            await NotFound.ToProblem().ExecuteAsync(context);
            return;
        }

        var view = await GrainCalls.Twice(() => grains.GetGrain<IMemberGrain>(member.Value).Look());
        List<DirectoryEntry> entries = [];
        foreach (var group in view.Groups.Where(group => group.Role != GroupRole.None))
        {
            // Private groups are not in the directory; their people see them all the same.
            if (directory.Find(group.Id) is { } entry)
            {
                entries.Add(entry);
            }
            else if (await GrainCalls.Twice(() => grains.GetGrain<IGroupGrain>(group.Id.Value).Look(new Contracts.Common.Caller(member))) is { Listing: { } listing } seen)
            {
                entries.Add(new DirectoryEntry(seen.Id, seen.Slug, seen.Profile.Name, seen.Profile.About, seen.FormName, seen.Profile.Openness, listing, [], [], DateTimeOffset.UnixEpoch, clock.GetUtcNow(), seen.Version));
            }
        }

        await Send(context, string.Join(',', entries.Select(entry => $"{entry.Group.Value}:{entry.Version}")) + bodies.Tag, "PeerMesh", entries, bodies, clock, cache: "private, no-cache");
    }

    private static async Task<Ok<CalendarStateResponse>> Look(CurrentCaller caller, IGrainFactory grains) =>
        TypedResults.Ok(new CalendarStateResponse(await GrainCalls.Twice(() => Mine(grains, caller).Since())));

    private static async Task<Ok<CalendarAddressResponse>> Make(CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        TypedResults.Ok(new CalendarAddressResponse($"{FeedAnswers.Site(request)}/calendars/me/{await GrainCalls.Once(() => Mine(grains, caller).Make())}{Extension}"));

    private static async Task<NoContent> Revoke(CurrentCaller caller, IGrainFactory grains)
    {
        await GrainCalls.Twice(() => Mine(grains, caller).Revoke());
        return TypedResults.NoContent();
    }

    private static IMemberCalendarGrain Mine(IGrainFactory grains, CurrentCaller caller) => grains.GetGrain<IMemberCalendarGrain>(caller.Value.Member.Value);

    private static Task Send(HttpContext context, string state, string name, IReadOnlyList<DirectoryEntry> entries, NetworkBodies bodies, TimeProvider clock, string? cache)
    {
        // What is in the calendar moves on with the day.
        var now = clock.GetUtcNow();
        var groups = entries.Select(entry => new CalendarGroup(entry, bodies.Find(entry.Listing.Body)?.Holidays ?? []));
        return FeedAnswers.Send(
            context,
            $"{state}.{now:yyyyMMdd}",
            ContentType,
            (stream, stop) => stream.WriteAsync(Encoding.UTF8.GetBytes(new GroupCalendar(FeedAnswers.Site(context.Request), now).Write(name, groups)), stop).AsTask(),
            cache);
    }

    private static List<DirectoryEntry> InOrder(IEnumerable<DirectoryEntry> entries) =>
        [.. entries.OrderBy(entry => entry.CreatedAt).ThenBy(entry => entry.Group.Value, StringComparer.Ordinal)];

    private static string? Name(string file) => file.EndsWith(Extension, StringComparison.Ordinal) && file.Length > Extension.Length ? file[..^Extension.Length] : null;

    private static string Key(string token) => "c" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
