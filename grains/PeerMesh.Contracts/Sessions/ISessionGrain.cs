using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Contracts.Sessions;

/// <summary>One live session. The key is the session id.</summary>
/// <remarks>Whatever this grain answers or tells has been stored first.</remarks>
[GrainInterfaceType("pm.session"), Alias("pm.session")]
public interface ISessionGrain : IGrainWithStringKey
{
    /// <summary>Opens the door. For the group's grain alone; opening twice with the same plan changes nothing.</summary>
    [Alias("Open")]
    Task<Receipt> Open(SessionPlan plan);

    /// <summary>Puts a wish to the session. A refusal comes back as a value, not as an exception.</summary>
    [Alias("Submit")]
    Task<Receipt> Submit(Caller caller, SessionCommand command);

    /// <summary>The session as this caller may see it.</summary>
    [Alias("Look")]
    Task<SessionLook> Look(Caller caller);

    /// <summary>What the meeting came to: planned and used time, and attendance as far as the caller may see it.</summary>
    [Alias("Minutes")]
    Task<MinutesLook> Minutes(Caller caller);

    /// <summary>Answers the questions at the end. What is kept of it does not say who answered what.</summary>
    [Alias("CheckOut")]
    Task<Receipt> CheckOut(Caller caller, CheckOutAnswers answers);

    /// <summary>The questions at the end, and for those who lead what the answers come to.</summary>
    [Alias("LookAtCheckOut")]
    Task<CheckOutLook> LookAtCheckOut(Caller caller);

    /// <summary>
    /// A client of this person opened an event stream; they are present from now on. Answers where the stream starts:
    /// right after <paramref name="after"/> where recent events reach back that far, else with a snapshot.
    /// </summary>
    /// <param name="caller">Whose client it is.</param>
    /// <param name="gateway">The gateway process that holds the connection.</param>
    /// <param name="connection">A name for the connection, unique within the gateway.</param>
    /// <param name="after">The last version the client has, or null for a fresh start.</param>
    [Alias("Connect")]
    Task<StreamStart> Connect(Caller caller, string gateway, string connection, long? after);

    /// <summary>A client's event stream ended.</summary>
    [Alias("Disconnect")]
    Task Disconnect(string gateway, string connection);

    /// <summary>Recent news after a version, oldest first; starts later where recent events do not reach back that far.</summary>
    [Alias("Recall")]
    Task<ImmutableList<SessionNews>> Recall(long after);

    /// <summary>
    /// Everything that happens from a version on, as it happens: one watch per gateway process and session. Ends when the
    /// activation does, or when the session is closed and all has been told.
    /// </summary>
    [Alias("Watch")]
    IAsyncEnumerable<SessionNews> Watch(string gateway, long after, CancellationToken cancellationToken);
}

/// <summary>The answer to one command.</summary>
/// <param name="Version">The session's version after it; wait for it on the event stream.</param>
/// <param name="Refusal">Why not, or null where it was done.</param>
/// <param name="Present">With a refusal because the caller's picture was stale: the session as it is now.</param>
[GenerateSerializer, Immutable, Alias("pm.receipt")]
public sealed record Receipt(
    [property: Id(0)] long Version,
    [property: Id(1)] Refusal? Refusal,
    [property: Id(2)] SessionView? Present = null);

/// <summary>A look at the session, or why there is none.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.look")]
public sealed record SessionLook(
    [property: Id(0)] SessionView? View,
    [property: Id(1)] Refusal? Refusal);

/// <summary>Where an event stream starts.</summary>
/// <param name="Participant">Who the client is in this session.</param>
/// <param name="Audience">What they may see from <paramref name="After"/> on; changes are part of the news.</param>
/// <param name="After">The version the client has once it holds the snapshot, or had already.</param>
/// <param name="Snapshot">Null where the client's own state is good.</param>
/// <param name="Refusal">Why there is no stream.</param>
/// <param name="Ended">The session is closed and the client has everything: no need to come back.</param>
[GenerateSerializer, Immutable, Alias("pm.session.stream-start")]
public sealed record StreamStart(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] Audience Audience,
    [property: Id(2)] long After,
    [property: Id(3)] SessionView? Snapshot,
    [property: Id(4)] Refusal? Refusal,
    [property: Id(5)] bool Ended);

/// <summary>What somebody may see of a session.</summary>
public enum Audience
{
    /// <summary>The door only: title, guidelines, whether it is open. Also everyone who left or was declined.</summary>
    Outside = 0,

    /// <summary>The door, and that one is waiting.</summary>
    Lobby = 1,

    /// <summary>The room.</summary>
    Room = 2,

    /// <summary>The room, the lobby and everyone's airtime.</summary>
    Leaders = 3,
}

/// <summary>One version of a session, told to everyone at once, each as much as they may know.</summary>
/// <remarks>An audience that may not know of the event hears only that the version went up (no facts, no command id).</remarks>
/// <param name="CommandId">The command that caused it; null where time did.</param>
/// <param name="ByAudience">For <see cref="Audience.Lobby"/>, <see cref="Audience.Room"/> and <see cref="Audience.Leaders"/>, in this order.</param>
/// <param name="Personal">For single people, instead of what their audience hears.</param>
[GenerateSerializer, Immutable, Alias("pm.session.news")]
public sealed record SessionNews(
    [property: Id(0)] long Version,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] string? CommandId,
    [property: Id(3)] SessionEvent Event,
    [property: Id(4)] ImmutableArray<Telling> ByAudience,
    [property: Id(5)] ImmutableArray<PersonalTelling> Personal);

/// <summary>What is told of one version.</summary>
/// <param name="Facts">Whether the event itself is told.</param>
/// <param name="Now">The parts of the view that changed, as they are now; null where none did.</param>
[GenerateSerializer, Immutable, Alias("pm.session.telling")]
public sealed record Telling(
    [property: Id(0)] bool Facts,
    [property: Id(1)] SessionView? Now)
{
    public static readonly Telling Quiet = new(false, null);
}

/// <summary>What is told to one person.</summary>
/// <param name="Audience">What they belong to from this version on. <see cref="Audience.Outside"/> ends their stream.</param>
/// <param name="Whole"><see cref="Telling.Now"/> is the whole view: forget the one before.</param>
[GenerateSerializer, Immutable, Alias("pm.session.personal-telling")]
public sealed record PersonalTelling(
    [property: Id(0)] ParticipantId Participant,
    [property: Id(1)] Audience Audience,
    [property: Id(2)] bool Whole,
    [property: Id(3)] Telling Telling);
