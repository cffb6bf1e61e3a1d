using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Sessions;

public sealed class CheckOutTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly object[] Agenda =
    [
        new { name = "Sharing", minutes = 30, mode = "queue" },
        new { name = "Closing", minutes = 5, mode = "goRound", question = "What do you take with you?" },
    ];

    [Fact]
    public async Task Answers_are_counted_without_names_once_three_have_given_them()
    {
        var (ana, session) = await api.Open(agenda: Agenda);
        Guest[] members = [await api.Join(session, "Ben"), await api.Join(session, "Cleo"), await api.Join(session, "Dan")];
        await ana.Do(session, new { type = "start" });
        using var early = await Answer(members[0], session, new { feltHeard = 5 });
        Assert.Equal("session.check_out_later", await early.Problem(409));
        await ana.Do(session, new { type = "nextPhase" });

        await (await Answer(members[0], session, new { feltHeard = 5, comeBack = "yes", words = "You listened." })).Must(204);
        await (await Answer(members[1], session, new { feltHeard = 4, comeBack = "maybe" })).Must(204);
        var before = await Look(ana, session);
        Assert.Equal("What do you take with you?", (string)before["question"]!);
        Assert.Null(before["results"]);
        await ana.Do(session, new { type = "close" });
        await (await Answer(members[2], session, new { comeBack = "yes" })).Must(204);

        var results = (await Look(ana, session))["results"]!;
        Assert.Equal("""{"answers":3,"feltHeard":[0,0,0,1,1],"comeBack":[2,1,0],"words":["You listened."]}""", results.ToJsonString());
        var own = await Look(members[0], session);
        Assert.Null(own["results"]);
        Assert.True((bool)own["given"]!);
        Assert.False((bool)own["open"]!);
    }

    [Fact]
    public async Task Who_was_not_there_or_has_answered_is_told_so()
    {
        var (ana, session) = await api.Open(agenda: Agenda);
        await ana.Do(session, new { type = "start" });
        await ana.Do(session, new { type = "close" });
        using var first = await Answer(ana, session, new { feltHeard = 3 });
        await first.Must(204);
        using var second = await Answer(ana, session, new { feltHeard = 3 });
        Assert.Equal("session.already_checked_out", await second.Problem(409));
        var stranger = await api.SignIn("check-out-stranger");
        using var refused = await Answer(stranger, session, new { feltHeard = 3 });
        Assert.Equal("session.not_entered", await refused.Problem(403));
        using var unknown = await Answer(ana, "no-such.session", new { feltHeard = 3 });
        Assert.Equal("session.not_found", await unknown.Problem(404));
        using var wrong = await Answer(stranger, session, new { feltHeard = "much" });
        Assert.Equal("request.invalid_member", await wrong.Problem(400));
    }

    private static Task<HttpResponseMessage> Answer(Guest guest, string session, object answers) =>
        guest.Http.PostAsJsonAsync($"/v1/sessions/{session}/check-out", answers);

    private static async Task<JsonNode> Look(Guest guest, string session) =>
        (await guest.Http.GetFromJsonAsync<JsonNode>($"/v1/sessions/{session}/check-out"))!;
}
