using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace PeerMesh.Load.Rooms;

/// <summary>A multi-user chat room of an XMPP server. The server knows no rule: it hands on what is as long as our event, and the sender's own copy is the answer.</summary>
internal sealed class XmppRoom(int people, Uri url, int eventBytes, Measured measured) : Room(people, measured)
{
    private static readonly byte[] Marker = [.. "commandId:"u8];

    private readonly Member?[] _members = new Member?[people];
    private string _room = "";

    public override Task Begin(int number, CancellationToken stop)
    {
        _room = string.Create(CultureInfo.InvariantCulture, $"room{number}@conference.localhost");
        return Task.CompletedTask;
    }

    public override async Task Start(CancellationToken stop)
    {
        for (var who = 0; who < People; who++)
        {
            _members[who] = new Member(Receive, Measured);
            await _members[who]!.Enter(url, string.Create(CultureInfo.InvariantCulture, $"{_room}/p{who}"), stop);
        }
    }

    protected override async Task<string?> Send(int who, string type, long id, CancellationToken stop)
    {
        var body = string.Create(CultureInfo.InvariantCulture, $"commandId:{id} {type} p{who} ");
        await _members[who]!.Ask(
            string.Create(CultureInfo.InvariantCulture, $"<message to='{_room}' type='groupchat' id='{id}'><body>{body.PadRight(eventBytes, '.')}</body></message>"),
            id,
            stop);
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

    private sealed class Member(Action<long> receive, Measured measured) : IDisposable
    {
        private const string Hello = "<?xml version='1.0'?><stream:stream to='localhost' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams' version='1.0'>";
        private const string Features = "</stream:features>";

        private readonly TcpClient _connection = new() { NoDelay = true };
        private readonly SemaphoreSlim _sending = new(1);
        private readonly ConcurrentDictionary<long, TaskCompletionSource> _asked = new();
        private readonly Scanner _scanner = new(Marker);

        public async Task Enter(Uri url, string as_, CancellationToken stop)
        {
            await _connection.ConnectAsync(url.Host, url.Port, stop);
            await Talk(Hello, Features, stop);
            await Talk("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>", "<success", stop);
            await Talk(Hello, Features, stop);
            await Talk("<iq type='set' id='bind'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", "</iq>", stop);

            // The subject is the last thing that somebody who enters is sent.
            await Talk($"<presence to='{as_}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>", "<subject", stop);
            _ = Read(stop);
        }

        public void Dispose()
        {
            _connection.Dispose();
            _sending.Dispose();
        }

        public async Task Ask(string stanza, long id, CancellationToken stop)
        {
            var answered = _asked[id] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            await Say(stanza, stop);
            await answered.Task.WaitAsync(stop);
        }

        private async Task Talk(string words, string until, CancellationToken stop)
        {
            await Say(words, stop);
            var heard = new StringBuilder();
            var buffer = new byte[4096];
            while (!heard.ToString().Contains(until, StringComparison.Ordinal))
            {
                var count = await _connection.GetStream().ReadAsync(buffer, stop);
                heard.Append(count > 0 ? Encoding.UTF8.GetString(buffer, 0, count) : throw new IOException($"The server ended after: {heard}"));
            }
        }

        private async Task Say(string words, CancellationToken stop)
        {
            await _sending.WaitAsync(stop);
            try
            {
                await _connection.GetStream().WriteAsync(Encoding.UTF8.GetBytes(words), stop);
            }
            finally
            {
                _sending.Release();
            }
        }

        private async Task Read(CancellationToken stop)
        {
            try
            {
                while (await _connection.GetStream().ReadAsync(_scanner.Free, stop) is var count and > 0)
                {
                    _scanner.Advance(count, Heard);
                }

                measured.Failed("connection ended");
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                measured.Failed($"connection: {e.GetType().Name}");
            }
            catch (Exception)
            {
                // The run is over.
            }
        }

        private void Heard(long id)
        {
            receive(id);
            if (_asked.TryRemove(id, out var asked))
            {
                asked.TrySetResult();
            }
        }
    }
}
