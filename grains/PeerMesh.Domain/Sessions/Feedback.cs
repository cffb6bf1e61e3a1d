using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What somebody wants the floor for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<TurnKind>))]
public enum TurnKind
{
    /// <summary>To share something of their own.</summary>
    [JsonStringEnumMemberName("share")]
    Share = 0,

    /// <summary>To answer the latest share, where its sharer welcomes that. Comes before the next share.</summary>
    [JsonStringEnumMemberName("reply")]
    Reply = 1,

    /// <summary>To ask the group something. Waits its turn among the shares.</summary>
    [JsonStringEnumMemberName("question")]
    Question = 2,

    /// <summary>Something about how the meeting goes: "I cannot hear you". Comes first.</summary>
    [JsonStringEnumMemberName("processPoint")]
    ProcessPoint = 3,
}

/// <summary>What a sharer wants to hear from the others after the share.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Feedback>))]
public enum Feedback
{
    /// <summary>To be listened to, and nothing said to it. So it is where nobody says otherwise.</summary>
    [JsonStringEnumMemberName("listening")]
    Listening = 0,

    /// <summary>No response at all, also no reactions.</summary>
    [JsonStringEnumMemberName("none")]
    None = 1,

    /// <summary>"How was it for you?"</summary>
    [JsonStringEnumMemberName("experiences")]
    Experiences = 2,

    /// <summary>Experiences, and advice too.</summary>
    [JsonStringEnumMemberName("advice")]
    Advice = 3,
}

/// <summary>What a raised hand is for. A hand without one is for a share that is listened to.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.hand-ask")]
public sealed record HandAsk(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] TurnKind Kind,
    [property: Id(2)] Feedback Feedback)
{
    [JsonIgnore]
    internal bool IsPlain => Kind == TurnKind.Share && Feedback == Feedback.Listening;
}

/// <summary>The latest share: replies are to this one, from its start until the next one starts.</summary>
/// <param name="By">Whose it is.</param>
/// <param name="Turn">Its turn.</param>
/// <param name="Feedback">What they want to hear.</param>
[GenerateSerializer, Immutable, Alias("pm.session.latest-share")]
public sealed record LatestShare(
    [property: Id(0)] ParticipantId By,
    [property: Id(1)] int Turn,
    [property: Id(2)] Feedback Feedback)
{
    [JsonIgnore]
    public bool WelcomesReplies => Feedback is Feedback.Experiences or Feedback.Advice;
}
