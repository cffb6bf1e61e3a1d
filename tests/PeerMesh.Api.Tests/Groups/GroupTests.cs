using System.Net.Http.Json;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Groups;

public sealed class GroupTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string[] Guidelines = ["Be kind."];

    [Fact]
    public async Task A_group_is_founded_once_for_one_request()
    {
        var ana = await api.SignIn("Ana");
        var draft = new { name = "Morning circle", about = "Before work.", form = "smart", requestId = "found-1" };

        using var first = await ana.Http.PostAsJsonAsync("/v1/groups", draft);
        using var again = await ana.Http.PostAsJsonAsync("/v1/groups", draft);
        using var other = await ana.Http.PostAsJsonAsync("/v1/groups", new { name = "Another", about = "", form = "smart", requestId = "found-1" });
        using var none = await ana.Http.PostAsJsonAsync("/v1/groups", new { name = "Another", about = "", form = "smart", requestId = "" });

        var id = (string)(await first.Must(201))["id"]!;
        Assert.Matches("^[a-z2-7]{20}$", id);
        Assert.Equal($"/v1/groups/{id}", first.Headers.Location!.ToString());
        Assert.Equal(id, (string)(await again.Must(201))["id"]!);
        Assert.Equal("group.already_founded", await other.Problem(409));
        Assert.Equal("group.request_id_invalid", await none.Problem(400));
        var me = await ana.Get("/v1/me");
        await Until.True(async () => (await ana.Get("/v1/me"))["groups"]!.AsArray().Any(group => (string)group!["id"]! == id));
        Assert.NotEmpty((string)me["id"]!);
    }

    [Fact]
    public async Task Anyone_can_read_a_group_and_only_its_facilitators_change_it()
    {
        var ana = await api.SignIn("Ana");
        var ben = await api.SignIn("Ben");
        var group = await ana.FoundGroup();
        using var stranger = api.Http();
        var draft = new { name = "Renamed", about = "New words.", form = "dbsa", language = "es", openness = "members", guidelines = Guidelines };

        using var notAllowed = await ben.Http.PutAsJsonAsync($"/v1/groups/{group}", draft);
        using var changed = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}", draft);
        using var seen = await stranger.GetAsync($"/v1/groups/{group}");

        Assert.Equal("group.facilitators_only", await notAllowed.Problem(403));
        await changed.Must(204);
        var view = await seen.Must(200);
        Assert.Equal("Renamed", (string)view["profile"]!["name"]!);
        Assert.Equal(2, (int)view["guidelines"]!["version"]!);
        Assert.Equal("none", (string)view["myRole"]!);
        Assert.Equal("facilitator", (string)(await ana.Get($"/v1/groups/{group}"))["myRole"]!);
        await Until.True(async () => (await ana.Get("/v1/groups")).AsArray().Any(card => (string)card!["name"]! == "Renamed"));
    }

    [Fact]
    public async Task Groups_are_listed_a_page_at_a_time_and_each_is_told_once()
    {
        var ana = await api.SignIn("Ana");
        var founded = new HashSet<string>();
        for (var i = 0; i < 5; i++)
        {
            founded.Add(await ana.FoundGroup());
        }

        await Until.True(async () => founded.IsSubsetOf((await ana.Get("/v1/groups?limit=500")).AsArray().Select(card => (string)card!["id"]!)));
        var seen = new List<string>();
        for (string? next = "/v1/groups?limit=2"; next is not null;)
        {
            using var answer = await ana.Http.GetAsync(next);
            var page = (await answer.Must(200)).AsArray();
            Assert.InRange(page.Count, 1, 2);
            seen.AddRange(page.Select(card => (string)card!["id"]!));
            next = answer.Headers.TryGetValues("Link", out var links) ? links.Single().Split('<', '>')[1] : null;
        }

        Assert.Equal(seen.Count, seen.Distinct().Count());
        Assert.Equal(seen.Order(StringComparer.Ordinal), seen);
        Assert.Superset(founded, seen.ToHashSet());
        foreach (var wrong in (string[])["limit=0", "limit=501", "limit=x", $"after={new string('a', 200)}"])
        {
            using var refused = await ana.Http.GetAsync($"/v1/groups?{wrong}");
            Assert.Equal("list.invalid_page", await refused.Problem(400));
        }
    }

    [Fact]
    public async Task The_roster_names_people_by_entries_that_mean_nothing_elsewhere()
    {
        var ana = await api.SignIn("Ana");
        var ben = await api.SignIn("Ben");
        var group = await ana.FoundGroup();
        var otherGroup = await ana.FoundGroup();
        var put = new { email = ben.Email, role = "coFacilitator", name = "Ben" };

        using var byStranger = await ben.Http.PostAsJsonAsync($"/v1/groups/{group}/roster", put);
        using var noAddress = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/roster", new { email = "ben", role = "member", name = "Ben" });
        using var added = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/roster", put);
        var roster = (await ana.Get($"/v1/groups/{group}/roster")).AsArray();
        var entry = (string)roster.Single(one => (string)one!["name"]! == "Ben")!["id"]!;
        using var elsewhere = await ana.Http.DeleteAsync($"/v1/groups/{otherGroup}/roster/{entry}");
        using var madeUp = await ana.Http.DeleteAsync($"/v1/groups/{group}/roster/{new string('A', 40)}");
        using var hidden = await ben.Http.GetAsync($"/v1/groups/{otherGroup}/roster");
        using var takenOff = await ana.Http.DeleteAsync($"/v1/groups/{group}/roster/{entry}");

        Assert.Equal("group.facilitators_only", await byStranger.Problem(403));
        Assert.Equal("sign_in.no_address", await noAddress.Problem(400));
        await added.Must(204);
        Assert.Equal(2, roster.Count);
        Assert.Equal("group.no_such_entry", await elsewhere.Problem(404));
        Assert.Equal("group.no_such_entry", await madeUp.Problem(404));
        Assert.Equal("group.facilitators_only", await hidden.Problem(403));
        await takenOff.Must(204);
        Assert.Single((await ana.Get($"/v1/groups/{group}/roster")).AsArray());
    }

    [Fact]
    public async Task A_session_opens_once_for_one_request_and_is_listed_while_its_door_is_open()
    {
        var ana = await api.SignIn("Ana");
        var ben = await api.SignIn("Ben");
        var group = await ana.FoundGroup();
        using var stranger = api.Http();

        using var notAllowed = await ben.Http.PostAsJsonAsync($"/v1/groups/{group}/sessions", new { });
        using var first = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/sessions", new { title = "Tonight", requestId = "start-1" });
        using var again = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/sessions", new { title = "Tonight", requestId = "start-1" });
        using var open = await stranger.GetAsync($"/v1/groups/{group}/sessions");

        Assert.Equal("group.facilitators_only", await notAllowed.Problem(403));
        var id = (string)(await first.Must(201))["id"]!;
        Assert.Equal($"/v1/sessions/{id}", first.Headers.Location!.ToString());
        Assert.Equal(id, (string)(await again.Must(201))["id"]!);
        var listed = Assert.Single((await open.Must(200)).AsArray());
        Assert.Equal(["id", "openedAt", "title"], listed!.AsObject().Select(part => part.Key).Order());
        Assert.Equal("Tonight", (string)listed["title"]!);
    }

    [Fact]
    public async Task Nobody_changes_or_opens_what_does_not_exist()
    {
        var ana = await api.SignIn("Ana");

        using var look = await ana.Http.GetAsync("/v1/groups/nowhere");
        using var change = await ana.Http.PutAsJsonAsync("/v1/groups/nowhere", new { name = "A", about = "", form = "dbsa" });
        using var start = await ana.Http.PostAsJsonAsync("/v1/groups/nowhere/sessions", new { });
        using var roster = await ana.Http.GetAsync("/v1/groups/nowhere/roster");

        foreach (var answer in (HttpResponseMessage[])[look, change, start, roster])
        {
            Assert.Equal("group.not_found", await answer.Problem(404));
        }
    }

    [Fact]
    public async Task The_forms_are_public_and_whole()
    {
        using var http = api.Http();

        using var answer = await http.GetAsync("/v1/forms");

        var forms = (await answer.Must(200)).AsArray();
        Assert.True(forms.Count >= 7);
        foreach (var form in forms)
        {
            Assert.Equal(["agenda", "guidelines", "id", "name", "rules", "summary"], form!.AsObject().Select(part => part.Key).Order());
            Assert.NotEmpty(form["agenda"]!.AsArray());
        }
    }
}
