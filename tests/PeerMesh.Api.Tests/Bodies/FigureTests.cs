using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Search;

namespace PeerMesh.Api.Tests.Bodies;

public sealed class FigureTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_body_sees_counts_of_five_or_more_a_page_at_a_time()
    {
        var (abe, fay) = (await api.SignIn("Abe"), await api.SignIn("Fay"));
        var state = await Found(abe, "State coalition", null);
        var bay = await Found(abe, "Bay Chapter", state);
        var (large, small) = (await GroupOf(fay, bay, people: 5), await GroupOf(fay, state, people: 2));
        await Followed(state, groups: 2);

        var all = await abe.Get($"/v1/bodies/{state}/figures");

        Assert.Equal(90, (int)all["days"]!);
        var groups = all["groups"]!.AsArray().ToDictionary(group => (string)group!["group"]!, group => group!);
        Assert.Equal((5, false), ((int)groups[large]["members"]!["count"]!, (bool)groups[large]["members"]!["isLowerBound"]!));
        Assert.Equal((bay, 0), ((string)groups[large]["body"]!, (int)groups[large]["meetings"]!));
        Assert.Null(groups[small]["members"]!["count"]);
        Assert.Equal((5, true), ((int)all["total"]!["members"]!["count"]!, (bool)all["total"]!["members"]!["isLowerBound"]!));

        using var first = await abe.Http.GetAsync($"/v1/bodies/{state}/figures?limit=1");
        var next = Assert.Single(first.Headers.GetValues("Link")).Split('<', '>')[1];
        var pages = (await first.Must(200))["groups"]!.AsArray().Concat((await abe.Get(next))["groups"]!.AsArray());
        Assert.Equal(groups.Keys.Order(StringComparer.Ordinal), pages.Select(group => (string)group!["group"]!));
        using var wrong = await abe.Http.GetAsync($"/v1/bodies/{state}/figures?limit=0");
        Assert.Equal("list.invalid_page", await wrong.Problem(400));
        using var unknown = await abe.Http.GetAsync("/v1/bodies/none-such/figures");
        Assert.Equal("body.not_found", await unknown.Problem(404));
        using var stranger = await fay.Http.GetAsync($"/v1/bodies/{state}/figures");
        Assert.Equal("body.of_body_only", await stranger.Problem(403));
    }

    [Fact]
    public async Task Names_are_read_only_where_the_group_says_so_and_the_people_on_the_list_see_who_did()
    {
        var (abe, fay, olga, mia) = (await api.SignIn("Abe"), await api.SignIn("Fay"), await api.SignIn("Olga"), await api.SignIn("Mia"));
        var bay = await Found(abe, "Bay Chapter", null);
        using var named = await abe.Http.PostAsJsonAsync($"/v1/bodies/{bay}/administrators", new { email = olga.Email, name = "Olga", rights = (string[])["observer"] });
        await named.Must(204);
        var group = await fay.FoundGroup();
        using var early = await fay.Http.PutAsJsonAsync($"/v1/groups/{group}/membership/settings", new { mode = "open", namesToBody = true });
        Assert.Equal("membership.no_organisation", await early.Problem(400));
        await Belong(group, bay);
        using var joined = await mia.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Sparrow" });
        Assert.False((bool)(await joined.Must(200))["namesToBody"]!);
        using var kept = await olga.Http.GetAsync($"/v1/bodies/{bay}/figures/{group}/names");
        Assert.Equal("body.names_kept", await kept.Problem(403));

        using var allowed = await fay.Http.PutAsJsonAsync($"/v1/groups/{group}/membership/settings", new { mode = "open", namesToBody = true });
        await allowed.Must(204);
        Assert.True((bool)(await mia.Get($"/v1/groups/{group}/membership"))["namesToBody"]!);
        var names = (await olga.Get($"/v1/bodies/{bay}/figures/{group}/names")).AsArray();

        Assert.Equal([("", "facilitator"), ("Sparrow", "member")], names.Select(entry => ((string)entry!["name"]!, (string)entry["role"]!)));
        Assert.All(names, entry => Assert.Equal(["name", "role"], entry!.AsObject().Select(member => member.Key)));
        var seen = (await mia.Get("/v1/me/seen")).AsArray().Single(look => (string)look!["action"]! == "names.read")!;
        Assert.Equal((group, bay), ((string)seen["group"]!, (string)seen["body"]!));
        Assert.Null(seen["by"]);
        using var stranger = await mia.Http.GetAsync($"/v1/bodies/{bay}/figures/{group}/names");
        Assert.Equal("body.observers_only", await stranger.Problem(403));
        using var unknown = await olga.Http.GetAsync($"/v1/bodies/{bay}/figures/none-such/names");
        Assert.Equal("group.not_found", await unknown.Problem(404));
    }

    private static async Task<string> Found(Guest guest, string name, string? parent)
    {
        using var founded = await guest.Http.PostAsJsonAsync("/v1/bodies", new { name, parent });
        return (string)(await founded.Must(201))["id"]!;
    }

    /// <summary>A group of this body with so many people on its list, one who leads among them.</summary>
    private async Task<string> GroupOf(Guest facilitator, string body, int people)
    {
        var group = await facilitator.FoundGroup();
        for (var at = 1; at < people; at++)
        {
            using var put = await facilitator.Http.PostAsJsonAsync($"/v1/groups/{group}/roster", new { email = $"p{at}.{group}@example.org", role = "member", name = $"p{at}" });
            await put.Must(204);
        }

        await Belong(group, body);
        return group;
    }

    private Task Belong(string group, string body) =>
        api.Cluster.Client.GetGrain<IGroupAffiliationGrain>(group).SetAffiliation(new GroupSettling(new BodyId(body), null, null));

    // The directory of a gateway follows the groups.
    private async Task Followed(string body, int groups)
    {
        var directory = api.Gateway.Services.GetRequiredService<IDirectory>();
        await Until.True(() => directory.OfBody(new BodyId(body), withBranches: true).Count == groups);
    }
}
