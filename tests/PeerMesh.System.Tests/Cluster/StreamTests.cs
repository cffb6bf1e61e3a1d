using System.Net.Sockets;
using System.Text;
using PeerMesh.Domain.Sessions;
using PeerMesh.SystemTests.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>Clients that come back all at once, and one that does not read.</summary>
[Collection(OneCluster.Name)]
public sealed class StreamTests(ClusterFixture fixture)
{
    [PostgresFact]
    public async Task Everybody_reconnects_at_once_ten_times_over()
    {
        const int storms = 10;
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "reconnect-storm");
        var everyone = meetings.Rooms.SelectMany(room => room.Everyone).ToList();
        var before = everyone.Sum(client => client.Follower.Connections);

        meetings.Happened("ten reconnect storms");
        for (var storm = 0; storm < storms; storm++)
        {
            // A break counts only where there is something to break.
            await Task.WhenAll(everyone.Select(client => client.Follower.Until(_ => client.Follower.Connected, CancellationToken.None)));
            everyone.ForEach(client => client.Follower.Hiccup());
            await meetings.Answers(2);
        }

        await Task.WhenAll(everyone.Select(client => client.Follower.Until(_ => client.Follower.Connected, CancellationToken.None)));
        Assert.True(everyone.Sum(client => client.Follower.Connections) >= before + (storms * everyone.Count), "Some breaks broke nothing.");
        Budget.AssertKept(Budget.RollingRestart, await meetings.End());
    }

    [PostgresFact]
    public async Task One_who_does_not_read_is_cut_off_and_nobody_else_notices()
    {
        const int inFlight = 64;
        var cluster = await fixture.Whole();
        await using var meetings = await Meetings.Begin(cluster, "slow-reader", rooms: 1, wishes: false);
        var room = meetings.Rooms[0];
        using var slow = await SlowReader.Open(cluster.Gateways[0].Address, room, room.Members[0]);

        // More than the line to one client and the buffers of the network hold: the gateway has to give this one up.
        meetings.Happened("a reader stops reading");
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(room.Over);
        var talking = Enumerable.Range(0, inFlight).Select(index => Task.Run(async () =>
        {
            var client = room.Members[index % room.Members.Count];
            while (!enough.IsCancellationRequested)
            {
                var changed = await room.Send(client, new ChangeRules { CommandId = client.Client.NextCommandId(), ShareSeconds = Meetings.NewShareSeconds() });
                Assert.True(changed.Done, changed.Code);
            }
        })).ToList();
        await slow.CutOff(room.Over);
        await enough.CancelAsync();
        await Task.WhenAll(talking);

        Assert.True(slow.LastVersion < room.Facilitator.Follower.Version, "The reader had read everything.");
        Budget.AssertKept(Budget.RollingRestart, await meetings.End());
    }

    /// <summary>A client that opens a stream and then leaves its bytes where they are.</summary>
    private sealed class SlowReader : IDisposable
    {
        private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(200);

        private readonly Socket _socket;

        private SlowReader(Socket socket) => _socket = socket;

        /// <summary>Of what was read until the end, once it has come.</summary>
        public long LastVersion { get; private set; }

        public static async Task<SlowReader> Open(Uri gateway, LiveRoom room, RoomClient client)
        {
            var token = await client.Client.Token(room.Over);
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
            await socket.ConnectAsync(gateway.Host, gateway.Port, room.Over);
            await socket.SendAsync(
                Encoding.ASCII.GetBytes($"GET /v1/sessions/{room.Session.Value}/events HTTP/1.1\r\nHost: {gateway.Authority}\r\nAuthorization: Bearer {token}\r\nAccept: text/event-stream\r\n\r\n"),
                room.Over);
            var first = new byte[12];
            await socket.ReceiveAsync(first, room.Over);
            Assert.Equal("HTTP/1.1 200", Encoding.ASCII.GetString(first));
            return new SlowReader(socket);
        }

        /// <summary>Waits until the other side has ended the connection, then reads what lies around.</summary>
        public async Task CutOff(CancellationToken cancellationToken)
        {
            while (await StateOf(_socket) == "01")
            {
                await Task.Delay(Look, cancellationToken);
            }

            var bytes = new byte[64 * 1024];
            var text = new StringBuilder();
            try
            {
                while (await _socket.ReceiveAsync(bytes, cancellationToken) is > 0 and var count)
                {
                    text.Append(Encoding.ASCII.GetString(bytes, 0, count));
                }
            }
            catch (SocketException)
            {
                // It was reset: whatever lay around is gone with it.
            }

            LastVersion = text.ToString().Split('\n')
                .Where(line => line.StartsWith("id: ", StringComparison.Ordinal))
                .Select(line => long.TryParse(line.AsSpan(4), out var version) ? version : 0)
                .DefaultIfEmpty()
                .Max();
        }

        public void Dispose() => _socket.Dispose();

        // What the kernel knows of the connection, without reading a byte from it: 01 is established.
        private static async Task<string?> StateOf(Socket socket)
        {
            var local = $":{((System.Net.IPEndPoint)socket.LocalEndPoint!).Port:X4}";
            return (await File.ReadAllLinesAsync("/proc/net/tcp")).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Where(fields => fields.Length > 3 && fields[1].EndsWith(local, StringComparison.Ordinal))
                .Select(fields => fields[3])
                .FirstOrDefault();
        }
    }
}
