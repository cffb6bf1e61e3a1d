using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What people write and sign to each other. It lives in memory and is over with the session: storage never sees it.</summary>
/// <remarks>
/// Only <paramref name="Closed"/> and <paramref name="Last"/> are stored, see <see cref="SessionEvent.ToStore"/>: after a crash the chat is
/// empty, and no number is used twice.
/// </remarks>
/// <param name="Closed">Nobody may write to everyone just now.</param>
/// <param name="Last">The number of the latest message, question for a resource included.</param>
/// <param name="Messages">To everyone, oldest first.</param>
/// <param name="Private">To some only, oldest first.</param>
/// <param name="Notes">What those who lead noted for themselves.</param>
/// <param name="Asks">Who would like to be pointed to something.</param>
/// <param name="Thanks">Who thanked whom.</param>
/// <param name="Signs">When people wrote or reacted of late, for the bounds on that.</param>
[GenerateSerializer, Immutable, Alias("pm.session.talk")]
public sealed record Talk(
    [property: Id(0)] bool Closed,
    [property: Id(1)] int Last,
    [property: Id(2)] ImmutableList<ChatMessage> Messages,
    [property: Id(3)] ImmutableList<ChatMessage> Private,
    [property: Id(4)] ImmutableList<PrivateNotes> Notes,
    [property: Id(5)] ImmutableList<ResourceAsk> Asks,
    [property: Id(6)] ImmutableList<Thanks> Thanks,
    [property: Id(7)] ImmutableList<Sign> Signs)
{
    public static readonly Talk None = new(false, 0, [], [], [], [], [], []);

    /// <summary>What is left of it in storage, and after the end.</summary>
    public Talk Unsaid() => None with { Closed = Closed, Last = Last };
}

/// <summary>Who reads a message.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ChatTo>))]
public enum ChatTo
{
    [JsonStringEnumMemberName("everyone")]
    Everyone = 0,

    /// <summary>Those who lead.</summary>
    [JsonStringEnumMemberName("facilitators")]
    Facilitators = 1,

    /// <summary>Those in the sender's pair or small circle, while it lasts.</summary>
    [JsonStringEnumMemberName("circle")]
    Circle = 2,

    /// <summary>The one the sender has stepped aside with.</summary>
    [JsonStringEnumMemberName("aside")]
    Aside = 3,
}

/// <param name="Id">Grows with each message; never used again.</param>
/// <param name="Text">Null where it was hidden.</param>
/// <param name="HiddenBecause">Why it was hidden; null where it was not.</param>
/// <param name="Readers">Who reads it besides its sender, where that is neither everyone nor those who lead.</param>
[GenerateSerializer, Immutable, Alias("pm.session.chat-message")]
public sealed record ChatMessage(
    [property: Id(0)] int Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ParticipantId From,
    [property: Id(3)] ChatTo To,
    [property: Id(4)] string? Text,
    [property: Id(5)] string? HiddenBecause = null,
    [property: Id(6), NotTold] ImmutableList<ParticipantId>? Readers = null);

/// <summary>What one who leads keeps in mind. Nobody else sees it.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.private-notes")]
public sealed record PrivateNotes(
    [property: Id(0)] ParticipantId Of,
    [property: Id(1)] string Text);

/// <summary>Somebody would like to be pointed to something. Only those who lead know who.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.resource-ask")]
public sealed record ResourceAsk(
    [property: Id(0)] int Id,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] ParticipantId From,
    [property: Id(3)] string Text);

/// <summary>A thank-you from one to another. The two know of it; nobody counts.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.thanks")]
public sealed record Thanks(
    [property: Id(0)] ParticipantId From,
    [property: Id(1)] ParticipantId To);

[JsonConverter(typeof(JsonStringEnumConverter<Reaction>))]
public enum Reaction
{
    [JsonStringEnumMemberName("heart")]
    Heart = 0,

    [JsonStringEnumMemberName("thanks")]
    Thanks = 1,

    [JsonStringEnumMemberName("withYou")]
    WithYou = 2,

    [JsonStringEnumMemberName("sameHere")]
    SameHere = 3,

    [JsonStringEnumMemberName("strength")]
    Strength = 4,
}

/// <summary>Somebody wrote or reacted just now.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.sign")]
public sealed record Sign(
    [property: Id(0)] ParticipantId By,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] bool IsReaction);
