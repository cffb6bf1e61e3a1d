using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <remarks>
/// A part is told when its value differs, not when the state it comes from was replaced. Where that state is the very
/// same object nothing can differ, which spares building most parts of most events.
/// </remarks>
internal static partial class SessionLens
{
    private static readonly SessionView Nothing = new();

    // The parts the room sees; null where none changed. The lobby sees the status of these.
    private static SessionView? RoomChanges(Session before, Session after)
    {
        var samePeople = ReferenceEquals(before.People, after.People);
        var sameMode = before.Mode == after.Mode;
        var sameRules = ReferenceEquals(before.Rules, after.Rules);
        var sameHands = ReferenceEquals(before.Hands, after.Hands);
        var sameRound = ReferenceEquals(before.Round, after.Round) && sameMode;
        var changes = new SessionView
        {
            Status = Changed(StatusOf(before), StatusOf(after)),
            Stage = ReferenceEquals(before.Stage, after.Stage) && sameMode ? null : Changed(StageOf(before), StageOf(after), Same),
            Floor = ReferenceEquals(before.Floor, after.Floor) && sameRules && samePeople ? null : Changed(FloorOf(before), FloorOf(after)),
            Hands = sameHands && sameRules ? null : Changed(HandsOf(before), HandsOf(after), Same),
            Round = sameRound ? null : Changed(RoundOf(before), RoundOf(after), Same),
            UpNext = sameRound && sameHands && samePeople ? null : Changed(UpNextOf(before), UpNextOf(after)),
            People = samePeople ? null : Changed(PeopleOf(before), PeopleOf(after)),
            Gavel = Changed(GavelOf(before), GavelOf(after)),
            Rules = sameRules ? null : Changed(before.Rules, after.Rules),
            Pause = ReferenceEquals(before.Pause, after.Pause) ? null : Changed(PauseOf(before), PauseOf(after)),
            Circles = ReferenceEquals(before.Circles, after.Circles) ? null : Changed(CirclesOf(before), CirclesOf(after)),
            Chat = ReferenceEquals(before.Talk, after.Talk) && ReferenceEquals(before.Pause, after.Pause) && before.Status == after.Status
                ? null
                : Changed(ChatOf(before), ChatOf(after), Same),
            Pins = ReferenceEquals(before.Desk, after.Desk) ? null : Changed(PinsOf(before), PinsOf(after)),
            Balance = samePeople ? null : Changed(BalanceOf(before), BalanceOf(after)),
        };
        return changes == Nothing ? null : changes;
    }

    // The parts that only those who lead see.
    private static SessionView? LeadersChanges(Session before, Session after)
    {
        var samePeople = ReferenceEquals(before.People, after.People);
        var sameDesk = ReferenceEquals(before.Desk, after.Desk) && ReferenceEquals(before.Talk, after.Talk) && ReferenceEquals(before.Circles, after.Circles);
        var changes = new SessionView
        {
            Lobby = samePeople ? null : Changed(LobbyOf(before), LobbyOf(after)),
            Airtime = samePeople ? null : Changed(AirtimeOf(before), AirtimeOf(after)),
            Desk = sameDesk ? null : Changed(DeskOf(before), DeskOf(after), Same),
        };
        return changes == Nothing ? null : changes;
    }

    private static SessionView RoomOf(Session session) =>
        new()
        {
            Status = StatusOf(session),
            Stage = StageOf(session),
            Floor = FloorOf(session),
            Hands = HandsOf(session),
            Round = RoundOf(session),
            UpNext = UpNextOf(session),
            People = PeopleOf(session),
            Gavel = GavelOf(session),
            Rules = session.Rules,
            Pause = PauseOf(session),
            Circles = CirclesOf(session),
            Chat = ChatOf(session),
            Pins = PinsOf(session),
            Balance = BalanceOf(session),
        };

    private static SessionView LeadersOf(Session session) => new() { Lobby = LobbyOf(session), Airtime = AirtimeOf(session), Desk = DeskOf(session) };

    private static SessionView? Merge(SessionView? room, SessionView? leaders) =>
        leaders is null ? room : (room ?? Nothing).With(leaders);

    private static T? Changed<T>(T before, T after)
        where T : class => before.Equals(after) ? null : after;

    private static T? Changed<T>(T before, T after, Func<T, T, bool> same)
        where T : class => same(before, after) ? null : after;

    private static ImmutableArray<T>? Changed<T>(ImmutableArray<T> before, ImmutableArray<T> after) =>
        before.SequenceEqual(after) ? null : after;

    private static bool Same(StagePart one, StagePart other) =>
        one with { UsedSeconds = other.UsedSeconds } == other && one.UsedSeconds.SequenceEqual(other.UsedSeconds);

    private static bool Same(HandsPart one, HandsPart other) =>
        one.Fair == other.Fair && one.Waiting.SequenceEqual(other.Waiting) && one.Kept.SequenceEqual(other.Kept) && one.Asks.SequenceEqual(other.Asks);

    private static bool Same(RoundPart one, RoundPart other) =>
        one.Complete == other.Complete && one.Seats.SequenceEqual(other.Seats);
}
