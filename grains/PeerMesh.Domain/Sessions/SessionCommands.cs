using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>A wish put to a live session by someone in it, or at its door.</summary>
/// <remarks>
/// The discriminator <c>type</c> is what clients send; aliases and ids are what crosses between silos. Both only grow.
/// </remarks>
[GenerateSerializer, Immutable, Alias("pm.session.cmd")]
[JsonPolymorphic(TypeDiscriminatorPropertyName = "type", UnknownDerivedTypeHandling = JsonUnknownDerivedTypeHandling.FailSerialization)]
[JsonDerivedType(typeof(Enter), "enter")]
[JsonDerivedType(typeof(Leave), "leave")]
[JsonDerivedType(typeof(StepOut), "stepOut")]
[JsonDerivedType(typeof(StepBack), "stepBack")]
[JsonDerivedType(typeof(Admit), "admit")]
[JsonDerivedType(typeof(AdmitAll), "admitAll")]
[JsonDerivedType(typeof(Decline), "decline")]
[JsonDerivedType(typeof(Remove), "remove")]
[JsonDerivedType(typeof(Lock), "lock")]
[JsonDerivedType(typeof(Unlock), "unlock")]
[JsonDerivedType(typeof(Start), "start")]
[JsonDerivedType(typeof(NextPhase), "nextPhase")]
[JsonDerivedType(typeof(PreviousPhase), "previousPhase")]
[JsonDerivedType(typeof(ExtendPhase), "extendPhase")]
[JsonDerivedType(typeof(Close), "close")]
[JsonDerivedType(typeof(RaiseHand), "raiseHand")]
[JsonDerivedType(typeof(LowerHand), "lowerHand")]
[JsonDerivedType(typeof(LowerHandOf), "lowerHandOf")]
[JsonDerivedType(typeof(LowerAllHands), "lowerAllHands")]
[JsonDerivedType(typeof(MoveHand), "moveHand")]
[JsonDerivedType(typeof(EndShare), "endShare")]
[JsonDerivedType(typeof(Pass), "pass")]
[JsonDerivedType(typeof(PassForNow), "passForNow")]
[JsonDerivedType(typeof(HandOn), "handOn")]
[JsonDerivedType(typeof(ExtendShare), "extendShare")]
[JsonDerivedType(typeof(AgreeToMoreTime), "agreeToMoreTime")]
[JsonDerivedType(typeof(GiveFloor), "giveFloor")]
[JsonDerivedType(typeof(StartRound), "startRound")]
[JsonDerivedType(typeof(SetRole), "setRole")]
[JsonDerivedType(typeof(PassGavel), "passGavel")]
[JsonDerivedType(typeof(TakeGavel), "takeGavel")]
[JsonDerivedType(typeof(ChangeRules), "changeRules")]
[JsonDerivedType(typeof(SetFeedback), "setFeedback")]
[JsonDerivedType(typeof(StartCircles), "startCircles")]
[JsonDerivedType(typeof(ExtendCircles), "extendCircles")]
[JsonDerivedType(typeof(EndCircles), "endCircles")]
[JsonDerivedType(typeof(KeepSilence), "keepSilence")]
[JsonDerivedType(typeof(EndSilence), "endSilence")]
[JsonDerivedType(typeof(SuspendAll), "suspendAll")]
[JsonDerivedType(typeof(ResumeAll), "resumeAll")]
[JsonDerivedType(typeof(React), "react")]
[JsonDerivedType(typeof(Say), "say")]
[JsonDerivedType(typeof(OpenChat), "openChat")]
[JsonDerivedType(typeof(CloseChat), "closeChat")]
[JsonDerivedType(typeof(HideMessage), "hideMessage")]
[JsonDerivedType(typeof(Thank), "thank")]
[JsonDerivedType(typeof(KeepNotes), "keepNotes")]
[JsonDerivedType(typeof(AskForResource), "askForResource")]
[JsonDerivedType(typeof(CloseResourceAsk), "closeResourceAsk")]
[JsonDerivedType(typeof(CallForHelp), "callForHelp")]
[JsonDerivedType(typeof(AcknowledgeHelp), "acknowledgeHelp")]
[JsonDerivedType(typeof(EndHelp), "endHelp")]
[JsonDerivedType(typeof(InviteAside), "inviteAside")]
[JsonDerivedType(typeof(AcceptAside), "acceptAside")]
[JsonDerivedType(typeof(DeclineAside), "declineAside")]
[JsonDerivedType(typeof(PinResource), "pinResource")]
[JsonDerivedType(typeof(UnpinResource), "unpinResource")]
[JsonDerivedType(typeof(GiveDuty), "giveDuty")]
[JsonDerivedType(typeof(SignalTime), "signalTime")]
public abstract record SessionCommand
{
    /// <summary>Made by the client, 1 to 64 characters: the same wish sent twice carries the same id and gets the same answer.</summary>
    [Id(0)]
    public required string CommandId { get; init; }
}

