using System.Globalization;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

[Collection(ClusterGroup.Name)]
public sealed class SavingTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Commands_in_flight_share_their_writes()
    {
        var room = await Room.Gathered(cluster);
        var before = cluster.Storage.WritesOf(room.Key);

        var receipts = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            room.Send($"member-{i}", new Enter($"Member {i}", 1) { CommandId = "in" })));

        Assert.Equal(100, receipts.Count(receipt => receipt.Refusal is null) + 1);
        Assert.All(receipts.Where(receipt => receipt.Refusal is not null), receipt => Assert.Equal(SessionRefusals.Full, receipt.Refusal));
        Assert.InRange(cluster.Storage.WritesOf(room.Key) - before, 1, 50);
    }

    [Fact]
    public async Task What_is_answered_is_stored()
    {
        var room = await Room.Gathered(cluster, members: [.. Enumerable.Range(0, 20).Select(i => $"m-{i}")]);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            for (var step = 0; step < 10; step++)
            {
                var version = await room.Do($"m-{i}", step % 2 == 0 ? new StepOut { CommandId = $"{step}" } : new StepBack { CommandId = $"{step}" });
                Assert.InRange(room.Stored.Version, version, long.MaxValue);
            }
        }));
    }

    [Fact]
    public async Task A_refusal_waits_for_what_it_rests_on()
    {
        var room = await Room.Gathered(cluster);
        var first = await HoldWriteOf(room, new Lock { CommandId = "1" });

        var refused = room.Send(Room.Facilitator, new Lock { CommandId = "2" });

        Assert.False((await room.See(Room.Facilitator)).Status!.Locked);
        Assert.False(first.IsCompleted || refused.IsCompleted);
        cluster.Storage.ReleaseWrites(room.Key);
        Assert.Null((await first).Refusal);
        Assert.Equal(SessionRefusals.AlreadyLocked, (await refused).Refusal);
    }

    [Fact]
    public async Task Refusals_are_stored_for_people_of_the_session_and_not_for_strangers()
    {
        var room = await Room.Gathered(cluster);
        var writes = cluster.Storage.WritesOf(room.Key);

        Assert.Equal(SessionRefusals.NotEntered, (await room.Send("stranger", new Lock { CommandId = "1" })).Refusal);
        Assert.Equal(writes, cluster.Storage.WritesOf(room.Key));

        Assert.Equal(SessionRefusals.NotLocked, (await room.Send(Room.Facilitator, new Unlock { CommandId = "2" })).Refusal);
        Assert.Equal(writes + 1, cluster.Storage.WritesOf(room.Key));
    }

    [Fact]
    public async Task A_repeated_command_waits_for_the_write_of_the_first()
    {
        var room = await Room.Gathered(cluster);
        var first = await HoldWriteOf(room, new Lock { CommandId = "1" });

        var again = room.Send(Room.Facilitator, new Lock { CommandId = "1" });

        await room.See(Room.Facilitator);
        Assert.False(again.IsCompleted);
        cluster.Storage.ReleaseWrites(room.Key);
        Assert.Equal(await first, await again);
    }

    [Fact]
    public async Task A_failed_write_is_answered_to_nobody_and_seen_by_nobody()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await using var watching = new Watching(room.Grain);
        await Until.True(() => watching.Heard.Count > 0);
        var before = room.Stored.Version;
        cluster.Storage.FailNextWrite(room.Key);

        var attempts = await Task.WhenAll(Enumerable.Range(0, 3).Select(i =>
            Record.ExceptionAsync(() => room.Send(i == 0 ? Room.Facilitator : "ana", i == 0 ? new Lock { CommandId = "lock" } : new StepOut { CommandId = $"out-{i}" }))));

        Assert.Contains(attempts, error => error is not null);
        await watching.Ended;
        Assert.DoesNotContain(watching.Heard, news => news.Version > before);

        // The next activation knows what storage holds: either all of an attempt or nothing of it.
        Assert.Equal(room.Stored.Version, (await room.See("ana")).Version);
        Assert.Null((await room.Send(Room.Facilitator, new Lock { CommandId = "lock" })).Refusal);
        Assert.True((await room.See("ana")).Status!.Locked);
    }

    [Fact]
    public async Task An_activation_overtaken_by_another_one_gives_way()
    {
        var room = await Room.Gathered(cluster);
        var (data, version) = cluster.Storage.Find("session", room.Key)!.Value;
        await cluster.Storage.Write("session", room.Key, data, version.ToString(CultureInfo.InvariantCulture));

        await Assert.ThrowsAnyAsync<Exception>(() => room.Send(Room.Facilitator, new Lock { CommandId = "1" }));

        Assert.Null((await room.Send(Room.Facilitator, new Lock { CommandId = "1" })).Refusal);
    }

    // The command is decided and its write under way, but not done.
    private async Task<Task<Receipt>> HoldWriteOf(Room room, SessionCommand command)
    {
        var writes = cluster.Storage.WritesOf(room.Key);
        cluster.Storage.HoldWrites(room.Key);
        var sent = room.Send(Room.Facilitator, command);
        await Until.True(() => cluster.Storage.WritesOf(room.Key) > writes);
        return sent;
    }
}
