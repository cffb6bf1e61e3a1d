using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;

namespace PeerMesh.Domain.Sessions;

/// <summary>
/// The live session's rules: <see cref="Decide"/> says what follows from a wish, <see cref="Tick"/> what follows from time,
/// <see cref="Apply"/> what a fact changes. The rules of one matter each stand in a class of their own.
/// </summary>
public static class SessionRules
{
    /// <summary>What follows from a command. Apply what <see cref="Tick"/> says first.</summary>
    public static Decision<SessionEvent> Decide(Session session, Actor actor, SessionCommand command, Moment moment)
    {
        if (session.Status == SessionStatus.Closed)
        {
            return SessionRefusals.Closed;
        }

        var draft = new Draft(session, moment.Now, moment.Chance);
        return Follow(draft, actor, command) is { } refusal ? refusal : draft.Events;
    }

    /// <summary>What time alone has brought about: warnings, cuts, hand-overs. Empty where nothing is due.</summary>
    public static IReadOnlyList<SessionEvent> Tick(Session session, DateTimeOffset now) => ClockRules.Tick(session, now);

    /// <summary>When <see cref="Tick"/> has something to say next, or null.</summary>
    public static DateTimeOffset? NextDue(Session session) => ClockRules.NextDue(session);

    /// <summary>A person's first connection came up.</summary>
    public static IReadOnlyList<SessionEvent> Connected(Session session, ParticipantId who, DateTimeOffset now)
    {
        if (session.Status == SessionStatus.Closed
            || session.Find(who) is not { Connected: false, Standing: Standing.InRoom or Standing.Waiting })
        {
            return [];
        }

        var draft = new Draft(session, now, chance: 0);
        PresenceRules.ComeBack(draft, who);
        return draft.Events;
    }

    /// <summary>A person's last connection broke.</summary>
    public static IReadOnlyList<SessionEvent> Disconnected(Session session, ParticipantId who, DateTimeOffset now) =>
        session.Status != SessionStatus.Closed
        && session.Find(who) is { Connected: true, Standing: Standing.InRoom or Standing.Waiting }
            ? [new Dropped(now, who)]
            : [];

    /// <summary>The session after one more fact; a null session is one nobody opened.</summary>
    public static Session Apply(Session? session, SessionEvent happened) => SessionChanges.Apply(session, happened);

    private static Refusal? Follow(Draft draft, Actor actor, SessionCommand command)
    {
        if (command is Enter enter)
        {
            return DoorRules.Enter(draft, actor, enter);
        }

        var me = draft.Session.Find(actor.Member);
        switch (me?.Standing)
        {
            case null or Standing.Left:
                return SessionRefusals.NotEntered;
            case Standing.Declined:
                return SessionRefusals.WasDeclined;
            case Standing.Removed:
                return SessionRefusals.WasRemoved;
            case Standing.Waiting when command is not Leave:
                return SessionRefusals.NotAdmitted;
            case Standing.SteppedOut when !MayDoOutside(command):
                return SessionRefusals.SteppedOut;
            case Standing.InRoom when !me.Connected && command is not Leave:
                // Whoever speaks to us is there, even without an event stream.
                PresenceRules.ComeBack(draft, me.Id);
                me = draft.Person(me.Id);
                break;
            default:
                break;
        }

        if (draft.Session.IsSuspended && !PauseRules.MayDoSuspended(command))
        {
            return SessionRefusals.IsSuspended;
        }

        return command switch
        {
            Leave => PresenceRules.Leave(draft, me!),
            StepOut => PresenceRules.StepOut(draft, me!),
            StepBack => PresenceRules.StepBack(draft, me!),
            RaiseHand raise => HandRules.Raise(draft, me!, raise),
            LowerHand => HandRules.Lower(draft, me!.Id),
            EndShare end => ShareRules.End(draft, me!, end),
            SetFeedback set => ShareRules.StateFeedback(draft, me!, set.Turn, set.Feedback),
            Pass pass => ShareRules.Pass(draft, me!, pass.Turn),
            PassForNow pass => ShareRules.PassForNow(draft, me!, pass.Turn),
            HandOn on => ShareRules.HandOn(draft, me!, on),
            AgreeToMoreTime agree => ShareTimeRules.AgreeToMoreTime(draft, me!, agree.Turn),
            TakeGavel => GavelRules.Take(draft, me!),
            PassGavel pass => GavelRules.Pass(draft, me!, pass.To),
            React react => TalkRules.React(draft, me!, react.Reaction),
            Say say => TalkRules.Say(draft, me!, say),
            Thank thank => TalkRules.Thank(draft, me!, thank.To),
            AskForResource ask => TalkRules.Ask(draft, me!, ask.Text),
            CloseResourceAsk close => TalkRules.CloseAsk(draft, me!, close.Ask),
            CallForHelp call => DeskRules.Call(draft, me!, call.Note),
            EndHelp end => DeskRules.EndCall(draft, me!, end.Participant),
            AcceptAside => DeskRules.Accept(draft, me!),
            DeclineAside decline => DeskRules.Decline(draft, me!, decline.Participant),
            _ when actor.PowersRest && me!.Role != RoomRole.Member && !IsForSafety(command) => SecondStepRefusals.Required,
            _ => MayDo(draft.Session, me!, command) ? Lead(draft, me!, command) : SessionRefusals.FacilitatorsOnly,
        };
    }

