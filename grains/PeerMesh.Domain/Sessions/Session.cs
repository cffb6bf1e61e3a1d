using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

[JsonConverter(typeof(JsonStringEnumConverter<SessionStatus>))]
public enum SessionStatus
{
    /// <summary>The door is open and people gather; nothing has begun.</summary>
    [JsonStringEnumMemberName("gathering")]
    Gathering = 0,

    [JsonStringEnumMemberName("running")]
    Running = 1,

    [JsonStringEnumMemberName("closed")]
    Closed = 2,
}

/// <summary>The whole of one live session, as the rules know it.</summary>
/// <param name="EmptySince">Since when nobody has been here.</param>
/// <param name="MissingSince">Before the start: since when too few have been here to begin.</param>
/// <param name="Pause">The floor rests: a moment of silence, or everything is suspended.</param>
/// <param name="Circles">People are in pairs or small circles just now.</param>
/// <param name="Talk">What people write to each other; of this storage holds two numbers.</param>
/// <param name="Desk">Calls for help, people aside, pinned resources.</param>
/// <param name="Called">In popcorn: who had the floor in this phase.</param>
/// <remarks>
/// Holds after every event, and <c>SessionProperties</c> checks it: at most one person has the floor; in a queue nobody
/// present waits while the floor is free, unless it rests; nobody waits twice; whoever speaks does not also wait; everyone with a place
/// in the room, the queue or the round is one of <see cref="People"/>.
/// </remarks>
[GenerateSerializer, Immutable, Alias("pm.session.state")]
public sealed record Session(
    [property: Id(0)] SessionPlan Plan,
    [property: Id(1)] SessionStatus Status,
    [property: Id(2)] ImmutableList<Person> People,
    [property: Id(3)] HouseRules Rules,
    [property: Id(4)] bool Locked,
    [property: Id(5)] Gavel Gavel,
    [property: Id(6)] Stage Stage,
    [property: Id(7)] Floor Floor,
    [property: Id(8)] Hands Hands,
    [property: Id(9)] Round? Round,
    [property: Id(10)] DateTimeOffset OpenedAt,
    [property: Id(11)] DateTimeOffset? ClosedAt,
    [property: Id(12)] DateTimeOffset? EmptySince,
    [property: Id(13)] DateTimeOffset? MissingSince = null,
    [property: Id(14)] Pause? Pause = null,
    [property: Id(15)] Circles? Circles = null,
    [property: Id(16)] Talk? Talk = null,
    [property: Id(17)] Desk? Desk = null,
    [property: Id(18)] ImmutableList<ParticipantId>? Called = null)
{
    public Person? Find(ParticipantId id)
    {
        foreach (var person in People)
        {
            if (person.Id == id)
            {
                return person;
            }
        }

        return null;
    }

    public Person? Find(MemberId member)
    {
        foreach (var person in People)
        {
            if (person.Member == member)
            {
                return person;
            }
        }

        return null;
    }

    /// <summary>The phase that is on, or null before the start.</summary>
    [JsonIgnore]
    public Phase? Phase => Stage.Phase is >= 0 and var index && index < Plan.Agenda.Count ? Plan.Agenda[index] : null;

    /// <summary>How the floor moves now; nobody has it before the start and after the end.</summary>
    [JsonIgnore]
    public FloorMode? Mode => Status == SessionStatus.Running ? Phase?.Mode : null;

    /// <summary>Whether the floor rests, so that nobody is given it: in a silence, while suspended, and while people are in circles.</summary>
    [JsonIgnore]
    public bool FloorRests => Pause is not null || Circles is not null;

    [JsonIgnore]
    public bool IsSuspended => Pause?.Suspension is not null;

    [JsonIgnore]
    public Talk Said => Talk ?? Talk.None;

    [JsonIgnore]
    public Desk AtDesk => Desk ?? Desk.Empty;

    /// <summary>Whether this person may lead: by their role, or because they hold the gavel.</summary>
    public bool MayLead(Person person) =>
        person.Standing is Standing.InRoom or Standing.SteppedOut && (person.Role != RoomRole.Member || Gavel.Holder == person.Id);
}

/// <summary>Where a person stands towards the room.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Standing>))]
public enum Standing
{
    /// <summary>Knocked and waits to be let in.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting = 0,

    [JsonStringEnumMemberName("inRoom")]
    InRoom = 1,

    /// <summary>Took a break; the place is kept.</summary>
    [JsonStringEnumMemberName("steppedOut")]
    SteppedOut = 2,

