using System.Collections.Concurrent;
using System.Globalization;
using Npgsql;
using PeerMesh.Domain.Sessions;
using PeerMesh.SystemTests.History;
using PeerMesh.SystemTests.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>Some rooms in which everybody keeps wishing, while something happens to the cluster; afterwards every promise is checked.</summary>
/// <remarks>
/// Each client sends a few commands a second: few enough that the session remembers its answer for as long as a client may repeat it,
/// and in a room of five enough to see a silence of a tenth of a second.
/// </remarks>
internal sealed class Meetings : IAsyncDisposable
{
    private const int MembersPerRoom = 4;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>A room is at some dozens of versions further by then, and storage keeps the commands of some two hundred.</summary>
    private static readonly TimeSpan LookEvery = TimeSpan.FromSeconds(3);

    private readonly TestCluster _cluster;
    private readonly string _name;
    private readonly int _seed;
    private readonly CancellationTokenSource _enough = new();
    private readonly List<Task> _wishing = [];
    private readonly List<(string What, DateTimeOffset At)> _happened = [];
    private readonly ConcurrentDictionary<LiveRoom, ConcurrentQueue<StoredSession>> _stored = new();
    private Task _looking = Task.CompletedTask;
    private static int _lengths;

    private readonly ConcurrentDictionary<string, (RoomClient Client, SessionCommand Command)> _sent = new();

    private Meetings(TestCluster cluster, string name, int seed) => (_cluster, _name, _seed) = (cluster, name, seed);

    public List<LiveRoom> Rooms { get; } = [];

    /// <summary>Opens the rooms and waits until commands are answered in all of them.</summary>
    public static async Task<Meetings> Begin(TestCluster cluster, string name, int rooms = 3, bool wishes = true)
    {
        // Another run tries other things; the seed in the history's file repeats this one.
        var seed = Environment.GetEnvironmentVariable("PEERMESH_SEED") is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : Random.Shared.Next(1, 1_000_000);
        var meetings = new Meetings(cluster, name, seed);
        for (var index = 1; index <= rooms; index++)
        {
            var room = await LiveRoom.Open(cluster, MembersPerRoom, $"{name}-{index}");
            meetings.Rooms.Add(room);
            await room.EveryoneLeads();
        }

        if (wishes)
        {
            meetings.KeepWishing();
            meetings._looking = meetings.KeepLooking();
            await meetings.Answers(20);
        }

        return meetings;
    }

    /// <summary>Notes when something was done to the cluster: the time that silence is counted from.</summary>
    public void Happened(string what) => _happened.Add((what, TimeProvider.System.GetUtcNow()));

    /// <summary>Waits until so many more commands were done in every room.</summary>
    public async Task Answers(int more = 30)
    {
        var before = Rooms.ConvertAll(Done);
        await Task.WhenAll(Rooms.Select((room, index) => Poll.Until(() => Done(room) >= before[index] + more, room.Over)));
    }

