using System.ComponentModel;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Search;

namespace PeerMesh.Api.Finding;

internal static class FindingEndpoints
{
    private const int PlacesMax = 10;

    /// <summary>Seconds until a gateway that has just started has read the directory.</summary>
    private const string RetryAfter = "2";

    private static readonly string[] NoValues = [];

    private static readonly Refusal NotYet = new("directory.not_ready", RefusalKind.Conflict, "The directory is still being read here. Try again in a few seconds.");

    private static readonly Refusal PlaceMissing = new("directory.invalid_parameter", RefusalKind.Invalid, "\"q\" is the beginning of a place's name, or a ZIP code.");

    public static void MapFinding(this IEndpointRouteBuilder routes)
    {
        var directory = routes.MapGroup("/v1/directory").WithTags("Directory");
        directory.MapGet("/groups", Search).WithName("FindGroups").Describe(
            "Find groups",
            "All public groups that fit everything asked for, a page at a time; needs no sign-in. Several values of one parameter (given again, or with commas) are alternatives, of `access` all are wanted. "
            + "Days and times are those of the searcher's `zone`, and of the coming seven days. A meeting that began within the last `grace` minutes can still be come to. "
            + "`next` of a page is the `cursor` of the next one, with the same other parameters; groups that come or go in between neither repeat nor hide others.",
            [400]);
        directory.MapGet("/groups/{slug}", Look).WithName("GetListedGroup").Describe(
            "One group of the directory", "Everything it says of itself, with its coming meetings. By its slug or its id.", [404]);
        directory.MapGet("/facets", Facets).WithName("CountGroups").Describe(
            "Count groups by what can be asked for", "Takes the parameters of `/v1/directory/groups`. For each facet how many groups each of its values would give.", [400]);
        directory.MapGet("/places", Places).WithName("FindPlaces").Describe(
            "Find a place by name",
            "Towns, counties and ZIP codes of the United States, and every town a group meets in; at most ten, the likeliest first.",
            [400],
            answer: """{"places":[{"name":"Tampa, FL","latitude":27.97,"longitude":-82.48,"groups":12}]}""");
    }

    private static Results<FoundGroupsResult, ProblemHttpResult> Search([AsParameters] SearchParameters parameters, HttpContext context, DirectoryIndex directory, GroupCards cards, TimeProvider clock)
    {
        _ = parameters;
        if (Read(context, directory, clock).Failed(out var problem, out var read))
        {
            return problem;
        }

        return new FoundGroupsResult(read, directory.Search(read.Query!, read.Cursor), directory.Bodies, cards);
    }

    private static Results<Ok<ListedGroupResponse>, ProblemHttpResult> Look(string slug, HttpContext context, DirectoryIndex directory, TimeProvider clock) =>
        (directory.FindBySlug(slug) ?? (RouteIds.Group(slug) is { } id ? directory.Find(id) : null)) is { } entry
            ? TypedResults.Ok(ListedGroupResponse.Of(entry, directory.Bodies, clock.GetUtcNow()))
            : directory.IsWhole ? GroupRefusals.NotFound.ToProblem() : Unready(context);

    private static Results<Ok<FacetsResponse>, ProblemHttpResult> Facets([AsParameters] SearchParameters parameters, HttpContext context, DirectoryIndex directory, TimeProvider clock)
    {
        _ = parameters;
        return Read(context, directory, clock).Failed(out var problem, out var read)
            ? problem
            : TypedResults.Ok(FacetsResponse.Of(directory.Facets(read.Query!), directory.Bodies));
    }

    private static Results<Ok<PlacesResponse>, ProblemHttpResult> Places(
        [Description("The beginning of a town's or county's name, with its state or without, or a ZIP code.")] string? q, DirectoryIndex directory) =>
        q?.Trim() is { Length: > 0 and <= 100 } text
            ? TypedResults.Ok(new PlacesResponse([.. directory.FindPlaces(text, PlacesMax).Select(PlaceResponse.Of)]))
            : PlaceMissing.ToProblem();

    private static (ProblemHttpResult? Problem, ReadQuery? Query) Read(HttpContext context, DirectoryIndex directory, TimeProvider clock)
    {
        if (!directory.IsWhole)
        {
            return (Unready(context), null);
        }

        var asked = context.Request.Query;
        if (asked.Keys.FirstOrDefault(name => !QueryReader.Names.Contains(name)) is { } unknown)
        {
            return (GatewayRefusals.UnknownParameter(unknown).ToProblem(), null);
        }

        var read = QueryReader.Read(name => asked.TryGetValue(name, out var values) ? values : NoValues, directory, clock.GetUtcNow());
        return read.Problem is { } wrong
            ? (new Refusal(wrong.Code, RefusalKind.Invalid, wrong.Why).ToProblem(StatusCodes.Status400BadRequest, ("parameter", wrong.Parameter)), null)
            : (null, read);
    }

