using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Privacy;

public sealed class MyDataTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_person_takes_a_copy_sees_who_looked_and_goes()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var group = await ana.FoundGroup(openness: "members");
        await Put(ana, group, ben, "Benno");
        using var address = await ben.Http.PutAsJsonAsync("/v1/me/notices/address", new { email = ben.Email });
        await address.Must(204);
        Assert.Single((await ana.Get($"/v1/groups/{group}/roster")).AsArray(), entry => (string)entry!["name"]! == "Benno");

        var look = (await ben.Get("/v1/me/seen")).AsArray();
        Assert.Equal("roster.read", (string)look.Single()!["action"]!);
        Assert.Equal(group, (string)look[0]!["group"]!);

        var copy = await ben.Get("/v1/me/export");
        Assert.Equal(ben.Email, (string)copy["email"]!, ignoreCase: true);
        Assert.Contains(copy["parts"]!.AsArray(), part => (string)part!["holder"]! == "groups" && (string)part["held"]!["roster"]!["name"]! == "Benno");
        Assert.DoesNotContain("sealedAddress", copy.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains((await ben.Get("/v1/me/seen")).AsArray(), seen => (string)seen!["action"]! == "account.exported");

        var account = await ben.MemberId();
        using var unsure = await ben.Http.DeleteAsync("/v1/me");
        Assert.Equal("person.not_confirmed", await unsure.Problem(400));
        using var gone = await ben.Http.DeleteAsync("/v1/me?confirmed=true");
        await gone.Must(202);

        await Until.True(async () => (await ana.Get($"/v1/groups/{group}/roster")).AsArray().Count == 1);
        using var refreshed = await ben.Http.PostAsJsonAsync("/v1/sign-in/refresh", new { refreshToken = ben.RefreshToken });
        Assert.False(refreshed.IsSuccessStatusCode);

        // The same address is somebody new, whom nobody knows.
        await ben.SignIn(api.Gateway.Mailbox);
        Assert.NotEqual(account, await ben.MemberId());
        Assert.Empty((await ben.Get("/v1/me"))["groups"]!.AsArray());
    }

    // What a facilitator of two groups is shown of the same person has nothing in common but what they say themselves. In a session people are counted: the second who
    // knocks is p2, whoever they are.
    [Fact]
    public async Task Nothing_links_a_person_in_one_group_with_the_same_person_in_another()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var signs = new List<HashSet<string>>();
        foreach (var name in (string[])["Benno", "Bee"])
        {
            var group = await ana.FoundGroup(openness: "members");
            await Put(ana, group, ben, name);
            JsonNode[] shown =
            [
                (await ana.Get($"/v1/groups/{group}/roster")).AsArray().Single(entry => (string)entry!["name"]! == name)!,
                (await ana.Get($"/v1/groups/{group}/audit")).AsArray().Single(entry => (string)entry!["action"]! == "role.member")!,
            ];
            signs.Add([.. shown.SelectMany(one => (string?[])[(string?)one["id"], (string?)one["subject"]]).OfType<string>()]);
        }

        Assert.All(signs, each => Assert.Equal(2, each.Count));
        Assert.Empty(signs[0].Intersect(signs[1]));
        Assert.DoesNotContain(await ben.MemberId(), signs.SelectMany(each => each));
    }

    private static async Task Put(Guest ana, string group, Guest ben, string name)
    {
        using var put = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/roster", new { email = ben.Email, role = "member", name });
        await put.Must(204);
    }
}
