using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PeerMesh.Domain.Sessions;
using PeerMesh.SystemTests.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>What callers hear while the cluster or its database is away: quickly, and with word when to come back.</summary>
[Collection(OneCluster.Name)]
public sealed class OutageTests(ClusterFixture fixture)
{
    private const int Callers = 20;

    /// <summary>Rounds of callers, of which a machine that is busy with other things may keep some waiting, but not all.</summary>
    private const int Rounds = 8;

    // What a gateway gives a call before it gives up. A silo that let its callers wait for the database would let all of them end like this, in every round.
    private static readonly TimeSpan AllTries = TimeSpan.FromSeconds(5);

    [PostgresFact]
    public async Task Without_its_database_a_silo_refuses_at_once_and_takes_the_same_commands_later()
    {
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "database-away", rooms: 1, wishes: false);
        var room = meetings.Rooms[0];
        var token = await room.Facilitator.Client.Token(room.Over);
        using var http = new HttpClient { BaseAddress = cluster.Gateways[0].Address };
        var commands = Enumerable.Range(0, Callers).Select(index => new ChangeRules { CommandId = $"away-{index}", ShareSeconds = 300 + index }).ToList();

        // What was under way when the database froze may still be written once it goes on.
        var sentFirst = TimeProvider.System.GetUtcNow();
        cluster.Postgres.Freeze();
        try
        {
            // The first to come find out.
            await Task.WhenAll(commands.Select(command => Submit(http, room, token, command)));

            var took = new List<TimeSpan>();
            while (took.Count < Rounds)
            {
                var start = TimeProvider.System.GetTimestamp();
                var refused = await Task.WhenAll(commands.Select(command => Submit(http, room, token, command)));
                took.Add(TimeProvider.System.GetElapsedTime(start));
                Assert.True(
                    refused.All(answer => answer == (HttpStatusCode.ServiceUnavailable, "service.unavailable", true)),
                    $"Refused with {string.Join(", ", refused.Distinct())}.{cluster.Complaints}");
            }

            Console.WriteLine($"database-away: {Callers} callers at once were refused within {string.Join(", ", took.Select(round => $"{round.TotalSeconds:F2}"))} s.");
            Assert.True(took.Min() < AllTries, $"No refusal came before {took.Min().TotalSeconds:F1} s: the silo lets its callers wait.");
        }
        finally
        {
            cluster.Postgres.Thaw();
        }

        // Clients of the product send the same again until there is an answer.
        var last = 0L;
        foreach (var command in commands)
        {
            var answer = await room.Send(room.Facilitator, command, sentFirst);
            Assert.True(answer.Done, answer.Code);
            last = Math.Max(last, answer.Version!.Value);
        }

        // Streams come back in their own time; a session that is over by then has only its end to tell.
        await room.EveryoneSees(last);
        await meetings.End();
    }

    [PostgresFact]
    public async Task Without_silos_gateways_say_when_to_come_back_and_so_does_one_that_never_reached_any()
    {
        var cluster = await fixture.Whole();
        await Task.WhenAll(cluster.Silos.Select(silo => silo.Process.Kill()));
        await cluster.Gateways[1].Process.Kill();
        cluster.Gateways[1].Launch();
        await Live(cluster.Gateways[1]);

        foreach (var gateway in cluster.Gateways)
        {
            using var http = new HttpClient { BaseAddress = gateway.Address };
            foreach (var path in (string[])["/v1/groups", "/v1/me", "/v1/sessions/some.now-where", "/v1/sessions/some.now-where/events"])
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, path);
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", "no token at all");
                using var answer = await http.SendAsync(request);

                // A gateway that has the keys can tell that this is no token; one that has none can tell nobody from anybody.
                if (answer.StatusCode != HttpStatusCode.Unauthorized || gateway == cluster.Gateways[1])
                {
                    await AssertComeBack(answer);
                }
            }

            using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email = "ana@system.example" });
            await AssertComeBack(asked);
            http.DefaultRequestHeaders.Accept.ParseAdd("text/html");
            using var page = await http.GetAsync(new Uri("/", UriKind.Relative));
            Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (page.StatusCode, page.Headers.RetryAfter is not null));
            Assert.Contains("<html", await page.Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }

        await cluster.Heal();
        using var back = cluster.CreateClient();
        Assert.Equal(HttpStatusCode.OK, (await back.GetAsync(new Uri("/v1/groups", UriKind.Relative))).StatusCode);
    }

    private static async Task<(HttpStatusCode Status, string? Code, bool SaysWhen)> Submit(HttpClient http, LiveRoom room, string token, SessionCommand command)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{room.Session.Value}/commands") { Content = JsonContent.Create(command, options: JsonSerializerOptions.Web) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
        return (answer.StatusCode, body.TryGetProperty("code", out var code) ? code.GetString() : null, answer.Headers.RetryAfter is not null);
    }

    private static async Task AssertComeBack(HttpResponseMessage answer)
    {
        Assert.Equal((HttpStatusCode.ServiceUnavailable, true), (answer.StatusCode, answer.Headers.RetryAfter is not null));
        Assert.Equal("service.unavailable", (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("code").GetString());
    }

    private static async Task Live(Node gateway)
    {
        using var http = new HttpClient { BaseAddress = gateway.Address };
        await Poll.Until(
            async () =>
            {
                try
                {
                    return (await http.GetAsync(new Uri("/health/live", UriKind.Relative))).IsSuccessStatusCode;
                }
                catch (HttpRequestException)
                {
                    return false;
                }
            },
            CancellationToken.None);
    }
}
