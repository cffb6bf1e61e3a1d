using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>The tests of one cluster come one after the other, and beside no others: they measure silences and stop processes.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class OneCluster : ICollectionFixture<ClusterFixture>
{
    public const string Name = "Cluster";
}

/// <summary>Three silos and two gateways, whole again before each test.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    private TestCluster? _cluster;

    internal async Task<TestCluster> Whole()
    {
        _cluster ??= await TestCluster.Start(silos: 3, gateways: 2);
        await _cluster.Heal();
        return _cluster;
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_cluster is not null)
        {
            await _cluster.DisposeAsync();
        }
    }
}
