using System.Net.Http.Json;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Bodies;

public sealed class BodyTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_body_is_founded_once_and_changed_by_those_who_administer_it_or_one_above()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var draft = new { name = "State coalition", type = "coalition", email = "office@example.org", requestId = "b-1" };
        using var first = await ana.Http.PostAsJsonAsync("/v1/bodies", draft);
        using var again = await ana.Http.PostAsJsonAsync("/v1/bodies", draft);
        var top = (string)(await first.Must(201))["id"]!;
        Assert.Equal(top, (string)(await again.Must(201))["id"]!);
        using var notUnder = await ben.Http.PostAsJsonAsync("/v1/bodies", new { name = "Stray", parent = top });
        using var under = await ana.Http.PostAsJsonAsync("/v1/bodies", new { name = "Bay Chapter", parent = top });
        var chapter = (string)(await under.Must(201))["id"]!;
        using var stranger = await ben.Http.PutAsJsonAsync($"/v1/bodies/{chapter}", new { name = "Mine" });
        using var named = await ana.Http.PostAsJsonAsync($"/v1/bodies/{top}/administrators", new { email = ben.Email, name = "Ben" });
        await named.Must(204);
        using var fromAbove = await ben.Http.PutAsJsonAsync($"/v1/bodies/{chapter}", new { name = "Bay and coast", parent = top });

        Assert.Equal("body.administrators_only", await notUnder.Problem(403));
        Assert.Equal("body.administrators_only", await stranger.Problem(403));
        await fromAbove.Must(204);
        using var http = api.Http();
        using var seen = await http.GetAsync($"/v1/bodies/{chapter}");
        Assert.Equal("Bay and coast", (string)(await seen.Must(200))["body"]!["name"]!);

        // The address is its administrators' own until they say that everybody may know it.
        using var public1 = await http.GetAsync($"/v1/bodies/{top}");
        Assert.Null((await public1.Must(200))["email"]);
        Assert.Equal("office@example.org", (string)(await ana.Get($"/v1/bodies/{top}"))["email"]!);
    }

    [Fact]
    public async Task The_tree_has_no_circles_and_a_body_with_branches_stays()
    {
        var ana = await api.SignIn("Ana");
        async Task<string> Found(string name, string? parent)
        {
            using var founded = await ana.Http.PostAsJsonAsync("/v1/bodies", new { name, parent });
            return (string)(await founded.Must(201))["id"]!;
        }

        var top = await Found("Top", null);
        var middle = await Found("Middle", top);
        var leaf = await Found("Leaf", middle);
        using var self = await ana.Http.PutAsJsonAsync($"/v1/bodies/{top}", new { name = "Top", parent = top });
        using var circle = await ana.Http.PutAsJsonAsync($"/v1/bodies/{top}", new { name = "Top", parent = leaf });
        using var kept = await ana.Http.DeleteAsync($"/v1/bodies/{middle}");
        using var gone = await ana.Http.DeleteAsync($"/v1/bodies/{leaf}");
        using var missing = await ana.Http.GetAsync($"/v1/bodies/{leaf}");

        Assert.Equal("body.own_parent", await self.Problem(409));
        Assert.Equal("body.parent_below", await circle.Problem(409));
        Assert.Equal("body.has_branches", await kept.Problem(409));
        await gone.Must(204);
        Assert.Equal("body.not_found", await missing.Problem(404));
    }

    [Fact]
    public async Task A_calendar_of_ones_own_is_found_by_its_address_alone_and_can_be_revoked()
    {
        var ana = await api.SignIn("Ana");
        await ana.FoundGroup();
        using var made = await ana.Http.PostAsync("/v1/me/calendar", null);
        var path = new Uri((string)(await made.Must(200))["url"]!).PathAndQuery;
        using var http = api.Http();
        using var seen = await http.GetAsync(path);
        Assert.StartsWith("BEGIN:VCALENDAR\r\n", await seen.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        Assert.Equal("text/calendar", seen.Content.Headers.ContentType!.MediaType);
        using var revoked = await ana.Http.DeleteAsync("/v1/me/calendar");
        await revoked.Must(204);
        using var gone = await http.GetAsync(path);
        Assert.Equal("calendar.not_found", await gone.Problem(404));
    }
}
