using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class SessionFeedTests
{
    [Fact]
    public async Task A_watcher_that_lags_too_far_behind_is_cut_off_and_the_others_go_on()
    {
        var feed = new SessionFeed();
        var slow = feed.Add("gw-slow");
        var quick = feed.Add("gw-quick");

        for (var version = 1; version <= NearbyWatches.BufferMax + 1; version++)
        {
            feed.Publish(NewsOf(version));
            Assert.True(quick.News.TryRead(out var news) && news.Version == version);
        }

        Assert.False(feed.IsWatchedBy("gw-slow"));
        Assert.True(feed.IsWatchedBy("gw-quick"));
        var heard = 0;
        await Assert.ThrowsAsync<EnumerationAbortedException>(async () =>
        {
            await foreach (var news in slow.News.ReadAllAsync())
            {
                heard++;
            }
        });
        Assert.Equal(NearbyWatches.BufferMax, heard);
    }

    private static SessionNews NewsOf(long version) =>
        new(version, default, null, new Locked(default), [Telling.Quiet, Telling.Quiet, Telling.Quiet], []);
}
