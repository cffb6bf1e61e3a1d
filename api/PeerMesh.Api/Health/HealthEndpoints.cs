using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;

namespace PeerMesh.Api.Health;

/// <summary>What an orchestrator asks.</summary>
internal static class HealthEndpoints
{
    private sealed record HealthResponse(string Status);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").WithTags("Health");
        health.MapGet("/live", Live).WithName("IsLive").Describe(
            "Does the process run", "Asks nothing of the cluster: a restart of this process would not mend the cluster.", answer: """{"status":"live"}""");
        health.MapGet("/ready", Ready).WithName("IsReady").Describe(
            "Does the gateway take calls", "The cluster was reached, the keys are here, and the process is not stopping.", answer: """{"status":"ready"}""");
    }

    /// <summary>The process answers: whatever else is wrong, a restart of this process would not mend it.</summary>
    private static Ok<HealthResponse> Live() => TypedResults.Ok(new HealthResponse("live"));

    /// <summary>
    /// The cluster was reached, the keys are here and nobody asked us to stop. A cluster that goes away later does not turn
    /// every replica unready at once: callers hear 503 with Retry-After from us rather than nothing from the balancer.
    /// </summary>
    private static Results<Ok<HealthResponse>, ProblemHttpResult> Ready(KeyRingLoader keys, IHostApplicationLifetime lifetime) =>
        keys.Loaded && !lifetime.ApplicationStopping.IsCancellationRequested
            ? TypedResults.Ok(new HealthResponse("ready"))
            : GatewayRefusals.Unavailable.ToProblem(StatusCodes.Status503ServiceUnavailable);
}
