using System.Buffers;
using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace PeerMesh.Bench.Peers;

/// <summary>The floor: commands are posted, each event is made once and written to everybody's stream. No sign-in, no storage, no resuming.</summary>
internal sealed class RoomStreams(Lines lines)
{
    private readonly ConcurrentDictionary<string, Room> _rooms = new();

    public async Task Post(string room, HttpContext context)
    {
        var command = await JsonSerializer.DeserializeAsync(context.Request.Body, RoomJson.Default.RoomCommand, context.RequestAborted);
        if (lines.Of(room).Decide(command!) is not { } happened)
        {
            context.Response.StatusCode = StatusCodes.Status409Conflict;
            return;
        }

        await Of(room).Tell(happened);
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync($$"""{"version":{{happened.Version}}}""");
    }

    public async Task Follow(string room, HttpContext context)
    {
        context.Response.ContentType = "text/event-stream";
        await context.Response.WriteAsync(": welcome\n\n");
        await context.Response.Body.FlushAsync();
        await Of(room).Stay(context);
    }

    private Room Of(string room) => _rooms.GetOrAdd(room, _ => new Room());

    [SuppressMessage("Design", "CA1001", Justification = "A room lives as long as the process.")]
    private sealed class Room
    {
        private readonly SemaphoreSlim _turn = new(1);
        private readonly List<HttpResponse> _all = [];

        public async Task Tell(RoomEvent happened)
        {
            var bytes = new ArrayBufferWriter<byte>(512);
            bytes.Write("data: "u8);
            using (var json = new Utf8JsonWriter(bytes))
            {
                JsonSerializer.Serialize(json, happened, RoomJson.Default.RoomEvent);
            }

            bytes.Write("\n\n"u8);
            await _turn.WaitAsync();
            try
            {
                foreach (var one in _all)
                {
                    await one.BodyWriter.WriteAsync(bytes.WrittenMemory);
                }
            }
            finally
            {
                _turn.Release();
            }
        }

        public async Task Stay(HttpContext context)
        {
            await Change(() => _all.Add(context.Response));
            await Task.Delay(Timeout.InfiniteTimeSpan, context.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Change(() => _all.Remove(context.Response));
        }

        private async Task Change(Action change)
        {
            await _turn.WaitAsync();
            change();
            _turn.Release();
        }
    }
}