    /// <summary>Left of their own will; may come back without knocking.</summary>
    [JsonStringEnumMemberName("left")]
    Left = 3,

    [JsonStringEnumMemberName("declined")]
    Declined = 4,

    [JsonStringEnumMemberName("removed")]
    Removed = 5,
}

[JsonConverter(typeof(JsonStringEnumConverter<RoomRole>))]
public enum RoomRole
{
    [JsonStringEnumMemberName("member")]
    Member = 0,

    [JsonStringEnumMemberName("coFacilitator")]
    CoFacilitator = 1,

    [JsonStringEnumMemberName("facilitator")]
    Facilitator = 2,
}

/// <summary>One person who knocked at this session's door.</summary>
/// <param name="Connected">A live connection, or (for a client that holds none) the last sign was a coming rather than a going.</param>
/// <param name="Spoken">Floor time so far. Reading aloud in a facilitator's phase does not count.</param>
/// <param name="HasSpoken">Has finished a share of their own in this session.</param>
/// <param name="Owed">Lost the floor to a broken connection: is next when back.</param>
/// <param name="Simulated">A rehearsal's made-up peer, marked as such everywhere.</param>
/// <param name="Greets">Sees the lobby and may let people in.</param>
/// <param name="KeepsTime">May signal the time to the speaker and give a little more.</param>
[GenerateSerializer, Immutable, Alias("pm.session.person")]
public sealed record Person(
    [property: Id(0)] ParticipantId Id,
    [property: Id(1)] MemberId Member,
    [property: Id(2)] string Name,
    [property: Id(3)] RoomRole Role,
    [property: Id(4)] Standing Standing,
    [property: Id(5)] bool Connected,
    [property: Id(6)] DateTimeOffset KnockedAt,
    [property: Id(7)] int AgreedTo,
    [property: Id(8)] Attendance Attendance,
    [property: Id(9)] TimeSpan Spoken,
    [property: Id(10)] bool HasSpoken,
    [property: Id(11)] int Shares,
    [property: Id(12)] bool Owed,
    [property: Id(13)] bool Simulated,
    [property: Id(14)] bool Greets = false,
    [property: Id(15)] bool KeepsTime = false)
{
    /// <summary>In the room and reachable: can be given the floor, counts as attending.</summary>
    [JsonIgnore]
    public bool Present => Standing == Standing.InRoom && Connected;

    /// <summary>Has a place in the circle, present or not.</summary>
    [JsonIgnore]
    public bool Seated => Standing is Standing.InRoom or Standing.SteppedOut;
}

/// <summary>Who leads the meeting just now.</summary>
/// <param name="Holder">The one with the gavel; null before any facilitator came.</param>
/// <param name="LostAt">Since when the holder has been gone.</param>
/// <param name="Offered">Nobody with a role is here to take it: whoever is willing may.</param>
[GenerateSerializer, Immutable, Alias("pm.session.gavel")]
public sealed record Gavel(
    [property: Id(0)] ParticipantId? Holder,
    [property: Id(1)] DateTimeOffset? LostAt,
    [property: Id(2)] bool Offered)
{
    public static readonly Gavel Nobodys = new(null, null, false);
}

/// <summary>Where in the agenda the meeting is.</summary>
/// <param name="Phase">Index into the agenda, from 0; -1 before the start.</param>
/// <param name="EndsAt">When the phase's planned time is up, extensions included.</param>
/// <param name="TimeUp">"The time for this part is up" has been said.</param>
/// <param name="MeetingEndsAt">When the meeting should end: its start plus all planned minutes. Extending a phase does not move it.</param>
/// <param name="EndWarned">The warning five minutes before the end has been given.</param>
/// <param name="Used">Time used so far by each phase, the current visit to a phase excluded.</param>
[GenerateSerializer, Immutable, Alias("pm.session.stage")]
public sealed record Stage(
    [property: Id(0)] int Phase,
    [property: Id(1)] DateTimeOffset? StartedAt,
    [property: Id(2)] DateTimeOffset? EndsAt,
    [property: Id(3)] int ExtendedMinutes,
    [property: Id(4)] bool TimeUp,
    [property: Id(5)] DateTimeOffset? MeetingStartedAt,
    [property: Id(6)] DateTimeOffset? MeetingEndsAt,
    [property: Id(7)] bool EndWarned,
    [property: Id(8)] ImmutableList<TimeSpan> Used)
{
    public static readonly Stage BeforeStart = new(-1, null, null, 0, false, null, null, false, []);
}

