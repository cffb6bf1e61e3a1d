using System.Globalization;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Sessions;

/// <param name="Version">The session's version after the command; wait for it on the event stream.</param>
internal sealed record ReceiptResponse(long Version);

internal static class SessionEndpoints
{
    public static void MapSessions(this IEndpointRouteBuilder routes)
    {
        var session = routes.MapGroup("/v1/sessions/{sessionId}").WithTags("Sessions").RequireAuthorization();
        session.MapGet("/", Look).WithName("GetSession").Describe(
            "The session as you may see it",
            "Who is not in it sees the door: title, guidelines, whether it is open. Who waits in the lobby sees that as well. In the room one sees the room; "
            + "those who lead also see the lobby and everyone's floor time. The ETag is the version.",
            [404]);
        session.MapGet("/minutes", Minutes).WithName("GetSessionMinutes").Describe(
            "What the meeting came to",
            "Planned and used time, and attendance: everyone's for those who lead, else your own. Nothing of what was said.",
            [403, 404]);
        session.MapGet("/check-out", LookAtCheckOut).WithName("GetSessionCheckOut").Describe(
            "The questions at the end",
            "Whether you can answer them now, and have. Those who lead also see what the answers come to, once three people have answered; nobody sees whose they are.",
            [403, 404]);
        session.MapPost("/check-out", CheckOut).WithName("CheckOutOfSession").Accepts<CheckOutAnswers>("application/json").Produces(204).Describe(
            "Answer the questions at the end",
            "Optional and anonymous: in the last part of the meeting and for a week after it, once. What is kept are sums and the words without a name.",
            [403, 404, 409],
            request: """{"feltHeard":5,"comeBack":"yes","words":"Thank you all."}""");
        session.MapGet("/events", StreamEndpoint.Stream).WithName("FollowSession").Produces<SessionMessage>(200, "text/event-stream").Produces(204).Describe(
            "Follow the session",
            "Server-sent events. Without a resume point, or too far behind it, the stream starts with an event named `snapshot` whose data is a SessionView. "
            + "Then comes one message per version, each once, in order, without gaps: its id is the version, its name the event's type, its data a SessionMessage. "
            + "Your state is `{...state, ...now}`; where `whole` is true it is `now`. A message named `quiet` says only that the version went up. "
            + "Every 15 seconds comes a comment, so that silence means a broken connection. The stream ends after `sessionClosed`, and with the last message to somebody who left or was removed; "
            + "coming back after the end of a session gives 204. While a stream is open its reader is present.",
            [400, 403, 404, 429]);
        routes.MapPost("/v1/sessions/{sessionId}/commands", Submit).Directly().WithTags("Sessions").WithName("SubmitSessionCommand").Accepts<SessionCommand>("application/json").Describe(
            "Do something",
            "One wish: `type` says which, `commandId` is yours to make and new for every wish. The answer is the version after it; what changed comes on the event stream. "
            + "The same command again, with the same id, gives the same answer, so try again freely. The same id with another body is refused (`session.command_id_reused`). "
            + "A command about a turn or phase that is over gets 409 and the present `session`.",
            [403, 404, 409, 429],
            request: """{"type":"raiseHand","commandId":"c-77"}""",
            answer: """{"version":18}""");
    }

    private static async Task<Results<Ok<SessionView>, StatusCodeHttpResult, ProblemHttpResult>> Look(
        string sessionId, CurrentCaller caller, HttpContext context, IGrainFactory grains)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return SessionRefusals.NotFound.ToProblem();
        }

        var look = await GrainCalls.Twice(() => Grain(grains, session).Look(caller.Value));
        if (look.View is not { } view)
        {
            return look.Refusal!.ToProblem();
        }

        var tag = string.Create(CultureInfo.InvariantCulture, $"\"{view.Version}\"");
        context.Response.Headers.ETag = tag;
        return context.Request.Headers.IfNoneMatch == tag ? TypedResults.StatusCode(StatusCodes.Status304NotModified) : TypedResults.Ok(view);
    }

    private static async Task<Results<Ok<MinutesView>, ProblemHttpResult>> Minutes(string sessionId, CurrentCaller caller, IGrainFactory grains)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return SessionRefusals.NotFound.ToProblem();
        }

        var look = await GrainCalls.Twice(() => Grain(grains, session).Minutes(caller.Value));
        return look.Minutes is { } minutes ? TypedResults.Ok(minutes) : look.Refusal!.ToProblem();
    }

    private static async Task<Results<Ok<CheckOutView>, ProblemHttpResult>> LookAtCheckOut(string sessionId, CurrentCaller caller, IGrainFactory grains)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return SessionRefusals.NotFound.ToProblem();
        }

        var look = await GrainCalls.Twice(() => Grain(grains, session).LookAtCheckOut(caller.Value));
        return look.View is { } view ? TypedResults.Ok(view) : look.Refusal!.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> CheckOut(
        string sessionId, CurrentCaller caller, HttpRequest request, IGrainFactory grains)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return SessionRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<CheckOutAnswers>(request)).Failed(out var problem, out var answers))
        {
            return problem;
        }

        // Once only: a second try after a lost answer would be told that there are answers already.
        var receipt = await Grain(grains, session).CheckOut(caller.Value, answers);
        return receipt.Refusal is { } refusal ? refusal.ToProblem() : TypedResults.NoContent();
    }

    private static async Task<Results<Ok<ReceiptResponse>, ProblemHttpResult>> Submit(
        string sessionId, DirectCallers callers, HttpContext context, IGrainFactory grains)
    {
        var (caller, unknown) = await callers.Find(context);
        if (caller is null)
        {
            return unknown!;
        }

        if (RouteIds.Session(sessionId) is not { } session)
        {
            return SessionRefusals.NotFound.ToProblem();
        }

        if ((await JsonBody.Read<SessionCommand>(context.Request)).Failed(out var problem, out var command))
        {
            return problem;
        }

        // The second try carries the same command id, so it cannot do anything twice.
        var receipt = await GrainCalls.Twice(() => Grain(grains, session).Submit(caller.Value, command));
        if (receipt.Refusal is not { } refusal)
        {
            return TypedResults.Ok(new ReceiptResponse(receipt.Version));
        }

        return receipt.Present is { } present
            ? refusal.ToProblem(Problems.StatusOf(refusal.Kind), ("session", present))
            : refusal.ToProblem();
    }

    private static ISessionGrain Grain(IGrainFactory grains, SessionId session) => grains.GetGrain<ISessionGrain>(session.Value);
}
