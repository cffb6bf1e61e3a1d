using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>A sign of support that everyone sees for a moment. Nobody counts them.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.react")]
public sealed record React([property: Id(0)] Reaction Reaction) : SessionCommand;

/// <summary>Writes a message. It lives as long as the session and is stored nowhere.</summary>
/// <param name="Text">1 to 300 characters.</param>
/// <param name="To">Who reads it.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.say")]
public sealed record Say(
    [property: Id(0)] string Text,
    [property: Id(1)] ChatTo To = ChatTo.Everyone) : SessionCommand;

/// <summary>Lets people write to everyone again. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.open-chat")]
public sealed record OpenChat : SessionCommand;

/// <summary>Nobody may write to everyone until it is opened again. For those who lead.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.close-chat")]
public sealed record CloseChat : SessionCommand;

/// <summary>Takes a message to everyone out of sight; everyone sees why. For those who lead.</summary>
/// <param name="Message">Its number.</param>
/// <param name="Reason">1 to 140 characters.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.hide-message")]
public sealed record HideMessage(
    [property: Id(0)] int Message,
    [property: Id(1)] string Reason) : SessionCommand;

/// <summary>Thanks somebody. Only the two of them see it; once from one to another.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.thank")]
public sealed record Thank([property: Id(0)] ParticipantId To) : SessionCommand;

/// <summary>Keeps notes for oneself, in place of those before; an empty text throws them away. For those who lead.</summary>
/// <param name="Text">Up to 4000 characters. Nobody else sees them, they are stored nowhere and gone with the session.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.keep-notes")]
public sealed record KeepNotes([property: Id(0)] string Text) : SessionCommand;

/// <summary>Asks those who lead, and nobody else, to be pointed to something.</summary>
/// <param name="Text">1 to 200 characters.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.ask-for-resource")]
public sealed record AskForResource([property: Id(0)] string Text) : SessionCommand;

/// <summary>Puts away a question for a resource: one's own, or, for those who lead, anybody's.</summary>
/// <param name="Ask">Its number.</param>
[GenerateSerializer, Immutable, Alias("pm.session.cmd.close-resource-ask")]
public sealed record CloseResourceAsk([property: Id(0)] int Ask) : SessionCommand;

/// <summary>A sign of support, seen for a moment.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.reacted")]
public sealed record Reacted(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId? Participant,
    [property: Id(1)] Reaction? Reaction) : SessionEvent(At)
{
    public override SessionEvent ToStore() => this with { Participant = null, Reaction = null };
}

/// <summary>A message, for whom it is for and its sender.</summary>
/// <param name="Message">Its number.</param>
/// <param name="From">Null, like the text, where the message was lost in a crash of the server.</param>
/// <param name="Readers">Who reads it, where that is neither everyone nor those who lead.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.chat-said")]
public sealed record ChatSaid(
    DateTimeOffset At,
    [property: Id(0)] int Message,
    [property: Id(1)] ParticipantId? From,
    [property: Id(2)] ChatTo? To,
    [property: Id(3)] string? Text,
    [property: Id(4), NotTold] ImmutableList<ParticipantId>? Readers = null) : SessionEvent(At)
{
    public override SessionEvent ToStore() => this with { From = null, To = null, Text = null, Readers = null };
}

[GenerateSerializer, Immutable, Alias("pm.session.evt.chat-opened")]
public sealed record ChatOpened(DateTimeOffset At) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.chat-closed")]
public sealed record ChatClosed(DateTimeOffset At) : SessionEvent(At);

[GenerateSerializer, Immutable, Alias("pm.session.evt.message-hidden")]
public sealed record MessageHidden(
    DateTimeOffset At,
    [property: Id(0)] int Message,
    [property: Id(1)] string? Reason) : SessionEvent(At)
{
    public override SessionEvent ToStore() => this with { Reason = null };
}

/// <summary>For the two of them.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.thanked")]
public sealed record Thanked(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId? From,
    [property: Id(1)] ParticipantId? To) : SessionEvent(At)
{
    public override SessionEvent ToStore() => this with { From = null, To = null };
}

/// <summary>For the one whose notes they are.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.notes-kept")]
public sealed record NotesKept(
    DateTimeOffset At,
    [property: Id(0)] ParticipantId? Of,
    [property: Id(1)] string? Text) : SessionEvent(At)
{
    public override SessionEvent ToStore() => this with { Of = null, Text = null };
}

/// <summary>For those who lead, and the one who asks.</summary>
/// <param name="Ask">Its number.</param>
[GenerateSerializer, Immutable, Alias("pm.session.evt.resource-asked")]
public sealed record ResourceAsked(
    DateTimeOffset At,
    [property: Id(0)] int Ask,
    [property: Id(1)] ParticipantId? From,
    [property: Id(2)] string? Text) : SessionEvent(At)
{
    public override SessionEvent ToStore() => this with { From = null, Text = null };
}

/// <summary>For those who lead, and the one who asked.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.evt.resource-ask-closed")]
public sealed record ResourceAskClosed(DateTimeOffset At, [property: Id(0)] int Ask) : SessionEvent(At);
