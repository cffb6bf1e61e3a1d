namespace PeerMesh.SystemTests.Cluster;

/// <summary>How long a live session may be silent. The promise is for a machine that is not busy with other things.</summary>
/// <remarks>
/// A build machine is, so there the figure of each run is printed and kept with its history, and not judged; docs/faults.md has those of an idle
/// machine. With PEERMESH_STRICT_BUDGETS=true the promise is asserted.
/// </remarks>
internal static class Budget
{
    public static readonly TimeSpan RollingRestart = TimeSpan.FromSeconds(2);
    public static readonly TimeSpan KilledSilo = TimeSpan.FromSeconds(10);
    public static readonly TimeSpan LostHost = TimeSpan.FromSeconds(25);
    public static readonly TimeSpan DatabaseRestart = TimeSpan.FromSeconds(10);

    private static readonly bool Strict = string.Equals(Environment.GetEnvironmentVariable("PEERMESH_STRICT_BUDGETS"), "true", StringComparison.OrdinalIgnoreCase);

    public static void AssertKept(TimeSpan budget, IReadOnlyList<TimeSpan> silences)
    {
        var longest = silences.Max();
        Assert.True(!Strict || longest < budget, $"A session was silent for {longest.TotalSeconds:F1} s; the promise is {budget.TotalSeconds} s.");
    }
}
