using System.Net.Http.Json;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Groups;

public sealed class ListingTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly object Tuesdays = new
    {
        zone = "america/new_york",
        rules = new[] { new { recurrence = new { type = "weekly", days = (string[])["tuesday"] }, startsAt = "19:00", minutes = 90, from = "2026-01-06" } },
    };

    [Fact]
    public async Task A_timetable_gives_dates_whose_sessions_nobody_has_to_create()
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();

        using var set = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/timetable", Tuesdays);
        var next = (await set.Must(200))["nextDates"]!.AsArray();
        var dates = (await ana.Get($"/v1/groups/{group}/dates?from=2026-03-01&to=2026-03-12")).AsArray();
        var view = await ana.Get($"/v1/groups/{group}");

        Assert.Equal(10, next.Count);
        Assert.Equal(["2026-03-03T19:00:00-05:00", "2026-03-10T19:00:00-04:00"], dates.Select(date => (string)date!["startsAt"]!));
        Assert.Equal($"{group}.2026-03-03-m1", (string)dates[0]!["session"]!);
        Assert.Equal("America/New_York", (string)view["listing"]!["timetable"]!["zone"]!);
        Assert.Equal("19:00", (string)view["listing"]!["timetable"]!["rules"]![0]!["startsAt"]!);
        using var early = await ana.Http.GetAsync($"/v1/sessions/{group}.2026-03-03-m1");
        var problem = await early.Must(409);
        Assert.Equal(("session.doors_not_open", DateTimeOffset.Parse("2026-03-03T18:45:00-05:00", null)), ((string)problem["code"]!, (DateTimeOffset)problem["opensAt"]!));
    }

    [Fact]
    public async Task Dates_are_edited_and_say_so()
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();
        using var set = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/timetable", Tuesdays);
        await set.Must(200);

        using var cancelled = await Edit(ana, group, new { type = "cancelDates", occurrence = "2026-03-10-m1", reason = "Spring break" });
        using var later = await Edit(ana, group, new { type = "changeDates", occurrence = "2026-03-17-m1", scope = "thisAndLater", startsAt = "18:30" });
        using var nothing = await Edit(ana, group, new { type = "cancelDates", occurrence = "2026-03-11-m1" });

        await cancelled.Must(200);
        var next = (await later.Must(200))["nextDates"]!.AsArray();
        Assert.Equal(("cancelled", "Spring break"), ((string)next[1]!["status"]!, (string)next[1]!["reason"]!));
        Assert.Equal(("2026-03-17-m1", "2026-03-17T18:30:00-04:00"), ((string)next[2]!["id"]!, (string)next[2]!["startsAt"]!));
        Assert.Equal("schedule.no_such_date", await nothing.Problem(404));
    }

    [Theory]
    [InlineData("UTC", "schedule.zone_is_offset", "America/New_York")]
    [InlineData("America/New_Yrok", "schedule.zone_unknown", "America/New_York")]
    [InlineData("EST", "schedule.zone_unknown", "America/New_York")]
    [InlineData("Atlantis", "schedule.zone_unknown", "city")]
    public async Task A_zone_is_a_places_and_close_ones_are_named(string zone, string code, string named)
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();

        using var set = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/timetable", new { zone });

        var problem = await set.Must(400);
        Assert.Equal(code, (string)problem["code"]!);
        Assert.Contains(named, (string)problem["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listing_is_checked_and_its_warnings_keep_nothing_from_being_stored()
    {
        var ana = await api.SignIn("Ana");
        var ben = await api.SignIn("Ben");
        var group = await ana.FoundGroup();
        var listing = new { venue = new { type = "inPerson", place = new { name = "Grace Church" } }, topics = (string[])["grief"], contacts = new[] { new { name = "Ana", email = "ana@example.org" } } };

        using var notAllowed = await ben.Http.PutAsJsonAsync($"/v1/groups/{group}/listing", listing);
        using var set = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/listing", listing);
        using var noWayIn = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/listing", new { venue = new { type = "virtual" } });
        using var lastName = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/listing", new { venue = new { type = "virtual", inRoom = true }, contacts = new[] { new { name = "Maria Lopez" } } });
        using var noType = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/listing", new { venue = new { inRoom = true } });

        Assert.Equal("group.facilitators_only", await notAllowed.Problem(403));
        var warnings = (await set.Must(200))["warnings"]!.AsArray().Select(warning => (string)warning!["code"]!).ToList();
        Assert.Equal(["listing.street_missing", "listing.town_missing", "listing.timetable_missing"], warnings);
        Assert.Equal("listing.way_in_missing", await noWayIn.Problem(400));
        Assert.Equal("listing.contact_last_name", await lastName.Problem(400));
        await noType.Must(400);
        using var stranger = api.Http();
        using var seen = await stranger.GetAsync($"/v1/groups/{group}");
        Assert.Empty((await seen.Must(200))["listing"]!["contacts"]!.AsArray());
    }

    private static Task<HttpResponseMessage> Edit(Guest guest, string group, object edit) =>
        guest.Http.PostAsJsonAsync($"/v1/groups/{group}/timetable/changes", edit);
}
