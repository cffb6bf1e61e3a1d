using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using Orleans.Storage;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

[Collection(ClusterGroup.Name)]
public sealed class SessionWarmUpTests(ClusterFixture cluster)
{
    // A rule that changed so that the made-up meeting cannot take place any more would leave silos cold, with a warning as the only trace.
    [Fact]
    public void A_silo_plays_a_meeting_to_nobody_before_it_joins()
    {
        var services = cluster.Cluster.Silos[0].ServiceProvider;

        SessionWarmUp.Run(services.GetRequiredService<IGrainStorageSerializer>(), services.GetRequiredService<Serializer>());
    }
}
