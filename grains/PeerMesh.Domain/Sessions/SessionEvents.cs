using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>A fact of a live session. Each takes the session one version further.</summary>
/// <param name="At">When it happened, by the server's clock.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(SessionOpened), "sessionOpened")]
[JsonDerivedType(typeof(Knocked), "knocked")]
[JsonDerivedType(typeof(Entered), "entered")]
[JsonDerivedType(typeof(Admitted), "admitted")]
[JsonDerivedType(typeof(Declined), "declined")]
[JsonDerivedType(typeof(Removed), "removed")]
[JsonDerivedType(typeof(Left), "left")]
[JsonDerivedType(typeof(SteppedOut), "steppedOut")]
[JsonDerivedType(typeof(Dropped), "dropped")]
[JsonDerivedType(typeof(CameBack), "cameBack")]
[JsonDerivedType(typeof(Locked), "locked")]
[JsonDerivedType(typeof(Unlocked), "unlocked")]
[JsonDerivedType(typeof(MeetingStarted), "meetingStarted")]
[JsonDerivedType(typeof(PhaseStarted), "phaseStarted")]
[JsonDerivedType(typeof(PhaseExtended), "phaseExtended")]
[JsonDerivedType(typeof(PhaseTimeUp), "phaseTimeUp")]
[JsonDerivedType(typeof(EndIsNear), "endIsNear")]
[JsonDerivedType(typeof(SessionClosed), "sessionClosed")]
[JsonDerivedType(typeof(HandRaised), "handRaised")]
[JsonDerivedType(typeof(HandLowered), "handLowered")]
[JsonDerivedType(typeof(AllHandsLowered), "allHandsLowered")]
[JsonDerivedType(typeof(HandMoved), "handMoved")]
[JsonDerivedType(typeof(HandsOrdered), "handsOrdered")]
[JsonDerivedType(typeof(ShareStarted), "shareStarted")]
[JsonDerivedType(typeof(ShareWarned), "shareWarned")]
[JsonDerivedType(typeof(TimeCalled), "timeCalled")]
[JsonDerivedType(typeof(ShareExtended), "shareExtended")]
[JsonDerivedType(typeof(MoreTimeAgreed), "moreTimeAgreed")]
[JsonDerivedType(typeof(ShareEnded), "shareEnded")]
[JsonDerivedType(typeof(RoundStarted), "roundStarted")]
[JsonDerivedType(typeof(SeatAdded), "seatAdded")]
[JsonDerivedType(typeof(SeatSkipped), "seatSkipped")]
[JsonDerivedType(typeof(SeatPassed), "seatPassed")]
[JsonDerivedType(typeof(RoundCompleted), "roundCompleted")]
[JsonDerivedType(typeof(RoleChanged), "roleChanged")]
[JsonDerivedType(typeof(GavelPassed), "gavelPassed")]
[JsonDerivedType(typeof(GavelOffered), "gavelOffered")]
[JsonDerivedType(typeof(RulesChanged), "rulesChanged")]
[JsonDerivedType(typeof(FeedbackStated), "feedbackStated")]
[JsonDerivedType(typeof(CirclesStarted), "circlesStarted")]
[JsonDerivedType(typeof(CircleJoined), "circleJoined")]
[JsonDerivedType(typeof(CirclesTurned), "circlesTurned")]
[JsonDerivedType(typeof(CirclesWarned), "circlesWarned")]
[JsonDerivedType(typeof(CirclesTimed), "circlesTimed")]
[JsonDerivedType(typeof(CirclesEnded), "circlesEnded")]
[JsonDerivedType(typeof(SilenceBegan), "silenceBegan")]
[JsonDerivedType(typeof(SilenceEnded), "silenceEnded")]
[JsonDerivedType(typeof(Suspended), "suspended")]
[JsonDerivedType(typeof(Resumed), "resumed")]
[JsonDerivedType(typeof(Reacted), "reacted")]
[JsonDerivedType(typeof(ChatSaid), "chatSaid")]
[JsonDerivedType(typeof(ChatOpened), "chatOpened")]
[JsonDerivedType(typeof(ChatClosed), "chatClosed")]
[JsonDerivedType(typeof(MessageHidden), "messageHidden")]
[JsonDerivedType(typeof(Thanked), "thanked")]
[JsonDerivedType(typeof(NotesKept), "notesKept")]
[JsonDerivedType(typeof(ResourceAsked), "resourceAsked")]
[JsonDerivedType(typeof(ResourceAskClosed), "resourceAskClosed")]
[JsonDerivedType(typeof(HelpCalled), "helpCalled")]
[JsonDerivedType(typeof(HelpAcknowledged), "helpAcknowledged")]
[JsonDerivedType(typeof(HelpEnded), "helpEnded")]
[JsonDerivedType(typeof(AsideInvited), "asideInvited")]
[JsonDerivedType(typeof(AsideStarted), "asideStarted")]
[JsonDerivedType(typeof(AsideEnded), "asideEnded")]
[JsonDerivedType(typeof(ResourcePinned), "resourcePinned")]
[JsonDerivedType(typeof(ResourceUnpinned), "resourceUnpinned")]
[JsonDerivedType(typeof(DutyGiven), "dutyGiven")]
[JsonDerivedType(typeof(TimeSignalled), "timeSignalled")]
public abstract record SessionEvent([property: Id(0)] DateTimeOffset At)
{
    /// <summary>What storage keeps of it: what was said in the room is left out.</summary>
    public virtual SessionEvent ToStore() => this;
}

