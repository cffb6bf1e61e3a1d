using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

[JsonConverter(typeof(JsonStringEnumConverter<ComeBack>))]
public enum ComeBack
{
    [JsonStringEnumMemberName("yes")]
    Yes = 0,

    [JsonStringEnumMemberName("maybe")]
    Maybe = 1,

    [JsonStringEnumMemberName("no")]
    No = 2,
}

/// <summary>One person's answers when the meeting ends. Each question may be left out, all three may not.</summary>
/// <param name="FeltHeard">"I felt heard": 1, not at all, to 5, very much.</param>
/// <param name="ComeBack">"I would come back."</param>
/// <param name="Words">Anything else, up to 300 characters. Whoever leads reads it without a name.</param>
[GenerateSerializer, Immutable, Alias("pm.session.check-out-answers")]
public sealed record CheckOutAnswers(
    [property: Id(0)] int? FeltHeard = null,
    [property: Id(1)] ComeBack? ComeBack = null,
    [property: Id(2)] string? Words = null);

/// <summary>Everyone's answers, added up. No answer is kept with the one who gave it.</summary>
/// <remarks>They are no facts of the session, as those are kept one by one and in order; and both lists here are sorted, so that their order says nothing.</remarks>
/// <param name="Given">Who has answered, by id.</param>
/// <param name="FeltHeard">How many chose 1, 2, 3, 4 and 5.</param>
/// <param name="ComeBack">How many said yes, maybe and no.</param>
/// <param name="Words">What they wrote, in alphabetical order.</param>
[GenerateSerializer, Immutable, Alias("pm.session.check-outs")]
public sealed record CheckOuts(
    [property: Id(0)] ImmutableList<ParticipantId> Given,
    [property: Id(1)] ImmutableList<int> FeltHeard,
    [property: Id(2)] ImmutableList<int> ComeBack,
    [property: Id(3)] ImmutableList<string> Words)
{
    public static readonly CheckOuts None = new([], [0, 0, 0, 0, 0], [0, 0, 0], []);
}
