using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Directory;
using PeerMesh.Grains.Tests.Directory;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>The directory's rows on a real database.</summary>
[Collection(StorageTests.Name)]
public sealed class DirectoryStoreTests(DatabaseFixture databases)
{
    [Theory, EachDatabase]
    public async Task Rows_come_back_as_they_were_written(string kind)
    {
        using var place = await databases.Make(kind);
        using var database = await place.Open();
        var store = new SqlDirectoryStore(database.DataSource);
        var entry = Entries.Of("g1", version: 3);

        Assert.Equal(0, await store.Head(5));
        await store.Write(5, 0, [new DirectoryRow(1, entry.Group, 3, entry), new DirectoryRow(2, new GroupId("g2"), 1, null)]);

        Assert.Equal(2, await store.Head(5));
        var rows = await store.Read(5, 0, 10);
        Assert.Equal([1L, 2L], rows.Select(row => row.Number));
        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(entry), System.Text.Json.JsonSerializer.Serialize(rows[0].Entry));
        Assert.Null(rows[1].Entry);
        Assert.Equal(new Dictionary<GroupId, long> { [entry.Group] = 3, [new("g2")] = 1 }, await store.Versions(5, [entry.Group, new("g2"), new("g3")]));
    }

    [Theory, EachDatabase]
    public async Task A_row_replaces_the_one_of_its_group_and_pages_go_by_number(string kind)
    {
        using var place = await databases.Make(kind);
        using var database = await place.Open();
        var store = new SqlDirectoryStore(database.DataSource);
        var rows = Enumerable.Range(1, 250).Select(i => new DirectoryRow(i, new GroupId($"g{i}"), 1, Entries.Of($"g{i}"))).ToList();
        await store.Write(0, 0, rows);
        await store.Write(0, 250, [rows[0] with { Number = 251, Version = 2 }]);

        var page = await store.Read(0, 247, 10);
        Assert.Equal([("g248", 1L), ("g249", 1L), ("g250", 1L), ("g1", 2L)], page.Select(row => (row.Group.Value, row.Version)));
        Assert.Equal(2, (await store.Read(0, 0, 1))[0].Number);
    }

    [Theory, EachDatabase]
    public async Task Two_writers_that_know_the_same_head_do_not_both_write(string kind)
    {
        using var place = await databases.Make(kind);
        using var database = await place.Open();
        var store = new SqlDirectoryStore(database.DataSource);
        await store.Write(0, 0, [new DirectoryRow(1, new GroupId("g1"), 1, null)]);
        await store.Write(0, 1, [new DirectoryRow(2, new GroupId("g1"), 2, null)]);

        // The number 2 would be free again had the row alone kept it.
        await store.Write(0, 2, [new DirectoryRow(3, new GroupId("g1"), 3, null)]);
        await Assert.ThrowsAsync<DirectoryConflictException>(() => store.Write(0, 1, [new DirectoryRow(2, new GroupId("g2"), 1, null)]));
        await Assert.ThrowsAsync<DirectoryConflictException>(() => store.Write(0, 0, [new DirectoryRow(1, new GroupId("g2"), 1, null)]));
        Assert.Equal([3L], (await store.Read(0, 0, 10)).Select(row => row.Number));
    }

    [Theory, EachDatabase]
    public async Task A_directory_outlives_its_silo(string kind)
    {
        using var place = await databases.Make(kind);
        var id = Entries.GroupsIn(3, 1)[0];
        await using (var network = await StoredNetwork.Start(place))
        {
            await network.Grains.DirectoryShardOf(new GroupId(id)).Put([Entries.Of(id)]);
        }

        await using (var network = await StoredNetwork.Start(place))
        {
            var shard = network.Grains.GetGrain<IDirectoryShardGrain>(3);
            Assert.Equal([id], (await shard.Read(0, 10)).Changes.Select(change => change.Group.Value));
            await shard.Put([Entries.Of(id, version: 2)]);
            Assert.Equal([2L], (await shard.Read(0, 10)).Changes.Select(change => change.Number));
        }
    }
}
