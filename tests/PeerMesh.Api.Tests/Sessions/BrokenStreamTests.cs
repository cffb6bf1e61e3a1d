using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Tests.Sessions;

/// <summary>What streams do when the session behind them does not do what it should.</summary>
public sealed class BrokenStreamTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string Session = ScriptedSession.Id.Value;

    [Fact]
    public async Task All_clients_share_one_watch_that_ends_a_while_after_the_last_of_them()
    {
        var session = new ScriptedSession();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await Start(session, clock);
        var first = await Open(gateway);
        var second = await Open(gateway);

        session.Happen();
        await first.ReadTo(1);
        await second.ReadTo(1);
        await first.DisposeAsync();
        await second.DisposeAsync();
        await Until.True(() => session.Disconnects.Count == 2);
        Assert.Equal((1, 0), (session.Watches, session.WatchesEnded));

        // The hub notices that it is empty just after the session does, so the timer may start a moment later.
        await Until.True(() =>
        {
            clock.Advance(TimeSpan.FromSeconds(10));
            return session.WatchesEnded == 1;
        });
        Assert.Equal(session.Connects.Select(connect => connect.Connection).Order(), session.Disconnects.Order());
    }

    [Fact]
    public async Task Every_fifteen_seconds_comes_a_sign_of_life()
    {
        var session = new ScriptedSession();
        var clock = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var gateway = await Start(session, clock);
        await using var events = await Open(gateway);

        // The stream may set its next alarm a little after time has moved, so time goes on until the beats are here.
        await Until.True(async () =>
        {
            clock.Advance(TimeSpan.FromSeconds(5));
            session.Happen();
            await events.Next();
            return events.Comments.Count >= 3;
        });
        Assert.All(events.Comments, comment => Assert.Equal("beat", comment));
    }

    [Fact]
    public async Task A_gateway_that_stops_asks_its_readers_to_come_back_soon()
    {
        var session = new ScriptedSession();
        await using var gateway = await Start(session);
        await using var events = await Open(gateway);
        session.Happen();
        await events.ReadTo(1);
        Assert.InRange(events.Retry!.Value, 1000, 3000);

        var stopping = gateway.Stop();

        Assert.Null(await events.Next());
        Assert.InRange(events.Retry!.Value, 50, 1000);
        await stopping;
    }

    [Fact]
    public async Task News_that_got_lost_are_asked_for()
    {
        var session = new ScriptedSession();
        await using var gateway = await Start(session);
        await using var events = await Open(gateway);
        session.Happen();
        await events.ReadTo(1);

        session.Happen(silent: true);
        session.Happen(silent: true);
        session.Happen();

        Assert.Equal([2, 3, 4], (await events.ReadTo(4)).Select(told => told.Id));
    }

    [Fact]
    public async Task News_that_nobody_remembers_are_made_up_for_by_a_snapshot()
    {
        var session = new ScriptedSession();
        await using var gateway = await Start(session);
        await using var events = await Open(gateway);
        session.Happen();
        await events.ReadTo(1);

        session.Happen(silent: true);
        session.Happen(silent: true);
        session.RemembersAfter = 3;
        session.Happen();

        Assert.Equal(4, (await events.Must("snapshot")).Id);
        session.Happen();
        await events.ReadTo(5);
    }

    [Fact]
    public async Task Who_connected_first_and_came_to_watch_last_misses_nothing()
    {
        var session = new ScriptedSession();
        await using var gateway = await Start(session);
        var held = session.HoldConnect();
        var opening = Open(gateway);
        await Until.True(() => session.Connects.Count == 1);

        // What happens between the two connections is told to nobody: the watch begins with the second.
        session.Happen(silent: true);
        session.Happen(silent: true);
        await using var quick = await Open(gateway);
        await Until.True(() => session.Watches == 1);
        held.SetResult();

        await using var late = await opening;
        Assert.Equal([1, 2], (await late.ReadTo(2)).Select(told => told.Id));
    }

    [Fact]
    public async Task When_the_silo_goes_clients_stay_and_are_registered_anew()
    {
        var session = new ScriptedSession();
        await using var gateway = await Start(session);
        await using var first = await Open(gateway);
        await using var second = await Open(gateway);
        session.Happen();
        await first.ReadTo(1);
        await second.ReadTo(1);

        session.BeUnreachable(3);
        session.BreakWatch();
        session.Happen(silent: true);
        session.Happen();

        Assert.Equal([2, 3], (await first.ReadTo(3)).Select(told => told.Id));
        Assert.Equal([2, 3], (await second.ReadTo(3)).Select(told => told.Id));
        await Until.True(() => session.Connects.Count == 4);
        Assert.Equal(2, session.Connects.Select(connect => connect.Connection).Distinct().Count());
        Assert.All(session.Connects.Skip(2), connect => Assert.NotNull(connect.After));
    }

    [Fact]
    public async Task A_client_that_does_not_read_is_cut_off_and_keeps_nobody()
    {
        var session = new ScriptedSession();
        await using var gateway = await Start(session);
        using var cut = new Counting(gateway.Meters, "peermesh.gateway.streams.cut");
        await using var slow = await Open(gateway);
        await using var quick = await Open(gateway);
        var large = new string('x', 64 * 1024);

        // Far more than sockets buffer, so that news pile up behind the client that does not read.
        for (var version = 1; version <= 600; version++)
        {
            session.Happen(reason: large);
            await quick.ReadTo(version);
        }

        await Until.True(() => cut.Total(("reason", "slow")) == 1);
        await Assert.ThrowsAnyAsync<Exception>(() => slow.ReadTo(600));
        await Until.True(() => session.Disconnects.Count == 1);
    }

    [Fact]
    public async Task A_cluster_out_of_reach_is_503_and_a_bug_is_500_without_a_word_about_it()
    {
        var session = new ScriptedSession();
        await using var gateway = await Start(session);
        using var http = SignedIn(gateway);
        session.BeUnreachable(8);

        using var stream = await EventReader.Request(http, Session);
        using var look = await http.GetAsync($"/v1/sessions/{Session}");
        using var command = await http.PostAsync($"/v1/sessions/{Session}/commands", System.Net.Http.Json.JsonContent.Create(new { type = "lock", commandId = "c" }));
        using var bug = await http.GetAsync($"/v1/sessions/{Session}/minutes");

        foreach (var answer in (HttpResponseMessage[])[stream, look, command])
        {
            Assert.Equal("service.unavailable", await answer.Problem(503));
            Assert.NotNull(answer.Headers.RetryAfter?.Delta);
        }

        Assert.Equal("service.error", await bug.Problem(500));
        Assert.DoesNotContain("A bug.", await bug.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private Task<TestGateway> Start(ScriptedSession session, TimeProvider? clock = null) =>
        TestGateway.Start(session.Among(api.Cluster.Client), builder =>
        {
            if (clock is not null)
            {
                builder.Services.AddSingleton(clock);
            }
        });

    private static HttpClient SignedIn(TestGateway gateway)
    {
        var http = gateway.Http();
        var token = gateway.Services.GetRequiredService<IAccessTokens>()
            .Issue(new Caller(new MemberId("simulated"), Simulated: true), "test", TimeSpan.FromDays(1));
        http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        return http;
    }

    private static async Task<EventReader> Open(TestGateway gateway)
    {
        var events = await EventReader.Open(SignedIn(gateway), Session);
        await events.Must("snapshot");
        return events;
    }
}
