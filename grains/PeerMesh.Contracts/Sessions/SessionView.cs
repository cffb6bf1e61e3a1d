using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Contracts.Sessions;

/// <summary>A session as one person may see it, in parts; an event names the parts it changed.</summary>
/// <remarks>
/// A snapshot has every part its reader may see. A part that is missing from a snapshot is not for this reader; a part
/// that is missing from an event did not change.
/// </remarks>
[GenerateSerializer, Immutable, Alias("pm.session.view")]
public sealed record SessionView
{
    /// <summary>The version this view shows. Set in snapshots; in an event the event's own version says it.</summary>
    [Id(0), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Version { get; init; }

    /// <summary>The server's time when the snapshot was taken: reckon times left from it.</summary>
    [Id(1), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? At { get; init; }

    [Id(2), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AboutPart? About { get; init; }

    [Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StatusPart? Status { get; init; }

    [Id(4), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MePart? Me { get; init; }

    [Id(5), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public StagePart? Stage { get; init; }

    [Id(6), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public FloorPart? Floor { get; init; }

    [Id(7), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HandsPart? Hands { get; init; }

    [Id(8), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RoundPart? Round { get; init; }

    /// <summary>Who comes next as things stand, first first.</summary>
    [Id(9), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<ParticipantId>? UpNext { get; init; }

    /// <summary>The circle, in the order people first came.</summary>
    [Id(10), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<PersonPart>? People { get; init; }

    [Id(11), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public GavelPart? Gavel { get; init; }

    [Id(12), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public HouseRules? Rules { get; init; }

    /// <summary>Who waits to be let in. Only for those who lead, and greeters.</summary>
    [Id(13), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<LobbyPart>? Lobby { get; init; }

    /// <summary>Everyone's floor time. Only for those who lead.</summary>
    [Id(14), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<AirtimePart>? Airtime { get; init; }

    /// <summary>Whether the floor rests: a moment of silence, or everything suspended.</summary>
    [Id(15), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public PausePart? Pause { get; init; }

    /// <summary>Whether people are in pairs or small circles. Who is in one's own is in <see cref="Mine"/>.</summary>
    [Id(16), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public CirclesPart? Circles { get; init; }

    /// <summary>Messages to everyone.</summary>
    [Id(17), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ChatPart? Chat { get; init; }

    /// <summary>Pinned resources, oldest first.</summary>
    [Id(18), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ImmutableArray<Pin>? Pins { get; init; }

    /// <summary>How the floor time is spread, without names.</summary>
    [Id(19), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public BalancePart? Balance { get; init; }

    /// <summary>What the reader alone sees.</summary>
    [Id(20), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public MinePart? Mine { get; init; }

    /// <summary>Calls for help, people aside, who is in which circle. Only for those who lead.</summary>
    [Id(21), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DeskPart? Desk { get; init; }

    /// <summary>This view with those parts replaced that the change names. The one list of the parts: a new part has its line here, and a test looks for it.</summary>
    public SessionView With(SessionView? now) => now is null ? this : this with
    {
        About = now.About ?? About,
        Status = now.Status ?? Status,
        Me = now.Me ?? Me,
        Stage = now.Stage ?? Stage,
        Floor = now.Floor ?? Floor,
        Hands = now.Hands ?? Hands,
        Round = now.Round ?? Round,
        UpNext = now.UpNext ?? UpNext,
        People = now.People ?? People,
        Gavel = now.Gavel ?? Gavel,
        Rules = now.Rules ?? Rules,
        Lobby = now.Lobby ?? Lobby,
        Airtime = now.Airtime ?? Airtime,
        Pause = now.Pause ?? Pause,
        Circles = now.Circles ?? Circles,
        Chat = now.Chat ?? Chat,
        Pins = now.Pins ?? Pins,
        Balance = now.Balance ?? Balance,
        Mine = now.Mine ?? Mine,
        Desk = now.Desk ?? Desk,
    };
}

/// <summary>What does not change while the session lasts.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.view.about")]
public sealed record AboutPart(
    [property: Id(0)] SessionId Id,
    [property: Id(1)] GroupId Group,
    [property: Id(2)] string GroupName,
    [property: Id(3)] string Title,
    [property: Id(4)] string Form,
    [property: Id(5)] ImmutableList<Phase> Agenda,
    [property: Id(6)] Guidelines Guidelines);

/// <param name="Locked">Nobody new can come in just now; also while everything is suspended.</param>
/// <param name="Missing">How many more people are needed before the meeting can start.</param>
/// <param name="Recorded">Always false: sessions are not recorded. Show it, people ask.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.status")]
public sealed record StatusPart(
    [property: Id(0)] SessionStatus Status,
    [property: Id(1)] bool Locked,
    [property: Id(2)] DateTimeOffset OpenedAt,
    [property: Id(3)] DateTimeOffset? ClosedAt,
    [property: Id(4)] int Missing,
    [property: Id(5)] bool Recorded = false);

/// <summary>The reader.</summary>
/// <param name="Participant">Null for someone who has not knocked.</param>
/// <param name="Standing">Null for someone who has not knocked.</param>
/// <param name="Leads">May do what only those who lead may.</param>
/// <param name="SpokenSeconds">Own floor time in finished shares.</param>
/// <param name="WarnedAtSeconds">While speaking: the last signal, 60 or 15 seconds left, or 0 when time is up.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.me")]
public sealed record MePart(
    [property: Id(0)] ParticipantId? Participant,
    [property: Id(1)] string? Name,
    [property: Id(2)] RoomRole Role,
    [property: Id(3)] Standing? Standing,
    [property: Id(4)] bool Leads,
    [property: Id(5)] int SpokenSeconds,
    [property: Id(6)] int? WarnedAtSeconds);

/// <summary>Where in the agenda the meeting is.</summary>
/// <param name="Phase">Index into the agenda; -1 before the start.</param>
/// <param name="UsedSeconds">For each phase, seconds used in earlier visits.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.stage")]
public sealed record StagePart(
    [property: Id(0)] int Phase,
    [property: Id(1)] FloorMode? Mode,
    [property: Id(2)] DateTimeOffset? StartedAt,
    [property: Id(3)] DateTimeOffset? EndsAt,
    [property: Id(4)] int ExtendedMinutes,
    [property: Id(5)] bool TimeUp,
    [property: Id(6)] DateTimeOffset? MeetingStartedAt,
    [property: Id(7)] DateTimeOffset? MeetingEndsAt,
    [property: Id(8)] bool EndIsNear,
    [property: Id(9)] ImmutableArray<int> UsedSeconds);

/// <summary>Who has the floor.</summary>
/// <param name="Turn">The latest turn's number; commands about a turn name it.</param>
/// <param name="TimeCalled">The share's time is up.</param>
/// <param name="CutAt">When the floor moves on by itself, where the house rules say so.</param>
/// <param name="HeldUntil">The speaker is gone; the turn is kept until then.</param>
/// <param name="MoreTimeAgreed">How many have agreed to another minute.</param>
/// <param name="Kind">What the holder has the floor for.</param>
/// <param name="Share">The share that is on, or the one before: replies are to it, where its feedback is experiences or advice.</param>
/// <param name="PausedAt">The clock of the share stands still since then; the time left is reckoned from here, and "endsAt" moves when it goes on.</param>
/// <param name="MoreTimeNeeded">How many have to agree to another minute: more than half of the others present.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.floor")]
public sealed record FloorPart(
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId? Holder,
    [property: Id(2)] DateTimeOffset? StartedAt,
    [property: Id(3)] DateTimeOffset? EndsAt,
    [property: Id(4)] int ExtendedSeconds,
    [property: Id(5)] bool TimeCalled,
    [property: Id(6)] DateTimeOffset? CutAt,
    [property: Id(7)] DateTimeOffset? HeldUntil,
    [property: Id(8)] int MoreTimeAgreed,
    [property: Id(9)] TurnKind Kind = TurnKind.Share,
    [property: Id(10)] LatestShare? Share = null,
    [property: Id(11)] DateTimeOffset? PausedAt = null,
    [property: Id(12)] int MoreTimeNeeded = 0);

/// <param name="Fair">The order in force: true for "those who have not spoken first", false for "as raised".</param>
/// <param name="Kept">Raised by people who are away just now.</param>
/// <param name="Asks">What each of them is raised for, in the same order, those kept last.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.hands")]
public sealed record HandsPart(
    [property: Id(0)] bool Fair,
    [property: Id(1)] ImmutableList<ParticipantId> Waiting,
    [property: Id(2)] ImmutableArray<ParticipantId> Kept,
    [property: Id(3)] ImmutableArray<HandAsk> Asks);

/// <param name="Seats">Empty where the present phase is no go-round.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.round")]
public sealed record RoundPart(
    [property: Id(0)] ImmutableList<Seat> Seats,
    [property: Id(1)] bool Complete);

/// <param name="Away">Not reachable just now, or on a break.</param>
/// <param name="OnBreak">Stepped out.</param>
/// <param name="Greets">Sees the lobby and may let people in.</param>
/// <param name="KeepsTime">May signal the time to the speaker and give a little more.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.person")]
public sealed record PersonPart(
    [property: Id(0)] ParticipantId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] RoomRole Role,
    [property: Id(3)] bool Away,
    [property: Id(4)] bool OnBreak,
    [property: Id(5)] bool HasSpoken,
    [property: Id(6)] bool Simulated,
    [property: Id(7)] bool Greets = false,
    [property: Id(8)] bool KeepsTime = false);

/// <param name="Gone">The holder is away; the gavel moves on by itself at <see cref="MovesAt"/>.</param>
/// <param name="Offered">Whoever is willing may take it.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.gavel")]
public sealed record GavelPart(
    [property: Id(0)] ParticipantId? Holder,
    [property: Id(1)] bool Gone,
    [property: Id(2)] DateTimeOffset? MovesAt,
    [property: Id(3)] bool Offered);

[GenerateSerializer, Immutable, Alias("pm.session.view.lobby")]
public sealed record LobbyPart(
    [property: Id(0)] ParticipantId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] bool Away,
    [property: Id(4)] bool Declined,
    [property: Id(5)] bool Simulated);

[GenerateSerializer, Immutable, Alias("pm.session.view.airtime")]
public sealed record AirtimePart(
    [property: Id(0)] ParticipantId Id,
    [property: Id(1)] int SpokenSeconds,
    [property: Id(2)] int Shares);
