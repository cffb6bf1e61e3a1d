using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Grains.Directory;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Directory;

public sealed class DirectoryShardTests(ClusterFixture fixture) : IClassFixture<ClusterFixture>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    [Fact]
    public void The_part_of_a_group_never_changes()
    {
        Assert.Equal(12, DirectoryShards.Of(new GroupId("a")));
        Assert.Equal(11, DirectoryShards.Of(new GroupId("q3zr5yhm2ktx7wbna4cd")));
        Assert.Equal(32, Enumerable.Range(0, 2000).Select(i => DirectoryShards.Of(new GroupId($"g{i}"))).Distinct().Count());
    }

    [Fact]
    public async Task What_was_put_is_read_once_in_its_newest_state()
    {
        var shard = Shard(1);
        var ids = Entries.GroupsIn(1, 3);
        await shard.Put([Entries.Of(ids[0]), Entries.Of(ids[1]), Entries.Of(ids[2])]);
        await shard.Put([Entries.Of(ids[0], version: 2, name: "Morning circle")]);
        await shard.Remove(new GroupId(ids[1]), version: 5);

        var page = await shard.Read(after: 0, max: 100);

        Assert.False(page.More);
        Assert.Equal([(3L, ids[2], "Evening circle"), (4L, ids[0], "Morning circle"), (5L, ids[1], null)], page.Changes.Select(Shown));
    }

    [Fact]
    public async Task A_later_state_is_not_replaced_by_an_earlier_one()
    {
        var shard = Shard(2);
        var ids = Entries.GroupsIn(2, 2);
        await shard.Put([Entries.Of(ids[0], version: 7, name: "Newer")]);
        await shard.Put([Entries.Of(ids[0], version: 6, name: "Older")]);
        await shard.Remove(new GroupId(ids[1]), version: 3);
        await shard.Put([Entries.Of(ids[1], version: 3)]);

        Assert.Equal([(1L, ids[0], "Newer"), (2L, ids[1], null)], (await shard.Read(0, 10)).Changes.Select(Shown));
    }

    [Fact]
    public async Task A_private_group_is_told_as_gone()
    {
        var shard = Shard(3);
        var id = Entries.GroupsIn(3, 1)[0];
        await shard.Put([Entries.Of(id)]);
        await shard.Put([Entries.Of(id, version: 2, name: "Hidden", visibility: Visibility.Private)]);

        var change = Assert.Single((await shard.Read(0, 10)).Changes);
        Assert.Null(change.Entry);
    }

    [Fact]
    public async Task Puts_in_flight_share_their_transactions()
    {
        var shard = Shard(4);
        await shard.Read(0, 1);
        var before = fixture.Directory.Writes;
        fixture.Directory.WriteDelay = TimeSpan.FromMilliseconds(5);

        await Task.WhenAll(Entries.GroupsIn(4, 300).Select(id => shard.Put([Entries.Of(id)])));
        fixture.Directory.WriteDelay = TimeSpan.Zero;

        var page = await shard.Read(0, 1000);
        Assert.Equal(Enumerable.Range(1, 300).Select(n => (long)n), page.Changes.Select(change => change.Number));
        Assert.True(fixture.Directory.Writes - before < 300, "Every put was a transaction of its own.");
    }

    [Fact]
    public async Task Pages_cover_everything_once()
    {
        var shard = Shard(5);
        var ids = Entries.GroupsIn(5, 25);
        await shard.Put([.. ids.Select(id => Entries.Of(id))]);

        var (seen, after, pages) = (new List<string>(), 0L, 0);
        for (var more = true; more; pages++)
        {
            var page = await shard.Read(after, 10);
            seen.AddRange(page.Changes.Select(change => change.Group.Value));
            (after, more) = (page.Changes[^1].Number, page.More);
        }

        Assert.Equal(3, pages);
        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task A_watcher_hears_what_was_and_what_comes()
    {
        var shard = Shard(6);
        var ids = Entries.GroupsIn(6, 3);
        await shard.Put([Entries.Of(ids[0]), Entries.Of(ids[1])]);
        using var patience = new CancellationTokenSource(Patience);
        await using var watch = shard.Watch(1, patience.Token).GetAsyncEnumerator();

        Assert.True(await watch.MoveNextAsync());
        Assert.Equal((2L, ids[1], "Evening circle"), Shown(watch.Current));
        var next = watch.MoveNextAsync().AsTask();
        await shard.Put([Entries.Of(ids[2])]);
        Assert.True(await next);
        Assert.Equal((3L, ids[2], "Evening circle"), Shown(watch.Current));
    }

    [Fact]
    public async Task A_watcher_that_lags_far_behind_catches_up_from_rows()
    {
        var shard = Shard(7);
        var ids = Entries.GroupsIn(7, 700);
        foreach (var some in ids.Chunk(100))
        {
            await shard.Put([.. some.Select(id => Entries.Of(id))]);
        }

        using var patience = new CancellationTokenSource(Patience);
        var seen = new List<string>();
        await foreach (var change in shard.Watch(0, patience.Token))
        {
            seen.Add(change.Group.Value);
            if (seen.Count == ids.Count)
            {
                break;
            }
        }

        Assert.Equal(ids, seen);
    }

    [Fact]
    public async Task Where_a_write_fails_nothing_was_told_and_it_can_be_put_again()
    {
        var shard = Shard(8);
        var id = Entries.GroupsIn(8, 1)[0];
        await shard.Read(0, 1);
        fixture.Directory.FailNextWrites(1);

        await Assert.ThrowsAnyAsync<Exception>(() => shard.Put([Entries.Of(id)]));
        await Until.True(async () =>
        {
            // The broken activation may still be on its way out.
            await shard.Put([Entries.Of(id)]);
            return true;
        });

        Assert.Equal([(1L, id, "Evening circle")], (await shard.Read(0, 10)).Changes.Select(Shown));
    }

    [Fact]
    public async Task Another_activation_that_wrote_since_is_noticed()
    {
        var shard = Shard(9);
        var ids = Entries.GroupsIn(9, 3);
        await shard.Put([Entries.Of(ids[0])]);
        await fixture.Directory.Write(9, 1, [new DirectoryRow(2, new GroupId(ids[1]), 1, Entries.Of(ids[1]))]);

        await Assert.ThrowsAnyAsync<Exception>(() => shard.Put([Entries.Of(ids[2])]));
        await Until.True(async () =>
        {
            await shard.Put([Entries.Of(ids[2])]);
            return true;
        });

        Assert.Equal([1L, 2L, 3L], (await shard.Read(0, 10)).Changes.Select(change => change.Number));
    }

    private static (long Number, string Group, string? Name) Shown(DirectoryChange change) => (change.Number, change.Group.Value, change.Entry?.Name);

    private IDirectoryShardGrain Shard(int shard) => fixture.Grains.GetGrain<IDirectoryShardGrain>(shard);
}
