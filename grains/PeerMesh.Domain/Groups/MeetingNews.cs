using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;

namespace PeerMesh.Domain.Groups;

/// <summary>Something to tell of one or more meetings, before it is known to whom: who registered is known to the dates.</summary>
/// <param name="Dates">In order; their notices have one id, so that each person is told of one of them.</param>
[GenerateSerializer, Immutable, Alias("pm.group.meeting-news")]
public sealed record MeetingNews(
    [property: Id(0)] MeetingAudience Audience,
    [property: Id(1)] ImmutableList<MeetingNotice> Dates);

/// <param name="Occurrence">The meeting's id within the group.</param>
[GenerateSerializer, Immutable, Alias("pm.group.meeting-notice")]
public sealed record MeetingNotice(
    [property: Id(0)] string Occurrence,
    [property: Id(1)] Notice Notice);

/// <summary>Whom news of meetings concern where people register for dates. Where nobody has to, they concern the whole roster.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MeetingAudience>))]
public enum MeetingAudience
{
    /// <summary>Who has a place on the date.</summary>
    [JsonStringEnumMemberName("going")]
    Going = 0,

    /// <summary>Who has a place on one of the dates or waits for one.</summary>
    [JsonStringEnumMemberName("concerned")]
    Concerned = 1,

    /// <summary>They, and the whole roster.</summary>
    [JsonStringEnumMemberName("everyone")]
    Everyone = 2,
}

/// <summary>Who has to do with one date.</summary>
[GenerateSerializer, Immutable, Alias("pm.date.people")]
public sealed record DatePeople(
    [property: Id(0)] ImmutableList<MemberId> Going,
    [property: Id(1)] ImmutableList<MemberId> Waiting)
{
    public static readonly DatePeople Nobody = new([], []);
}
