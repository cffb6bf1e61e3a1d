using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

[Collection(OneCluster.Name)]
public sealed class ScaleTests(ClusterFixture fixture)
{
    [PostgresFact]
    public async Task Sessions_go_on_while_one_silo_becomes_three_and_one_again()
    {
        var cluster = await fixture.Whole();
        await Task.WhenAll(cluster.Silos.Skip(1).Select(silo => silo.Process.Stop()));
        await using var meetings = await Meetings.Begin(cluster, "scale");
        Assert.Equal(1, await cluster.ActiveSilos());

        meetings.Happened("from one silo to three");
        await Task.WhenAll(cluster.Silos.Skip(1).Select(silo => silo.Start()));
        await meetings.Answers(10);
        Assert.Equal(3, await cluster.ActiveSilos());

        // The silo that held everything goes first: what it held is on the new ones then.
        meetings.Happened("from three silos to one");
        await cluster.Silos[0].Process.Stop();
        await meetings.Answers(10);
        Assert.Equal(2, await cluster.ActiveSilos());
        await cluster.Silos[1].Process.Stop();
        await meetings.Answers(10);
        Assert.Equal(1, await cluster.ActiveSilos());

        Budget.AssertKept(Budget.RollingRestart, await meetings.End());
    }
}
