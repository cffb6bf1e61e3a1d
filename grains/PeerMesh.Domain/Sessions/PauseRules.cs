using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>A moment of silence, and suspending everything: clocks stand still and go on with the time that was left.</summary>
internal static class PauseRules
{
    public static Refusal? KeepSilence(Draft draft, int seconds)
    {
        if (draft.Session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        if (seconds is < 5 or > SessionLimits.SilenceSecondsMax)
        {
            return SessionRefusals.SilenceInvalid;
        }

        if (draft.Session.Pause?.Silence is not null)
        {
            return SessionRefusals.InSilence;
        }

        if (draft.Session.Circles is not null)
        {
            return SessionRefusals.InCircles;
        }

        draft.Tell(new SilenceBegan(draft.Now, draft.Now.AddSeconds(seconds)));
        return null;
    }

    public static Refusal? EndSilence(Draft draft)
    {
        if (draft.Session.Pause?.Silence is null)
        {
            return SessionRefusals.NotInSilence;
        }

        GoOnAfterSilence(draft);
        return null;
    }

    public static void GoOnAfterSilence(Draft draft)
    {
        draft.Tell(new SilenceEnded(draft.Now, draft.Session is { Circles: null, IsSuspended: false } ? FloorRules.NextAfterRest(draft) : null));
        FloorRules.Wake(draft);
    }

    public static Refusal? Suspend(Draft draft)
    {
        if (draft.Session.IsSuspended)
        {
            return SessionRefusals.IsSuspended;
        }

        draft.Tell(new Suspended(draft.Now));
        return null;
    }

    public static Refusal? Resume(Draft draft)
    {
        if (!draft.Session.IsSuspended)
        {
            return SessionRefusals.NotSuspended;
        }

        draft.Tell(new Resumed(draft.Now, draft.Session is { Circles: null, Pause.Silence: null } ? FloorRules.NextAfterRest(draft) : null));
        FloorRules.Wake(draft);
        return null;
    }

    /// <summary>What remains possible while everything is suspended: being safe, going, and what those who lead need to restore order.</summary>
    public static bool MayDoSuspended(SessionCommand command) => command is
        Leave or StepOut or StepBack or LowerHand or CallForHelp or EndHelp or AcknowledgeHelp or InviteAside or AcceptAside or DeclineAside
        or Decline or Remove or Lock or Unlock or Close or LowerHandOf or LowerAllHands or SetRole or GiveDuty or PassGavel or TakeGavel
        or HideMessage or OpenChat or CloseChat or UnpinResource or KeepNotes or ResumeAll or SuspendAll;

    /// <summary>Why the floor is given to nobody now, or null where it may be.</summary>
    public static Refusal? Resting(Session session) =>
        session.IsSuspended ? SessionRefusals.IsSuspended
        : session.Pause is not null ? SessionRefusals.InSilence
        : session.Circles is not null ? SessionRefusals.InCircles
        : null;
}
