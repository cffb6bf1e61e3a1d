using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>The checker bites: a silo that answers before it has stored is found out.</summary>
[Collection(OneCluster.Name)]
public sealed class MistakeTests
{
    private static readonly TimeSpan BuildsWithin = TimeSpan.FromMinutes(10);

    [PostgresFact]
    public async Task A_silo_that_acknowledges_before_the_write_is_found_to_lose_commands()
    {
        var mistaken = await Build();
        await using var cluster = await TestCluster.Start(silos: 1, gateways: 1, mistaken);
        await using var meetings = await Meetings.Begin(cluster, "acknowledged-too-early", rooms: 1);

        // The database holds still, the silo goes on acknowledging, and then there is no silo.
        meetings.Happened("freeze of PostgreSQL");
        cluster.Postgres.Freeze();
        await meetings.Answers(20);
        await cluster.Silos[0].Process.Kill();
        cluster.Postgres.Thaw();
        await cluster.Heal();
        await meetings.Answers(10);

        var faults = await meetings.Faults();

        Console.WriteLine($"acknowledged-too-early: {faults.Count(fault => fault.Contains("is not in storage", StringComparison.Ordinal))} acknowledged commands lost.");
        Assert.Contains(faults, fault => fault.Contains("is not in storage", StringComparison.Ordinal));
    }

    [PostgresFact]
    public async Task It_cannot_be_published()
    {
        var (exitCode, output) = await DotNet("publish", "-p:AcknowledgeBeforeWrite=true", "-o", Path.Combine(Path.GetTempPath(), "peermesh-never-published"));

        Assert.NotEqual(0, exitCode);
        Assert.Contains("AcknowledgeBeforeWrite is for the tests of the cluster alone", output, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Path.GetTempPath(), "peermesh-never-published")));
    }

    // Built on the way, into a folder of its own: nobody who builds the solution has it lying around.
    private static async Task<string> Build()
    {
        var (exitCode, output) = await DotNet("build", "-p:AcknowledgeBeforeWrite=true");
        Assert.True(exitCode == 0, output);
        return Path.Combine(Root(), "artifacts", "acknowledge-before-write", "bin", "PeerMesh.Silo", Configuration().ToLowerInvariant(), "PeerMesh.Silo.dll");
    }

    private static Task<(int ExitCode, string Output)> DotNet(string verb, params string[] arguments) => RunningProcess.Run(
        "dotnet",
        [verb, Path.Combine(Root(), "silo", "PeerMesh.Silo"), "-c", Configuration(), "--nologo", "-v", "q", .. arguments],
        new Dictionary<string, string> { ["MSBUILDDISABLENODEREUSE"] = "1", ["DOTNET_CLI_UI_LANGUAGE"] = "en" },
        BuildsWithin);

    // artifacts/bin/PROJECT/CONFIGURATION is where this test is.
    private static string Configuration() => new DirectoryInfo(AppContext.BaseDirectory).Name is "release" ? "Release" : "Debug";

    private static string Root() => new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.FullName;
}
