using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What those who lead look after besides the floor.</summary>
/// <param name="LastPin">The number of the latest pinned resource.</param>
/// <param name="Pins">Resources everyone sees, oldest first.</param>
/// <param name="Calls">Who called those who lead for help, oldest first.</param>
/// <param name="Asides">Who was asked to step aside with somebody, or has.</param>
[GenerateSerializer, Immutable, Alias("pm.session.desk")]
public sealed record Desk(
    [property: Id(0)] int LastPin,
    [property: Id(1)] ImmutableList<Pin> Pins,
    [property: Id(2)] ImmutableList<HelpCall> Calls,
    [property: Id(3)] ImmutableList<Aside> Asides)
{
    public static readonly Desk Empty = new(0, [], [], []);

    public HelpCall? CallOf(ParticipantId who) => Calls.Find(call => call.Participant == who);

    /// <summary>The aside this person is in or asked to, on either side.</summary>
    public Aside? AsideOf(ParticipantId who) => Asides.Find(aside => aside.Participant == who || aside.Leader == who);
}

/// <summary>A resource for everyone. It does not say who asked for it.</summary>
/// <param name="Link">An https address, or null.</param>
/// <param name="Text">A few words or lines, or null.</param>
[GenerateSerializer, Immutable, Alias("pm.session.pin")]
public sealed record Pin(
    [property: Id(0)] int Id,
    [property: Id(1)] string Title,
    [property: Id(2)] string? Link,
    [property: Id(3)] string? Text);

/// <summary>A private call for help. Those who lead see it, and the one who called.</summary>
/// <param name="Note">What they wrote with it; never stored.</param>
/// <param name="By">Who of those who lead has seen it and comes; null as long as nobody has.</param>
[GenerateSerializer, Immutable, Alias("pm.session.help-call")]
public sealed record HelpCall(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? Note,
    [property: Id(3)] ParticipantId? By = null);

/// <summary>One who leads and one other speak apart while the group goes on. The group sees two people on a break.</summary>
/// <param name="Since">Since when they are aside; null while the other has not said yes.</param>
[GenerateSerializer, Immutable, Alias("pm.session.aside")]
public sealed record Aside(
    [property: Id(0)] ParticipantId Leader,
    [property: Id(1)] ParticipantId Participant,
    [property: Id(2)] DateTimeOffset? Since = null);

/// <summary>A task in the room that somebody was given.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Duty>))]
public enum Duty
{
    /// <summary>Sees the lobby and lets people in.</summary>
    [JsonStringEnumMemberName("greeter")]
    Greeter = 0,

    /// <summary>Minds the time: may signal it to the speaker and give a little more.</summary>
    [JsonStringEnumMemberName("timekeeper")]
    Timekeeper = 1,
}
