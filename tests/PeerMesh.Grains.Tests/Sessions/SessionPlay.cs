using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>A session played with the rules alone, step by step.</summary>
internal sealed class SessionPlay
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    public static readonly Gen<FloorMode> Modes = Gen.Int[1, 3].Select(mode => (FloorMode)mode);

    private readonly List<Step> _steps = [];

    public SessionPlay(SessionPlan plan) => Happen([new SessionOpened(Now, plan)], null);

    public DateTimeOffset Now { get; private set; } = Noon;

    public Session State { get; private set; } = null!;

    public IReadOnlyList<Step> Steps => _steps;

    /// <summary>What is done in <see cref="Random"/>, and by whom to whom.</summary>
    public static Gen<(int What, int Who, int Whom)[]> Moves(int atLeast, int atMost) =>
        Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 100], Gen.Int[0, 100]).Array[atLeast, atMost];

    public static SessionPlay Random(IEnumerable<(int What, int Who, int Whom)> moves, FloorMode mode, HouseRules rules)
    {
        var play = new SessionPlay(Room.PlanOf(new SessionId("g.play"), mode, rules));
        foreach (var (what, who, whom) in moves)
        {
            play.Wait(TimeSpan.FromSeconds(what % 7 * 4));
            play.Move(what, who, whom);
        }

        return play;
    }

    public void Wait(TimeSpan time)
    {
        Now += time;
        Happen(SessionRules.Tick(State, Now), null);
    }

    public Refusal? Do(string member, SessionCommand command)
    {
        var role = member.StartsWith("fac", StringComparison.Ordinal) ? GroupRole.Facilitator
            : member.StartsWith("cof", StringComparison.Ordinal) ? GroupRole.CoFacilitator
            : GroupRole.None;
        var decision = SessionRules.Decide(State, new Actor(new MemberId(member), role), command, new Moment(Now, 17));
        Happen(decision.Events, command.CommandId);
        return decision.Refusal;
    }

    private void Move(int what, int who, int whom)
    {
        string[] members = ["fac-rosa", "cof-sam", "ana", "ben", "cleo", "dan", "eva", "finn"];
        var member = members[who % members.Length];
        var other = new ParticipantId($"p{(whom % members.Length) + 1}");
        var id = $"c-{_steps.Count}";
        switch (what % 68)
        {
            case < 6:
                Do(member, new Enter(Room.NameOf(member), 1) { CommandId = id });
                break;
            case 6:
                Connect(other, up: true);
                break;
            case 7:
                Connect(other, up: false);
                break;
            case 8:
                Wait(TimeSpan.FromSeconds((whom % 9) * 20));
                break;
            case 39 when whom % 10 > 0:
                break;
            default:
                Do(member, CommandOf(what % 68, other, whom) with { CommandId = id });
                break;
        }
    }

    private SessionCommand CommandOf(int what, ParticipantId other, int number)
    {
        var turn = State.Floor.Turn;
        const string Id = "";
        return what switch
        {
            9 or 10 or 11 => new AdmitAll { CommandId = Id },
            12 => new Admit(other) { CommandId = Id },
            13 => new Decline(other) { CommandId = Id },
            14 => new Remove(other) { CommandId = Id },
            15 => new Lock { CommandId = Id },
            16 => new Unlock { CommandId = Id },
            17 => new Start { CommandId = Id },
            18 or 19 => new NextPhase { CommandId = Id },
            20 => new PreviousPhase { CommandId = Id },
            21 or 22 or 23 => new RaiseHand { CommandId = Id },
            24 => new LowerHand { CommandId = Id },
            25 => new MoveHand(other, 1, "new here") { CommandId = Id },
            26 or 27 => new EndShare(turn) { CommandId = Id },
            28 => new Pass(number % 2 == 0 ? turn : null) { CommandId = Id },
            29 => new PassForNow(turn) { CommandId = Id },
            30 => new HandOn(turn, other) { CommandId = Id },
            31 => new ExtendShare(turn) { CommandId = Id },
            32 => new AgreeToMoreTime(turn) { CommandId = Id },
            33 => new GiveFloor(other) { CommandId = Id },
            34 => new StepOut { CommandId = Id },
            35 => new StepBack { CommandId = Id },
            36 => new PassGavel(other) { CommandId = Id },
            37 => number % 3 == 0 ? new TakeGavel { CommandId = Id } : new SetRole(other, (RoomRole)(number % 2)) { CommandId = Id },
            38 => number % 4 == 0 ? new Leave { CommandId = Id } : new ChangeRules(FairOrder: number % 2 == 0) { CommandId = Id },
            39 => new Close { CommandId = Id },
            _ => Beside(what, other, number),
        };
    }

    private SessionCommand Beside(int what, ParticipantId other, int number)
    {
        const string Id = "";
        var (talk, desk) = (State.Said, State.AtDesk);
        return what switch
        {
            40 or 41 => new RaiseHand((TurnKind)(number % 4), (Feedback)(number / 4 % 4)) { CommandId = Id },
            42 => new SetFeedback(State.Floor.Turn, (Feedback)(number % 4)) { CommandId = Id },
            43 => new StartCircles(2 + (number % 2), 60 + number, number % 2 == 0) { CommandId = Id },
            44 => number % 2 == 0 ? new EndCircles { CommandId = Id } : new ExtendCircles(60) { CommandId = Id },
            45 => new KeepSilence(5 + number) { CommandId = Id },
            46 => new EndSilence { CommandId = Id },
            47 => new SuspendAll { CommandId = Id },
            48 or 49 => new ResumeAll { CommandId = Id },
            50 => new React((Reaction)(number % 5)) { CommandId = Id },
            51 or 52 or 53 => new Say($"Words {number}", (ChatTo)(number % 4)) { CommandId = Id },
            54 => number % 2 == 0 ? new OpenChat { CommandId = Id } : new CloseChat { CommandId = Id },
            55 => new HideMessage(talk.Messages.LastOrDefault()?.Id ?? 1, "not kind") { CommandId = Id },
            56 => new Thank(other) { CommandId = Id },
            57 => new KeepNotes($"Notes {number}") { CommandId = Id },
            58 => new AskForResource($"Question {number}") { CommandId = Id },
            59 => new CloseResourceAsk(talk.Asks.LastOrDefault()?.Id ?? 1) { CommandId = Id },
            60 => new CallForHelp($"Help {number}") { CommandId = Id },
            61 => number % 2 == 0 ? new AcknowledgeHelp(other) { CommandId = Id } : new EndHelp(number % 3 == 0 ? other : null) { CommandId = Id },
            62 => new InviteAside(other) { CommandId = Id },
            63 => number % 3 == 0 ? new DeclineAside { CommandId = Id } : new AcceptAside { CommandId = Id },
            64 => new PinResource($"Title {number}", "https://example.org", Ask: number % 2 == 0 ? talk.Asks.FirstOrDefault()?.Id : null) { CommandId = Id },
            65 => new UnpinResource(desk.Pins.FirstOrDefault()?.Id ?? 1) { CommandId = Id },
            66 => new GiveDuty(other, (Duty)(number % 2), number % 3 > 0) { CommandId = Id },
            _ => new SignalTime(State.Floor.Turn) { CommandId = Id },
        };
    }

    private void Connect(ParticipantId who, bool up) =>
        Happen(up ? SessionRules.Connected(State, who, Now) : SessionRules.Disconnected(State, who, Now), null);

    private void Happen(IReadOnlyList<SessionEvent> events, string? commandId)
    {
        foreach (var happened in events)
        {
            var before = _steps.Count == 0 ? null : State;
            State = SessionRules.Apply(before, happened);
            _steps.Add(new Step(_steps.Count + 1, before, State, commandId, happened));
        }
    }

    internal sealed record Step(long Version, Session? Before, Session After, string? CommandId, SessionEvent Event);
}
