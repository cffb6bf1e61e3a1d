using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Membership;

/// <summary>What a group says of one of its dates.</summary>
/// <param name="Zone">IANA name of the group's zone.</param>
/// <param name="TakesPlace">False where it was cancelled.</param>
/// <param name="Registration">Whether people register for the group's dates at all.</param>
/// <param name="Body">What the bound on dates per person counts over; a group without a body counts for itself.</param>
[GenerateSerializer, Immutable, Alias("pm.date.facts")]
public sealed record DateFacts(
    [property: Id(0)] GroupId Group,
    [property: Id(1)] string GroupName,
    [property: Id(2)] string? Zone,
    [property: Id(3)] DateTimeOffset StartsAt,
    [property: Id(4)] DateTimeOffset EndsAt,
    [property: Id(5)] bool TakesPlace,
    [property: Id(6)] bool Registration,
    [property: Id(7)] int Places,
    [property: Id(8)] int HoldMinutes,
    [property: Id(9)] string Body,
    [property: Id(10)] int? DatesPerPersonMax)
{
    /// <summary>From then on a place is for whoever takes it first.</summary>
    [JsonIgnore]
    public DateTimeOffset FirstToArriveAt => StartsAt - MembershipLimits.FirstToArrive;

    [JsonIgnore]
    public Hold Hold => new(TimeSpan.FromMinutes(HoldMinutes), FirstToArriveAt);
}

/// <summary>Who comes to one meeting, and who waits for a place in it.</summary>
/// <remarks>Holds after every change: nobody both goes and waits, no more go than there are places (but for those who had one when there were more), the line is in order.</remarks>
/// <param name="Facts">As the group last said.</param>
/// <param name="Going">In the order in which they got their places.</param>
/// <param name="Past">Who gave a place back, or let an offer run out; latest last.</param>
/// <param name="Answers">Requests done lately, latest last.</param>
/// <param name="Ended">The meeting is over, and who came is known.</param>
/// <param name="Told">How many notices were sent: the next one's number.</param>
/// <param name="FirstToArrive">It is known to those who wait that places are for whoever comes first now.</param>
[GenerateSerializer, Immutable, Alias("pm.date.book")]
public sealed record DateBook(
    [property: Id(0)] DateFacts Facts,
    [property: Id(1)] ImmutableList<Going> Going,
    [property: Id(2)] ImmutableList<Waiting> Line,
    [property: Id(3)] ImmutableList<PastMember> Past,
    [property: Id(4)] ImmutableList<string> Answers,
    [property: Id(5)] bool Ended,
    [property: Id(6)] long Told,
    [property: Id(7)] bool FirstToArrive = false)
{
    public static DateBook Of(DateFacts facts) => new(facts, [], [], [], [], false, 0);

    [JsonIgnore]
    public int Free => Facts.Places - Going.Count;

    public Going? GoingOf(MemberId member) => Going.Find(going => going.Member == member);

    public Waiting? WaitingOf(MemberId member) => Line.Find(waiting => waiting.Member == member);
}

/// <param name="Attended">Once the meeting is over: whether they came.</param>
[GenerateSerializer, Immutable, Alias("pm.date.going")]
public sealed record Going(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name,
    [property: Id(2)] DateTimeOffset Since,
    [property: Id(3)] bool? Attended = null);

/// <summary>Where somebody stands with one date.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<DateState>))]
public enum DateState
{
    [JsonStringEnumMemberName("none")]
    None = 0,

    [JsonStringEnumMemberName("going")]
    Going = 1,

    [JsonStringEnumMemberName("waitlisted")]
    Waitlisted = 2,

    /// <summary>A place is held for them.</summary>
    [JsonStringEnumMemberName("offered")]
    Offered = 3,

    [JsonStringEnumMemberName("cancelled")]
    Cancelled = 4,

    /// <summary>A place was held for them and went to the next.</summary>
    [JsonStringEnumMemberName("lapsed")]
    Lapsed = 5,

    [JsonStringEnumMemberName("attended")]
    Attended = 6,

    [JsonStringEnumMemberName("missed")]
    Missed = 7,
}

/// <summary>A wish about one date. The same person's same request again is answered as before and does nothing more.</summary>
[GenerateSerializer, Immutable, Alias("pm.date.cmd")]
public abstract record DateCommand
{
    /// <summary>Made by whoever wishes, 1 to 64 characters.</summary>
    [Id(0)]
    public required string RequestId { get; init; }
}

/// <summary>Come, or wait for a place.</summary>
/// <param name="Name">What those who lead see; null takes the name on the group's roster.</param>
[GenerateSerializer, Immutable, Alias("pm.date.cmd.register")]
public sealed record Register([property: Id(0)] string? Name = null) : DateCommand;

/// <summary>Give the place back, or leave the line.</summary>
[GenerateSerializer, Immutable, Alias("pm.date.cmd.cancel")]
public sealed record CancelDate : DateCommand;

/// <summary>Take the place that is held, or one that is for whoever comes first.</summary>
[GenerateSerializer, Immutable, Alias("pm.date.cmd.take")]
public sealed record TakeDatePlace : DateCommand;
