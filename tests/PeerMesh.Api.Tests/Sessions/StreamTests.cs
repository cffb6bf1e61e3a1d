using System.Net;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Sessions;

public sealed class StreamTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task A_stream_starts_with_a_snapshot_and_goes_on_with_every_version()
    {
        var (ana, session) = await api.Open();
        await using var events = await ana.Follow(session);

        var snapshot = await events.Must("snapshot");
        await ana.Do(session, new { type = "start", commandId = "go" });
        var started = await events.SkipTo("meetingStarted");

        Assert.Equal("text/event-stream", events.Response.Content.Headers.ContentType!.ToString());
        Assert.Equal("no-store", events.Response.Headers.CacheControl!.ToString());
        Assert.Equal(["no"], events.Response.Headers.GetValues("X-Accel-Buffering"));
        Assert.InRange(events.Retry!.Value, 1000, 3000);
        Assert.Equal(snapshot.Id, (long)snapshot.Data["version"]!);
        Assert.Equal("go", (string)started.Data["commandId"]!);
        Assert.Equal("meetingStarted", (string)started.Data["event"]!["type"]!);
        Assert.Equal("running", (string)started.Data["now"]!["status"]!["status"]!);
    }

    [Fact]
    public async Task A_client_that_comes_back_gets_exactly_what_it_missed()
    {
        var (ana, session) = await api.Open();
        long seen;
        await using (var before = await ana.Follow(session))
        {
            seen = (await before.Must("snapshot")).Id;
        }

        await ana.Do(session, new { type = "start" });
        await ana.Do(session, new { type = "lock" });
        var version = await ana.Do(session, new { type = "unlock" });

        await using var after = await ana.Follow(session, seen);
        var first = (await after.Next())!;
        Assert.Equal(seen + 1, first.Id);
        Assert.NotEqual("snapshot", first.Name);
        if (first.Id < version)
        {
            await after.ReadTo(version);
        }
    }

    [Theory]
    [InlineData("999999")]
    [InlineData("0")]
    [InlineData("nonsense")]
    [InlineData("-5")]
    [InlineData("99999999999999999999999")]
    public async Task A_resume_point_that_leads_nowhere_gives_a_snapshot(string lastEventId)
    {
        var (ana, session) = await api.Open();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/sessions/{session}/events");
        request.Headers.TryAddWithoutValidation("Last-Event-ID", lastEventId);

        using var answer = await ana.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);

        answer.EnsureSuccessStatusCode();
        using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync());
        string? line;
        do
        {
            line = await lines.ReadLineAsync();
        }
        while (line is not null && !line.StartsWith("event: ", StringComparison.Ordinal));
        Assert.Equal("event: snapshot", line);
    }

    [Fact]
    public async Task A_client_too_far_behind_gets_a_snapshot_and_goes_on_from_there()
    {
        var (ana, session) = await api.Open();
        long seen;
        await using (var before = await ana.Follow(session))
        {
            seen = (await before.Must("snapshot")).Id;
        }

        for (var i = 0; i < 170; i++)
        {
            await ana.Do(session, new { type = "lock" });
            await ana.Do(session, new { type = "unlock" });
        }

        await using var after = await ana.Follow(session, seen);
        await after.Must("snapshot");
        var version = await ana.Do(session, new { type = "lock" });
        await after.ReadTo(version);
    }

    [Fact]
    public async Task Clients_of_one_audience_hear_the_same_bytes_built_once()
    {
        var (ana, session) = await api.Open();
        var guests = await Task.WhenAll(Enumerable.Range(0, 6).Select(i => api.Join(session, $"Guest {i}")));
        var streams = await Task.WhenAll(guests.Select(guest => guest.Follow(session)));
        var from = await Settled(streams);

        using var built = new Counting(api.Gateway.Meters, "peermesh.gateway.frames.built");
        var version = await ana.Do(session, new { type = "lock" });
        var told = await Task.WhenAll(streams.Select(stream => stream.ReadTo(version)));

        Assert.True(version > from);
        Assert.Single(told.Select(events => events[^1].Text).Distinct());
        Assert.Equal(version - from, built.Total(("audience", "room")));
        foreach (var stream in streams)
        {
            await stream.DisposeAsync();
        }
    }

    [Fact]
    public async Task What_is_for_those_who_lead_reaches_nobody_else()
    {
        var (ana, session) = await api.Open(lobby: true);
        var ben = await api.SignIn("Ben");
        await ben.Enter(session);
        await ana.Do(session, new { type = "admit", participant = await ben.Participant(session) });
        await using var bens = await ben.Follow(session);
        await using var anas = await ana.Follow(session);
        await Settled(bens, anas);

        var cleo = await api.SignIn("Cleo");
        var knocked = await cleo.Enter(session);
        var toBen = (await bens.ReadTo(knocked))[^1];
        var toAna = (await anas.ReadTo(knocked))[^1];

        Assert.Equal("knocked", toAna.Name);
        Assert.Equal("Cleo", (string)toAna.Data["event"]!["name"]!);
        Assert.Equal("quiet", toBen.Name);
        Assert.Null(toBen.Data["commandId"]);
        Assert.False(toBen.Data.ContainsKey("event"));
        Assert.DoesNotContain("Cleo", toBen.Text, StringComparison.Ordinal);
        Assert.False((await ben.Look(session)).AsObject().ContainsKey("lobby"));
    }

    [Fact]
    public async Task Somebody_let_in_gets_the_whole_room_in_one_message()
    {
        var (ana, session) = await api.Open(lobby: true);
        var ben = await api.SignIn("Ben");
        await ben.Enter(session);
        await using var events = await ben.Follow(session);
        var lobby = await events.Must("snapshot");
        Assert.Equal("waiting", (string)lobby.Data["me"]!["standing"]!);
        Assert.False(lobby.Data.ContainsKey("people"));

        await ana.Do(session, new { type = "admit", participant = await ben.Participant(session) });
        var admitted = await events.SkipTo("admitted");

        Assert.True((bool)admitted.Data["whole"]!);
        Assert.Equal(2, admitted.Data["now"]!["people"]!.AsArray().Count);
        var version = await ana.Do(session, new { type = "lock" });
        Assert.Equal("locked", (await events.ReadTo(version))[^1].Name);
    }

    [Fact]
    public async Task Somebody_removed_hears_it_and_the_stream_ends_for_good()
    {
        var (ana, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await using var events = await ben.Follow(session);
        await events.Must("snapshot");

        await ana.Do(session, new { type = "remove", participant = await ben.Participant(session) });
        await events.SkipTo("removed");

        Assert.Null(await events.Next());
        using var again = await EventReader.Request(ben.Http, session, events.LastId);
        Assert.Equal("session.removed", await again.Problem(403));
    }

    [Fact]
    public async Task The_stream_ends_with_the_session_and_need_not_be_opened_again()
    {
        var (ana, session) = await api.Open();
        await using var events = await ana.Follow(session);
        await events.Must("snapshot");

        await ana.Do(session, new { type = "start" });
        await ana.Do(session, new { type = "close" });
        await events.SkipTo("sessionClosed");

        Assert.Null(await events.Next());
        using var again = await EventReader.Request(ana.Http, session, events.LastId);
        Assert.Equal(HttpStatusCode.NoContent, again.StatusCode);
        await using var fresh = await ana.Follow(session);
        Assert.Equal("closed", (string)(await fresh.Must("snapshot")).Data["status"]!["status"]!);
        Assert.Null(await fresh.Next());
    }

    [Fact]
    public async Task A_client_that_goes_is_away_and_one_that_comes_back_is_here()
    {
        var (ana, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        await using var anas = await ana.Follow(session);
        await Settled(anas);

        await using (var bens = await ben.Follow(session))
        {
            await bens.Must("snapshot");
        }

        await anas.SkipTo("dropped");
        await using var again = await ben.Follow(session);
        await anas.SkipTo("cameBack");
    }

    [Fact]
    public async Task Nobody_follows_a_session_they_are_not_in()
    {
        var (_, session) = await api.Open();
        var cleo = await api.SignIn("Cleo");
        using var stranger = api.Http();

        using var notEntered = await EventReader.Request(cleo.Http, session);
        using var notSignedIn = await EventReader.Request(stranger, session);
        using var unknown = await EventReader.Request(cleo.Http, "nowhere.2026");

        Assert.Equal("session.not_entered", await notEntered.Problem(403));
        Assert.Equal("sign_in.required", await notSignedIn.Problem(401));
        Assert.Equal("session.not_found", await unknown.Problem(404));
    }

    [Fact]
    public async Task Many_watchers_that_break_off_and_resume_miss_nothing()
    {
        var (ana, session) = await api.Open();
        var ben = await api.Join(session, "Ben");
        var from = (long)(await ana.Look(session))["version"]!;
        long last = long.MaxValue;

        var watchers = Enumerable.Range(0, 20).Select(seed => Task.Run(async () =>
        {
            var random = new Random(seed);
            var seen = new List<long>();
            var cursor = from;
            while (cursor < Volatile.Read(ref last))
            {
                await using var events = await ben.Follow(session, cursor);
                var count = random.Next(1, 12);
                while (count-- > 0 && cursor < Volatile.Read(ref last))
                {
                    var next = await events.Next();
                    Assert.NotNull(next);
                    Assert.NotEqual("snapshot", next.Name);
                    seen.Add(next.Id);
                    cursor = next.Id;
                }
            }

            return seen;
        })).ToArray();
        for (var i = 0; i < 25; i++)
        {
            await ana.Do(session, new { type = "lock" });
            await ana.Do(session, new { type = "unlock" });
        }

        // The watchers' own comings and goings are versions too, so the end is where we say it is.
        var end = await ana.Do(session, new { type = "lock" });
        Volatile.Write(ref last, end);
        await ana.Do(session, new { type = "unlock" });

        foreach (var seen in await Task.WhenAll(watchers))
        {
            Assert.Equal(Enumerable.Range(0, seen.Count).Select(i => from + 1 + i), seen);
            Assert.True(seen[^1] >= end);
        }
    }

    [Fact]
    public async Task Streams_end_promptly_when_the_server_stops()
    {
        await using var gateway = await TestGateway.Start(api.Cluster.Client);
        var (_, session) = await api.Open();
        var ben = await ApiFixture.SignIn("Ben", gateway);
        await ben.Enter(session);
        await using var events = await ben.Follow(session);
        await events.Must("snapshot");

        var stopping = gateway.Stop();

        while (await events.Next() is not null)
        {
        }

        await stopping.WaitAsync(TimeSpan.FromSeconds(10));
    }

    // The version at which all of these streams have heard everything there is.
    private static async Task<long> Settled(params EventReader[] streams)
    {
        var snapshots = await Task.WhenAll(streams.Select(async stream => (await stream.Must("snapshot")).Id));
        var newest = snapshots.Max();
        foreach (var (stream, seen) in streams.Zip(snapshots))
        {
            if (seen < newest)
            {
                await stream.ReadTo(newest);
            }
        }

        return newest;
    }
}
