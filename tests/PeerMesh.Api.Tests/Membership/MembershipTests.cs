using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Membership;

public sealed class MembershipTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task People_join_leave_and_come_back_and_a_repeated_request_does_nothing_more()
    {
        var (_, group) = await Led(new { mode = "open" });
        var ben = await api.SignIn("Ben");
        using var stranger = api.Http();

        using var seen = await stranger.GetAsync($"/v1/groups/{group}/membership");
        using var signedOut = await stranger.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Ben" });
        var joined = await Ok(ben, group, "join", new { name = "Ben", requestId = "j-1" });
        var left = await Ok(ben, group, "leave", new { requestId = "l-1" });
        var again = await Ok(ben, group, "join", new { name = "Ben", requestId = "j-1" });
        var back = await Ok(ben, group, "join", new { name = "Ben", requestId = "j-2" });

        Assert.Equal("none", (string)(await seen.Must(200))["state"]!);
        Assert.Equal("sign_in.required", await signedOut.Problem(401));
        Assert.Equal(["member", "left", "left", "member"], new[] { joined, left, again, back }.Select(State));
        using var nowhere = await ben.Http.PostAsJsonAsync("/v1/groups/nowhere/membership/join", new { name = "Ben" });
        Assert.Equal("group.not_found", await nowhere.Problem(404));
        using var named = await ben.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Ben", requestId = "" });
        Assert.Equal("membership.request_id_invalid", await named.Problem(400));
    }

    [Fact]
    public async Task A_request_is_answered_from_the_desk_and_the_answer_is_mailed()
    {
        var (ana, group) = await Led(new { mode = "request" });
        var ben = await api.SignIn("Ben");
        var cleo = await api.SignIn("Cleo");
        using var address = await ben.Http.PutAsJsonAsync("/v1/me/notices/address", new { email = ben.Email });
        await address.Must(204);

        Assert.Equal("requested", State(await Ok(ben, group, "join", new { name = "Ben", words = "I am new in town." })));
        await Ok(cleo, group, "join", new { name = "Cleo" });
        var desk = await ana.Get($"/v1/groups/{group}/membership/desk");
        Assert.Equal("I am new in town.", (string)Entry(desk, "requests", "Ben")["words"]!);
        using var hidden = await ben.Http.GetAsync($"/v1/groups/{group}/membership/desk");
        Assert.Equal("group.facilitators_only", await hidden.Problem(403));
        await Done(ana, HttpMethod.Post, $"/v1/groups/{group}/membership/requests/{Id(desk, "requests", "Ben")}", new { approve = true, words = "Welcome, see you Tuesday." });
        await Done(ana, HttpMethod.Post, $"/v1/groups/{group}/membership/requests/{Id(desk, "requests", "Cleo")}", new { approve = false, words = "We are full of parents; try Monday." });

        Assert.Equal("member", State(await ben.Get($"/v1/groups/{group}/membership")));
        var declined = await cleo.Get($"/v1/groups/{group}/membership");
        Assert.Equal(("rejected", "We are full of parents; try Monday."), (State(declined), (string)declined["words"]!));
        await Until.True(() => api.Gateway.Mailbox.For(ben.Email).Any(mail => mail.Subject == "You are welcome" && mail.Text.Contains("see you Tuesday", StringComparison.Ordinal)));
        Assert.DoesNotContain("Evening circle", api.Gateway.Mailbox.For(ben.Email)[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_is_one_mail_to_the_typed_address_and_opens_the_door()
    {
        var (ana, group) = await Led(new { mode = "invitation" });
        var invited = $"newcomer.{Guid.NewGuid():n}@example.org";
        var wish = new { email = invited, name = "Nia", words = "We talked on Monday.", requestId = "i-1" };

        await Done(ana, HttpMethod.Post, $"/v1/groups/{group}/membership/invitations", wish);
        await Done(ana, HttpMethod.Post, $"/v1/groups/{group}/membership/invitations", wish);
        await Until.True(() => api.Gateway.Mailbox.For(invited).Count == 1);

        var mail = api.Gateway.Mailbox.For(invited)[0];
        Assert.Equal("You are invited", mail.Subject);
        Assert.Contains("“Evening circle”", mail.Text, StringComparison.Ordinal);
        var nia = new Guest(api.Http(), "Nia", invited);
        await nia.SignIn(api.Gateway.Mailbox);
        var other = await api.SignIn("Ola");
        Assert.Equal("invited", State(await nia.Get($"/v1/groups/{group}/membership")));
        Assert.Equal("member", State(await Ok(nia, group, "join", new { name = "Nia" })));
        using var uninvited = await other.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Ola" });
        Assert.Equal("membership.invitation_needed", await uninvited.Problem(403));
        using var byStranger = await other.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/invitations", wish);
        Assert.Equal("group.facilitators_only", await byStranger.Problem(403));
    }

    [Fact]
    public async Task A_code_is_told_once_lets_so_many_in_and_ends_when_told()
    {
        var (ana, group) = await Led(new { mode = "code" });
        using var made = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/links", new { label = "Front desk", uses = 1, days = 7, requestId = "k-1" });
        using var again = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/links", new { label = "Front desk", uses = 1, days = 7, requestId = "k-1" });
        using var second = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/links", new { uses = 5 });
        var (link, other) = (await made.Must(201), await second.Must(201));
        var code = (string)link["code"]!;

        Assert.Equal(link.ToJsonString(), (await again.Must(201)).ToJsonString());
        Assert.Matches("^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$", code);
        Assert.DoesNotContain(code, (await ana.Get($"/v1/groups/{group}/membership/desk")).ToJsonString(), StringComparison.Ordinal);
        var (ben, cleo) = (await api.SignIn("Ben"), await api.SignIn("Cleo"));
        using var none = await ben.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Ben" });
        Assert.Equal("membership.code_needed", await none.Problem(403));
        Assert.Equal("member", State(await Ok(ben, group, "join", new { name = "Ben", code = code.ToLowerInvariant().Replace('-', ' ') })));
        await Done(ana, HttpMethod.Delete, $"/v1/groups/{group}/membership/links/{(string)other["id"]!}");
        foreach (var over in (string[])[code, (string)other["code"]!])
        {
            using var refused = await cleo.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Cleo", code = over });
            Assert.Equal("membership.code_not_good", await refused.Problem(403));
        }
    }

    [Fact]
    public async Task A_new_code_is_told_once_and_the_old_one_is_dead_at_once()
    {
        var (ana, group) = await Led(new { mode = "code" });
        var made = await Sent(ana, group, "links", 201, new { label = "Front desk", uses = 5, days = 7 });
        var path = $"links/{(string)made["id"]!}/code";

        var renewed = await Sent(ana, group, path, 200, new { requestId = "n-1" });
        var again = await Sent(ana, group, path, 200, new { requestId = "n-1" });

        Assert.Equal(renewed.ToJsonString(), again.ToJsonString());
        Assert.Equal((string)made["id"]!, (string)renewed["id"]!);
        Assert.Matches("^[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]{4}$", (string)renewed["code"]!);
        Assert.EndsWith((string)renewed["code"]!, (string)renewed["path"]!, StringComparison.Ordinal);
        var (ben, cleo) = (await api.SignIn("Ben"), await api.SignIn("Cleo"));
        using var old = await ben.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Ben", code = (string)made["code"]! });
        Assert.Equal("membership.code_not_good", await old.Problem(403));
        Assert.Equal("member", State(await Ok(cleo, group, "join", new { name = "Cleo", code = (string)renewed["code"]! })));
        var link = (await ana.Get($"/v1/groups/{group}/membership/desk"))["links"]!.AsArray().Single()!;
        Assert.Equal(("Front desk", 4, 1, "never"), ((string)link["label"]!, (int)link["usesLeft"]!, (int)link["uses"]!, (string)link["changes"]!));
        Assert.Null(link["code"]);
        using var nowhere = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/links/none-such/code", new { });
        Assert.Equal("membership.no_such_link", await nowhere.Problem(404));
        using var byMember = await cleo.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/{path}", new { });
        Assert.Equal("group.facilitators_only", await byMember.Problem(403));
    }

    [Fact]
    public async Task A_code_that_changes_every_day_is_found_at_the_desk_and_ends_with_its_link()
    {
        var (ana, group) = await Led(new { mode = "code" });
        var made = await Sent(ana, group, "links", 201, new { label = "Poster", uses = 50, days = 30, changes = "daily", requestId = "k-1" });
        var first = (string)made["code"]!;
        Assert.Equal((first, (DateTimeOffset)made["changesAt"]!), await Now());

        api.SessionClock.Advance(TimeSpan.FromDays(1));
        var (second, changesAt) = await Now();
        Assert.Equal((DateTimeOffset)made["changesAt"]! + TimeSpan.FromDays(1), changesAt);
        Assert.NotEqual(first, second);
        await AssertOpens(first, good: true);
        await AssertOpens(second, good: true);

        api.SessionClock.Advance(TimeSpan.FromDays(1));
        var (third, _) = await Now();
        await AssertOpens(first, good: false);
        await AssertOpens(second, good: true);

        // The same wish again is answered with what is good now, and a new row begins where somebody asks for it.
        Assert.Equal(third, (string)(await Sent(ana, group, "links", 201, new { label = "Poster", uses = 50, days = 30, changes = "daily", requestId = "k-1" }))["code"]!);
        var renewed = await Sent(ana, group, $"links/{(string)made["id"]!}/code", 200, new { });
        await AssertOpens(third, good: false);
        await AssertOpens((string)renewed["code"]!, good: true);
        Assert.Equal((string)renewed["code"]!, (await Now()).Code);
        await Done(ana, HttpMethod.Delete, $"/v1/groups/{group}/membership/links/{(string)made["id"]!}");
        await AssertOpens((string)renewed["code"]!, good: false);
        using var hourly = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/links", new { changes = "hourly" });
        Assert.Equal("request.invalid_member", await hourly.Problem(400));

        async Task<(string Code, DateTimeOffset ChangesAt)> Now()
        {
            var link = (await ana.Get($"/v1/groups/{group}/membership/desk"))["links"]!.AsArray().Single()!;
            Assert.Equal(("daily", $"/groups/{group}/join?code={(string)link["code"]!}"), ((string)link["changes"]!, (string)link["path"]!));
            return ((string)link["code"]!, (DateTimeOffset)link["changesAt"]!);
        }

        async Task AssertOpens(string code, bool good)
        {
            var somebody = await api.SignIn("Somebody");
            using var answer = await somebody.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = $"S {Guid.NewGuid():n}"[..20], code });
            if (good)
            {
                Assert.Equal("member", State(await answer.Must(200)));
            }
            else
            {
                Assert.Equal("membership.code_not_good", await answer.Problem(403));
            }
        }
    }

    [Fact]
    public async Task The_line_is_led_in_the_open_and_a_removed_person_stays_out()
    {
        var (ana, group) = await Led(new { mode = "open", sizeMax = 1 });
        var people = new List<Guest>();
        foreach (var name in (string[])["Ben", "Cleo", "Dan"])
        {
            people.Add(await api.SignIn(name));
            await Ok(people[^1], group, "join", new { name });
        }

        var desk = await ana.Get($"/v1/groups/{group}/membership/desk");
        var dan = Id(desk, "line", "Dan");
        using var silent = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/line/{dan}/move-up", new { reason = "" });
        Assert.Equal("membership.reason_needed", await silent.Problem(400));
        await Done(ana, HttpMethod.Post, $"/v1/groups/{group}/membership/line/{dan}/move-up", new { reason = "Leaves town in May." });
        await Ok(people[0], group, "leave", new { });

        Assert.Equal("offered", State(await people[2].Get($"/v1/groups/{group}/membership")));
        Assert.Equal("member", State(await Ok(people[2], group, "take", new { })));
        desk = await ana.Get($"/v1/groups/{group}/membership/desk");
        Assert.Equal("Leaves town in May.", (string)desk["moves"]!.AsArray().Single()!["reason"]!);
        await Done(ana, HttpMethod.Delete, $"/v1/groups/{group}/membership/people/{Id(desk, "line", "Cleo")}");
        using var removed = await people[1].Http.PostAsJsonAsync($"/v1/groups/{group}/membership/join", new { name = "Cleo" });
        Assert.Equal("membership.removed", await removed.Problem(403));
        desk = await ana.Get($"/v1/groups/{group}/membership/desk");
        await Done(ana, HttpMethod.Post, $"/v1/groups/{group}/membership/people/{Id(desk, "removed", "Cleo")}/readmit", new { });
        Assert.Equal("waiting", State(await Ok(people[1], group, "join", new { name = "Cleo" })));
        using var madeUp = await ana.Http.DeleteAsync($"/v1/groups/{group}/membership/people/{new string('A', 40)}");
        Assert.Equal("membership.no_such_person", await madeUp.Problem(404));
        using var tooMany = await ana.Http.PutAsJsonAsync($"/v1/groups/{group}/membership/settings", new { mode = "open", sizeMax = 0 });
        Assert.Equal("membership.size_invalid", await tooMany.Problem(400));
    }

    private static string State(JsonNode standing) => (string)standing["state"]!;

    private static JsonNode Entry(JsonNode desk, string list, string name) => desk[list]!.AsArray().Single(entry => (string)entry!["name"]! == name)!;

    private static string Id(JsonNode desk, string list, string name) => (string)Entry(desk, list, name)["id"]!;

    private static async Task<JsonNode> Ok(Guest guest, string group, string what, object body)
    {
        using var answer = await guest.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/{what}", body);
        return await answer.Must(200);
    }

    private static async Task<JsonNode> Sent(Guest guest, string group, string what, int status, object body)
    {
        using var answer = await guest.Http.PostAsJsonAsync($"/v1/groups/{group}/membership/{what}", body);
        return await answer.Must(status);
    }

    private static async Task Done(Guest guest, HttpMethod method, string path, object? body = null)
    {
        using var request = new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body) };
        using var answer = await guest.Http.SendAsync(request);
        await answer.Must(204);
    }

    private async Task<(Guest Ana, string Group)> Led(object settings)
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();
        await Done(ana, HttpMethod.Put, $"/v1/groups/{group}/membership/settings", settings);
        return (ana, group);
    }
}