[GenerateSerializer, Immutable, Alias("pm.session.evt.opened")]
public sealed record SessionOpened(DateTimeOffset At, [property: Id(0)] SessionPlan Plan) : SessionEvent(At);

/// <summary>Someone waits in the lobby. For those who lead, and that person.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.knocked")]
public sealed record Knocked(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1), NotTold] MemberId Member,
    [property: Id(2)] string Name,
    [property: Id(3)] int GuidelinesVersion,
    [property: Id(4)] bool Simulated) : SessionEvent(At);

/// <summary>Someone came in without waiting.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.entered")]
public sealed record Entered(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1), NotTold] MemberId Member,
    [property: Id(2)] string Name,
    [property: Id(3)] int GuidelinesVersion,
    [property: Id(4)] RoomRole Role,
    [property: Id(5)] bool Simulated) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.admitted")]
public sealed record Admitted(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

/// <summary>For those who lead, and that person.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.declined")]
public sealed record Declined(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.removed")]
public sealed record Removed(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.left")]
public sealed record Left(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.stepped-out")]
public sealed record SteppedOut(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

/// <summary>The connection broke. Of someone in the lobby, only those who lead hear it.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.dropped")]
public sealed record Dropped(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

/// <summary>Back after a break, a broken connection or having left.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.came-back")]
public sealed record CameBack(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.locked")]
public sealed record Locked(DateTimeOffset At) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.unlocked")]
public sealed record Unlocked(DateTimeOffset At) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.meeting-started")]
public sealed record MeetingStarted(DateTimeOffset At, [property: Id(0)] DateTimeOffset EndsAt) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.phase-started")]
public sealed record PhaseStarted(
    DateTimeOffset At,
    [property: Id(0)] int Phase,
    [property: Id(1)] DateTimeOffset EndsAt) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.phase-extended")]
public sealed record PhaseExtended(
    DateTimeOffset At,
    [property: Id(0)] int Minutes,
    [property: Id(1)] DateTimeOffset EndsAt) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.phase-time-up")]
public sealed record PhaseTimeUp(DateTimeOffset At) : SessionEvent(At);

/// <summary>Five minutes to the planned end: time to close.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.end-is-near")]
public sealed record EndIsNear(DateTimeOffset At) : SessionEvent(At);

[JsonConverter(typeof(JsonStringEnumConverter<CloseReason>))]
public enum CloseReason
{
    [JsonStringEnumMemberName("ended")]
    Ended = 0,

    [JsonStringEnumMemberName("tooFew")]
    TooFew = 1,

    [JsonStringEnumMemberName("nobodyHere")]
    NobodyHere = 2,
}

[GenerateSerializer, Immutable, Alias("pm.session.evt.closed")]
public sealed record SessionClosed(DateTimeOffset At, [property: Id(0)] CloseReason Reason) : SessionEvent(At);

/// <param name="Position">The place in line, from 0.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.hand-raised")]
public sealed record HandRaised(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] int Position,
    [property: Id(2)] TurnKind Kind = TurnKind.Share,
    [property: Id(3)] Feedback Feedback = Feedback.Listening) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.hand-lowered")]
public sealed record HandLowered(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.all-hands-lowered")]
public sealed record AllHandsLowered(DateTimeOffset At) : SessionEvent(At);

/// <param name="Position">The new place in line, from 0.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.hand-moved")]
public sealed record HandMoved(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] int Position,
    [property: Id(2)] string Reason) : SessionEvent(At);

/// <summary>The line was put in the order in force.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.hands-ordered")]
public sealed record HandsOrdered(DateTimeOffset At, [property: Id(0)] ImmutableList<ParticipantId> Waiting) : SessionEvent(At);

/// <param name="Turn">Number of this turn.</param>
/// <param name="EndsAt">When its time is up; null where it is not timed.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.share-started")]
public sealed record ShareStarted(
    DateTimeOffset At,
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId Participant,
    [property: Id(2)] DateTimeOffset? EndsAt,
    [property: Id(3)] TurnKind Kind = TurnKind.Share,
    [property: Id(4)] Feedback Feedback = Feedback.Listening) : SessionEvent(At);

/// <summary>The sharer says what they want to hear from the others.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.feedback-stated")]
public sealed record FeedbackStated(
    DateTimeOffset At,
    [property: Id(0)] int Turn,
    [property: Id(1)] Feedback Feedback) : SessionEvent(At);

/// <summary>A signal to the speaker alone.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.share-warned")]
public sealed record ShareWarned(
    DateTimeOffset At,
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId Participant,
    [property: Id(2)] int SecondsLeft) : SessionEvent(At);

/// <summary>The share's time is up; whether it ends is up to the house rules.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.time-called")]
public sealed record TimeCalled(DateTimeOffset At, [property: Id(0)] int Turn) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.share-extended")]
public sealed record ShareExtended(
    DateTimeOffset At,
    [property: Id(0)] int Turn,
    [property: Id(1)] int Seconds,
    [property: Id(2)] DateTimeOffset EndsAt) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.more-time-agreed")]
public sealed record MoreTimeAgreed(
    DateTimeOffset At,
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId Participant) : SessionEvent(At);

[JsonConverter(typeof(JsonStringEnumConverter<ShareEnd>))]
public enum ShareEnd
{
    [JsonStringEnumMemberName("done")]
    Done = 0,

    [JsonStringEnumMemberName("passed")]
    Passed = 1,

    [JsonStringEnumMemberName("putOff")]
    PutOff = 2,

    [JsonStringEnumMemberName("timeUp")]
    TimeUp = 3,

    /// <summary>One who leads ended it.</summary>
    [JsonStringEnumMemberName("ended")]
    Ended = 4,

    [JsonStringEnumMemberName("handedOn")]
    HandedOn = 5,

    /// <summary>The connection broke and did not come back in time.</summary>
    [JsonStringEnumMemberName("dropped")]
    Dropped = 6,

    [JsonStringEnumMemberName("left")]
    Left = 7,

    [JsonStringEnumMemberName("removed")]
    Removed = 8,

    [JsonStringEnumMemberName("phaseChanged")]
    PhaseChanged = 9,

    [JsonStringEnumMemberName("closed")]
    Closed = 10,
}

/// <summary>A share is over. Where somebody is next, their turn begins in the same moment: the floor is never free while someone waits for it.</summary>
/// <param name="Spoken">How long the speaker had the floor.</param>
/// <param name="Counts">Whether that is their floor time; reading aloud in a facilitator's phase is not.</param>
/// <param name="Next">The turn that begins, or null where the floor is free now.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.share-ended")]
public sealed record ShareEnded(
    DateTimeOffset At,
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId Participant,
    [property: Id(2)] ShareEnd How,
    [property: Id(3), NotTold] TimeSpan Spoken,
    [property: Id(4), NotTold] bool Counts,
    [property: Id(5)] NextTurn? Next = null) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.next-turn")]
public sealed record NextTurn(
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId Participant,
    [property: Id(2)] DateTimeOffset? EndsAt,
    [property: Id(3)] TurnKind Kind = TurnKind.Share,
    [property: Id(4)] Feedback Feedback = Feedback.Listening);

[GenerateSerializer, Immutable, Alias("pm.session.evt.round-started")]
public sealed record RoundStarted(DateTimeOffset At, [property: Id(0)] ImmutableList<ParticipantId> Seats) : SessionEvent(At);

/// <summary>Someone came late and sits at the end of the round, or came back to a round that was complete without them.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.seat-added")]
public sealed record SeatAdded(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

/// <summary>The turn came and its owner was away; they are asked again at the end.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.seat-skipped")]
public sealed record SeatSkipped(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

/// <summary>Passed before the turn came.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.seat-passed")]
public sealed record SeatPassed(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.round-completed")]
public sealed record RoundCompleted(DateTimeOffset At) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.role-changed")]
public sealed record RoleChanged(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] RoomRole Role) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.gavel-passed")]
public sealed record GavelPassed(DateTimeOffset At, [property: Id(0)] ParticipantId To) : SessionEvent(At);

/// <summary>Nobody with a role is here to lead; whoever is willing may take the gavel.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.gavel-offered")]
public sealed record GavelOffered(DateTimeOffset At) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.rules-changed")]
public sealed record RulesChanged(DateTimeOffset At, [property: Id(0)] HouseRules Rules) : SessionEvent(At);
