using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>The agenda: start, next, back, more time, end.</summary>
internal static class StageRules
{
    public static Refusal? Start(Draft draft)
    {
        var session = draft.Session;
        if (session.Status != SessionStatus.Gathering)
        {
            return SessionRefusals.AlreadyStarted;
        }

        if (Missing(session) > 0)
        {
            return SessionRefusals.TooFew;
        }

        draft.Tell(new MeetingStarted(draft.Now, draft.Now.AddMinutes(session.Plan.Agenda.Sum(phase => phase.Minutes))));
        Begin(draft, 0);
        return null;
    }

    public static Refusal? Next(Draft draft, int? seen)
    {
        if (NotHere(draft.Session, seen) is { } refusal)
        {
            return refusal;
        }

        var next = draft.Session.Stage.Phase + 1;
        if (next >= draft.Session.Plan.Agenda.Count)
        {
            return SessionRefusals.NoNextPhase;
        }

        Begin(draft, next);
        return null;
    }

    public static Refusal? Previous(Draft draft, int? seen)
    {
        if (NotHere(draft.Session, seen) is { } refusal)
        {
            return refusal;
        }

        if (draft.Session.Stage.Phase == 0)
        {
            return SessionRefusals.NoPreviousPhase;
        }

        Begin(draft, draft.Session.Stage.Phase - 1);
        return null;
    }

    public static Refusal? Extend(Draft draft, Person me, int minutes)
    {
        var stage = draft.Session.Stage;
        if (draft.Session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        if (minutes is < 1 or > SessionLimits.ExtendMinutesMax)
        {
            return SessionRefusals.MinutesInvalid;
        }

        if (!draft.Session.MayLead(me) && stage.ExtendedMinutes + minutes > SessionLimits.TimekeeperMinutesMax)
        {
            return SessionRefusals.TimekeeperBounds;
        }

        if (stage.ExtendedMinutes + minutes > SessionLimits.ExtendMinutesMax)
        {
            return SessionRefusals.ExtensionTooLong;
        }

        draft.Tell(new PhaseExtended(draft.Now, minutes, Later(stage.EndsAt!.Value, draft.Now).AddMinutes(minutes)));
        return null;
    }

    public static Refusal? Close(Draft draft, CloseReason reason)
    {
        Clear(draft, ShareEnd.Closed);
        draft.Tell(new SessionClosed(draft.Now, reason));
        return null;
    }

    /// <summary>Moves to the next phase where this one asks for that, its time is up and nobody would be interrupted.</summary>
    public static void AutoAdvance(Draft draft)
    {
        var session = draft.Session;
        if (session.Phase is { AutoAdvance: true } phase
            && session.Status == SessionStatus.Running
            && session.Stage.TimeUp
            && !session.FloorRests
            && session.Stage.Phase + 1 < session.Plan.Agenda.Count
            && (session.Floor.Holder is null || phase.Mode == FloorMode.FacilitatorOnly)
            && (session.Round is null || session.Round.Complete))
        {
            Begin(draft, session.Stage.Phase + 1);
        }
    }

    /// <summary>How many more people have to be present before the meeting can start.</summary>
    public static int Missing(Session session) =>
        session.Status == SessionStatus.Gathering
            ? Math.Max(0, session.Rules.MinimumToStart - session.People.Count(person => person.Present))
            : 0;

    private static void Begin(Draft draft, int index)
    {
        Clear(draft, ShareEnd.PhaseChanged);
        if (draft.Session.Circles is not null)
        {
            draft.Tell(new CirclesEnded(draft.Now));
        }

        if (draft.Session.Pause?.Silence is not null)
        {
            draft.Tell(new SilenceEnded(draft.Now));
        }

        var phase = draft.Session.Plan.Agenda[index];
        draft.Tell(new PhaseStarted(draft.Now, index, draft.Now.AddMinutes(phase.Minutes)));
        switch (phase.Mode)
        {
            case FloorMode.GoRound:
                RoundRules.Begin(draft, phase.Order, chosen: null);
                break;
            case FloorMode.FacilitatorOnly:
                GavelRules.TakeFloor(draft);
                break;
            case FloorMode.Pairs:
                CircleRules.Begin(draft, phase);
                break;
            default:
                break;
        }
    }

    // Hands first: nobody may be seen waiting for a floor that is free.
    private static void Clear(Draft draft, ShareEnd how)
    {
        HandRules.LowerAll(draft);
        if (draft.Session.Floor.Holder is not null)
        {
            FloorRules.EndNow(draft, how);
        }
    }

    private static Refusal? NotHere(Session session, int? seen)
    {
        if (session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        return seen is { } phase && phase != session.Stage.Phase ? SessionRefusals.StalePhase : null;
    }

    private static DateTimeOffset Later(DateTimeOffset one, DateTimeOffset other) => one > other ? one : other;
}
