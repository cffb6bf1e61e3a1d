using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What each fact changes. Nothing is decided here.</summary>
internal static class SessionChanges
{
    public static Session Apply(Session? session, SessionEvent happened)
    {
        if (happened is SessionOpened opened)
        {
            return Open(opened);
        }

        var after = Change(session ?? throw new InvalidOperationException("Only an opened session can change."), happened);
        return WatchForTooFew(WatchForEmptiness(after, happened.At), happened.At);
    }

    private static Session Open(SessionOpened opened) => new(
        opened.Plan,
        SessionStatus.Gathering,
        People: [],
        opened.Plan.Rules,
        Locked: false,
        Gavel.Nobodys,
        Stage.BeforeStart with { Used = [.. Enumerable.Repeat(TimeSpan.Zero, opened.Plan.Agenda.Count)] },
        Floor.Free,
        Hands.None,
        Round: null,
        opened.At,
        ClosedAt: null,
        EmptySince: opened.At,
        MissingSince: opened.Plan.Rules.MinimumToStart > 1 ? opened.At : null,
        Talk: opened.Plan.Rules.Chat ? null : Talk.None with { Closed = true });

    private static Session Change(Session s, SessionEvent happened) => happened switch
    {
        Knocked e => PeopleChanges.Seat(s, new Person(e.Participant, e.Member, e.Name, RoomRole.Member, Standing.Waiting, Connected: true, e.At, e.GuidelinesVersion, Attendance.None, TimeSpan.Zero, HasSpoken: false, Shares: 0, Owed: false, e.Simulated)),
        Entered e => PeopleChanges.Seat(s, new Person(e.Participant, e.Member, e.Name, e.Role, Standing.InRoom, Connected: true, e.At, e.GuidelinesVersion, Attendance.None.Begin(e.At), TimeSpan.Zero, HasSpoken: false, Shares: 0, Owed: false, e.Simulated)),
        Admitted e => PeopleChanges.With(s, e.Participant, person => person with
        {
            Standing = Standing.InRoom,
            Attendance = person.Connected ? person.Attendance.Begin(e.At) : person.Attendance,
        }),
        Declined e => PeopleChanges.With(s, e.Participant, person => person with { Standing = Standing.Declined, Connected = false }),
        Removed e => PeopleChanges.Unseat(PeopleChanges.Go(s, e.Participant, Standing.Removed, e.At), e.Participant),
        Left e => PeopleChanges.Go(s, e.Participant, Standing.Left, e.At),
        SteppedOut e => PeopleChanges.Away(PeopleChanges.With(s, e.Participant, person => person with
        {
            Standing = Standing.SteppedOut,
            Attendance = person.Attendance.End(e.At),
        }), e.Participant, e.At),
        Dropped e => PeopleChanges.Away(PeopleChanges.With(s, e.Participant, person => person with
        {
            Connected = false,
            Attendance = person.Attendance.End(e.At),
        }), e.Participant, e.At),
        CameBack e => PeopleChanges.Back(s, e),
        Locked => s with { Locked = true },
        Unlocked => s with { Locked = false },
        MeetingStarted e => s with
        {
            Status = SessionStatus.Running,
            Stage = s.Stage with
            {
                MeetingStartedAt = e.At,
                MeetingEndsAt = e.EndsAt,
                EndWarned = e.EndsAt - SessionLimits.EndWarning <= e.At, // Too short a meeting to warn of its end.
            },
        },
        PhaseStarted e => PeopleChanges.Settle(s) with
        {
            Stage = s.Stage with
            {
                Used = UsedUpTo(s.Stage, e.At),
                Phase = e.Phase,
                StartedAt = e.At,
                EndsAt = e.EndsAt,
                ExtendedMinutes = 0,
                TimeUp = false,
            },
            Floor = s.Floor with { Share = null },
            Round = null,
            Called = null,
        },
        PhaseExtended e => s with
        {
            Stage = s.Stage with { EndsAt = e.EndsAt, ExtendedMinutes = s.Stage.ExtendedMinutes + e.Minutes, TimeUp = false },
        },
        PhaseTimeUp => s with { Stage = s.Stage with { TimeUp = true } },
        EndIsNear => s with { Stage = s.Stage with { EndWarned = true } },
        SessionClosed e => s with
        {
            Status = SessionStatus.Closed,
            ClosedAt = e.At,
            Stage = s.Stage with { Used = UsedUpTo(s.Stage, s.Pause?.Suspension?.Since ?? e.At), StartedAt = null, EndsAt = null },
            People = s.People.ConvertAll(person => person.Attendance.Open ? person with { Attendance = person.Attendance.End(e.At) } : person),
            Gavel = s.Gavel with { LostAt = null, Offered = false },
            Floor = s.Floor with { Share = null },
            Round = null,
            Pause = null,
            Circles = null,
            Talk = s.Talk?.Unsaid(),
            Desk = s.Desk is { } desk ? DeskChanges.Close(desk) : null,
            Called = null,
        },
        HandRaised e => s with
        {
            Hands = new Hands(
                s.Hands.Waiting.Insert(e.Position, e.Participant),
                ShareChanges.Unkeep(s.Hands, e.Participant),
                ShareChanges.WithAsk(s.Hands.Asks, new HandAsk(e.Participant, e.Kind, e.Feedback))),
        },
        HandLowered e => PeopleChanges.Settle(s, e.Participant) with { Hands = ShareChanges.Lower(s.Hands, e.Participant) },
        AllHandsLowered => PeopleChanges.Settle(s) with { Hands = Hands.None },
        HandMoved e => s with { Hands = s.Hands with { Waiting = s.Hands.Waiting.Remove(e.Participant).Insert(e.Position, e.Participant) } },
        HandsOrdered e => s with { Hands = s.Hands with { Waiting = e.Waiting } },
        ShareStarted e => ShareChanges.Begin(s, e.At, new NextTurn(e.Turn, e.Participant, e.EndsAt, e.Kind, e.Feedback)),
        FeedbackStated e => ShareChanges.State(s, s.Floor.Share! with { Feedback = e.Feedback }),
        ShareWarned e => s with { Floor = s.Floor with { WarnedAtSeconds = e.SecondsLeft, NextSignal = e.SecondsLeft == SessionLimits.FirstWarningSeconds ? SessionLimits.LastWarningSeconds : 0 } },
        TimeCalled => s with { Floor = s.Floor with { WarnedAtSeconds = 0, NextSignal = null } },
        ShareExtended e => s with
        {
            Floor = s.Floor with
            {
                EndsAt = e.EndsAt,
                ExtendedSeconds = s.Floor.ExtendedSeconds + e.Seconds,
                WarnedAtSeconds = null,
                NextSignal = ClockRules.FirstSignal(e.EndsAt - s.Floor.ClockAt(e.At)),
                MoreTime = [],
            },
        },
        MoreTimeAgreed e => s with { Floor = s.Floor with { MoreTime = s.Floor.MoreTime.Add(e.Participant) } },
        ShareEnded e => ShareChanges.End(s, e),
        RoundStarted e => s with { Round = new Round([.. e.Seats.Select(id => new Seat(id, SeatMark.Waiting))], Complete: false) },
        SeatAdded e => s with { Round = RoundRules.Add(s.Round!, e.Participant) },
        SeatSkipped e => s with { Round = RoundRules.Mark(s.Round!, e.Participant, SeatMark.Absent) },
        SeatPassed e => s with { Round = RoundRules.Mark(s.Round!, e.Participant, SeatMark.Passed) },
        RoundCompleted => s with { Round = s.Round! with { Complete = true } },
        RoleChanged e => PeopleChanges.With(s, e.Participant, person => person with { Role = e.Role }),
        GavelPassed e => s with { Gavel = new Gavel(e.To, LostAt: null, Offered: false) },
        GavelOffered => s with { Gavel = s.Gavel with { LostAt = null, Offered = true } },
        RulesChanged e => s with { Rules = e.Rules },
        CirclesStarted e => s with { Circles = CircleChanges.Start(e) },
        CircleJoined e => s with { Circles = CircleChanges.Join(s.Circles!, e.Participant, e.Circle) },
        CirclesTurned e => s with { Circles = CircleChanges.Turned(s.Circles!, e.At) },
        CirclesWarned e => s with { Circles = CircleChanges.Warned(s.Circles!, e) },
        CirclesTimed e => s with { Circles = CircleChanges.Timed(s.Circles!, e.At, e.EndsAt) },
        CirclesEnded e => ShareChanges.GoOn(s with { Circles = null }, e.At, e.Next),
        SilenceBegan e => PauseChanges.Begin(s, e),
        SilenceEnded e => ShareChanges.GoOn(PauseChanges.End(s, e), e.At, e.Next),
        Suspended e => PauseChanges.Begin(s, e),
        Resumed e => ShareChanges.GoOn(PauseChanges.End(s, e), e.At, e.Next),
        Reacted e => s with { Talk = TalkChanges.React(s.Said, e) },
        ChatSaid e => s with { Talk = TalkChanges.Say(s.Said, e) },
        ChatOpened => s with { Talk = s.Said with { Closed = false } },
        ChatClosed => s with { Talk = s.Said with { Closed = true } },
        MessageHidden e => s with { Talk = TalkChanges.Hide(s.Said, e) },
        Thanked e => s with { Talk = TalkChanges.Thank(s.Said, e) },
        NotesKept e => s with { Talk = TalkChanges.Note(s.Said, e) },
        ResourceAsked e => s with { Talk = TalkChanges.Ask(s.Said, e) },
        ResourceAskClosed e => s with { Talk = TalkChanges.CloseAsk(s.Said, e) },
        HelpCalled e => s with { Desk = DeskChanges.Call(s.AtDesk, e) },
        HelpAcknowledged e => s with { Desk = DeskChanges.Acknowledge(s.AtDesk, e) },
        HelpEnded e => s with { Desk = DeskChanges.EndCall(s.AtDesk, e.Participant) },
        AsideInvited e => s with { Desk = s.AtDesk with { Asides = s.AtDesk.Asides.Add(new Aside(e.Leader, e.Participant)) } },
        AsideStarted e => s with { Desk = DeskChanges.StepAside(s.AtDesk, e) },
        AsideEnded e => s with { Desk = DeskChanges.EndAside(s.AtDesk, e.Leader, e.Participant) },
        ResourcePinned e => s with { Desk = DeskChanges.Pin(s.AtDesk, e) },
        ResourceUnpinned e => s with { Desk = DeskChanges.Unpin(s.AtDesk, e) },
        DutyGiven e => PeopleChanges.With(s, e.Participant, person => e.Duty == Duty.Greeter ? person with { Greets = e.On } : person with { KeepsTime = e.On }),
        TimeSignalled => s,
        _ => throw new NotSupportedException($"No change for {happened.GetType().Name}."),
    };

    private static ImmutableList<TimeSpan> UsedUpTo(Stage stage, DateTimeOffset at) =>
        stage.Phase >= 0 && stage.StartedAt is { } started && at > started
            ? stage.Used.SetItem(stage.Phase, stage.Used[stage.Phase] + (at - started))
            : stage.Used;

    private static Session WatchForEmptiness(Session s, DateTimeOffset at)
    {
        if (s.Status == SessionStatus.Closed)
        {
            return s.EmptySince is null ? s : s with { EmptySince = null };
        }

        var anyone = s.People.Any(person => person.Connected && person.Standing is Standing.InRoom or Standing.Waiting);
        if (anyone)
        {
            return s.EmptySince is null ? s : s with { EmptySince = null };
        }

        return s.EmptySince is null ? s with { EmptySince = at } : s;
    }

    // Not counted from the opening: one broken connection late in a long wait would close the room on everyone.
    private static Session WatchForTooFew(Session s, DateTimeOffset at)
    {
        if (s.Rules.MinimumToStart > 1 && StageRules.Missing(s) > 0)
        {
            return s.MissingSince is null ? s with { MissingSince = at } : s;
        }

        return s.MissingSince is null ? s : s with { MissingSince = null };
    }
}
