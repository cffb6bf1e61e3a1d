using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>Another activation has taken a session over, and this one has not heard of it: silos that lost sight of each other.</summary>
[Collection(ClusterGroup.Name)]
public sealed class OvertakenTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_client_that_knows_more_shows_an_activation_that_it_was_overtaken()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        var known = await room.Do(Room.Facilitator, new Lock { CommandId = "1" });
        await WriteElsewhere(room);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Connect("ana", after: known + 3));

        // The next activation has read what the other one wrote.
        Assert.Equal(known, (await room.Connect("ana", after: known)).After);
    }

    [Fact]
    public async Task A_client_that_says_it_knows_more_than_there_is_begins_with_a_snapshot()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        var known = await room.Do(Room.Facilitator, new Lock { CommandId = "1" });
        var writes = cluster.Storage.WritesOf(room.Key);

        var start = await room.Connect("ana", after: known + 1000);

        Assert.NotNull(start.Snapshot);
        Assert.Equal(writes + 1, cluster.Storage.WritesOf(room.Key));
    }

    [Fact]
    public async Task A_gateway_that_was_told_more_shows_it_too()
    {
        var room = await Room.Gathered(cluster);
        var known = await room.Do(Room.Facilitator, new Lock { CommandId = "1" });

        await Assert.ThrowsAsync<StorageUnavailableException>(() => room.Grain.Recall(known + 1));
        Assert.Empty(await room.Grain.Recall(known));
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            await foreach (var _ in room.Grain.Watch("gw", known + 1, CancellationToken.None))
            {
            }
        });
        Assert.Empty(await room.Grain.Recall(known));
    }

    // The same document with the next version, as another activation's write leaves it.
    private async Task WriteElsewhere(Room room)
    {
        var (data, version) = cluster.Storage.Find("session", room.Key)!.Value;
        await cluster.Storage.Write("session", room.Key, data, version.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
