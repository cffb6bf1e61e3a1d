using System.Globalization;
using System.Net;
using System.Net.Http.Json;

namespace PeerMesh.Load.Rooms;

/// <summary>A room of the bare server: a posted command, server-sent events, and nothing else.</summary>
internal sealed class KestrelRoom(int people, HttpClient commands, HttpClient streams, Measured measured) : Room(people, measured)
{
    private string _path = "";

    public override Task Begin(int number, CancellationToken stop)
    {
        _path = string.Create(CultureInfo.InvariantCulture, $"/rooms/{number}");
        return Task.CompletedTask;
    }

    public override Task Start(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, People).Select(async who =>
    {
        var answer = await streams.GetAsync(new Uri($"{_path}/events", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, stop);
        answer.EnsureSuccessStatusCode();
        await EventStreams.Follow(answer, Receive, Measured, stop);
    }));

    protected override async Task<string?> Send(int who, string type, long id, CancellationToken stop)
    {
        using var answer = await commands.PostAsJsonAsync($"{_path}/commands", new { type, commandId = id.ToString(CultureInfo.InvariantCulture), who = $"p{who}" }, stop);
        return answer.StatusCode == HttpStatusCode.OK ? null : $"{(int)answer.StatusCode}";
    }
}
