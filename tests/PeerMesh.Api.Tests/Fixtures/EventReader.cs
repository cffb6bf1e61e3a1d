using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace PeerMesh.Api.Tests.Fixtures;

/// <param name="Text">The bytes of the data as they came.</param>
internal sealed record StreamEvent(long Id, string Name, string Text)
{
    public JsonObject Data => JsonNode.Parse(Text)!.AsObject();
}

/// <summary>Reads an event stream as a browser would, and stricter.</summary>
internal sealed class EventReader : IAsyncDisposable
{
    private readonly HttpResponseMessage _response;
    private readonly StreamReader _lines;
    private readonly List<string> _comments = [];

    private EventReader(HttpResponseMessage response, Stream stream)
    {
        _response = response;
        _lines = new StreamReader(stream, Encoding.UTF8);
    }

    public HttpResponseMessage Response => _response;

    public IReadOnlyList<string> Comments => _comments;

    public int? Retry { get; private set; }

    public long LastId { get; private set; }

    public static async Task<EventReader> Open(HttpClient http, string session, long? after = null)
    {
        var response = await Request(http, session, after);
        Assert.True(response.IsSuccessStatusCode, $"{response.StatusCode}: {(response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync())}");
        return new EventReader(response, await response.Content.ReadAsStreamAsync());
    }

    public static async Task<HttpResponseMessage> Request(HttpClient http, string session, long? after = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/sessions/{session}/events");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (after is { } version)
        {
            request.Headers.Add("Last-Event-ID", version.ToString(CultureInfo.InvariantCulture));
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
    }

    /// <summary>The next event; null at the end of the stream.</summary>
    public async Task<StreamEvent?> Next()
    {
        using var patience = new CancellationTokenSource(Until.Patience);
        long? id = null;
        string? name = null, data = null;
        while (await _lines.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.Length == 0)
            {
                if (data is null)
                {
                    continue;
                }

                LastId = id!.Value;
                return new StreamEvent(LastId, name!, data);
            }

            switch (line.Split(": ", 2))
            {
                case ["id", var text]:
                    id = long.Parse(text, CultureInfo.InvariantCulture);
                    break;
                case ["event", var text]:
                    name = text;
                    break;
                case ["data", var text]:
                    Assert.Null(data);
                    data = text;
                    break;
                case ["retry", var text]:
                    Retry = int.Parse(text, CultureInfo.InvariantCulture);
                    break;
                case ["", var text]:
                    _comments.Add(text);
                    break;
                default:
                    Assert.Fail($"No line of an event stream: {line}");
                    break;
            }
        }

        return null;
    }

    public async Task<StreamEvent> Must(string name)
    {
        var next = await Next();
        Assert.NotNull(next);
        Assert.Equal(name, next.Name);
        return next;
    }

    /// <summary>Reads on until an event of that name; what comes before it is skipped.</summary>
    public async Task<StreamEvent> SkipTo(string name) => (await ReadTo(e => e.Name == name))[^1];

    /// <summary>Reads up to the version; every one must come, once and in order.</summary>
    public Task<List<StreamEvent>> ReadTo(long version) => ReadTo(e => e.Id >= version);

    public async Task<List<StreamEvent>> ReadTo(Func<StreamEvent, bool> last)
    {
        var read = new List<StreamEvent>();
        do
        {
            var before = LastId;
            var next = await Next() ?? throw new EndOfStreamException($"The stream ended after version {before}.");
            if (next.Name != "snapshot")
            {
                Assert.Equal(before + 1, next.Id);
            }

            read.Add(next);
        }
        while (!last(read[^1]));
        return read;
    }

    public ValueTask DisposeAsync()
    {
        _lines.Dispose();
        _response.Dispose();
        return ValueTask.CompletedTask;
    }
}
