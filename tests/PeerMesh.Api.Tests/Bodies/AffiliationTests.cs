using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Bodies;

public sealed class AffiliationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_new_chapter_comes_to_belong_and_loses_name_and_listing_at_the_end_but_keeps_its_people()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var state = await Found(ben, "State coalition");
        using var set = await ben.Http.PutAsJsonAsync($"/v1/bodies/{state}/settings", new { guidelines = (string[])["What is said here stays here."], shareSeconds = 240 });
        await set.Must(204);
        var request = new { kind = "newChapter", name = "Bay Chapter", about = "For people living with a mood disorder.", contactName = "Ana", town = "Oakland", requestId = "a-1" };
        using var asked = await ana.Http.PostAsJsonAsync($"/v1/bodies/{state}/applications", request);
        using var again = await ana.Http.PostAsJsonAsync($"/v1/bodies/{state}/applications", request);
        var application = (string)(await asked.Must(201))["id"]!;
        Assert.Equal(application, (string)(await again.Must(201))["id"]!);

        // To a stranger it does not exist, in the same words as one that does not.
        var stranger = await api.SignIn("Eve");
        using var hidden = await stranger.Http.GetAsync($"/v1/applications/{application}");
        using var unknown = await stranger.Http.GetAsync("/v1/applications/nothing");
        Assert.Equal(await unknown.Content.ReadAsStringAsync(), await hidden.Content.ReadAsStringAsync());
        using var inbox = await stranger.Http.GetAsync($"/v1/bodies/{state}/applications");
        Assert.Equal("body.administrators_only", await inbox.Problem(403));
        Assert.Single((await ben.Get($"/v1/bodies/{state}/applications")).AsArray());

        await Move(ben, application, "underReview");
        await Move(ben, application, "forming", sponsor: "Hills Chapter");
        var forming = await ana.Get($"/v1/applications/{application}");
        var (group, chapter) = ((string)forming["group"]!, (string)forming["body"]!);
        Assert.Equal("facilitator", (string)(await ana.Get($"/v1/groups/{group}"))["myRole"]!);
        var listed = await Listed(group, listing => (string?)listing?["affiliation"]?["stage"] == "forming");
        Assert.Equal("Hills Chapter", (string)listed!["affiliation"]!["sponsor"]!);
        Assert.Null((await ana.Get($"/v1/bodies/{chapter}"))["body"]!["parent"]);

        // Sessions run while it forms.
        var session = await ana.StartSession(group);
        await ana.Enter(session);

        await Move(ben, application, "recognised");
        using var early = await ben.Http.PostAsJsonAsync($"/v1/applications/{application}/steps", new { to = "affiliated", byName = "Ben", reason = "Now." });
        Assert.Equal("affiliation.papers_missing", await early.Problem(409));
        foreach (var paper in (string[])["agreement", "facilitators", "guidelines"])
        {
            using var marked = await ben.Http.PutAsJsonAsync($"/v1/applications/{application}/papers", new { name = paper, received = true, byName = "Ben" });
            await marked.Must(204);
        }

        await Move(ben, application, "affiliated");
        Assert.Equal(state, (string)(await ana.Get($"/v1/bodies/{chapter}"))["body"]!["parent"]!);
        var belonging = await ana.Get($"/v1/groups/{group}");
        Assert.Equal("What is said here stays here.", (string)belonging["guidelines"]!["lines"]![0]!);
        await Listed(group, listing => (string?)listing?["affiliation"]?["stage"] == "affiliated");

        using var notHers = await ana.Http.PostAsJsonAsync($"/v1/applications/{application}/steps", new { to = "ended", byName = "Ana", reason = "Bye." });
        Assert.Equal("affiliation.reviewers_only", await notHers.Problem(403));
        await Move(ben, application, "ended");
        Assert.Null((await ana.Get($"/v1/bodies/{chapter}"))["body"]!["parent"]);
        await Listed(group, listing => listing is null);
        var after = await ana.Get($"/v1/groups/{group}");
        Assert.Equal("facilitator", (string)after["myRole"]!);
        Assert.NotEqual("What is said here stays here.", (string)after["guidelines"]!["lines"]![0]!);
        Assert.Equal("ended", (string)(await ana.Get("/v1/me/applications"))[0]!["stage"]!);
        using var over = await ben.Http.PostAsJsonAsync($"/v1/applications/{application}/steps", new { to = "affiliated", byName = "Ben", reason = "Again." });
        Assert.Equal("affiliation.step_not_possible", await over.Problem(409));
    }

    [Fact]
    public async Task Settings_come_down_and_say_where_from_and_rights_run_downwards_only()
    {
        var (ana, ben) = (await api.SignIn("Ana"), await api.SignIn("Ben"));
        var top = await Found(ana, "Top");
        var leaf = await Found(ana, "Leaf", top);
        using var named = await ana.Http.PostAsJsonAsync($"/v1/bodies/{leaf}/administrators", new { email = ben.Email, name = "Ben", rights = (string[])["editor"] });
        await named.Must(204);
        using var above = await ana.Http.PutAsJsonAsync($"/v1/bodies/{top}/settings", new { shareSeconds = 200, language = "es" });
        using var own = await ben.Http.PutAsJsonAsync($"/v1/bodies/{leaf}/settings", new { shareSeconds = 90, crisisCard = "Call 988." });
        using var upwards = await ben.Http.PutAsJsonAsync($"/v1/bodies/{top}/settings", new { shareSeconds = 1 });
        using var people = await ben.Http.GetAsync($"/v1/bodies/{leaf}/administrators");
        using var bad = await ana.Http.PutAsJsonAsync($"/v1/bodies/{leaf}/settings", new { colour = "red" });
        await above.Must(204);
        await own.Must(204);
        Assert.Equal("body.editors_only", await upwards.Problem(403));
        Assert.Equal("body.administrators_only", await people.Problem(403));
        Assert.Equal("body.colour_invalid", await bad.Problem(400));

        using var http = api.Http();
        using var seen = await http.GetAsync($"/v1/bodies/{leaf}/settings");
        var settings = await seen.Must(200);
        Assert.Equal(90, (int)settings["values"]!["shareSeconds"]!);
        Assert.Equal("es", (string)settings["values"]!["language"]!);
        var from = settings["from"]!.AsArray().ToDictionary(origin => (string)origin!["setting"]!, origin => (string)origin!["body"]!);
        Assert.Equal(leaf, from["shareSeconds"]);
        Assert.Equal(top, from["language"]);

        using var closed = await ana.Http.PostAsJsonAsync($"/v1/bodies/{top}/close", new { closed = true });
        Assert.Equal("body.has_branches", await closed.Problem(409));
        using var leafClosed = await ana.Http.PostAsJsonAsync($"/v1/bodies/{leaf}/close", new { closed = true });
        await leafClosed.Must(204);
        using var under = await ana.Http.PostAsJsonAsync("/v1/bodies", new { name = "Twig", parent = leaf });
        Assert.Equal("body.closed", await under.Problem(409));
    }

    // The directory follows on its own clock: asked until it shows what it has to, however slow the machine is.
    private async Task<JsonNode?> Listed(string group, Func<JsonNode?, bool> until)
    {
        using var http = api.Http();
        JsonNode? listed = null;
        await Until.True(async () =>
        {
            using var found = await http.GetAsync("/v1/directory/groups?q=Bay+Chapter&limit=50");
            var slug = (string?)(await found.Must(200))["groups"]!.AsArray().FirstOrDefault(one => (string)one!["id"]! == group)?["slug"];
            using var answer = slug is null ? null : await http.GetAsync($"/v1/directory/groups/{slug}");
            listed = answer?.IsSuccessStatusCode == true ? await answer.Must(200) : null;
            return until(listed);
        });
        return listed;
    }

    private static async Task<string> Found(Guest by, string name, string? parent = null)
    {
        using var founded = await by.Http.PostAsJsonAsync("/v1/bodies", new { name, parent });
        return (string)(await founded.Must(201))["id"]!;
    }

    private static async Task Move(Guest by, string application, string to, string? sponsor = null)
    {
        using var moved = await by.Http.PostAsJsonAsync($"/v1/applications/{application}/steps", new { to, byName = "Ben", reason = "Good.", sponsor });
        await moved.Must(204);
    }
}
