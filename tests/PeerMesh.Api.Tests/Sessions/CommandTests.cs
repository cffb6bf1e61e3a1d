using System.Net.Http.Json;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Sessions;

public sealed class CommandTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly object[] OneQueue = [new { name = "Sharing", minutes = 30, mode = "queue" }];

    [Fact]
    public async Task Raising_a_hand_twice_gives_a_problem_with_a_stable_code()
    {
        var (ana, session) = await api.Open(agenda: OneQueue);
        var ben = await api.Join(session, "Ben");
        await ana.Do(session, new { type = "start" });
        await ana.Do(session, new { type = "raiseHand" });
        await ben.Do(session, new { type = "raiseHand" });

        using var second = await ben.Send(session, new { type = "raiseHand" });

        Assert.Equal("session.already_in_line", await second.Problem(409));
    }

    [Fact]
    public async Task The_same_command_again_gets_the_same_answer_and_another_one_under_its_id_is_refused()
    {
        var (ana, session) = await api.Open();

        var first = await ana.Do(session, new { type = "lock", commandId = "once" });
        var again = await ana.Do(session, new { type = "lock", commandId = "once" });
        using var refused = await ana.Send(session, new { type = "lock", commandId = "no" });
        using var refusedAgain = await ana.Send(session, new { type = "lock", commandId = "no" });
        using var other = await ana.Send(session, new { type = "unlock", commandId = "once" });

        Assert.Equal(first, again);
        Assert.Equal("session.already_locked", await refused.Problem(409));
        Assert.Equal("session.already_locked", await refusedAgain.Problem(409));
        Assert.Equal("session.command_id_reused", await other.Problem(409));
        Assert.Equal(first, (long)(await ana.Look(session))["version"]!);
    }

    [Fact]
    public async Task A_command_about_a_turn_that_is_over_gets_the_session_as_it_is()
    {
        var (ana, session) = await api.Open(agenda: OneQueue);
        await ana.Do(session, new { type = "start" });
        await ana.Do(session, new { type = "raiseHand" });

        using var stale = await ana.Send(session, new { type = "endShare", turn = 77 });

        Assert.Equal("session.stale_turn", await stale.Problem(409));
        var present = (await stale.Must(409))["session"]!;
        Assert.Equal((string)(await ana.Look(session))["me"]!["participant"]!, (string)present["floor"]!["holder"]!);
        Assert.NotNull(present["people"]);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("Bearer made-up")]
    [InlineData("Basic YTpi")]
    public async Task A_command_from_nobody_is_refused(string? authorization)
    {
        var (ana, session) = await api.Open();
        using var http = api.Http();
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session}/commands")
        {
            Content = JsonContent.Create(new { type = "lock", commandId = "nobody" }),
        };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        var before = (long)(await ana.Look(session))["version"]!;

        using var answer = await http.SendAsync(request);

        Assert.Equal("sign_in.required", await answer.Problem(401));
        Assert.Equal(authorization is null ? [] : ["Bearer"], answer.Headers.WwwAuthenticate.Select(scheme => scheme.Scheme));
        Assert.Equal(before, (long)(await ana.Look(session))["version"]!);
    }

    [Fact]
    public void Commands_alone_are_carried_out_before_it_is_known_who_calls()
    {
        var direct = api.Gateway.Services.GetRequiredService<EndpointDataSource>().Endpoints
            .Where(endpoint => endpoint.Metadata.Any(one => one.GetType().Name is nameof(SignedInMetadata) or "ShortCircuitMetadata"))
            .OfType<RouteEndpoint>();

        Assert.Equal(["/v1/sessions/{sessionId}/commands"], direct.Select(endpoint => endpoint.RoutePattern.RawText));
    }

    [Fact]
    public async Task Who_may_not_is_told_so_and_the_session_is_unharmed()
    {
        var (ana, session) = await api.Open(lobby: true);
        var ben = await api.SignIn("Ben");
        var cleo = await api.SignIn("Cleo");
        await ben.Enter(session);
        var bens = await ben.Participant(session);
        using var waiting = await ben.Send(session, new { type = "raiseHand" });
        using var stranger = await cleo.Send(session, new { type = "raiseHand" });
        await ana.Do(session, new { type = "admit", participant = bens });
        using var member = await ben.Send(session, new { type = "lock" });
        await ana.Do(session, new { type = "remove", participant = bens });
        var version = (long)(await ana.Look(session))["version"]!;
        using var removed = await ben.Send(session, new { type = "enter", name = "Ben", guidelinesVersion = 1 });
        using var unknown = await ana.Send(session, new { type = "admit", participant = "nobody" });
        using var nowhere = await ana.Send("nowhere.2026", new { type = "lock" });
        using var http = api.Http();
        using var notSignedIn = await http.PostAsJsonAsync($"/v1/sessions/{session}/commands", new { type = "lock", commandId = "c" });

        Assert.Equal("session.not_admitted", await waiting.Problem(403));
        Assert.Equal("session.not_entered", await stranger.Problem(403));
        Assert.Equal("session.facilitators_only", await member.Problem(403));
        Assert.Equal("session.removed", await removed.Problem(403));
        Assert.Equal("session.no_such_participant", await unknown.Problem(404));
        Assert.Equal("session.not_found", await nowhere.Problem(404));
        Assert.Equal("sign_in.required", await notSignedIn.Problem(401));
        Assert.Equal(version, (long)(await ana.Look(session))["version"]!);
    }

    [Fact]
    public async Task A_look_has_the_version_as_its_tag()
    {
        var (ana, session) = await api.Open();
        using var look = await ana.Http.GetAsync($"/v1/sessions/{session}");
        var version = (long)(await look.Must(200))["version"]!;
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/sessions/{session}");
        request.Headers.IfNoneMatch.Add(look.Headers.ETag!);

        using var again = await ana.Http.SendAsync(request);

        Assert.Equal($"\"{version}\"", look.Headers.ETag!.Tag);
        await again.Must(304);
        Assert.Equal("no-store", look.Headers.CacheControl!.ToString());
    }

    [Fact]
    public async Task Someone_who_is_not_in_it_sees_the_door_only()
    {
        var (_, session) = await api.Open();
        var cleo = await api.SignIn("Cleo");

        var door = (await cleo.Look(session)).AsObject();

        Assert.Equal(["about", "at", "me", "status", "version"], door.Select(part => part.Key).Order());
        Assert.Null(door["me"]!["participant"]);
        using var minutes = await cleo.Http.GetAsync($"/v1/sessions/{session}/minutes");
        Assert.Equal("session.not_entered", await minutes.Problem(403));
    }

    [Fact]
    public async Task Minutes_show_everyone_to_those_who_lead_and_oneself_to_the_others()
    {
        var (ana, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await ana.Do(session, new { type = "start" });
        await ana.Do(session, new { type = "close" });

        var toAna = await ana.Get($"/v1/sessions/{session}/minutes");
        var toBen = await ben.Get($"/v1/sessions/{session}/minutes");

        Assert.Equal(["Ana", "Ben"], toAna["people"]!.AsArray().Select(person => (string)person!["name"]!).Order());
        Assert.Equal(["Ben"], toBen["people"]!.AsArray().Select(person => (string)person!["name"]!));
        Assert.Equal("closed", (string)toBen["status"]!);
    }
}
