using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>
/// One session under test, with its clock and everyone at its door. It does what a grain does around the rules, one hand
/// moving the time, and checks <see cref="Invariants"/> after every event, so each example is a test of those too.
/// </summary>
internal sealed class Room
{
    /// <summary>A Thursday evening. No rule depends on it; round numbers are easier to read in a failure.</summary>
    public static readonly DateTimeOffset Evening = new(2026, 3, 5, 19, 0, 0, TimeSpan.Zero);

    private readonly List<SessionEvent> log = [];
    private int commands;

    private Room(SessionPlan plan)
    {
        State = SessionRules.Apply(null, new SessionOpened(Now, plan));
        log.Add(new SessionOpened(Now, plan));
        Last = [];
    }

    public Session State { get; private set; }

    public DateTimeOffset Now { get; private set; } = Evening;

    /// <summary>Every event so far.</summary>
    public IReadOnlyList<SessionEvent> Log => log;

    /// <summary>What the latest command or step of time brought about.</summary>
    public IReadOnlyList<SessionEvent> Last { get; private set; }

    /// <summary>The number drawn by chance that the next command gets.</summary>
    public int Chance { get; set; }

    public int Turn => State.Floor.Turn;

    /// <summary>Who has the floor, by name; null where nobody does.</summary>
    public string? Speaker => State.Floor.Holder is { } holder ? NameOf(holder) : null;

    /// <summary>The line to speak, by name.</summary>
    public IEnumerable<string> Line => State.Hands.Waiting.Select(NameOf);

    /// <summary>The go-round as "Ana spoke, Ben waiting".</summary>
    public string Circle => string.Join(", ", State.Round!.Seats.Select(seat => $"{NameOf(seat.Participant)} {Word(seat.Mark)}"));

    public static Room Opened(params Phase[] agenda) => Opened(Habits.Plain, agenda);

    public static Room Opened(HouseRules rules, params Phase[] agenda) => new(Habits.Plan(rules, agenda));

    public static Room Opened(SessionPlan plan) => new(plan);

    /// <summary>A room as it was stored once, at that moment.</summary>
    public static Room Restored(Session state, DateTimeOffset now) => new(state.Plan) { State = state, Now = now };

    /// <summary>Somebody at the door, who has not come in.</summary>
    public Guest Stranger(string name, GroupRole role = GroupRole.None, bool mayEnter = true, bool simulated = false) =>
        new(this, name, new Actor(new MemberId($"m-{name}"), role, mayEnter, simulated));

    /// <summary>Somebody who has come in and whose connection is up.</summary>
    public Guest Member(string name)
    {
        var guest = Stranger(name, GroupRole.Member);
        guest.Enters();
        guest.Connects();
        return guest;
    }

    public Guest[] Members(params string[] names) => [.. names.Select(Member)];

    public Guest Facilitator(string name = "Fay")
    {
        var guest = Stranger(name, GroupRole.Facilitator);
        guest.Enters();
        guest.Connects();
        return guest;
    }

    public Guest CoFacilitator(string name = "Col")
    {
        var guest = Stranger(name, GroupRole.CoFacilitator);
        guest.Enters();
        guest.Connects();
        return guest;
    }

    public IReadOnlyList<SessionEvent> Submit(Actor actor, Func<string, SessionCommand> wish)
    {
        var command = wish($"c-{++commands}");
        CatchUp(Now);
        var decision = SessionRules.Decide(State, actor, command, new Moment(Now, Chance));
        if (decision.Refusal is { } refusal)
        {
            Assert.Empty(decision.Events);
            throw new RefusedException(refusal);
        }

        return Happened(decision.Events);
    }

    public IReadOnlyList<SessionEvent> Connects(ParticipantId who) => Happened(SessionRules.Connected(State, who, Now));

    public IReadOnlyList<SessionEvent> Disconnects(ParticipantId who) => Happened(SessionRules.Disconnected(State, who, Now));

    /// <summary>Lets time pass as a punctual timer would: the rules are asked at every moment at which they say something is due.</summary>
    public IReadOnlyList<SessionEvent> After(TimeSpan time)
    {
        var (start, until) = (log.Count, Now + time);
        CatchUp(until);
        Now = until;
        return Last = log[start..];
    }

    public IReadOnlyList<SessionEvent> AfterSeconds(double seconds) => After(TimeSpan.FromSeconds(seconds));

    public IReadOnlyList<SessionEvent> AfterMinutes(double minutes) => After(TimeSpan.FromMinutes(minutes));

    /// <summary>Lets time pass without anybody asking the rules, as when a silo was down, and then asks them once.</summary>
    public IReadOnlyList<SessionEvent> AfterAnOutageOf(TimeSpan time)
    {
        Now += time;
        return Happened(SessionRules.Tick(State, Now));
    }

    /// <summary>Says that this wish is turned down for this reason, and that nothing changes by it.</summary>
    public void Refuses(Refusal expected, Action wish)
    {
        var version = log.Count;
        var refused = Assert.Throws<RefusedException>(wish);
        Assert.Equal(expected.Code, refused.Refusal.Code);
        Assert.Equal(version, log.Count);
    }

    /// <summary>The one event of this kind among the latest.</summary>
    public T Saw<T>()
        where T : SessionEvent => Assert.Single(Last.OfType<T>());

    public void DidNotSee<T>()
        where T : SessionEvent => Assert.Empty(Last.OfType<T>());

    public string NameOf(ParticipantId id) => State.Find(id)?.Name ?? id.Value;

    /// <summary>What the whole log says, replayed from nothing.</summary>
    public Session Replayed() => log.Aggregate((Session?)null, SessionRules.Apply)!;

    public static string Json<T>(T value) => JsonSerializer.Serialize(value, JsonSerializerOptions.Web);

    private static string Word(SeatMark mark) => char.ToLowerInvariant(mark.ToString()[0]) + mark.ToString()[1..];

    private void CatchUp(DateTimeOffset until)
    {
        while (SessionRules.NextDue(State) is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            var events = SessionRules.Tick(State, Now);
            Assert.True(events.Count > 0, $"Something was due at {due:O}, but nothing happened at {Now:O}.");
            Happened(events);
        }
    }

    private IReadOnlyList<SessionEvent> Happened(IReadOnlyList<SessionEvent> events)
    {
        foreach (var happened in events)
        {
            State = SessionRules.Apply(State, happened);
            log.Add(happened);
            Invariants.CheckEvent(State);
        }

        Invariants.Check(State);
        return Last = events;
    }
}

/// <summary>The rules said no. Only <see cref="Room.Refuses"/> expects it; anywhere else it fails the test with the reason.</summary>
internal sealed class RefusedException(Refusal refusal) : Exception($"{refusal.Code}: {refusal.Detail}")
{
    public Refusal Refusal { get; } = refusal;
}
