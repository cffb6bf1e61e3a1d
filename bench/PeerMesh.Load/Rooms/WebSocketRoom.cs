using System.Collections.Concurrent;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace PeerMesh.Load.Rooms;

/// <summary>How a library talks over its web socket: as little of it as a member of a room needs.</summary>
internal interface ISocketTalk
{
    string Path { get; }

    /// <summary>What is said before anything else, each after an answer.</summary>
    IReadOnlyList<string> Greeting { get; }

    string Join(int room);

    string Command(string type, long id, string who);

    /// <summary>What stands right before the number of a command that was done.</summary>
    ReadOnlyMemory<byte> Answer { get; }

    /// <summary>What stands right before the number of a command in the event that tells of it.</summary>
    ReadOnlyMemory<byte> Event { get; }

    /// <summary>What to say to a message that wants a reply; null for all others.</summary>
    string? Reply(ReadOnlySpan<byte> message);
}

/// <summary>A room behind a library of web sockets.</summary>
internal sealed class WebSocketRoom(int people, Uri url, ISocketTalk talk, Measured measured) : Room(people, measured)
{
    private readonly Member?[] _members = new Member?[people];
    private int _number;

    public override Task Begin(int number, CancellationToken stop)
    {
        _number = number;
        return Task.CompletedTask;
    }

    public override Task Start(CancellationToken stop) => Task.WhenAll(Enumerable.Range(0, People).Select(async who =>
    {
        var member = _members[who] = new Member(talk, Receive, Measured);
        await member.Connect(new Uri(url, talk.Path), stop);
        await member.Ask(talk.Join(_number), 0, stop);
    }));

    protected override async Task<string?> Send(int who, string type, long id, CancellationToken stop)
    {
        await _members[who]!.Ask(talk.Command(type, id, string.Create(CultureInfo.InvariantCulture, $"p{who}")), id, stop);
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        foreach (var member in _members)
        {
            member?.Dispose();
        }
    }

    private sealed class Member(ISocketTalk talk, Action<long> receive, Measured measured) : IDisposable
    {
        private readonly ClientWebSocket _socket = new();
        private readonly SemaphoreSlim _sending = new(1);
        private readonly ConcurrentDictionary<long, TaskCompletionSource> _asked = new();
        private readonly Scanner _answers = new(talk.Answer);
        private readonly Scanner _events = new(talk.Event);

        public async Task Connect(Uri url, CancellationToken stop)
        {
            await _socket.ConnectAsync(new UriBuilder(url) { Scheme = "ws" }.Uri, stop);
            var buffer = new byte[4096];
            foreach (var word in talk.Greeting)
            {
                if (word.Length > 0)
                {
                    await Say(word, stop);
                }

                await _socket.ReceiveAsync(buffer, stop);
            }

            _ = Read(stop);
        }

        public void Dispose()
        {
            _socket.Dispose();
            _sending.Dispose();
        }

        public async Task Ask(string words, long id, CancellationToken stop)
        {
            var answered = _asked[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Say(words, stop);
            await answered.Task.WaitAsync(stop);
        }

        private async Task Say(string words, CancellationToken stop)
        {
            await _sending.WaitAsync(stop);
            try
            {
                await _socket.SendAsync(Encoding.UTF8.GetBytes(words), WebSocketMessageType.Text, endOfMessage: true, stop);
            }
            finally
            {
                _sending.Release();
            }
        }

        private async Task Read(CancellationToken stop)
        {
            var buffer = new byte[4096];
            try
            {
                while (await _socket.ReceiveAsync(buffer.AsMemory(), stop) is { MessageType: not WebSocketMessageType.Close } got)
                {
                    if (talk.Reply(buffer.AsSpan(0, got.Count)) is { } reply)
                    {
                        await Say(reply, stop);
                    }

                    Take(_answers, buffer.AsSpan(0, got.Count), Answered);
                    Take(_events, buffer.AsSpan(0, got.Count), receive);
                }

                measured.Failed("socket closed");
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                measured.Failed($"socket: {e.GetType().Name}");
            }
            catch (Exception)
            {
                // The run is over.
            }
        }

        private void Answered(long id)
        {
            if (_asked.TryRemove(id, out var asked))
            {
                asked.TrySetResult();
            }
        }

        private static void Take(Scanner scanner, ReadOnlySpan<byte> bytes, Action<long> found)
        {
            while (!bytes.IsEmpty)
            {
                var free = scanner.Free.Span;
                var count = Math.Min(free.Length, bytes.Length);
                bytes[..count].CopyTo(free);
                scanner.Advance(count, found);
                bytes = bytes[count..];
            }
        }
    }
}