    /// <summary>Ends the meetings, checks every promise and keeps the histories.</summary>
    /// <returns>For each room the longest time without a single command done, since the first thing that happened.</returns>
    public async Task<IReadOnlyList<TimeSpan>> End()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_wishing);
        await _looking;
        var silences = Rooms.ConvertAll(Silence);
        var faults = new List<string>();
        foreach (var room in Rooms)
        {
            faults.AddRange(await Close(room));
        }

        for (var index = 0; index < Rooms.Count; index++)
        {
            HistoryFile.Keep($"{_name}-{index + 1}", Rooms[index], new Dictionary<string, object?>
            {
                ["seed"] = _seed,
                ["happened"] = _happened.ConvertAll(what => $"{what.At:O} {what.What}"),
                ["silenceSeconds"] = silences[index].TotalSeconds,
                ["faults"] = faults,
            });
        }

        Console.WriteLine($"{_name}: seed {_seed}, {Rooms.Sum(Done)} commands done, longest silence {silences.Max().TotalSeconds:F2} s, {faults.Count} faults.");
        Assert.True(faults.Count == 0, $"Seed {_seed}:\n{string.Join('\n', faults.Take(20))}");
        return silences;
    }

    /// <summary>Ends the wishes and tells the faults there are, for a cluster that is meant to have some: the meetings need not be able to go on.</summary>
    public async Task<IReadOnlyList<string>> Faults()
    {
        await _enough.CancelAsync();
        await Task.WhenAll(_wishing);
        await _looking;
        var faults = new List<string>();
        foreach (var room in Rooms)
        {
            await Look(room);
            faults.AddRange(new HistoryChecker(room.Recordings[0], [.. room.Recordings.Skip(1)], room.Answers, stored: Stored(room)).Check());
        }

        return faults;
    }

    public async ValueTask DisposeAsync()
    {
        await _enough.CancelAsync();
        foreach (var room in Rooms)
        {
            room.Dispose();
        }

        await Task.WhenAll([.. _wishing, _looking]).ContinueWith(_ => { }, TaskScheduler.Default);
        _enough.Dispose();
    }

    private async Task<IReadOnlyList<string>> Close(LiveRoom room)
    {
        // What was answered lately is answered the same again: done, or refused for the same reason.
        foreach (var answered in room.Answers.OrderByDescending(answered => answered.HeardAt).Take(40).Where(answered => _sent.ContainsKey(answered.CommandId)))
        {
            var (client, command) = _sent[answered.CommandId];
            await room.Send(client, command);
        }

        // A closed session's document no longer says which command did what.
        await Look(room, asked: TimeProvider.System.GetUtcNow());
        var closed = await room.Send(room.Facilitator, new Close { CommandId = room.Facilitator.Client.NextCommandId() });
        Assert.True(closed.Done, closed.Code);
        await room.EveryoneSees(closed.Version!.Value);
        var minutes = await room.Facilitator.Client.Minutes(room.Session, room.Over);
        await Look(room);
        return new HistoryChecker(room.Recordings[0], [.. room.Recordings.Skip(1)], room.Answers, minutes, Stored(room)).Check();
    }

    private IReadOnlyList<StoredSession> Stored(LiveRoom room) => [.. _stored[room]];

    /// <param name="asked">Null at the end, when nothing is under way any more.</param>
    private async Task Look(LiveRoom room, DateTimeOffset? asked = null)
    {
        var row = await _cluster.Stored(room.Session) ?? throw new InvalidOperationException($"Nothing is stored of {room.Session}.");
        _stored.GetOrAdd(room, _ => []).Enqueue(StoredSession.Read(row) with { AskedAt = asked });
    }

    private async Task KeepLooking()
    {
        while (!_enough.IsCancellationRequested)
        {
            foreach (var room in Rooms)
            {
                try
                {
                    await Look(room, asked: TimeProvider.System.GetUtcNow());
                }
                catch (NpgsqlException)
                {
                    // The database is what something was done to.
                }
            }

            await Task.Delay(LookEvery, _enough.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void KeepWishing()
    {
        foreach (var room in Rooms)
        {
            foreach (var client in room.Everyone)
            {
                var chance = new Random(HashCode.Combine(_seed, _wishing.Count));
                _wishing.Add(Task.Run(() => Wish(room, client, chance)));
            }
        }
    }

    private async Task Wish(LiveRoom room, RoomClient client, Random chance)
    {
        var earlier = new Queue<SessionCommand>();
        try
        {
            while (!_enough.IsCancellationRequested)
            {
                var command = Next(client, chance);
                _sent[command.CommandId] = (client, command);

                // Now and then a command arrives twice at once, and now and then one of a while ago arrives again.
                var again = chance.Next(8) switch
                {
                    0 => command,
                    1 when earlier.Count > 0 => earlier.Peek(),
                    _ => null,
                };
                await Task.WhenAll(room.Send(client, command), again is null ? Task.CompletedTask : room.Send(client, again));
                earlier.Enqueue(command);
                if (earlier.Count > 10)
                {
                    earlier.Dequeue();
                }

                await Task.Delay(Pause * (0.5 + chance.NextDouble()), _enough.Token);
            }
        }
        catch (OperationCanceledException) when (_enough.IsCancellationRequested)
        {
            // Enough.
        }
    }

    // The floor goes round, hands go up and down, and the rules change: some wishes are refused, most are not.
    private static SessionCommand Next(RoomClient client, Random chance)
    {
        var id = client.Client.NextCommandId();
        var view = client.Follower.View;
        if (view?.Floor is { } floor && floor.Holder == view.Me?.Participant && chance.Next(3) > 0)
        {
            return new EndShare(floor.Turn) { CommandId = id };
        }

        return chance.Next(4) switch
        {
            0 or 1 => new RaiseHand { CommandId = id },
            2 => new LowerHand { CommandId = id },
            _ => new ChangeRules { CommandId = id, ShareSeconds = NewShareSeconds() },
        };
    }

    /// <summary>A length that no rule in force has: a rule that is changed to what it is anyhow brings no event that could be looked for.</summary>
    public static int NewShareSeconds() => 300 + (int)((uint)Interlocked.Increment(ref _lengths) % 3000);

    private static int Done(LiveRoom room) => room.Answers.Count(answered => answered.Answer.Done);

    private TimeSpan Silence(LiveRoom room)
    {
        if (_happened.Count == 0)
        {
            return TimeSpan.Zero;
        }

        var start = _happened[0].At;
        var heard = room.Answers.Where(answered => answered.Answer.Done && answered.HeardAt > start).Select(answered => answered.HeardAt!.Value).Order().ToList();
        return heard.Prepend(start).Zip(heard, (one, next) => next - one).DefaultIfEmpty().Max();
    }
}
