using System.Globalization;
using System.Net;

namespace PeerMesh.Load.Rooms;

/// <summary>A session of PeerMesh, by its public API.</summary>
internal sealed class PeerMeshRoom(IReadOnlyList<Person> people, HttpClient streams, Measured measured) : Room(people.Count, measured)
{
    private string _path = "";

    public override async Task Begin(int number, CancellationToken stop)
    {
        var leader = people[0];
        var group = (string)(await leader.Post(
            "/v1/groups",
            new
            {
                name = string.Create(CultureInfo.InvariantCulture, $"Load {number}"),
                about = "Made by the load generator.",
                form = "dbsa",
                agenda = new[] { new { name = "Sharing", minutes = 120, mode = "queue" } },
                rules = new { lobby = false },
            },
            stop))["id"]!;
        var session = (string)(await leader.Post($"/v1/groups/{group}/sessions", new { }, stop))["id"]!;
        _path = $"/v1/sessions/{session}";
        foreach (var person in people)
        {
            await person.Post($"{_path}/commands", new { type = "enter", name = person.Name, guidelinesVersion = 1, commandId = CommandId(NextId()) }, stop);
        }
    }

    public override async Task Start(CancellationToken stop)
    {
        await Task.WhenAll(people.Select(person => Follow(person, stop)));
        await people[0].Post($"{_path}/commands", new { type = "start", commandId = CommandId(NextId()) }, stop);
        await people[0].Post($"{_path}/commands", new { type = "raiseHand", commandId = CommandId(NextId()) }, stop);
    }

    protected override async Task<string?> Send(int who, string type, long id, CancellationToken stop)
    {
        using var answer = await people[who].Send(HttpMethod.Post, $"{_path}/commands", new { type, commandId = CommandId(id) }, stop);
        return answer.StatusCode == HttpStatusCode.OK ? null : $"{(int)answer.StatusCode}";
    }

    // A number, as the scanner looks for.
    private static string CommandId(long id) => id.ToString(CultureInfo.InvariantCulture);

    private async Task Follow(Person person, CancellationToken stop)
    {
        var answer = await person.Send(HttpMethod.Get, $"{_path}/events", body: null, stop, streams);
        if (answer.StatusCode != HttpStatusCode.OK)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode} instead of an event stream: {await answer.Content.ReadAsStringAsync(stop)}");
        }

        await EventStreams.Follow(answer, Receive, Measured, stop);
    }
}
