using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions.Properties;

/// <summary>Sees a <see cref="Play"/> from one side and speaks up when something that must hold does not.</summary>
internal abstract class Witness
{
    /// <summary>The last one who came in, by what command, and what was made of it; <paramref name="before"/> is what it was decided on.</summary>
    public virtual void Decided(Session before, Actor actor, SessionCommand command, Moment moment, Decision<SessionEvent> decision)
    {
    }

    public virtual void Connection(ParticipantId who, bool up, DateTimeOffset at)
    {
    }

    public virtual void Saw(Session before, SessionEvent happened, Session after)
    {
    }

    /// <summary>Time has passed and the rules were asked what follows.</summary>
    public virtual void TimePassed(Session session, DateTimeOffset now)
    {
    }

    /// <summary>After each step, everything it brought about included.</summary>
    public virtual void Settled(Session session, DateTimeOffset now)
    {
    }

    public virtual void Ended(Play play)
    {
    }

    protected static void Holds(bool condition, string otherwise) => Assert.True(condition, otherwise);
}

/// <summary>Plays a <see cref="Story"/> as a grain would, under the eyes of witnesses.</summary>
internal sealed class Play(Story story, params Witness[] witnesses)
{
    private static readonly string[] Names = ["Fay", "Col", "Ana", "Ben", "Cleo", "Dan", "Eve", "Finn"];

    private static readonly Actor[] Cast =
        [.. Names.Select((name, index) => new Actor(new MemberId($"m-{name}"), index switch { 0 => GroupRole.Facilitator, 1 => GroupRole.CoFacilitator, _ => GroupRole.Member }))];

    private readonly List<SessionEvent> log = [];

    public Session State { get; private set; } = null!;

    public DateTimeOffset Now { get; private set; } = Room.Evening;

    public IReadOnlyList<SessionEvent> Log => log;

    public int Commands { get; private set; }

    public List<Refusal> Refusals { get; } = [];

    public void Run()
    {
        var opened = new SessionOpened(Now, Habits.Plan(story.Rules, story.Agenda));
        State = SessionRules.Apply(null, opened);
        log.Add(opened);
        foreach (var step in story.Steps)
        {
            Pass(step.Seconds, step.Punctual);
            Do(step);
            See(witness => witness.Settled(State, Now));
        }

        See(witness => witness.Ended(this));
    }

    private void Pass(int seconds, bool punctual)
    {
        var until = Now.AddSeconds(seconds);
        while (punctual && SessionRules.NextDue(State) is { } due && due <= until)
        {
            Now = due > Now ? due : Now;
            var events = SessionRules.Tick(State, Now);
            Assert.True(events.Count > 0, $"Something was due at {due:O}, but nothing happened.");
            Tell(events);
            See(witness => witness.Settled(State, Now));
        }

        Now = until;
        Tell(SessionRules.Tick(State, Now));
        See(witness => witness.TimePassed(State, Now));
    }

    private void Do(Step raw)
    {
        var step = Likely(raw);
        if (step.Wish is Wish.Connect or Wish.Disconnect)
        {
            if (Find(step.Who) is { } person)
            {
                var up = step.Wish == Wish.Connect;
                See(witness => witness.Connection(person.Id, up, Now));
                Tell(up ? SessionRules.Connected(State, person.Id, Now) : SessionRules.Disconnected(State, person.Id, Now));
            }

            return;
        }

        if (Command(step) is not { } command)
        {
            return;
        }

        Commands++;
        var actor = Find(step.Who) is { } known ? Cast.First(one => one.Member == known.Member) : Cast[step.Who % Cast.Length];
        var moment = new Moment(Now, step.Number * 7919);
        var decision = SessionRules.Decide(State, actor, command, moment);
        See(witness => witness.Decided(State, actor, command, moment, decision));
        if (decision.Refusal is { } refusal)
        {
            Refusals.Add(refusal);
        }

        Tell(decision.Events);
    }

    /// <summary>
    /// What somebody in that place is likely to wish: people on a break come back rather than being told so again and again. One
    /// step in five stays as it is, so that every wish is also tried where it does not fit.
    /// </summary>
    private Step Likely(Step step)
    {
        if (step.Number % 5 == 0)
        {
            return step;
        }

        var wish = (Find(step.Who)?.Standing, State.Floor.Holder) switch
        {
            (null, _) => step.Who < Names.Length ? Wish.Enter : Wish.RaiseHand,
            (Standing.Left, _) => Wish.Enter,
            (Standing.SteppedOut, _) => Wish.StepBack,
            _ when step.Wish is Wish.AcceptAside => step.Wish,
            (_, null) when step.Wish is Wish.EndShare or Wish.Pass or Wish.HandOn or Wish.AgreeToMoreTime or Wish.ExtendShare => Wish.RaiseHand,
            _ => step.Wish,
        };
        if (wish == Wish.AcceptAside && State.AtDesk.Asides.Find(aside => aside.Since is null) is { } asked)
        {
            // Whoever was asked is the one who answers.
            return step with { Wish = wish, Who = Array.FindIndex(Cast, one => one.Member == State.Find(asked.Participant)!.Member) };
        }

        return step with { Wish = wish, Who = Find(step.Who) is null && wish != Wish.Enter ? step.Number % Names.Length : step.Who };
    }