    /// <summary>What somebody on a break may still do.</summary>
    private static bool MayDoOutside(SessionCommand command) =>
        command is StepBack or Leave or CallForHelp or EndHelp or KeepNotes or Say { To: ChatTo.Facilitators or ChatTo.Aside };

    /// <summary>Those who lead may do all of it; greeters mind the door, and timekeepers the time.</summary>
    private static bool MayDo(Session session, Person me, SessionCommand command) =>
        session.MayLead(me)
        || (me.Greets && command is Admit or AdmitAll or Decline)
        || (me.KeepsTime && command is ExtendShare or ExtendPhase or SignalTime);

    /// <summary>What those who lead must be able to do whatever their sign-in has shown: somebody in the room may need it now.</summary>
    private static bool IsForSafety(SessionCommand command) => command is SuspendAll or AcknowledgeHelp;

    /// <summary>What only those who lead may wish for.</summary>
    private static Refusal? Lead(Draft draft, Person me, SessionCommand command) =>
        command switch
        {
            Admit admit => DoorRules.Admit(draft, admit.Participant),
            AdmitAll => DoorRules.AdmitAll(draft),
            Decline decline => DoorRules.Decline(draft, decline.Participant),
            Remove remove => DoorRules.Remove(draft, me, remove.Participant),
            Lock => DoorRules.Lock(draft),
            Unlock => DoorRules.Unlock(draft),
            Start => StageRules.Start(draft),
            NextPhase next => StageRules.Next(draft, next.Phase),
            PreviousPhase previous => StageRules.Previous(draft, previous.Phase),
            ExtendPhase extend => StageRules.Extend(draft, me, extend.Minutes),
            Close => StageRules.Close(draft, CloseReason.Ended),
            LowerHandOf lower => HandRules.Lower(draft, lower.Participant),
            LowerAllHands => HandRules.LowerAll(draft),
            MoveHand move => HandRules.Move(draft, move),
            ExtendShare extend => ShareTimeRules.Extend(draft, me, extend),
            SignalTime signal => ShareTimeRules.SignalTime(draft, me, signal.Turn),
            GiveFloor give => ShareRules.Give(draft, give.To),
            StartRound start => RoundRules.Start(draft, start),
            SetRole set => GavelRules.SetRole(draft, me, set),
            ChangeRules change => HandRules.Change(draft, change),
            StartCircles start => CircleRules.Start(draft, start),
            ExtendCircles extend => CircleRules.Extend(draft, extend.Seconds),
            EndCircles end => CircleRules.End(draft, end.Seconds),
            KeepSilence keep => PauseRules.KeepSilence(draft, keep.Seconds),
            EndSilence => PauseRules.EndSilence(draft),
            SuspendAll => PauseRules.Suspend(draft),
            ResumeAll => PauseRules.Resume(draft),
            OpenChat => TalkRules.Open(draft),
            CloseChat => TalkRules.Close(draft),
            HideMessage hide => TalkRules.Hide(draft, hide),
            KeepNotes keep => TalkRules.Note(draft, me, keep.Text),
            AcknowledgeHelp acknowledge => DeskRules.Acknowledge(draft, me, acknowledge.Participant),
            InviteAside invite => DeskRules.Invite(draft, me, invite.Participant),
            PinResource pin => DeskRules.Pin(draft, pin),
            UnpinResource unpin => DeskRules.Unpin(draft, unpin.Pin),
            GiveDuty give => DeskRules.Give(draft, give),
            _ => throw new NotSupportedException($"No rule for {command.GetType().Name}."),
        };
}
