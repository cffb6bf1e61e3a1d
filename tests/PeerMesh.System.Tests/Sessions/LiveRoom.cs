using System.Collections.Concurrent;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;
using PeerMesh.SystemTests.History;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Sessions;

/// <summary>One client in the room: signed in by mail, entered, following the stream.</summary>
internal sealed class RoomClient(string name, RehearsalClient client, SessionId session) : IDisposable
{
    public string Name => name;

    public RehearsalClient Client => client;

    public SessionFollower Follower { get; } = new(client, session);

    public required CountingCredentials Credentials { get; init; }

    public Task Following { get; private set; } = Task.CompletedTask;

    public ParticipantId Me => Follower.View!.Me!.Participant!.Value;

    public Task<CommandAnswer> Do(SessionCommand command, CancellationToken cancellationToken = default) =>
        client.Submit(session, command, cancellationToken);

    public async Task Enter(CancellationToken cancellationToken)
    {
        var door = await client.Look(session, cancellationToken);
        var entered = await Do(new Enter(name, door.About!.Guidelines.Version) { CommandId = client.NextCommandId() }, cancellationToken);
        Assert.True(entered.Done, entered.Code);
        Following = Follower.Run(cancellationToken);
    }

    public void Dispose() => client.Dispose();
}

/// <summary>Counts how often a client had to prove itself.</summary>
internal sealed class CountingCredentials(ICredentials inner) : ICredentials
{
    public int SignIns { get; private set; }

    public int Renewals { get; private set; }

    public Task<Tokens> SignIn(HttpClient http, CancellationToken cancellationToken)
    {
        SignIns++;
        return inner.SignIn(http, cancellationToken);
    }

    public Task<Tokens> Renew(HttpClient http, Tokens old, CancellationToken cancellationToken)
    {
        Renewals++;
        return inner.Renew(http, old, cancellationToken);
    }
}

/// <summary>A room full of clients on a real process, in a long part of raised hands, everything recorded.</summary>
internal sealed class LiveRoom : IDisposable
{
    public const int ShareSeconds = 600;

    private readonly CancellationTokenSource _over = new(TimeSpan.FromMinutes(8));
    private readonly List<Recording> _recordings = [];

    private readonly IMeetingPlace _place;
    private readonly string _name;
    private StandaloneProcess? _server;

    private LiveRoom(IMeetingPlace place, string name) => (_place, _name) = (place, name);

    /// <summary>The one process, where it is one.</summary>
    public StandaloneProcess Server => _server ?? throw new InvalidOperationException("This room is in a cluster.");

    public SessionId Session { get; private set; }

    public RoomClient Facilitator { get; private set; } = null!;

    public List<RoomClient> Members { get; } = [];

    public IEnumerable<RoomClient> Everyone => Members.Prepend(Facilitator);

    public ConcurrentBag<Answered> Answers { get; } = [];

    public CancellationToken Over => _over.Token;

    /// <summary>Founds a group, opens a session, brings everyone in and starts the meeting.</summary>
    public static async Task<LiveRoom> Open(StandaloneProcess server, int members)
    {
        var room = await Open(new OneProcess(server), members, "evening");
        room._server = server;
        return room;
    }

    /// <inheritdoc cref="Open(StandaloneProcess, int)"/>
    /// <param name="name">Unlike those of other rooms in the same place.</param>
    public static async Task<LiveRoom> Open(IMeetingPlace place, int members, string name)
    {
        var room = new LiveRoom(place, name);
        var lead = room.NewClient("lead");
        await lead.Client.SignIn(room.Over);
        var group = await lead.Client.Post<object, Created>(
            "/v1/groups",
            new
            {
                name = "Evening group",
                about = "A group of a test.",
                form = "12-step",
                agenda = new[] { new { name = "Open circle", minutes = 120, mode = "queue", shareSeconds = ShareSeconds } },
                rules = new { lobby = false, fairOrder = false, shareSeconds = ShareSeconds },
                requestId = name,
            },
            room.Over);
        var opened = await lead.Client.Post<object, Created>($"/v1/groups/{group.Id}/sessions", new { requestId = name }, room.Over);
        room.Session = SessionId.From(opened.Id);
        room.Facilitator = room.Attend("Lead", lead);
        for (var index = 1; index <= members; index++)
        {
            room.Members.Add(room.Attend($"Peer {index}", room.NewClient($"peer{index}")));
        }

        await room.Facilitator.Enter(room.Over);
        await Task.WhenAll(room.Members.Select(member => member.Enter(room.Over)));
        var started = await room.Facilitator.Do(new Start { CommandId = room.Facilitator.Client.NextCommandId() }, room.Over);
        Assert.True(started.Done, started.Code);
        await room.EveryoneSees(started.Version!.Value);
        return room;
    }

    /// <summary>Makes everyone a co-facilitator, so that there are wishes that are never refused.</summary>
    public async Task EveryoneLeads()
    {
        foreach (var member in Members)
        {
            var made = await Send(Facilitator, new SetRole(member.Me, RoomRole.CoFacilitator) { CommandId = Facilitator.Client.NextCommandId() });
            Assert.True(made.Done, made.Code);
        }
    }

    /// <summary>The same folder and port again, after a kill.</summary>
    public async Task Restart(string dataDirectory) => _server = await StandaloneProcess.Start(dataDirectory, Server.Port);

    /// <param name="sentFirst">When it was sent for the first time, where that was before and had no answer.</param>
    public async Task<CommandAnswer> Send(RoomClient client, SessionCommand command, DateTimeOffset? sentFirst = null)
    {
        var sent = sentFirst ?? TimeProvider.System.GetUtcNow();
        var answer = await client.Do(command, Over);
        Answers.Add(new Answered(client.Name, command.CommandId, answer) { SentAt = sent, HeardAt = TimeProvider.System.GetUtcNow() });
        return answer;
    }

    public Task EveryoneSees(long version) => Task.WhenAll(Everyone.Select(client => SeesVersion(client, version)));

    public IReadOnlyList<Recording> Recordings => _recordings;

    public HistoryChecker Checker() => new(_recordings[0], _recordings[1..], Answers);

    public void Dispose()
    {
        _over.Cancel();
        foreach (var client in Everyone)
        {
            client.Dispose();
        }

        _over.Dispose();
    }

    private async Task SeesVersion(RoomClient client, long version)
    {
        var seen = client.Follower.Until(_ => client.Follower.Version >= version, Over);

        // A stream that broke a promise ends with an exception; then there is nothing to wait for.
        if (await Task.WhenAny(seen, client.Following) == client.Following)
        {
            await client.Following;
        }

        try
        {
            await seen;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException(
                $"{client.Name} waits for version {version} and is at {client.Follower.Version}, {(client.Follower.Connected ? "connected" : "not connected")}, "
                + $"after {client.Follower.Connections} connections; the others are at {string.Join(", ", Everyone.Select(one => one.Follower.Version))}.{_place.Complaints}");
        }
    }

    private (RehearsalClient Client, CountingCredentials Credentials) NewClient(string account)
    {
        var credentials = new CountingCredentials(new MailedCode($"{_name}.{account}@system.example", _place.ReadCode));
        return (new RehearsalClient(_place.CreateClient(), credentials), credentials);
    }

    private RoomClient Attend(string name, (RehearsalClient Client, CountingCredentials Credentials) account)
    {
        var client = new RoomClient(name, account.Client, Session) { Credentials = account.Credentials };
        _recordings.Add(new Recording(name, client.Follower));
        return client;
    }

    private sealed record Created(string Id);
}
