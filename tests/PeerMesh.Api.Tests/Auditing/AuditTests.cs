using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Auditing;

public sealed class AuditTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Those_who_lead_read_what_was_done_and_accounts_are_not_in_it()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var (one, two) = (await ana.FoundGroup(), await ana.FoundGroup());
        foreach (var group in (string[])[one, two])
        {
            using var put = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/roster", new { email = ben.Email, role = "coFacilitator", name = "Ben" });
            await put.Must(204);
        }

        var first = (await ana.Get($"/v1/groups/{one}/audit")).AsArray();
        var second = (await ana.Get($"/v1/groups/{two}/audit")).AsArray();

        Assert.Equal(["role.coFacilitator", "group.founded"], first.Select(entry => (string)entry!["action"]!));
        Assert.Equal("Ben", (string)first[0]!["subjectName"]!);
        Assert.Equal(Actor(first, 0), Actor(first, 1));

        // In another group's record the same two people have other signs.
        Assert.NotEqual(Actor(first, 0), Actor(second, 0));
        Assert.NotEqual((string)first[0]!["subject"]!, (string)second[0]!["subject"]!);
        foreach (var id in (string[])[await ana.MemberId(), await ben.MemberId()])
        {
            Assert.DoesNotContain(id, first.ToJsonString(), StringComparison.Ordinal);
        }

        var page = (await ana.Get($"/v1/groups/{one}/audit?before=2&limit=1")).AsArray();
        Assert.Equal("group.founded", (string)page.Single()!["action"]!);
        using var notLeading = await ben.Http.GetAsync($"/v1/groups/{one}/audit");
        using var nobody = await api.Http().GetAsync($"/v1/groups/{one}/audit");
        using var badPage = await ana.Http.GetAsync($"/v1/groups/{one}/audit?before=-1");
        Assert.Equal("group.facilitators_only", await notLeading.Problem(403));
        await nobody.Problem(401);
        Assert.Equal("list.invalid_page", await badPage.Problem(400));
    }

    [Fact]
    public async Task The_record_of_an_organisation_is_for_those_who_administer_it()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        using var founded = await ana.Http.PostAsJsonAsync("/v1/bodies", new { name = "Coast Chapter" });
        var body = (string)(await founded.Must(201))["id"]!;
        using var named = await ana.Http.PostAsJsonAsync($"/v1/bodies/{body}/administrators", new { email = ben.Email, name = "Ben" });
        await named.Must(204);

        Assert.Equal(["administrator.named", "body.founded"], (await ben.Get($"/v1/bodies/{body}/audit")).AsArray().Select(entry => (string)entry!["action"]!));
        using var stranger = await (await api.SignIn("Cleo")).Http.GetAsync($"/v1/bodies/{body}/audit");
        Assert.Equal("body.administrators_only", await stranger.Problem(403));
    }

    private static string Actor(JsonArray entries, int at) => (string)entries[at]!["actor"]!;
}
