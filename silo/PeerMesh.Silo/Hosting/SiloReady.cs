using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace PeerMesh.Silo.Hosting;

/// <summary>Ready while the silo takes calls: joined, and not stopping.</summary>
internal sealed class SiloReady(ISiloStatusOracle oracle) : IHealthCheck
{
    public const string Tag = "ready";

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(oracle.CurrentStatus == SiloStatus.Active
            ? HealthCheckResult.Healthy()
            : new HealthCheckResult(context.Registration.FailureStatus, $"The silo is {oracle.CurrentStatus}."));
}
