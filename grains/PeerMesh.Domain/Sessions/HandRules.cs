using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Raised hands and the order they are heard in.</summary>
internal static class HandRules
{
    public static Refusal? Raise(Draft draft, Person me, RaiseHand raise)
    {
        var session = draft.Session;
        if (session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        var ask = new HandAsk(me.Id, raise.Kind ?? TurnKind.Share, raise.Feedback ?? Feedback.Listening);
        if (!Enum.IsDefined(ask.Kind))
        {
            return SessionRefusals.KindInvalid;
        }

        if (!Enum.IsDefined(ask.Feedback))
        {
            return SessionRefusals.FeedbackInvalid;
        }

        if (!IsHeardIn(session.Mode, ask.Kind))
        {
            return SessionRefusals.NoHandsNow;
        }

        if (session.Circles is not null)
        {
            return SessionRefusals.InCircles;
        }

        if (session.Floor.Holder == me.Id || session.Hands.Waiting.Contains(me.Id))
        {
            return SessionRefusals.AlreadyInLine;
        }

        if (ask.Kind == TurnKind.Reply && (session.Floor.Share is not { WelcomesReplies: true } share || share.By == me.Id))
        {
            return SessionRefusals.RepliesNotWelcome;
        }

        // Someone who lost the floor to a broken connection comes back into the line, so their place is not given away.
        var owed = session.People.Count(person => person.Owed && person.Seated);
        if (session.Hands.Waiting.Count + session.Hands.Kept.Count + owed >= SessionLimits.WaitingMax)
        {
            return SessionRefusals.LineIsFull;
        }

        Queue(draft, me, ask.Kind == TurnKind.Share ? ask : ask with { Feedback = Feedback.Listening }, session.Hands.Waiting.Count);
        return null;
    }

    public static Refusal? Lower(Draft draft, ParticipantId whose)
    {
        if (!draft.Session.Hands.Waiting.Contains(whose) && !draft.Session.Hands.Kept.Any(kept => kept.Participant == whose))
        {
            return SessionRefusals.NotInLine;
        }

        draft.Tell(new HandLowered(draft.Now, whose));
        return null;
    }

    public static Refusal? LowerAll(Draft draft)
    {
        if (draft.Session.Hands is not { Waiting.IsEmpty: true, Kept.IsEmpty: true })
        {
            draft.Tell(new AllHandsLowered(draft.Now));
        }

        return null;
    }

    public static Refusal? Move(Draft draft, MoveHand move)
    {
        var waiting = draft.Session.Hands.Waiting;
        if (!waiting.Contains(move.Participant))
        {
            return SessionRefusals.NotInLine;
        }

        if (move.Position < 1)
        {
            return SessionRefusals.PositionInvalid;
        }

        var reason = move.Reason.Trim();
        if (reason.Length is 0 or > SessionLimits.ReasonMax || reason.Any(char.IsControl))
        {
            return SessionRefusals.ReasonInvalid;
        }

        draft.Tell(new HandMoved(draft.Now, move.Participant, Math.Min(move.Position, waiting.Count) - 1, reason));
        return null;
    }

    public static Refusal? Change(Draft draft, ChangeRules change)
    {
        var before = draft.Session.Rules;
        var after = before with
        {
            ShareSeconds = change.ShareSeconds ?? before.ShareSeconds,
            OverTime = change.OverTime ?? before.OverTime,
            GraceSeconds = change.GraceSeconds ?? before.GraceSeconds,
            FairOrder = change.FairOrder ?? before.FairOrder,
            Lobby = change.Lobby ?? before.Lobby,
            ReplySeconds = change.ReplySeconds ?? before.ReplySeconds,
        };
        if (after.ShareSeconds is < 10 or > 3600 || after.ReplySeconds is < 10 or > 600 || after.GraceSeconds is < 5 or > 300 || !Enum.IsDefined(after.OverTime))
        {
            return SessionRefusals.RulesInvalid;
        }

        if (after != before)
        {
            draft.Tell(new RulesChanged(draft.Now, after));
        }

        if (after.FairOrder && !before.FairOrder)
        {
            var waiting = draft.Session.Hands.Waiting;
            var ordered = waiting
                .OrderBy(id => draft.Person(id).Owed ? 0 : ClassOf(draft.Session.Hands.AskOf(id).Kind))
                .ThenBy(id => Comes(draft.Session.Hands.AskOf(id).Kind) ? default : Rank(draft.Person(id)))
                .ToImmutableList();
            if (!ordered.SequenceEqual(waiting))
            {
                draft.Tell(new HandsOrdered(draft.Now, ordered));
            }
        }

        return null;
    }

    /// <summary>Who is heard next of those in line; null where nobody is.</summary>
    /// <param name="session">The session as it is.</param>
    /// <param name="how">How the present share ends: one that nobody heard has no replies.</param>
    public static ParticipantId? Next(Session session, ShareEnd how)
    {
        var noReplies = session.Floor.Kind == TurnKind.Share && !WasHeard(how);
        foreach (var id in session.Hands.Waiting)
        {
            if (!noReplies || session.Hands.AskOf(id).Kind != TurnKind.Reply)
            {
                return id;
            }
        }

        return null;
    }

    /// <summary>Whether a share that ended this way is one that people may reply to.</summary>
    public static bool WasHeard(ShareEnd how) => how is ShareEnd.Done or ShareEnd.TimeUp or ShareEnd.Ended or ShareEnd.HandedOn;

    /// <summary>Puts a hand that was kept back where it stood, and one whose turn was lost to a broken connection in front.</summary>
    public static void Arrived(Draft draft, ParticipantId who)
    {
        var session = draft.Session;
        if (session.Mode is not (FloorMode.Queue or FloorMode.Popcorn or FloorMode.Open or FloorMode.GoRound)
            || session.Floor.Holder == who
            || session.Hands.Waiting.Contains(who))
        {
            return;
        }

        var person = draft.Person(who);
        if (person.Owed && session.Mode is FloorMode.Queue or FloorMode.Popcorn)
        {
            Take(draft, session.Hands.AskOf(who), 0);
        }
        else if (session.Hands.Kept.Find(kept => kept.Participant == who) is { } kept)
        {
            Queue(draft, person, session.Hands.AskOf(who), Math.Min(kept.Position, session.Hands.Waiting.Count));
        }
    }

    /// <summary>Whether hands of this kind are heard while the floor moves in this way.</summary>
    private static bool IsHeardIn(FloorMode? mode, TurnKind kind) => mode switch
    {
        FloorMode.Queue or FloorMode.Popcorn or FloorMode.Open => true,
        // In a go-round everyone's share comes by itself, but a reply or "I cannot hear you" does not.
        FloorMode.GoRound => kind is TurnKind.Reply or TurnKind.ProcessPoint,
        _ => false,
    };

    private static void Queue(Draft draft, Person person, HandAsk ask, int asked) => Take(draft, ask, PlaceFor(draft.Session, person, ask, asked));

    // A free floor is taken at once; a hand that could have it is never seen waiting.
    private static void Take(Draft draft, HandAsk ask, int position)
    {
        if (draft.Session is { Floor.Holder: null, FloorRests: false, Mode: FloorMode.Queue or FloorMode.Popcorn or FloorMode.GoRound })
        {
            FloorRules.Begin(draft, ask);
        }
        else
        {
            draft.Tell(new HandRaised(draft.Now, ask.Participant, position, ask.Kind, ask.Feedback));
        }
    }

    /// <summary>
    /// Behind the last one who comes before them, and as near to the place asked for as their equals allow: a new hand asks for the
    /// end, so that the first to raise stays first, and a kept one for the place it had.
    /// </summary>
    private static int PlaceFor(Session session, Person person, HandAsk ask, int asked)
    {
        var waiting = session.Hands.Waiting;
        for (var i = waiting.Count - 1; i >= 0; i--)
        {
            var order = Compare(session, session.Find(waiting[i])!, session.Hands.AskOf(waiting[i]), person, ask);
            if (order < 0 || (order == 0 && i < asked))
            {
                return i + 1;
            }
        }

        return 0;
    }

    private static int Compare(Session session, Person one, HandAsk oneAsks, Person other, HandAsk otherAsks)
    {
        // Whoever lost the floor to a broken connection is next, whatever others want it for.
        var (first, second) = (one.Owed ? 0 : ClassOf(oneAsks.Kind), other.Owed ? 0 : ClassOf(otherAsks.Kind));
        return first != second || !session.Rules.FairOrder || Comes(oneAsks.Kind) || Comes(otherAsks.Kind)
            ? first.CompareTo(second)
            : Rank(one).CompareTo(Rank(other));
    }

    // Process points come first, then replies to the share that is just over; questions wait among the shares.
    private static int ClassOf(TurnKind kind) => kind switch
    {
        TurnKind.ProcessPoint => 1,
        TurnKind.Reply => 2,
        _ => 3,
    };

    private static bool Comes(TurnKind kind) => kind is TurnKind.ProcessPoint or TurnKind.Reply;

    /// <summary>Among shares: whoever has not spoken, then the least floor time.</summary>
    private static (bool NotOwed, bool HasSpoken, TimeSpan Spoken) Rank(Person person) => (!person.Owed, person.HasSpoken, person.Spoken);
}
