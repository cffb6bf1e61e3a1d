using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Organizations;

/// <summary>One body of the network as everybody may see it: a coalition, a region, a chapter.</summary>
/// <remarks>Bodies form trees: <paramref name="Parent"/> is never the body itself nor one of those below it. <see cref="BodyTreeRules"/> sees to that.</remarks>
/// <param name="Parent">The body it is a branch of; null stands at the top.</param>
/// <param name="Website">https or http.</param>
/// <param name="Helpline">The number to call, as people write it.</param>
/// <param name="Email">The address for everybody; null where the body keeps it to itself.</param>
/// <param name="WorldId">The number that a larger fellowship gave it.</param>
/// <param name="Holidays">Days on which its groups usually do not meet.</param>
/// <param name="Number">What feeds call it whose readers know bodies by number; unique in the network, and it stays.</param>
/// <param name="Origin">Where an imported body comes from; null was made here.</param>
/// <param name="Version">Grows with each change of anything here.</param>
/// <param name="Affiliation">How it stands with the body it asked to belong to; null of one that never asked.</param>
/// <param name="ClosedOn">When it was closed; null while it is open. A closed body is on no list and its name stands on no group.</param>
[GenerateSerializer, Immutable, Alias("pm.body")]
public sealed record Body(
    [property: Id(0)] BodyId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] string Description,
    [property: Id(3)] BodyType Type,
    [property: Id(4)] BodyId? Parent,
    [property: Id(5)] string? Website,
    [property: Id(6)] string? Helpline,
    [property: Id(7)] string? Email,
    [property: Id(8)] string? WorldId,
    [property: Id(9)] ImmutableList<Holiday> Holidays,
    [property: Id(10)] int Number,
    [property: Id(11)] BodyOrigin? Origin,
    [property: Id(12)] long Version,
    [property: Id(13)] AffiliationMark? Affiliation = null,
    [property: Id(14)] DateOnly? ClosedOn = null);

[JsonConverter(typeof(JsonStringEnumConverter<BodyType>))]
public enum BodyType
{
    [JsonStringEnumMemberName("coalition")]
    Coalition = 0,

    [JsonStringEnumMemberName("region")]
    Region = 1,

    [JsonStringEnumMemberName("chapter")]
    Chapter = 2,

    [JsonStringEnumMemberName("group")]
    Group = 3,
}

/// <param name="Source">The source, as the import called it.</param>
/// <param name="Id">What the source calls this body.</param>
/// <param name="Type">The source's own word for its type, so that it comes out as it went in.</param>
[GenerateSerializer, Immutable, Alias("pm.body.origin")]
public sealed record BodyOrigin(
    [property: Id(0)] string Source,
    [property: Id(1)] string Id,
    [property: Id(2)] string? Type);

/// <summary>What its administrators say of a body.</summary>
/// <param name="Name">1 to 128 characters on one line.</param>
/// <param name="Description">Up to 2000 characters.</param>
/// <param name="Parent">The body it is a branch of.</param>
/// <param name="Email">How to reach those who run it.</param>
/// <param name="EmailPublic">Whether everybody may see the address; else its administrators do.</param>
[GenerateSerializer, Immutable, Alias("pm.body.draft")]
public sealed record BodyDraft(
    [property: Id(0)] string Name,
    [property: Id(1)] string Description = "",
    [property: Id(2)] BodyType Type = BodyType.Chapter,
    [property: Id(3)] BodyId? Parent = null,
    [property: Id(4)] string? Website = null,
    [property: Id(5)] string? Helpline = null,
    [property: Id(6)] string? Email = null,
    [property: Id(7)] bool EmailPublic = false,
    [property: Id(8)] string? WorldId = null,
    [property: Id(9)] ImmutableList<Holiday>? Holidays = null);