/// <summary>Comes in, or knocks where there is a lobby. Sent again by someone who left, it brings them back.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.enter")]
public sealed record Enter(
    [property: Id(0)] string Name,
    [property: Id(1)] int GuidelinesVersion) : SessionCommand;

/// <summary>Leaves, quietly.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.leave")]
public sealed record Leave : SessionCommand;

/// <summary>Takes a break; the place and any raised hand are kept.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.step-out")]
public sealed record StepOut : SessionCommand;

[GenerateSerializer, Immutable, Alias("pm.session.cmd.step-back")]
public sealed record StepBack : SessionCommand;

/// <summary>Lets someone in who waits or was declined. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.admit")]
public sealed record Admit([property: Id(0)] ParticipantId Participant) : SessionCommand;

[GenerateSerializer, Immutable, Alias("pm.session.cmd.admit-all")]
public sealed record AdmitAll : SessionCommand;

[GenerateSerializer, Immutable, Alias("pm.session.cmd.decline")]
public sealed record Decline([property: Id(0)] ParticipantId Participant) : SessionCommand;

/// <summary>Takes someone out of the room for the rest of the session. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.remove")]
public sealed record Remove([property: Id(0)] ParticipantId Participant) : SessionCommand;

/// <summary>Nobody new may knock; those who were in may still come back.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.lock")]
public sealed record Lock : SessionCommand;

[GenerateSerializer, Immutable, Alias("pm.session.cmd.unlock")]
public sealed record Unlock : SessionCommand;

/// <summary>Begins the meeting with its first phase.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.start")]
public sealed record Start : SessionCommand;

/// <param name="Phase">The index of the phase the sender sees; where it is no longer on, the command is stale. Null does not ask.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.next-phase")]
public sealed record NextPhase([property: Id(0)] int? Phase = null) : SessionCommand;

/// <inheritdoc cref="NextPhase"/>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.previous-phase")]
public sealed record PreviousPhase([property: Id(0)] int? Phase = null) : SessionCommand;

/// <param name="Minutes">1 to 60.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.extend-phase")]
public sealed record ExtendPhase([property: Id(0)] int Minutes) : SessionCommand;

[GenerateSerializer, Immutable, Alias("pm.session.cmd.close")]
public sealed record Close : SessionCommand;

/// <summary>Wants the floor.</summary>
/// <param name="Kind">What for; a share where nothing is said. A reply is possible where the sharer welcomes it.</param>
/// <param name="Feedback">For a share: what the sharer wants to hear from the others; where nothing is said, to be listened to.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.raise-hand")]
public sealed record RaiseHand(
    [property: Id(0)] TurnKind? Kind = null,
    [property: Id(1)] Feedback? Feedback = null) : SessionCommand;

/// <summary>Lowers one's own hand.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.lower-hand")]
public sealed record LowerHand : SessionCommand;

/// <summary>Lowers somebody's hand. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.lower-hand-of")]
public sealed record LowerHandOf([property: Id(0)] ParticipantId Participant) : SessionCommand;

