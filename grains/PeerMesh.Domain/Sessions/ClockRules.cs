using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>
/// What time brings about. Every deadline is part of the state, so whoever asks, and however late, the same follows; only what
/// comes next starts when it is told, so that nobody's turn runs out while the server was away.
/// </summary>
internal static class ClockRules
{
    private enum Due
    {
        TurnHeld,
        Signal,
        Cut,
        Gavel,
        PhaseEnd,
        MeetingEnd,
        TooFew,
        Empty,
        Silence,
        Circles,
    }

    public static IReadOnlyList<SessionEvent> Tick(Session session, DateTimeOffset now)
    {
        if (NextDue(session) is not { } first || first > now)
        {
            return [];
        }

        // Each round settles at least one deadline, and each deadline settled is either gone or lies in the future.
        var draft = new Draft(session, now, chance: unchecked((int)now.Ticks));
        while (Next(draft.Session) is { } due && due.At <= now)
        {
            Settle(draft, due.What);
        }

        return draft.Events;
    }

    public static DateTimeOffset? NextDue(Session session) => Next(session)?.At;

    /// <summary>When the floor moves on by itself, where the house rules say so.</summary>
    public static DateTimeOffset? CutAt(Session session) => (session.Rules.OverTime, session.Floor.EndsAt) switch
    {
        (OverTimeMode.Hard, { } ends) => ends,
        (OverTimeMode.Grace, { } ends) => ends.AddSeconds(session.Rules.GraceSeconds),
        _ => null,
    };

    /// <summary>The signal due first when this much of a share is left.</summary>
    public static int FirstSignal(TimeSpan left) => left.TotalSeconds switch
    {
        > SessionLimits.FirstWarningSeconds => SessionLimits.FirstWarningSeconds,
        > SessionLimits.LastWarningSeconds => SessionLimits.LastWarningSeconds,
        _ => 0,
    };

    private static (DateTimeOffset At, Due What)? Next(Session session)
    {
        (DateTimeOffset At, Due What)? next = null;
        void Consider(DateTimeOffset? at, Due what)
        {
            if (at is { } due && (next is null || due < next.Value.At))
            {
                next = (due, what);
            }
        }

        if (session.Status == SessionStatus.Closed)
        {
            return null;
        }

        var (floor, stage, rules) = (session.Floor, session.Stage, session.Rules);
        if (floor is { Holder: not null, PausedAt: null })
        {
            Consider(floor.HeldUntil, Due.TurnHeld);
            if (floor.NextSignal is { } signal)
            {
                Consider(floor.EndsAt?.AddSeconds(-signal), Due.Signal);
            }
            else
            {
                Consider(CutAt(session), Due.Cut);
            }
        }

        Consider(session.Gavel.LostAt + SessionLimits.GavelWaits, Due.Gavel);
        if (session.IsSuspended)
        {
            // The meeting stands still. Only who leads, and whether anybody is here, goes on to matter.
        }
        else if (session.Status == SessionStatus.Running)
        {
            Consider(session.Pause?.Silence?.Until, Due.Silence);
            Consider(session.Circles is { } circles ? CircleRules.NextDue(circles) : null, Due.Circles);
            Consider(stage.TimeUp ? null : stage.EndsAt, Due.PhaseEnd);
            Consider(stage.EndWarned ? null : stage.MeetingEndsAt - SessionLimits.EndWarning, Due.MeetingEnd);
        }
        else
        {
            // Before the hour nobody is late yet.
            Consider(Later(session.MissingSince, session.Plan.StartsAt)?.AddMinutes(rules.MinimumWaitMinutes), Due.TooFew);
        }

        // A meeting that was announced waits for people until it was to end.
        Consider(Later(session.EmptySince + SessionLimits.EmptyMax, session.Plan.EndsAt), Due.Empty);
        return next;
    }

    // Null where the first is: the second alone makes nothing due.
    private static DateTimeOffset? Later(DateTimeOffset? at, DateTimeOffset? notBefore) => at < notBefore ? notBefore : at;

    private static void Settle(Draft draft, Due what)
    {
        var (session, now) = (draft.Session, draft.Now);
        switch (what)
        {
            case Due.TurnHeld:
                FloorRules.EndAndMoveOn(draft, ShareEnd.Dropped);
                break;
            case Due.Signal:
                Signal(draft);
                break;
            case Due.Cut:
                FloorRules.EndAndMoveOn(draft, ShareEnd.TimeUp);
                break;
            case Due.Gavel:
                GavelRules.MoveOn(draft);
                break;
            case Due.PhaseEnd:
                draft.Tell(new PhaseTimeUp(now));
                StageRules.AutoAdvance(draft);
                break;
            case Due.MeetingEnd:
                draft.Tell(new EndIsNear(now));
                break;
            case Due.TooFew:
                StageRules.Close(draft, CloseReason.TooFew);
                break;
            case Due.Empty:
                StageRules.Close(draft, CloseReason.NobodyHere);
                break;
            case Due.Silence:
                PauseRules.GoOnAfterSilence(draft);
                break;
            case Due.Circles:
                CircleRules.Settle(draft);
                break;
            default:
                throw new NotSupportedException($"No rule for {what} in a session that is {session.Status}.");
        }
    }

    // Where several are overdue only the last one still helps.
    private static void Signal(Draft draft)
    {
        var floor = draft.Session.Floor;
        var left = floor.EndsAt!.Value - draft.Now;
        if (left <= TimeSpan.Zero)
        {
            draft.Tell(new TimeCalled(draft.Now, floor.Turn));
        }
        else
        {
            var seconds = left.TotalSeconds <= SessionLimits.LastWarningSeconds ? SessionLimits.LastWarningSeconds : SessionLimits.FirstWarningSeconds;
            draft.Tell(new ShareWarned(draft.Now, floor.Turn, floor.Holder!.Value, seconds));
        }
    }
}
