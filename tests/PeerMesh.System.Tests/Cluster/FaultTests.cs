using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>Whatever happens to the cluster, nothing acknowledged is lost or doubled, and meetings go on.</summary>
[Collection(OneCluster.Name)]
public sealed class FaultTests(ClusterFixture fixture)
{
    [PostgresFact]
    public async Task A_silo_that_is_asked_to_stop()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "sigterm");
        var holder = await cluster.HolderOf(meetings.Rooms[0].Session);

        meetings.Happened($"SIGTERM to {holder.Name}");
        Assert.Equal(0, await holder.Process.Stop());
        await meetings.Answers();

        Budget.AssertKept(Budget.RollingRestart, await meetings.End());
    }

    [PostgresFact]
    public async Task All_silos_restarted_one_after_the_other()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "rolling-restart");

        foreach (var silo in cluster.Silos)
        {
            meetings.Happened($"SIGTERM to {silo.Name}");
            Assert.Equal(0, await silo.Process.Stop());
            await silo.Start();
            await meetings.Answers(10);
        }

        Budget.AssertKept(Budget.RollingRestart, await meetings.End());
    }

    [PostgresFact]
    public async Task Both_gateways_restarted_one_after_the_other()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "rolling-gateways");

        foreach (var gateway in cluster.Gateways)
        {
            meetings.Happened($"SIGTERM to {gateway.Name}");
            Assert.Equal(0, await gateway.Process.Stop());
            await gateway.Start();
            await meetings.Answers(10);
        }

        Budget.AssertKept(Budget.RollingRestart, await meetings.End());
    }

    [PostgresFact]
    public async Task Kill_of_the_silo_that_holds_a_session()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "kill-silo");
        var holder = await cluster.HolderOf(meetings.Rooms[0].Session);

        meetings.Happened($"SIGKILL to {holder.Name}");
        await holder.Process.Kill();
        await meetings.Answers();

        Budget.AssertKept(Budget.KilledSilo, await meetings.End());
    }

    [PostgresFact]
    public async Task Kill_of_all_silos_and_their_restart()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "kill-all");

        meetings.Happened("SIGKILL to all silos");
        await Task.WhenAll(cluster.Silos.Select(silo => silo.Process.Kill()));
        await cluster.Heal();
        await meetings.Answers();

        await meetings.End();
    }

    [PostgresFact]
    public async Task Kill_of_a_gateway()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "kill-gateway");

        meetings.Happened($"SIGKILL to {cluster.Gateways[0].Name}");
        await cluster.Gateways[0].Process.Kill();
        await meetings.Answers();

        Budget.AssertKept(Budget.KilledSilo, await meetings.End());
    }

    [PostgresFact]
    public async Task A_fast_restart_of_the_database()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "database-restart");

        meetings.Happened("fast restart of PostgreSQL");
        await cluster.Postgres.RestartFast();
        await meetings.Answers();

        Budget.AssertKept(Budget.DatabaseRestart, await meetings.End());
    }

    [PostgresFact]
    public async Task A_crash_of_the_database()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "database-crash");

        meetings.Happened("crash of PostgreSQL");
        await cluster.Postgres.Crash();
        await meetings.Answers();

        Budget.AssertKept(Budget.DatabaseRestart, await meetings.End());
    }

    [PostgresFact]
    public async Task A_database_that_stands_still_for_ten_seconds()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "database-freeze");

        meetings.Happened("freeze of PostgreSQL");
        cluster.Postgres.Freeze();
        await Task.Delay(TimeSpan.FromSeconds(10));
        cluster.Postgres.Thaw();
        meetings.Happened("thaw of PostgreSQL");
        await meetings.Answers();

        await meetings.End();
    }

    [PostgresFact]
    public async Task A_silo_that_stands_still_for_half_a_minute_and_comes_back()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "silo-freeze");
        var holder = await cluster.HolderOf(meetings.Rooms[0].Session);

        meetings.Happened($"SIGSTOP to {holder.Name}");
        holder.Process.Signal(Signals.Stop);
        await Task.Delay(TimeSpan.FromSeconds(30));

        // It still believes that it holds the session, and has not heard that it was voted dead.
        holder.Process.Signal(Signals.Continue);
        meetings.Happened($"SIGCONT to {holder.Name}");
        await meetings.Answers();

        Budget.AssertKept(Budget.LostHost, await meetings.End());
    }
}
