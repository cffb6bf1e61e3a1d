using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;
using PeerMesh.Grains.Tests.Sessions;

namespace PeerMesh.Grains.Tests.Telemetry;

/// <summary>What silos measure of real sessions.</summary>
[Collection(ClusterGroup.Name)]
public sealed class SiloMetricsTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Commands_are_counted_by_type_and_outcome()
    {
        using var measured = new Metering(meter => meter.Name == "PeerMesh.Grains");
        var room = await Room.Gathered(cluster);
        var command = new Lock { CommandId = "lock-1" };
        await room.Send(Room.Facilitator, command);
        await room.Send(Room.Facilitator, command);
        await room.Send(Room.Facilitator, new Lock { CommandId = "lock-2" });
        cluster.Storage.FailNextWrite(room.Key);
        await Assert.ThrowsAnyAsync<Exception>(() => room.Send(Room.Facilitator, new Unlock { CommandId = "unlock-1" }));

        Assert.Single(measured.Values("peermesh.session.commands", "command=lock outcome=accepted"));
        Assert.Single(measured.Values("peermesh.session.commands", "command=lock outcome=repeated"));
        Assert.Single(measured.Values("peermesh.session.commands", "command=lock outcome=refused"));
        Assert.Single(measured.Values("peermesh.session.commands", "command=unlock outcome=failed"));
        Assert.Single(measured.Values("peermesh.session.broken"));
        Assert.NotEmpty(measured.Values("peermesh.session.command.duration", "outcome=accepted"));
    }

    [Fact]
    public async Task A_session_that_is_put_away_is_counted_no_longer_and_by_the_next_activation_again()
    {
        using var measured = new Metering(meter => meter.Name == "PeerMesh.Grains");
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        Assert.Equal(1, measured.Values("peermesh.session.live", "status=gathering").Sum());

        await room.Restart();
        await Until.True(() => measured.Values("peermesh.session.live", "status=gathering").Sum() == 0);
        await room.See("ana");

        Assert.Equal(1, measured.Values("peermesh.session.live", "status=gathering").Sum());
    }

    [Fact]
    public async Task What_a_group_could_not_tell_yet_waits_and_has_an_age_until_it_is_told()
    {
        using var measured = new Metering(meter => meter.Name == "PeerMesh.Grains");
        var group = cluster.Grains.GetGrain<IGroupGrain>("group-untold");
        cluster.Storage.FailNextWrite("m-untold");
        await group.Found(Room.As("m-untold"), new GroupDraft("Late news", "", "dbsa"));
        measured.Observe();
        Assert.Contains(1.0, measured.Values("peermesh.outbox.waiting", "outbox=group"));
        Assert.Contains(measured.Values("peermesh.outbox.age", "outbox=group"), age => age > 0);

        await group.StartSession(Room.As("m-untold"), title: null, "first");

        // Other tests' groups may be telling something just now.
        await Until.True(() =>
        {
            using var later = new Metering(meter => meter.Name == "PeerMesh.Grains");
            later.Observe();
            return later.Values("peermesh.outbox.waiting", "outbox=group").All(waiting => waiting == 0);
        });
    }
}
