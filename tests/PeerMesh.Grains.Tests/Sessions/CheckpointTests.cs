using Microsoft.Extensions.DependencyInjection;
using Orleans.Storage;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

[Collection(ClusterGroup.Name)]
public sealed class CheckpointTests(ClusterFixture cluster)
{
    [Fact]
    public async Task A_long_meeting_writes_little_with_each_command_and_comes_back_whole()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await Talk(room, 300);

        Assert.InRange(room.Stored.Since!.Count, 1, 3 * SessionCheckpoint.DueAfter);
        Assert.InRange(cluster.Storage.Find("session", room.Key)!.Value.Data.ToMemory().Length, 1, 20_000);
        var version = (await room.See("ana")).Version;
        await room.Restart();

        // The first answer of all is known again, and what happened lately: both are in the checkpoint alone.
        Assert.Equal(version, (await room.See("ana")).Version);
        var again = await room.Send("ana", new StepOut { CommandId = "talk-0" });
        Assert.Null(again.Refusal);
        Assert.True(again.Version < version);
        Assert.Equal(version, (await room.See("ana")).Version);
        Assert.NotEmpty(await room.Grain.Recall(version!.Value - 80));
    }

    [Fact]
    public async Task An_end_leaves_one_row_without_single_facts()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await Talk(room, 100);
        Assert.NotNull(cluster.Storage.Find("session-checkpoint", room.Key));

        await room.Do(Room.Facilitator, new Close { CommandId = "end" });

        await Until.True(() => cluster.Storage.Find("session-checkpoint", room.Key) is null && room.Stored is { Since: null, Recent.Count: 0 });
        Assert.Equal(SessionStatus.Closed, room.Stored.Base!.Status);
    }

    [Fact]
    public async Task Whoever_finds_a_later_checkpoint_than_it_has_stored_was_overtaken()
    {
        var storage = new SessionCheckpoint(Storage, GrainId.Create("session", "checkpoint-of-nobody"));
        var early = SessionDocument.Empty;
        var late = early with { BaseVersion = 5 };
        Assert.True(await storage.Write(late));

        Assert.False(await new SessionCheckpoint(Storage, GrainId.Create("session", "checkpoint-of-nobody")).Write(early));
        Assert.Equal(5, (await storage.Read())!.Version);
    }

    private IGrainStorage Storage => cluster.Cluster.GetSiloServiceProvider().GetRequiredKeyedService<IGrainStorage>(StorageNames.Default);

    private static async Task Talk(Room room, int commands)
    {
        for (var i = 0; i < commands; i++)
        {
            await room.Do("ana", i % 2 == 0 ? new StepOut { CommandId = $"talk-{i}" } : new StepBack { CommandId = $"talk-{i}" });
        }
    }
}