    private static bool Failed(this (ProblemHttpResult? Problem, ReadQuery? Query) read, out ProblemHttpResult problem, out ReadQuery query)
    {
        (problem, query) = (read.Problem!, read.Query!);
        return read.Problem is not null;
    }

    internal static ProblemHttpResult Unready(HttpContext context)
    {
        context.Response.Headers.RetryAfter = RetryAfter;
        return NotYet.ToProblem(StatusCodes.Status503ServiceUnavailable);
    }
}

/// <summary>The parameters of a search, for the description of the API; <see cref="QueryReader"/> reads them, and says what is wrong with one.</summary>
internal sealed record SearchParameters(
    [property: FromQuery(Name = "q"), Description("Words, typing errors forgiven: of the name, the topics, what it is about, the place.")] string? Words,
    [property: FromQuery(Name = "topic"), Description("Topics, such as anxiety or grief.")] string[]? Topic,
    [property: FromQuery(Name = "audience"), Description("Who it is for, such as women or veterans.")] string[]? Audience,
    [property: FromQuery(Name = "language"), Description("BCP 47 tags: es finds es-MX too.")] string[]? Language,
    [property: FromQuery(Name = "venue"), Description("inPerson, virtual or hybrid.")] string[]? Venue,
    [property: FromQuery(Name = "way"), Description("How to take part: inPerson, online or phone. A hybrid group is found as inPerson and as online.")] string[]? Way,
    [property: FromQuery(Name = "kind"), Description("supportGroup, mentoringCircle or training.")] string[]? Kind,
    [property: FromQuery(Name = "openness"), Description("open or members.")] string[]? Openness,
    [property: FromQuery(Name = "series"), Description("ongoing, limited or closed.")] string[]? Series,
    [property: FromQuery(Name = "ages"), Description("adults or teens.")] string[]? Ages,
    [property: FromQuery(Name = "access"), Description("Access needs, all of which have to be met, such as step-free or sign-language.")] string[]? Access,
    [property: FromQuery(Name = "type"), Description("Codes of what meetings are like, those of Meeting Guide where one fits.")] string[]? Type,
    [property: FromQuery(Name = "proof"), Description("true: groups that confirm attendance.")] string[]? Proof,
    [property: FromQuery(Name = "body"), Description("The id of a body; its branches count too.")] string? Body,
    [property: FromQuery(Name = "branches"), Description("false: the groups of the body alone.")] string? Branches,
    [property: FromQuery(Name = "when"), Description("now (one may walk in), next (now or within three hours), today, tomorrow; without it any time.")] string? When,
    [property: FromQuery(Name = "day"), Description("Days of the week, such as tuesday.")] string[]? Day,
    [property: FromQuery(Name = "from"), Description("The meeting begins at or after this time, HH:mm.")] string? From,
    [property: FromQuery(Name = "to"), Description("The meeting begins before this time, HH:mm; where that is not after from, on the next day.")] string? To,
    [property: FromQuery(Name = "zone"), Description("IANA name of the searcher's zone. Without it that of most groups; the answer names it.")] string? Zone,
    [property: FromQuery(Name = "grace"), Description("Minutes after its beginning within which a meeting can still be come to, 0 to 120; 15 without it.")] string? Grace,
    [property: FromQuery(Name = "near"), Description("A town with its state, or a ZIP code. With lat and lon it is only a name for them.")] string? Near,
    [property: FromQuery(Name = "lat"), Description("Degrees north.")] string? Latitude,
    [property: FromQuery(Name = "lon"), Description("Degrees east.")] string? Longitude,
    [property: FromQuery(Name = "miles"), Description("How far from there, 1 to 500; 25 without it.")] string? Miles,
    [property: FromQuery(Name = "orOnline"), Description("true: groups on line too, wherever they are.")] string? OrOnline,
    [property: FromQuery(Name = "sort"), Description("next, distance, relevance or name. Without it by relevance where there are words, by distance where there is a place and no time, else by the next meeting.")] string? Sort,
    [property: FromQuery(Name = "limit"), Description("Groups on a page, 1 to 100; 20 without it.")] string? Limit,
    [property: FromQuery(Name = "cursor"), Description("The next of the page before.")] string? Cursor);
