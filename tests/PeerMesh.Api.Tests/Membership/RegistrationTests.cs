using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Api.Tests.Membership;

public sealed class RegistrationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_date_is_taken_given_back_and_found_on_ones_own_list()
    {
        var (ana, group, dates) = await Led(new { mode = "open", registration = true, placesPerDate = 1, holdMinutes = 60 });
        var (ben, cleo) = (await api.SignIn("Ben"), await api.SignIn("Cleo"));
        var path = $"/v1/sessions/{dates[0]}/registration";
        using var stranger = api.Http();

        using var seen = await stranger.GetAsync(path);
        Assert.Equal(("none", 1), (State(await seen.Must(200)), (int)JsonNode.Parse(await seen.Content.ReadAsStringAsync())!["free"]!));
        Assert.Equal("going", State(await Ask(ben, path, new { name = "Ben", requestId = "d-1" })));
        Assert.Equal("waitlisted", State(await Ask(cleo, path, new { name = "Cleo" })));
        await Until.True(async () => (await cleo.Get("/v1/me/dates")).AsArray().Count == 1);
        Assert.Equal("cancelled", State(await Ask(ben, $"{path}/cancel", new { })));
        Assert.Equal("offered", State(await cleo.Get(path)));
        Assert.Equal("going", State(await Ask(cleo, $"{path}/take", new { })));
        await Until.True(async () => (string?)(await cleo.Get("/v1/me/dates")).AsArray().SingleOrDefault()?["state"] == "going");
        Assert.Equal(["Cleo"], (await ana.Get($"{path}/desk"))["going"]!.AsArray().Select(name => (string)name!));
        using var hidden = await ben.Http.GetAsync($"{path}/desk");
        Assert.Equal("group.facilitators_only", await hidden.Problem(403));
        using var nowhere = await ben.Http.GetAsync($"/v1/sessions/{group}.2031-01-01-no/registration");
        Assert.Equal("registration.no_such_date", await nowhere.Problem(404));
    }

    [Fact]
    public async Task Too_many_dates_are_refused_with_how_many_there_are()
    {
        var (_, _, dates) = await Led(new { mode = "open", registration = true, placesPerDate = 9, datesPerPersonMax = 1 });
        var ben = await api.SignIn("Ben");
        await Ask(ben, $"/v1/sessions/{dates[0]}/registration", new { name = "Ben" });

        using var second = await ben.Http.PostAsJsonAsync($"/v1/sessions/{dates[1]}/registration", new { name = "Ben" });

        Assert.Contains("registered for 1 coming dates", (string)(await second.Must(429))["detail"]!, StringComparison.Ordinal);
        Assert.Equal("registration.too_many_dates", await second.Problem(429));
    }

    [Fact]
    public async Task My_groups_are_those_I_belong_to_and_those_I_wait_for()
    {
        var (_, group, _) = await Led(new { mode = "open", sizeMax = 1 });
        var (ben, cleo) = (await api.SignIn("Ben"), await api.SignIn("Cleo"));
        await Ask(ben, $"/v1/groups/{group}/membership/join", new { name = "Ben" });
        await Ask(cleo, $"/v1/groups/{group}/membership/join", new { name = "Cleo" });

        await Until.True(async () => (await ben.Get("/v1/me/groups")).AsArray().Count == 1 && (await cleo.Get("/v1/me/groups")).AsArray().Count == 1);
        var (his, hers) = ((await ben.Get("/v1/me/groups"))[0]!, (await cleo.Get("/v1/me/groups"))[0]!);
        Assert.Equal(("member", "Ben"), (State(his), (string)his["knownAs"]!));
        Assert.Equal(("waiting", 1), (State(hers), (int)hers["place"]!));
        await Ask(cleo, $"/v1/groups/{group}/membership/leave", new { });
        await Until.True(async () => (await cleo.Get("/v1/me/groups")).AsArray().Count == 0);
    }

    private static string State(JsonNode standing) => (string)standing["state"]!;

    private static async Task<JsonNode> Ask(Guest guest, string path, object body)
    {
        using var answer = await guest.Http.PostAsJsonAsync(path, body);
        return await answer.Must(200);
    }

    private async Task<(Guest Ana, string Group, IReadOnlyList<string> Dates)> Led(object settings)
    {
        var ana = await api.SignIn("Ana");
        var id = await ana.FoundGroup();
        using var set = await ana.Http.PutAsJsonAsync($"/v1/groups/{id}/membership/settings", settings);
        await set.Must(204);
        var group = api.Cluster.Client.GetGrain<IGroupGrain>(id);
        var caller = new Caller(new MemberId(await ana.MemberId()));
        var weekly = new MeetingRule("tue", new Weekly([Weekday.Tuesday]), new TimeOnly(19, 0), 90, new DateOnly(2026, 3, 4));
        Assert.Null(await group.SetTimetable(caller, new Timetable("America/New_York", [weekly], [], [])));
        return (ana, id, [.. (await group.Look(caller))!.NextDates.Select(date => SessionId.Of(new GroupId(id), date.Id).Value)]);
    }
}