[GenerateSerializer, Immutable, Alias("pm.session.cmd.lower-all-hands")]
public sealed record LowerAllHands : SessionCommand;

/// <summary>Moves a hand in the line; everyone sees why. For those who lead.</summary>
/// <param name="Position">The new place, 1 is next.</param>
/// <param name="Reason">1 to 140 characters.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.move-hand")]
public sealed record MoveHand(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] int Position,
    [property: Id(2)] string Reason) : SessionCommand;

/// <summary>The speaker is done; or one who leads ends the share.</summary>
/// <param name="Turn">The turn meant; where it is over, the command is stale.</param>
/// <param name="Feedback">From the speaker of a share: what they want to hear now; null leaves it as it is.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.end-share")]
public sealed record EndShare(
    [property: Id(0)] int Turn,
    [property: Id(1)] Feedback? Feedback = null) : SessionCommand;

/// <summary>The sharer says, while sharing or after it, what they want to hear from the others.</summary>
/// <param name="Turn">The turn of their share; where another share has begun since, the command is stale.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.set-feedback")]
public sealed record SetFeedback(
    [property: Id(0)] int Turn,
    [property: Id(1)] Feedback Feedback) : SessionCommand;

/// <summary>Lets the turn go by. In a go-round it may be said before the turn comes, then without naming a turn.</summary>
/// <param name="Turn">The turn meant, or null to pass ahead of one's turn in a go-round.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.pass")]
public sealed record Pass([property: Id(0)] int? Turn = null) : SessionCommand;

/// <summary>In a go-round: ask me again at the end. Once.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.pass-for-now")]
public sealed record PassForNow([property: Id(0)] int Turn) : SessionCommand;

/// <summary>In popcorn: the speaker is done and says who speaks next.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.hand-on")]
public sealed record HandOn(
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId To) : SessionCommand;

/// <summary>Gives the speaker more time. For those who lead.</summary>
/// <param name="Seconds">10 to 600; a minute where nothing is said.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.extend-share")]
public sealed record ExtendShare(
    [property: Id(0)] int Turn,
    [property: Id(1)] int Seconds = SessionLimits.ExtendSeconds) : SessionCommand;

/// <summary>"They may go on for another minute": it is so when more than half of the others present say it.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.agree-to-more-time")]
public sealed record AgreeToMoreTime([property: Id(0)] int Turn) : SessionCommand;

/// <summary>Gives the free floor to someone present. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.give-floor")]
public sealed record GiveFloor([property: Id(0)] ParticipantId To) : SessionCommand;

/// <summary>Starts the go-round of this phase afresh. For those who lead.</summary>
/// <param name="Order">How to seat it.</param>
/// <param name="People">For <see cref="RoundOrder.Chosen"/>: who starts, in order.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.start-round")]
public sealed record StartRound(
    [property: Id(0)] RoundOrder Order = RoundOrder.Joined,
    [property: Id(1)] ImmutableList<ParticipantId>? People = null) : SessionCommand;

/// <summary>Makes someone a co-facilitator for this session, or a member again. For facilitators.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.set-role")]
public sealed record SetRole(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] RoomRole Role) : SessionCommand;

/// <summary>Hands the gavel to someone present.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.pass-gavel")]
public sealed record PassGavel([property: Id(0)] ParticipantId To) : SessionCommand;

/// <summary>Takes the gavel: when it is offered, or as a facilitator who is back and asks for it.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.take-gavel")]
public sealed record TakeGavel : SessionCommand;

/// <summary>Changes how the floor is run from now on; null leaves a rule as it is. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.change-rules")]
public sealed record ChangeRules(
    [property: Id(0)] int? ShareSeconds = null,
    [property: Id(1)] OverTimeMode? OverTime = null,
    [property: Id(2)] int? GraceSeconds = null,
    [property: Id(3)] bool? FairOrder = null,
    [property: Id(4)] bool? Lobby = null,
    [property: Id(5)] int? ReplySeconds = null) : SessionCommand;
