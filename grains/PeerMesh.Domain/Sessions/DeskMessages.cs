using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Calls those who lead for help, privately. Possible at any time, also while everything is suspended.</summary>
/// <param name="Note">Up to 200 characters, or null: one tap is enough. It is stored nowhere.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.call-for-help")]
public sealed record CallForHelp([property: Id(0)] string? Note = null) : SessionCommand;

/// <summary>"I have seen it and am with you." For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.acknowledge-help")]
public sealed record AcknowledgeHelp([property: Id(0)] ParticipantId Participant) : SessionCommand;

/// <summary>The call is over: withdrawn by the one who called, or settled by one who leads.</summary>
/// <param name="Participant">Whose call; null for one's own.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.end-help")]
public sealed record EndHelp([property: Id(0)] ParticipantId? Participant = null) : SessionCommand;

/// <summary>Asks somebody to step aside and talk, the two of them, while the group goes on. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.invite-aside")]
public sealed record InviteAside([property: Id(0)] ParticipantId Participant) : SessionCommand;

/// <summary>Steps aside with the one who asked. The group sees two people take a break. Either comes back with <c>stepBack</c>.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.accept-aside")]
public sealed record AcceptAside : SessionCommand;

/// <summary>Rather stays; or, from the one who asked, takes the invitation back.</summary>
/// <param name="Participant">From the one who asked: whom; else null.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.decline-aside")]
public sealed record DeclineAside([property: Id(0)] ParticipantId? Participant = null) : SessionCommand;

/// <summary>Shows everyone a resource. For those who lead.</summary>
/// <param name="Title">1 to 80 characters.</param>
/// <param name="Link">An https address of up to 500 characters, or null.</param>
/// <param name="Text">Up to 500 characters, or null. One of the two there has to be.</param>
/// <param name="Ask">The question it answers, which is put away with it; nobody sees from whom that was.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.pin-resource")]
public sealed record PinResource(
    [property: Id(0)] string Title,
    [property: Id(1)] string? Link = null,
    [property: Id(2)] string? Text = null,
    [property: Id(3)] int? Ask = null) : SessionCommand;

/// <summary>Takes a resource down. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.unpin-resource")]
public sealed record UnpinResource([property: Id(0)] int Pin) : SessionCommand;

/// <summary>Gives somebody a task in the room, or takes it back. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.give-duty")]
public sealed record GiveDuty(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] Duty Duty,
    [property: Id(2)] bool On = true) : SessionCommand;

/// <summary>Signals to the speaker that it is time to come to an end. For those who lead and timekeepers.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.signal-time")]
public sealed record SignalTime([property: Id(0)] int Turn) : SessionCommand;

/// <summary>For those who lead, and the one who calls.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.help-called")]
public sealed record HelpCalled(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] string? Note) : SessionEvent(At)
{
    public override SessionEvent ToStore() => this with { Note = null };
}

/// <summary>One who leads has seen the call. For those who lead, and the one who called.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.help-acknowledged")]
public sealed record HelpAcknowledged(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] ParticipantId By) : SessionEvent(At);

/// <summary>For those who lead, and the one who called.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.help-ended")]
public sealed record HelpEnded(DateTimeOffset At, [property: Id(0)] ParticipantId Participant) : SessionEvent(At);

/// <summary>For those who lead, and the one who is asked.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.aside-invited")]
public sealed record AsideInvited(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Leader,
    [property: Id(1)] ParticipantId Participant) : SessionEvent(At);

/// <summary>For those who lead, and the other one; the group hears that two people step out.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.aside-started")]
public sealed record AsideStarted(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Leader,
    [property: Id(1)] ParticipantId Participant) : SessionEvent(At);

/// <summary>It is over, or did not come about. For those who lead, and the other one.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.aside-ended")]
public sealed record AsideEnded(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Leader,
    [property: Id(1)] ParticipantId Participant) : SessionEvent(At);

/// <param name="Pin">Its number.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.resource-pinned")]
public sealed record ResourcePinned(
    DateTimeOffset At,
    [property: Id(0)] int Pin,
    [property: Id(1)] string Title,
    [property: Id(2)] string? Link,
    [property: Id(3)] string? Text) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.resource-unpinned")]
public sealed record ResourceUnpinned(DateTimeOffset At, [property: Id(0)] int Pin) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.duty-given")]
public sealed record DutyGiven(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] Duty Duty,
    [property: Id(2)] bool On) : SessionEvent(At);

/// <summary>A sign to the speaker from whoever minds the time. For the speaker, timekeepers and those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.time-signalled")]
public sealed record TimeSignalled(
    DateTimeOffset At,
    [property: Id(0)] int Turn,
    [property: Id(1)] ParticipantId Participant) : SessionEvent(At);
