using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Search;

namespace PeerMesh.Api.Tests.Finding;

/// <summary>The gateway's directory follows the cluster's, whatever happens to the silos in between.</summary>
public sealed class DirectoryFollowerTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private IDirectory Index => api.Gateway.Services.GetRequiredService<IDirectory>();

    [Fact]
    public async Task Changes_arrive_and_private_groups_do_not()
    {
        await Until.True(() => Task.FromResult(Index.IsWhole));
        await Put(Listings.Of("follow1"));
        await Until.True(() => Task.FromResult(Index.Find(new GroupId("follow1")) is { Name: "Evening circle" }));
        var tag = Index.Tag;

        await Put(Listings.Of("follow1", version: 2, name: "Morning circle"));
        await Until.True(() => Task.FromResult(Index.Find(new GroupId("follow1")) is { Name: "Morning circle" }));
        Assert.NotEqual(tag, Index.Tag);
        Assert.Equal("follow1", Index.FindBySlug("evening-circle-follow1")?.Group.Value);

        await Put(Listings.Of("follow1", version: 3, visibility: Visibility.Private));
        await Until.True(() => Task.FromResult(Index.Find(new GroupId("follow1")) is null));
        Assert.Null(Index.FindBySlug("evening-circle-follow1"));
    }

    [Fact]
    public async Task A_gateway_that_starts_later_knows_the_same()
    {
        await Put(Listings.Of("later1"));
        await Until.True(() => Task.FromResult(Index.Find(new GroupId("later1")) is not null));

        await using var second = await TestGateway.Start(api.Cluster.Client);
        var there = second.Services.GetRequiredService<IDirectory>();
        await Until.True(() => Task.FromResult(there.IsWhole && there.Tag == Index.Tag));
        Assert.Equal(Index.All().Select(entry => entry.Group.Value).Order(), there.All().Select(entry => entry.Group.Value).Order());
    }

    [Fact]
    public async Task Nothing_is_lost_or_doubled_when_silos_go()
    {
        var ids = Enumerable.Range(0, 64).Select(i => $"kill{i}").ToList();
        foreach (var id in ids)
        {
            await Put(Listings.Of(id));
        }

        await api.Cluster.StartAdditionalSiloAsync();
        await api.Cluster.KillSiloAsync(api.Cluster.Silos[1]);
        foreach (var id in ids)
        {
            await Put(Listings.Of(id, version: 2, name: "After the fall"));
        }

        await Until.True(() => Task.FromResult(ids.All(id => Index.Find(new GroupId(id)) is { Name: "After the fall" })));
        Assert.Equal(ids.Count, Index.All().Count(entry => entry.Group.Value.StartsWith("kill", StringComparison.Ordinal)));
    }

    // As a group's outbox does: again until it is heard.
    private Task Put(DirectoryEntry entry) => Until.True(async () =>
    {
        try
        {
            await api.Cluster.Client.DirectoryShardOf(entry.Group).Put([entry]);
            return true;
        }
        catch (Exception e) when (e is Orleans.Runtime.OrleansException or TimeoutException)
        {
            return false;
        }
    });
}