    private SessionCommand? Command(Step step)
    {
        var id = $"c-{Commands}";
        var whom = Find(step.Whom)?.Id ?? new ParticipantId("p99");
        var turn = step.Number % 10 == 0 ? State.Floor.Turn - 1 : State.Floor.Turn;
        int? phase = step.Number switch { < 20 => null, < 95 => State.Stage.Phase, _ => 9 };
        return step.Wish switch
        {
            Wish.Nothing => null,
            Wish.Enter => Enter(step, id),
            Wish.Leave => new Leave { CommandId = id },
            Wish.StepOut => new StepOut { CommandId = id },
            Wish.StepBack => new StepBack { CommandId = id },
            Wish.Admit => new Admit(State.People.FirstOrDefault(person => person.Standing is Standing.Waiting)?.Id ?? whom) { CommandId = id },
            Wish.AdmitAll => new AdmitAll { CommandId = id },
            Wish.Decline => new Decline(State.People.FirstOrDefault(person => person.Standing is Standing.Waiting)?.Id ?? whom) { CommandId = id },
            Wish.Remove => new Remove(whom) { CommandId = id },
            Wish.Lock => new Domain.Sessions.Lock { CommandId = id },
            Wish.Unlock => new Unlock { CommandId = id },
            Wish.Start => new Start { CommandId = id },
            Wish.NextPhase => new NextPhase(phase) { CommandId = id },
            Wish.PreviousPhase => new PreviousPhase(phase) { CommandId = id },
            Wish.ExtendPhase => new ExtendPhase((step.Number % 70) - 2) { CommandId = id },
            Wish.Close => new Close { CommandId = id },
            Wish.RaiseHand => new RaiseHand { CommandId = id },
            Wish.LowerHand => new LowerHand { CommandId = id },
            Wish.LowerHandOf => new LowerHandOf(State.Hands.Waiting.FirstOrDefault(whom)) { CommandId = id },
            Wish.LowerAllHands => new LowerAllHands { CommandId = id },
            Wish.MoveHand => new MoveHand(State.Hands.Waiting.LastOrDefault(whom), step.Number % 5, step.Number % 10 == 9 ? "" : "Because") { CommandId = id },
            Wish.EndShare => new EndShare(turn) { CommandId = id },
            Wish.Pass => new Pass(turn) { CommandId = id },
            Wish.PassAhead => new Pass { CommandId = id },
            Wish.PassForNow => new PassForNow(turn) { CommandId = id },
            Wish.HandOn => new HandOn(turn, whom) { CommandId = id },
            Wish.ExtendShare => new ExtendShare(turn, step.Number switch { < 60 => 60, < 80 => 0, < 90 => SessionLimits.ExtendSecondsMax, _ => step.Number * 7 }) { CommandId = id },
            Wish.AgreeToMoreTime => new AgreeToMoreTime(turn) { CommandId = id },
            Wish.GiveFloor => new GiveFloor(whom) { CommandId = id },
            Wish.StartRound => new StartRound((RoundOrder)(step.Number % 3), step.Number % 3 == 2 ? [whom] : null) { CommandId = id },
            Wish.SetRole => new SetRole(whom, (RoomRole)(step.Number % 3)) { CommandId = id },
            Wish.PassGavel => new PassGavel(whom) { CommandId = id },
            Wish.TakeGavel => new TakeGavel { CommandId = id },
            Wish.ChangeRules => Rules(step, id),
            Wish.RaiseHandFor => new RaiseHand((TurnKind)Often(step.Number, 4), (Feedback)Often(step.Number * 7 + step.Whom, 4)) { CommandId = id },
            Wish.SetFeedback => new SetFeedback(turn, (Feedback)(step.Number % 5)) { CommandId = id },
            Wish.SignalTime => new SignalTime(turn) { CommandId = id },
            _ => Beside(step, id, whom),
        };
    }

