using System.Text.Json;
using PeerMesh.Standalone.Client;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Membership;

/// <summary>Two hundred people at the door of a group of twelve, over HTTP, and kill -9 on the process in the middle of it.</summary>
public sealed class JoinRushTests
{
    private const int People = 200;
    private const int Places = 12;
    private const int SignInsAtOnce = 20;

    [Fact]
    public async Task Twelve_are_in_the_rest_wait_in_order_and_nobody_is_lost_across_a_kill()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(8));
        using var folder = new TemporaryFolder();
        await using var first = await StandaloneProcess.Start(folder.Path);
        using var lead = NewClient(first, "lead");
        var group = (await lead.Post<object, JsonElement>("/v1/groups", new { name = "Small circle", about = "", form = "dbsa", requestId = "g" }, over.Token)).GetProperty("id").GetString()!;
        using (var set = await lead.Send(HttpMethod.Put, $"/v1/groups/{group}/membership/settings", new { mode = "open", sizeMax = Places }, over.Token))
        {
            Assert.True(set.IsSuccessStatusCode, await set.Content.ReadAsStringAsync());
        }

        var people = Enumerable.Range(0, People).Select(i => NewClient(first, $"p{i}")).ToList();
        await Parallel.ForEachAsync(people, new ParallelOptions { MaxDegreeOfParallelism = SignInsAtOnce, CancellationToken = over.Token }, async (person, stop) => await person.SignIn(stop));

        var answered = 0;
        var joining = people.Select((person, i) => Task.Run(async () =>
        {
            await person.Post<object, JsonElement>($"/v1/groups/{group}/membership/join", new { name = $"Person {i}", requestId = "join" }, over.Token);
            Interlocked.Increment(ref answered);
        })).ToList();
        await Poll.Until(() => Volatile.Read(ref answered) >= Places, over.Token);
        await first.Kill();
        await using var second = await StandaloneProcess.Start(folder.Path, first.Port);
        await Task.WhenAll(joining);

        // Whoever did not get an answer asked again under the same id; nobody is there twice, and nobody is not there.
        var standings = new List<(string State, int? Place)>();
        foreach (var person in people)
        {
            var standing = await person.Get<JsonElement>($"/v1/groups/{group}/membership", over.Token);
            var place = standing.GetProperty("place");
            standings.Add((standing.GetProperty("state").GetString()!, place.ValueKind == JsonValueKind.Null ? null : place.GetInt32()));
        }

        Assert.Equal(Places, standings.Count(standing => standing.State == "member"));
        Assert.Equal(Enumerable.Range(1, People - Places), standings.Where(standing => standing.State == "waiting").Select(standing => standing.Place!.Value).Order());
        var desk = await lead.Get<JsonElement>($"/v1/groups/{group}/membership/desk", over.Token);
        var since = desk.GetProperty("line").EnumerateArray().Select(waiting => waiting.GetProperty("since").GetDateTimeOffset()).ToList();
        Assert.Equal(Places, desk.GetProperty("members").GetInt32());
        Assert.Equal(since.Order(), since);
        people.ForEach(person => person.Dispose());
    }

    private static RehearsalClient NewClient(StandaloneProcess server, string name)
    {
        var http = server.CreateClient();
        return new RehearsalClient(http, new MailedCode($"{name}@example.org", (email, stop) => StandaloneProcess.ReadCode(http, email, stop)));
    }
}
