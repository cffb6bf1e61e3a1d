using System.Collections.Immutable;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Api.Membership;

/// <param name="Name">What those who lead see; left out it is your name in the group.</param>
/// <param name="RequestId">Made by the client, 1 to 64 characters: the same request sent twice is done once.</param>
internal sealed record RegisterRequest(string? Name = null, string? RequestId = null);

/// <summary>One date, and where you stand with it.</summary>
/// <param name="Place">Your place in the line, counted from 1.</param>
/// <param name="OfferedUntil">A place is held for you until then.</param>
/// <param name="Free">Places that nobody has and nobody waits for.</param>
/// <param name="FirstToArriveAt">From then on a free place is for whoever takes it first.</param>
internal sealed record DateResponse(
    SessionId Session,
    GroupId Group,
    DateTimeOffset StartsAt,
    DateTimeOffset EndsAt,
    bool TakesPlace,
    bool Registration,
    DateState State,
    int? Place,
    DateTimeOffset? OfferedUntil,
    int Places,
    int Free,
    int Waiting,
    DateTimeOffset FirstToArriveAt)
{
    public static DateResponse Of(DateStanding date) => new(
        date.Session, date.Group, date.StartsAt, date.EndsAt, date.TakesPlace, date.Registration, date.State, date.Place, date.OfferedUntil,
        date.Places, date.Free, date.Waiting, date.FirstToArriveAt);
}

/// <summary>Names alone: who came in the end is each person's own to know.</summary>
internal sealed record DateDeskResponse(int Places, ImmutableList<string> Going, ImmutableList<DateWaiting> Line);

/// <summary>Who comes to one date of a group.</summary>
internal static class RegistrationEndpoints
{
    private const string DateExample =
        """{"session":"q3zr5yhm2ktx7wbna4cd.2026-03-03-tue","group":"q3zr5yhm2ktx7wbna4cd","startsAt":"2026-03-04T00:00:00Z","endsAt":"2026-03-04T01:30:00Z","takesPlace":true,"registration":true,"state":"waitlisted","place":2,"offeredUntil":null,"places":8,"free":0,"waiting":3,"firstToArriveAt":"2026-03-03T23:50:00Z"}""";

    public static void MapRegistrations(this IEndpointRouteBuilder routes)
    {
        var dates = routes.MapGroup("/v1/sessions/{sessionId}/registration").WithTags("Dates");
        dates.MapGet("/", Look).WithName("GetRegistration").Describe(
            "Where do I stand with this date",
            "The session's id is the group's id, a full stop, and the date's id from the group's next dates. Needs no sign-in; without one the state is `none`.",
            [404],
            answer: DateExample);
        dates.MapPost("/", Register).WithName("RegisterForDate").Accepts<RegisterRequest>("application/json").RequireAuthorization().Describe(
            "Come to this date, or wait for a place",
            "You go (`going`) or are in the line (`waitlisted`); while a place is held for you (`offered`) this takes it. "
            + "Where the group bounds how many coming dates one may hold, `registration.too_many_dates` says how many you have.",
            [403, 404, 409, 429],
            request: """{"requestId":"d-1"}""",
            answer: DateExample);
        dates.MapPost("/cancel", Cancel).WithName("CancelRegistration").Accepts<PlainRequest>("application/json").RequireAuthorization().Describe(
            "Give the place back, or leave the line",
            "The next in line is offered it at once.",
            [404, 409],
            request: """{"requestId":"d-2"}""",
            answer: DateExample);
        dates.MapPost("/take", Take).WithName("TakeDatePlace").Accepts<PlainRequest>("application/json").RequireAuthorization().Describe(
            "Take the place that is held",
            "From ten minutes before the start on nothing is held: then whoever of the line takes a free place first has it.",
            [404, 409],
            request: """{"requestId":"d-3"}""",
            answer: DateExample);
        dates.MapGet("/desk", Desk).WithName("GetRegistrationDesk").RequireAuthorization().Describe(
            "Who comes", "Names, for those who lead the group. Who was there in the end is not told.", [403, 404]);
    }

    private static async Task<Results<Ok<DateResponse>, ProblemHttpResult>> Look(string sessionId, HttpContext context, IGrainFactory grains) =>
        RouteIds.Session(sessionId) is { } session
        && await GrainCalls.Twice(() => Grain(grains, session).Standing(context.User.AsCaller())) is { } date
            ? TypedResults.Ok(DateResponse.Of(date))
            : DateRefusals.NoSuchDate.ToProblem();

    private static async Task<Results<Ok<DateResponse>, ProblemHttpResult>> Register(
        string sessionId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        (await JsonBody.Read<RegisterRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : await Ask(sessionId, caller, new Register(body.Name) { RequestId = MembershipEndpoints.IdOr(body.RequestId) }, grains);

    private static async Task<Results<Ok<DateResponse>, ProblemHttpResult>> Cancel(
        string sessionId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        (await JsonBody.Read<PlainRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : await Ask(sessionId, caller, new CancelDate { RequestId = MembershipEndpoints.IdOr(body.RequestId) }, grains);

    private static async Task<Results<Ok<DateResponse>, ProblemHttpResult>> Take(
        string sessionId, CurrentCaller caller, HttpRequest request, IGrainFactory grains) =>
        (await JsonBody.Read<PlainRequest>(request)).Failed(out var problem, out var body)
            ? problem
            : await Ask(sessionId, caller, new TakeDatePlace { RequestId = MembershipEndpoints.IdOr(body.RequestId) }, grains);

    private static async Task<Results<Ok<DateDeskResponse>, ProblemHttpResult>> Desk(string sessionId, CurrentCaller caller, IGrainFactory grains)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return DateRefusals.NoSuchDate.ToProblem();
        }

        var look = await GrainCalls.Twice(() => Grain(grains, session).Desk(caller.Value));
        return look.Desk is { } desk ? TypedResults.Ok(new DateDeskResponse(desk.Places, desk.Going, desk.Line)) : look.Refusal!.ToProblem();
    }

    private static async Task<Results<Ok<DateResponse>, ProblemHttpResult>> Ask(string sessionId, CurrentCaller caller, DateCommand command, IGrainFactory grains)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return DateRefusals.NoSuchDate.ToProblem();
        }

        var receipt = await GrainCalls.Twice(() => Grain(grains, session).Ask(caller.Value, command));
        return receipt.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.Ok(DateResponse.Of(receipt.Standing!));
    }

    private static IRegistrationGrain Grain(IGrainFactory grains, SessionId session) => grains.GetGrain<IRegistrationGrain>(session.Value);
}
