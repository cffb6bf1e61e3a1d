using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What may be done about a share: end it, pass it, hand it on, say what is welcome.</summary>
internal static class ShareRules
{
    public static Refusal? End(Draft draft, Person me, EndShare end)
    {
        if (Stale(draft.Session, end.Turn) is { } refusal)
        {
            return refusal;
        }

        if (draft.Session.Floor.Holder != me.Id && !draft.Session.MayLead(me))
        {
            return SessionRefusals.NotSpeaking;
        }

        if (end.Feedback is { } feedback && StateFeedback(draft, me, end.Turn, feedback) is { } no)
        {
            return no;
        }

        FloorRules.EndAndMoveOn(draft, draft.Session.Floor.Holder == me.Id ? ShareEnd.Done : ShareEnd.Ended);
        return null;
    }

    /// <summary>The sharer says what they want to hear, as long as no other share has begun.</summary>
    public static Refusal? StateFeedback(Draft draft, Person me, int turn, Feedback feedback)
    {
        if (draft.Session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        if (!Enum.IsDefined(feedback))
        {
            return SessionRefusals.FeedbackInvalid;
        }

        if (draft.Session.Floor.Share is not { } share || share.Turn != turn)
        {
            return SessionRefusals.StaleTurn;
        }

        if (share.By != me.Id)
        {
            return SessionRefusals.NotYourShare;
        }

        if (share.Feedback != feedback)
        {
            draft.Tell(new FeedbackStated(draft.Now, turn, feedback));
        }

        return null;
    }

    public static Refusal? Pass(Draft draft, Person me, int? turn)
    {
        if (draft.Session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        var speaking = draft.Session.Floor.Holder == me.Id;
        if (turn is null && !speaking)
        {
            return RoundRules.PassAhead(draft, me.Id);
        }

        if (turn is { } named && Stale(draft.Session, named) is { } refusal)
        {
            return refusal;
        }

        if (!speaking)
        {
            return SessionRefusals.NotSpeaking;
        }

        FloorRules.EndAndMoveOn(draft, ShareEnd.Passed);
        return null;
    }

    public static Refusal? PassForNow(Draft draft, Person me, int turn)
    {
        if (Stale(draft.Session, turn) is { } refusal)
        {
            return refusal;
        }

        if (draft.Session.Floor.Holder != me.Id)
        {
            return SessionRefusals.NotSpeaking;
        }

        if (draft.Session.Floor.Kind != TurnKind.Share || RoundRules.SeatOf(draft.Session, me.Id) is not { } seat)
        {
            return SessionRefusals.OnlyInRound;
        }

        if (seat.PutOff)
        {
            return SessionRefusals.LastTimeRound;
        }

        FloorRules.EndAndMoveOn(draft, ShareEnd.PutOff);
        return null;
    }

    public static Refusal? HandOn(Draft draft, Person me, HandOn on)
    {
        if (Stale(draft.Session, on.Turn) is { } refusal)
        {
            return refusal;
        }

        if (draft.Session.Floor.Holder != me.Id)
        {
            return SessionRefusals.NotSpeaking;
        }

        if (draft.Session.Mode != FloorMode.Popcorn)
        {
            return SessionRefusals.OnlyInPopcorn;
        }

        if (on.To == me.Id)
        {
            return SessionRefusals.NotToYourself;
        }

        if ((PauseRules.Resting(draft.Session) ?? CannotHold(draft.Session, on.To)) is { } no)
        {
            return no;
        }

        FloorRules.EndFor(draft, ShareEnd.HandedOn, on.To);
        return null;
    }

    public static Refusal? Give(Draft draft, ParticipantId to)
    {
        if (draft.Session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        if ((PauseRules.Resting(draft.Session) ?? CannotHold(draft.Session, to)) is { } refusal)
        {
            return refusal;
        }

        switch (draft.Session.Floor.Holder)
        {
            case null:
                FloorRules.Begin(draft, to);
                return null;
            case { } speaker when draft.Session.Mode == FloorMode.FacilitatorOnly && speaker == draft.Session.Gavel.Holder && speaker != to:
                // In a reading "would you read this?" is all it takes: whoever leads need not fall silent first.
                FloorRules.EndFor(draft, ShareEnd.HandedOn, to);
                return null;
            default:
                return SessionRefusals.FloorTaken;
        }
    }

    /// <summary>Why a command about a turn comes too late, or null where that turn is on.</summary>
    public static Refusal? Stale(Session session, int turn)
    {
        if (session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        return session.Floor.Holder is null || session.Floor.Turn != turn ? SessionRefusals.StaleTurn : null;
    }

    private static Refusal? CannotHold(Session session, ParticipantId who) =>
        session.Find(who) switch
        {
            { Present: true } => null,
            { Seated: true } => SessionRefusals.NotPresent,
            _ => SessionRefusals.NoSuchParticipant,
        };
}
