using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Standalone.Rehearsal;

/// <param name="Peers">How many simulated peers the room should have, 1 to 20.</param>
internal sealed record RehearsalRequest(int Peers);

/// <summary>The demo alone has these: whoever leads a session fills the room with simulated peers, or empties it again.</summary>
internal static class RehearsalEndpoints
{
    public static readonly Refusal PeersInvalid = new("rehearsal.peers_invalid", RefusalKind.Invalid, "Ask for 1 to 20 simulated peers.");
    public static readonly Refusal TooMany = new("rehearsal.too_many", RefusalKind.LimitReached, "Enough sessions of the demo are rehearsing. End one of them first.");

    public static void MapRehearsal(this IEndpointRouteBuilder routes)
    {
        var rehearsal = routes.MapGroup("/v1/sessions/{sessionId}/rehearsal").WithTags("Demo").RequireAuthorization();
        rehearsal.MapPost("/", Fill).WithName("StartRehearsal").Accepts<RehearsalRequest>("application/json").Describe(
            "Fill the room with simulated peers",
            "In the demo alone, for those who lead. The peers come within seconds, marked as simulated, and take part until they are sent away or the session ends. "
            + "The number is how many there should be in all, 1 to 20.",
            [403, 404, 409, 429],
            request: """{"peers":8}""");
        rehearsal.MapDelete("/", Clear).WithName("EndRehearsal").Describe(
            "Send the simulated peers away",
            "In the demo alone, for those who lead. Everyone simulated leaves.",
            [403, 404, 409]);
    }

    private static async Task<Results<Accepted, ProblemHttpResult>> Fill(
        string sessionId, CurrentCaller caller, HttpRequest request, IGrainFactory grains, RehearsalDesk desk)
    {
        if ((await JsonBody.Read<RehearsalRequest>(request)).Failed(out var problem, out var body))
        {
            return problem;
        }

        if (await WhyNot(sessionId, caller, grains) is { } refusal)
        {
            return refusal.ToProblem();
        }

        if (body.Peers is < 1 or > RehearsalDesk.PeersMax)
        {
            return PeersInvalid.ToProblem();
        }

        return desk.Fill(new SessionId(sessionId), body.Peers) ? TypedResults.Accepted((string?)null) : TooMany.ToProblem();
    }

    private static async Task<Results<NoContent, ProblemHttpResult>> Clear(
        string sessionId, CurrentCaller caller, IGrainFactory grains, RehearsalDesk desk)
    {
        if (await WhyNot(sessionId, caller, grains) is { } refusal)
        {
            return refusal.ToProblem();
        }

        desk.Clear(new SessionId(sessionId));
        return TypedResults.NoContent();
    }

    private static async Task<Refusal?> WhyNot(string sessionId, CurrentCaller caller, IGrainFactory grains)
    {
        if (RouteIds.Session(sessionId) is not { } session)
        {
            return SessionRefusals.NotFound;
        }

        var look = await GrainCalls.Twice(() => grains.GetGrain<ISessionGrain>(session.Value).Look(caller.Value));
        return look.View switch
        {
            null => look.Refusal,
            { Status.Status: SessionStatus.Closed } => SessionRefusals.Closed,
            { Me.Leads: true } => null,
            _ => SessionRefusals.FacilitatorsOnly,
        };
    }
}