    private SessionCommand Beside(Step step, string id, ParticipantId whom)
    {
        var text = step.Number % 20 == 0 ? "" : $"Words {step.Number}";
        var (talk, desk) = (State.Said, State.AtDesk);
        return step.Wish switch
        {
            Wish.StartCircles => new StartCircles(1 + (step.Number % 5), 50 + (step.Number * 7), step.Number % 3 > 0, step.Number % 4 == 0) { CommandId = id },
            Wish.ExtendCircles => new ExtendCircles(step.Number < 70 ? step.Number * 3 : SessionLimits.CircleSecondsMax) { CommandId = id },
            Wish.EndCircles => new EndCircles(step.Number switch { > 90 => SessionLimits.CallBackSecondsMax + 1, var number when number % 2 == 0 => 0, var number => number }) { CommandId = id },
            Wish.KeepSilence => new KeepSilence(step.Number) { CommandId = id },
            Wish.EndSilence => new EndSilence { CommandId = id },
            Wish.SuspendAll => new SuspendAll { CommandId = id },
            Wish.ResumeAll => new ResumeAll { CommandId = id },
            Wish.React => new React((Reaction)(step.Number % 6)) { CommandId = id },
            Wish.Say => new Say(text, (ChatTo)(step.Number % 4)) { CommandId = id },
            Wish.OpenChat => new OpenChat { CommandId = id },
            Wish.CloseChat => new CloseChat { CommandId = id },
            Wish.HideMessage => new HideMessage(talk.Messages.LastOrDefault()?.Id ?? 7, "Not kind") { CommandId = id },
            Wish.Thank => new Thank(whom) { CommandId = id },
            Wish.KeepNotes => new KeepNotes(step.Number % 10 == 0 ? new string('n', SessionLimits.NotesMax + 1) : text) { CommandId = id },
            Wish.AskForResource => new AskForResource(text) { CommandId = id },
            Wish.CloseResourceAsk => new CloseResourceAsk(talk.Asks.FirstOrDefault()?.Id ?? 7) { CommandId = id },
            Wish.CallForHelp => new CallForHelp(step.Number % 2 == 0 ? null : step.Number % 10 == 9 ? new string('h', SessionLimits.NoteMax + 1) : text) { CommandId = id },
            Wish.AcknowledgeHelp => new AcknowledgeHelp(desk.Calls.FirstOrDefault(call => call.By is null)?.Participant ?? whom) { CommandId = id },
            Wish.EndHelp => new EndHelp(step.Number % 2 == 0 ? null : desk.Calls.FirstOrDefault()?.Participant) { CommandId = id },
            Wish.InviteAside => new InviteAside(whom) { CommandId = id },
            Wish.AcceptAside => new AcceptAside { CommandId = id },
            Wish.DeclineAside => new DeclineAside { CommandId = id },
            Wish.PinResource => new PinResource($"Title {step.Number}", step.Number % 20 == 0 ? "http://example.org" : "https://example.org", null, step.Number % 3 == 0 ? talk.Asks.FirstOrDefault()?.Id : null) { CommandId = id },
            Wish.UnpinResource => new UnpinResource(desk.Pins.FirstOrDefault()?.Id ?? 7) { CommandId = id },
            Wish.GiveDuty => new GiveDuty(whom, (Duty)Often(step.Number, 2), step.Number % 3 > 0) { CommandId = id },
            _ => throw new NotSupportedException($"{step.Wish}"),
        };
    }

    /// <summary>A value below a bound; one time in ten the bound itself, which is none.</summary>
    private static int Often(int number, int bound) => number % 10 == 9 ? bound : number % bound;

    private static Enter Enter(Step step, string id) => step.Number switch
    {
        0 or 10 or 20 or 30 => new Enter("", Habits.GuidelinesVersion) { CommandId = id },
        1 => new Enter(Names[step.Who % Names.Length], Habits.GuidelinesVersion - 1) { CommandId = id },
        2 or 3 => new Enter(Names[2], Habits.GuidelinesVersion) { CommandId = id },
        _ => new Enter(Names[step.Who % Names.Length], Habits.GuidelinesVersion) { CommandId = id },
    };

    private static ChangeRules Rules(Step step, string id) => (step.Number % 9) switch
    {
        0 => new ChangeRules(ShareSeconds: step.Number + 5) { CommandId = id },
        1 => new ChangeRules(OverTime: (OverTimeMode)(step.Number % 4)) { CommandId = id },
        2 => new ChangeRules(GraceSeconds: step.Number) { CommandId = id },
        3 => new ChangeRules(Lobby: step.Number > 50) { CommandId = id },
        _ => new ChangeRules(FairOrder: step.Number % 2 == 0) { CommandId = id },
    };

    private Person? Find(int who) => who switch
    {
        Story.Speaker => State.Floor.Holder is { } speaker ? State.Find(speaker) : null,
        Story.Leader => State.Gavel.Holder is { } leader ? State.Find(leader) : null,
        Story.Unknown => null,
        _ => State.Find(Cast[who].Member),
    };

    private void Tell(IReadOnlyList<SessionEvent> events)
    {
        foreach (var happened in events)
        {
            var before = State;
            State = SessionRules.Apply(State, happened);
            log.Add(happened);
            See(witness => witness.Saw(before, happened, State));
        }
    }

    private void See(Action<Witness> look) => Array.ForEach(witnesses, look);
}