/// <summary>Who has the floor, and the clock of their share.</summary>
/// <param name="Turn">Number of the latest turn, from 1; grows by one with each turn and is never used again.</param>
/// <param name="Holder">Who speaks, or null.</param>
/// <param name="EndsAt">When the share's time is up; null where the share is not timed.</param>
/// <param name="ExtendedSeconds">What extensions added.</param>
/// <param name="WarnedAtSeconds">The last signal given to the speaker: 60, 15, 0 for "time", or null.</param>
/// <param name="HeldUntil">The speaker is gone; the turn is kept for them until then.</param>
/// <param name="MoreTime">Who agreed that the speaker may go on for another minute.</param>
/// <param name="NextSignal">The signal due next: 60, 15, 0 for "time"; null when all are given or the share is not timed.</param>
/// <param name="Kind">What the holder has the floor for.</param>
/// <param name="Share">The share that is on, or the one before: replies are to this one.</param>
/// <param name="PausedAt">Since when the share's clock stands still.</param>
[GenerateSerializer, Immutable, Alias("pm.session.floor")]
public sealed record Floor(
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId? Holder,
    [property: Id(2)] DateTimeOffset? StartedAt,
    [property: Id(3)] DateTimeOffset? EndsAt,
    [property: Id(4)] int ExtendedSeconds,
    [property: Id(5)] int? WarnedAtSeconds,
    [property: Id(6)] DateTimeOffset? HeldUntil,
    [property: Id(7)] ImmutableList<ParticipantId> MoreTime,
    [property: Id(8)] int? NextSignal = null,
    [property: Id(9)] TurnKind Kind = TurnKind.Share,
    [property: Id(10)] LatestShare? Share = null,
    [property: Id(11)] DateTimeOffset? PausedAt = null)
{
    public static readonly Floor Free = new(0, null, null, null, 0, null, null, []);

    /// <summary>What the share's clock shows: it stands still while the floor rests.</summary>
    public DateTimeOffset ClockAt(DateTimeOffset now) => PausedAt ?? now;
}

/// <summary>Raised hands, first in line first.</summary>
/// <param name="Waiting">Those who can be given the floor.</param>
/// <param name="Kept">Hands of people who are away just now; they go back in when their owner does.</param>
/// <param name="Asks">What hands are for that are not for a share that is listened to, waiting or kept.</param>
[GenerateSerializer, Immutable, Alias("pm.session.hands")]
public sealed record Hands(
    [property: Id(0)] ImmutableList<ParticipantId> Waiting,
    [property: Id(1)] ImmutableList<KeptHand> Kept,
    [property: Id(2)] ImmutableList<HandAsk>? Asks = null)
{
    public static readonly Hands None = new([], []);

    /// <summary>What this person's hand is for.</summary>
    public HandAsk AskOf(ParticipantId who) =>
        Asks?.Find(ask => ask.Participant == who) ?? new HandAsk(who, TurnKind.Share, Feedback.Listening);
}

/// <summary>A hand whose owner is away.</summary>
/// <param name="Position">The place in line, from 0, that it had.</param>
[GenerateSerializer, Immutable, Alias("pm.session.kept-hand")]
public sealed record KeptHand(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] int Position);

/// <summary>A go-round.</summary>
/// <param name="Seats">Everyone in it, in order. Only grows, but for people removed.</param>
/// <param name="Complete">Everyone present has spoken or passed.</param>
[GenerateSerializer, Immutable, Alias("pm.session.round")]
public sealed record Round(
    [property: Id(0)] ImmutableList<Seat> Seats,
    [property: Id(1)] bool Complete);

[JsonConverter(typeof(JsonStringEnumConverter<SeatMark>))]
public enum SeatMark
{
    /// <summary>The turn is still to come.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting = 0,

    [JsonStringEnumMemberName("speaking")]
    Speaking = 1,

    [JsonStringEnumMemberName("spoke")]
    Spoke = 2,

    [JsonStringEnumMemberName("passed")]
    Passed = 3,

    /// <summary>Passed for now: is asked again at the end.</summary>
    [JsonStringEnumMemberName("later")]
    Later = 4,

    /// <summary>Was away when the turn came: is asked again at the end.</summary>
    [JsonStringEnumMemberName("absent")]
    Absent = 5,

    /// <summary>Lost the turn to a broken connection: is next when back.</summary>
    [JsonStringEnumMemberName("owed")]
    Owed = 6,
}

/// <param name="PutOff">Has passed for now once; the next time is speak or pass.</param>
[GenerateSerializer, Immutable, Alias("pm.session.seat")]
public sealed record Seat(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] SeatMark Mark,
    [property: Id(2)] bool PutOff = false);
