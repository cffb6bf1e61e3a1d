using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Contracts.Sessions;

[GenerateSerializer, Immutable, Alias("pm.session.check-out-look")]
public sealed record CheckOutLook(
    [property: Id(0)] CheckOutView? View,
    [property: Id(1)] Refusal? Refusal);

/// <summary>The questions at the end, as one person may see them.</summary>
/// <param name="Open">The reader can answer now.</param>
/// <param name="Given">The reader has answered.</param>
/// <param name="Question">What the last part of the agenda asks everyone; may be empty.</param>
/// <param name="Results">What all answers come to. Only for those who lead, and once three people have answered.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.check-out")]
public sealed record CheckOutView(
    [property: Id(0)] bool Open,
    [property: Id(1)] bool Given,
    [property: Id(2)] string Question,
    [property: Id(3), JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] CheckOutResults? Results);

/// <param name="Answers">How many have answered.</param>
/// <param name="FeltHeard">How many chose 1, 2, 3, 4 and 5.</param>
/// <param name="ComeBack">How many said yes, maybe and no.</param>
/// <param name="Words">What they wrote, in alphabetical order and without names.</param>
[GenerateSerializer, Immutable, Alias("pm.session.view.check-out-results")]
public sealed record CheckOutResults(
    [property: Id(0)] int Answers,
    [property: Id(1)] ImmutableList<int> FeltHeard,
    [property: Id(2)] ImmutableList<int> ComeBack,
    [property: Id(3)] ImmutableList<string> Words);
