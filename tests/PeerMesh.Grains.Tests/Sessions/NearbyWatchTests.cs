using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;
using Orleans.TestingHost;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>A gateway in the silo's own process.</summary>
[Collection(ClusterGroup.Name)]
public sealed class NearbyWatchTests(ClusterFixture cluster)
{
    [Fact]
    public async Task News_for_a_gateway_nearby_come_through_memory_and_no_other_way()
    {
        var room = await Room.Gathered(cluster, members: "ana");
        var offers = Nearby().Select(nearby => nearby.Begin("gw-near", room.Plan.Id)).ToList();
        await using var call = new Watching(room.Grain, "gw-near");
        await using var elsewhere = new Watching(room.Grain, "gw-far");

        var last = await room.Do("ana", new StepOut { CommandId = "out" });
        await Until.True(() => elsewhere.Versions.Contains(last));

        // One of the two silos has the session, and put them there in the same order.
        var heard = offers.Select(offer => Read(offer.News.Reader)).Single(news => news.Count > 0);
        Assert.Equal(elsewhere.Heard.Select(Wire.Text), heard.Select(Wire.Text));
        Assert.Empty(call.Heard);
    }

    [Fact]
    public async Task The_end_of_a_session_ends_both_the_news_nearby_and_the_call()
    {
        var room = await Room.Gathered(cluster);
        var offers = Nearby().Select(nearby => nearby.Begin("gw-near", room.Plan.Id)).ToList();
        await using var call = new Watching(room.Grain, "gw-near");

        var last = await room.Do(Room.Facilitator, new Close { CommandId = "end" });

        await call.Ended;
        var (end, heard) = offers.Select(offer => (offer.News.Reader.Completion, Read(offer.News.Reader))).Single(offer => offer.Item2.Count > 0);
        Assert.Equal(last, heard[^1].Version);
        Assert.True(end.IsCompletedSuccessfully);
    }

    [Fact]
    public void An_offer_is_taken_once_and_only_as_long_as_it_stands()
    {
        var nearby = new NearbyWatches();
        var session = new SessionId("g.s");
        using var first = nearby.Begin("gw", session);

        Assert.Null(nearby.Take("another", session));
        Assert.Same(first.News, nearby.Take("gw", session));
        Assert.Null(nearby.Take("gw", session));

        // A watch that begins again has its own place, which the end of the one before leaves alone.
        var second = nearby.Begin("gw", session);
        first.Dispose();
        Assert.Same(second.News, nearby.Take("gw", session));
        nearby.Begin("gw", session).Dispose();
        Assert.Null(nearby.Take("gw", session));
    }

    private IEnumerable<NearbyWatches> Nearby() =>
        cluster.Cluster.Silos.Cast<InProcessSiloHandle>().Select(silo => silo.SiloHost.Services.GetRequiredService<NearbyWatches>());

    private static List<SessionNews> Read(ChannelReader<SessionNews> from)
    {
        var news = new List<SessionNews>();
        while (from.TryRead(out var one))
        {
            news.Add(one);
        }

        return news;
    }
}
