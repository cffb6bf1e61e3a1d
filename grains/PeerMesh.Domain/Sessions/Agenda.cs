using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Sessions;

/// <summary>How the floor moves while a phase lasts.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FloorMode>))]
public enum FloorMode
{
    /// <summary>Welcome, readings, silence: whoever leads speaks, or someone they ask to read.</summary>
    [JsonStringEnumMemberName("facilitatorOnly")]
    FacilitatorOnly = 0,

    /// <summary>Everyone once, in an order fixed when the round starts.</summary>
    [JsonStringEnumMemberName("goRound")]
    GoRound = 1,

    /// <summary>People raise a hand and are heard in order.</summary>
    [JsonStringEnumMemberName("queue")]
    Queue = 2,

    /// <summary>Whoever speaks hands on to whom they choose.</summary>
    [JsonStringEnumMemberName("popcorn")]
    Popcorn = 3,

    /// <summary>Conversation without turns; the floor is nobody's unless the facilitator gives it.</summary>
    [JsonStringEnumMemberName("open")]
    Open = 4,

    /// <summary>Timed pairs, or small circles: people go into them when the phase begins and come back by themselves.</summary>
    [JsonStringEnumMemberName("pairs")]
    Pairs = 5,

    /// <summary>Silence or quiet reading: nobody has the floor.</summary>
    [JsonStringEnumMemberName("silence")]
    Silence = 6,
}

/// <summary>The order in which a go-round is seated.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<RoundOrder>))]
public enum RoundOrder
{
    [JsonStringEnumMemberName("joined")]
    Joined = 0,

    [JsonStringEnumMemberName("shuffled")]
    Shuffled = 1,

    /// <summary>The facilitator named the people; anyone not named comes after them in joining order.</summary>
    [JsonStringEnumMemberName("chosen")]
    Chosen = 2,
}

/// <summary>What happens when a share's time is up.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<OverTimeMode>))]
public enum OverTimeMode
{
    /// <summary>Everyone sees that time is up; nobody is cut off.</summary>
    [JsonStringEnumMemberName("gentle")]
    Gentle = 0,

    /// <summary>A few seconds to finish the thought, then the floor moves on.</summary>
    [JsonStringEnumMemberName("grace")]
    Grace = 1,

    /// <summary>The floor moves on at once.</summary>
    [JsonStringEnumMemberName("hard")]
    Hard = 2,
}

/// <summary>One part of a meeting.</summary>
/// <param name="Name">What people call it: "Check-in".</param>
/// <param name="Minutes">Planned length in minutes, 1 to 240.</param>
/// <param name="Mode">How the floor moves.</param>
/// <param name="ShareSeconds">Length of one share in seconds, 10 to 3600; null takes the house rule.</param>
/// <param name="Order">For a go-round: who starts.</param>
/// <param name="FacilitatorLast">For a go-round: those who lead speak after everyone else.</param>
/// <param name="AutoAdvance">The next phase begins by itself when this one's time is up and nobody is in the middle of a share.</param>
/// <param name="Words">What the facilitator may say to open it, in plain text; may be empty.</param>
/// <param name="CircleSize">For <see cref="FloorMode.Pairs"/>: people in a circle, 2 to 8. <paramref name="ShareSeconds"/> is then each one's time; null parts the phase's minutes among them.</param>
/// <param name="Question">A question everyone is asked in this part, such as the closing's "What do you take with you?"; may be empty.</param>
[GenerateSerializer, Immutable, Alias("pm.session.phase")]
public sealed record Phase(
    [property: Id(0)] string Name,
    [property: Id(1)] int Minutes,
    [property: Id(2)] FloorMode Mode,
    [property: Id(3)] int? ShareSeconds = null,
    [property: Id(4)] RoundOrder Order = RoundOrder.Joined,
    [property: Id(5)] bool FacilitatorLast = false,
    [property: Id(6)] bool AutoAdvance = false,
    [property: Id(7)] string Words = "",
    [property: Id(8)] int CircleSize = 2,
    [property: Id(9)] string Question = "");

/// <summary>What a group agreed on for its sessions. The defaults are those of a small, gentle peer group.</summary>
/// <param name="ShareSeconds">Length of one share where the phase names none, in seconds, 10 to 3600.</param>
/// <param name="OverTime">What happens when a share's time is up.</param>
/// <param name="GraceSeconds">For <see cref="OverTimeMode.Grace"/>: seconds between "time" and moving on, 5 to 300.</param>
/// <param name="FairOrder">Raised hands are ordered: those who have not spoken first, then the least floor time.</param>
/// <param name="Lobby">Newcomers wait until a facilitator lets them in.</param>
/// <param name="Capacity">How many may be in the room at once, 2 to 150.</param>
/// <param name="MinimumToStart">How many must be present, facilitator included, before the session can start; 1 to 20.</param>
/// <param name="MinimumWaitMinutes">How long to wait for that many before the session closes kindly, in minutes, 1 to 120.</param>
/// <param name="EntryWindowMinutes">New people may come in for this long after the start, in minutes; 0 for as long as it runs.</param>
/// <param name="ReplySeconds">Length of a reply, a question or a process point in seconds, 10 to 600.</param>
/// <param name="Chat">People may write to everyone from the start; those who lead can open and close that at any time.</param>
[GenerateSerializer, Immutable, Alias("pm.session.house-rules")]
public sealed record HouseRules(
    [property: Id(0)] int ShareSeconds = 180,
    [property: Id(1)] OverTimeMode OverTime = OverTimeMode.Gentle,
    [property: Id(2)] int GraceSeconds = 30,
    [property: Id(3)] bool FairOrder = false,
    [property: Id(4)] bool Lobby = true,
    [property: Id(5)] int Capacity = 100,
    [property: Id(6)] int MinimumToStart = 1,
    [property: Id(7)] int MinimumWaitMinutes = 30,
    [property: Id(8)] int EntryWindowMinutes = 0,
    [property: Id(9)] int ReplySeconds = 60,
    [property: Id(10)] bool Chat = true)
{
    public static readonly HouseRules Default = new();
}

/// <summary>What people agree to before they come in.</summary>
/// <param name="Version">Grows by one with each change; an agreement is to one version.</param>
/// <param name="Lines">The guidelines, one sentence each.</param>
[GenerateSerializer, Immutable, Alias("pm.session.guidelines")]
public sealed record Guidelines(
    [property: Id(0)] int Version,
    [property: Id(1)] ImmutableList<string> Lines);

/// <summary>Everything a session needs to know when its door opens. It does not change while the session lasts.</summary>
/// <param name="StartsAt">When the meeting is to start; null where it was called on the spot.</param>
/// <param name="EndsAt">When it is to end.</param>
[GenerateSerializer, Immutable, Alias("pm.session.plan")]
public sealed record SessionPlan(
    [property: Id(0)] Common.SessionId Id,
    [property: Id(1)] Common.GroupId Group,
    [property: Id(2)] string GroupName,
    [property: Id(3)] string Title,
    [property: Id(4)] string Form,
    [property: Id(5)] ImmutableList<Phase> Agenda,
    [property: Id(6)] Guidelines Guidelines,
    [property: Id(7)] HouseRules Rules,
    [property: Id(8)] DateTimeOffset? StartsAt = null,
    [property: Id(9)] DateTimeOffset? EndsAt = null);
