using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

[Collection(ClusterGroup.Name)]
public sealed class PresenceTests(ClusterFixture cluster)
{
    [Fact]
    public async Task Someone_is_away_when_their_last_connection_ends_and_back_with_the_next()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await using var watching = new Watching(room.Grain);
        await room.Connect("ana", connection: "phone");
        await room.Connect("ana", connection: "laptop");

        await room.Grain.Disconnect("gw", "phone");
        Assert.False(await IsAway(room, "ana"));
        await room.Grain.Disconnect("gw", "laptop");
        Assert.True(await IsAway(room, "ana"));
        await room.Grain.Disconnect("gw", "laptop");
        await room.Connect("ana", connection: "phone");
        Assert.False(await IsAway(room, "ana"));

        Assert.Single(watching.Heard, news => news.Event is Dropped);
        await Until.True(() => watching.Heard.Any(news => news.Event is CameBack));
    }

    [Fact]
    public async Task The_same_connection_said_twice_is_one()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await using var watching = new Watching(room.Grain);
        await room.Connect("ana");
        await room.Connect("ana");

        await room.Grain.Disconnect("gw", "ana");

        Assert.True(await IsAway(room, "ana"));
    }

    [Fact]
    public async Task One_person_has_a_bounded_number_of_connections()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        for (var i = 0; i < SessionPresence.ConnectionsMax; i++)
        {
            Assert.Null((await room.Connect("ana", connection: $"{i}")).Refusal);
        }

        Assert.Equal(SessionRefusals.TooManyConnections, (await room.Connect("ana", connection: "more")).Refusal);
        await room.Grain.Disconnect("gw", "0");
        Assert.Null((await room.Connect("ana", connection: "more")).Refusal);
    }

    [Fact]
    public async Task When_a_gateway_is_gone_so_are_its_connections_unless_it_comes_back_in_time()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        await using var staying = new Watching(room.Grain, "gw-2");
        var going = new Watching(room.Grain, "gw-1");
        await Until.True(() => going.Heard.Count > 0 && staying.Heard.Count > 0);
        await room.Connect("ana", "gw-1");
        await room.Connect("ben", "gw-2");

        await going.DisposeAsync();
        await room.See("ana");
        await Until.True(async () =>
        {
            cluster.Clock.Advance(TimeSpan.FromSeconds(1));
            return await IsAway(room, "ana");
        });

        Assert.False(await IsAway(room, "ben"));
        var dropped = Assert.Single(staying.Heard, news => news.Event is Dropped);
        Assert.Null(dropped.CommandId);
    }

    [Fact]
    public async Task A_gateway_that_resumes_its_watch_keeps_its_connections()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        var first = new Watching(room.Grain);
        await Until.True(() => first.Heard.Count > 0);
        await room.Connect("ana");

        await first.DisposeAsync();
        await using var second = new Watching(room.Grain);
        await Until.True(() => second.Heard.Count > 0);
        cluster.Clock.Advance(SessionPresence.GatewayWaits + TimeSpan.FromSeconds(1));
        await room.Do(Room.Facilitator, new Lock { CommandId = "lock" });

        Assert.False(await IsAway(room, "ana"));
    }

    [Fact]
    public async Task After_a_restart_people_have_half_a_minute_to_connect_again()
    {
        var room = await Room.Gathered(cluster, members: ["ana", "ben"]);
        var watching = new Watching(room.Grain);
        await room.Connect("ana");
        await room.Connect("ben");
        await room.Restart();
        await watching.DisposeAsync();

        await using var again = new Watching(room.Grain);
        await Until.True(() => again.Heard.Count > 0);
        await room.Connect("ana");
        cluster.Clock.Advance(SessionPresence.ReturnWithin - TimeSpan.FromSeconds(1));
        Assert.False(await IsAway(room, "ben"));
        cluster.Clock.Advance(TimeSpan.FromSeconds(2));
        await Until.True(() => IsAway(room, "ben"));

        Assert.False(await IsAway(room, "ana"));
    }

    [Fact]
    public async Task Whoever_sends_a_command_is_back()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await using var watching = new Watching(room.Grain);
        await room.Connect("ana");
        await room.Grain.Disconnect("gw", "ana");
        await room.StartHeart();

        await room.Do("ana", new RaiseHand { CommandId = "hand" });

        Assert.False(await IsAway(room, "ana"));
    }

    [Fact]
    public async Task Attendance_follows_the_connections()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        await using var watching = new Watching(room.Grain);
        await Until.True(() => watching.Heard.Count > 0);
        await room.Connect("ana");
        cluster.Clock.Advance(TimeSpan.FromSeconds(600));
        await room.Grain.Disconnect("gw", "ana");
        cluster.Clock.Advance(TimeSpan.FromSeconds(100));
        await room.Connect("ana");
        cluster.Clock.Advance(TimeSpan.FromSeconds(61));

        var minutes = (await room.Grain.Minutes(Room.As("ana"))).Minutes!;

        var ana = Assert.Single(minutes.People);
        Assert.True(ana.Me);
        Assert.Equal(661, ana.PresentSeconds);
        Assert.Equal(11, ana.PresentMinutes);
        Assert.Equal(2, ana.Intervals.Length);
        Assert.Equal(2, (await room.Grain.Minutes(Room.As(Room.Facilitator))).Minutes!.People.Length);
    }

    // As the facilitator sees it: whoever looks does not count as having come back.
    private static async Task<bool> IsAway(Room room, string member)
    {
        var people = (await room.See(Room.Facilitator)).People!.Value;
        return people.Single(person => person.Name == Room.NameOf(member)).Away;
    }
}
