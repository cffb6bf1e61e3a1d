using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>The floor: who gets it, what ends a share, and who is next in the same moment.</summary>
internal static class FloorRules
{
    /// <summary>The free floor starts a share, or whatever they raised their hand for.</summary>
    public static void Begin(Draft draft, ParticipantId who) => Begin(draft, draft.Session.Hands.AskOf(who));

    public static void Begin(Draft draft, HandAsk ask) => draft.Tell(
        new ShareStarted(draft.Now, draft.Session.Floor.Turn + 1, ask.Participant, EndOf(draft, ask.Kind), ask.Kind, ask.Feedback));

    /// <summary>Ends the share and starts the next one in the same moment, where somebody is next.</summary>
    public static void EndAndMoveOn(Draft draft, ShareEnd how)
    {
        EndNow(draft, how);
        MoveOn(draft);
    }

    /// <summary>Ends the share. Whoever calls this because someone goes has to say so, and then <see cref="MoveOn"/>.</summary>
    public static void EndNow(Draft draft, ShareEnd how)
    {
        var next = (draft.Session.Mode, how) switch
        {
            (_, ShareEnd.PhaseChanged or ShareEnd.Closed) => null,
            _ when draft.Session.FloorRests => null,
            (FloorMode.Queue or FloorMode.Popcorn, _) => HandRules.Next(draft.Session, how),
            (FloorMode.GoRound, _) => HandRules.Next(draft.Session, how) ?? RoundRules.PickNext(draft, how),
            (FloorMode.FacilitatorOnly, _) => GavelRules.AfterReading(draft.Session),
            _ => null,
        };
        draft.Tell(Ended(draft, how, next));
    }

    /// <summary>Ends the share so that one person named speaks next.</summary>
    public static void EndFor(Draft draft, ShareEnd how, ParticipantId next) => draft.Tell(Ended(draft, how, next));

    /// <summary>Gives a free floor to whoever is next, if anyone is.</summary>
    public static void MoveOn(Draft draft)
    {
        if (draft.Session is { Floor.Holder: null, FloorRests: false })
        {
            switch (draft.Session.Mode)
            {
                case FloorMode.Queue or FloorMode.Popcorn or FloorMode.GoRound when draft.Session.Hands.Waiting is [var first, ..]:
                    Begin(draft, first);
                    break;
                case FloorMode.GoRound:
                    RoundRules.MoveOn(draft);
                    break;
                default:
                    break;
            }
        }

        StageRules.AutoAdvance(draft);
    }

    /// <summary>The floor has rested and may move again.</summary>
    public static void Wake(Draft draft)
    {
        GavelRules.TakeFloor(draft);
        MoveOn(draft);
    }

    /// <summary>Whose turn begins the moment the floor no longer rests, where somebody waits for it.</summary>
    public static NextTurn? NextAfterRest(Draft draft) =>
        draft.Session is { Floor.Holder: null, Mode: FloorMode.Queue or FloorMode.Popcorn or FloorMode.GoRound, Hands.Waiting: [var first, ..] }
            ? NextTurn(draft, ShareEnd.Done, draft.Session.Hands.AskOf(first))
            : null;

    private static ShareEnded Ended(Draft draft, ShareEnd how, ParticipantId? next)
    {
        var floor = draft.Session.Floor;
        var until = draft.Now;
        if (how == ShareEnd.TimeUp && ClockRules.CutAt(draft.Session) is { } cut && cut < until)
        {
            until = cut;
        }

        if (floor.HeldUntil - SessionLimits.TurnHeld is { } gone && gone < until)
        {
            // They spoke until the connection broke, not until we stopped waiting, or until someone else ended the wait.
            until = gone;
        }

        if (floor.PausedAt is { } paused && paused < until)
        {
            until = paused;
        }

        var spoken = until > floor.StartedAt!.Value ? until - floor.StartedAt.Value : TimeSpan.Zero;
        return new ShareEnded(
            draft.Now,
            floor.Turn,
            floor.Holder!.Value,
            how,
            spoken,
            Counts: draft.Session.Mode != FloorMode.FacilitatorOnly,
            next is { } who ? NextTurn(draft, how, draft.Session.Hands.AskOf(who)) : null);
    }

    private static NextTurn NextTurn(Draft draft, ShareEnd how, HandAsk ask)
    {
        // Handing on to somebody who wanted to reply to a share that nobody heard gives them a share of their own.
        var kind = ask.Kind == TurnKind.Reply && draft.Session.Floor.Kind == TurnKind.Share && !HandRules.WasHeard(how) ? TurnKind.Share : ask.Kind;
        return new NextTurn(draft.Session.Floor.Turn + 1, ask.Participant, EndOf(draft, kind), kind, ask.Feedback);
    }

    private static DateTimeOffset? EndOf(Draft draft, TurnKind kind)
    {
        var phase = draft.Session.Phase!;
        return (phase.Mode, phase.ShareSeconds) switch
        {
            _ when kind != TurnKind.Share => draft.Now.AddSeconds(draft.Session.Rules.ReplySeconds),
            (_, { } seconds) => draft.Now.AddSeconds(seconds),
            (FloorMode.FacilitatorOnly, null) => null, // Readings take the time they take.
            _ => draft.Now.AddSeconds(draft.Session.Rules.ShareSeconds),
        };
    }
}
