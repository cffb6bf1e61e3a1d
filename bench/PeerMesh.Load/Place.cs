using System.Diagnostics;
using PeerMesh.Load.Rooms;

namespace PeerMesh.Load;

/// <summary>A server with room for so many people: how they come there, and what a room is.</summary>
internal sealed class Place : IDisposable
{
    private readonly LoadOptions _options;
    private readonly Measured _measured;
    private readonly HttpClient _commands;
    private readonly HttpClient _streams;
    private readonly List<Person> _people = [];

    public Place(LoadOptions options, Measured measured)
    {
        (_options, _measured) = (options, measured);
        _commands = Connections(options.Url, max: 256);
        _streams = Connections(options.Url, max: int.MaxValue);
    }

    /// <summary>Everybody signs in where that is asked for; people per second, 0 where it is not.</summary>
    public async Task<double> Come(CancellationToken stop)
    {
        if (_options.Kind != "peermesh")
        {
            return 0;
        }

        using var mail = new MailSink(_options.MailPort);
        _people.AddRange(Enumerable.Range(1, _options.Sessions * _options.People).Select(number => new Person(_commands, $"person-{number:d6}@load.example")));
        var came = Stopwatch.GetTimestamp();
        await Crowd.Each(_people, (person, _) => person.SignIn(mail, stop), "signed in", stop);
        return _people.Count / Stopwatch.GetElapsedTime(came).TotalSeconds;
    }

    /// <exception cref="FormatException">There is no such kind.</exception>
    public IReadOnlyList<Room> Rooms() => _options.Kind switch
    {
        "peermesh" => [.. _people.Chunk(_options.People).Select(some => new PeerMeshRoom(some, _streams, _measured))],
        "kestrel" => Of(() => new KestrelRoom(_options.People, _commands, _streams, _measured)),
        "signalr" => Of(() => new WebSocketRoom(_options.People, _options.Url, new SignalRTalk(), _measured)),
        "socketio" => Of(() => new WebSocketRoom(_options.People, _options.Url, new SocketIoTalk(), _measured)),
        "ejabberd" => Of(() => new XmppRoom(_options.People, _options.Url, _options.EventBytes, _measured)),
        var other => throw new FormatException($"There is no kind {other}."),
    };

    public void Dispose()
    {
        _people.ForEach(person => person.Dispose());
        _commands.Dispose();
        _streams.Dispose();
    }

    private List<Room> Of(Func<Room> make) => [.. Enumerable.Range(0, _options.Sessions).Select(_ => make())];

    private static HttpClient Connections(Uri url, int max) => new(new SocketsHttpHandler
    {
        MaxConnectionsPerServer = max,
        UseCookies = false,
        PooledConnectionIdleTimeout = TimeSpan.FromMinutes(10),
    })
    {
        BaseAddress = url,
        Timeout = Timeout.InfiniteTimeSpan,
    };
}
