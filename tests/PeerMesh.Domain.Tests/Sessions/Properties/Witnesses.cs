using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions.Properties;

/// <summary>Whatever happened, the session is in order.</summary>
internal sealed class OrderWitness : Witness
{
    public override void Saw(Session before, SessionEvent happened, Session after) => Invariants.CheckEvent(after);

    public override void Settled(Session session, DateTimeOffset now) => Invariants.Check(session);
}

/// <summary>A no changes nothing, and the same question gets the same answer.</summary>
internal sealed class AnswerWitness : Witness
{
    public override void Decided(Session before, Actor actor, SessionCommand command, Moment moment, Decision<SessionEvent> decision)
    {
        Holds(decision.Refusal is null || decision.Events.Count == 0, $"{decision.Refusal?.Code} came with events.");
        var again = SessionRules.Decide(before, actor, command, moment);
        Holds(again.Refusal == decision.Refusal, "The same question was once refused and once not.");
        Holds(Room.Json(again.Events) == Room.Json(decision.Events), "The same question had two answers.");
    }
}

/// <summary>Turns are counted upwards, one at a time, and a share that ended is over.</summary>
internal sealed class TurnWitness : Witness
{
    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        switch (happened)
        {
            case ShareStarted e:
                Holds(before.Floor.Holder is null, "A share started while somebody had the floor.");
                Holds(e.Turn == before.Floor.Turn + 1, "A turn got a number that is not the next.");
                Holds(after.Floor.Holder == e.Participant, "The one whose share started does not have the floor.");
                break;
            case ShareEnded e:
                Holds(before.Floor.Holder == e.Participant && before.Floor.Turn == e.Turn, "A share ended that was not on.");
                Holds(e.Spoken >= TimeSpan.Zero && e.Spoken <= e.At - before.Floor.StartedAt!.Value, "Somebody spoke for longer than they had the floor.");
                Holds(e.Next is null || e.Next.Turn == e.Turn + 1, "A turn got a number that is not the next.");
                Holds(after.Floor.Holder == e.Next?.Participant, "The next one does not have the floor.");
                break;
            case SilenceEnded { Next: { } next }:
                Begins(before, next, after);
                break;
            case Resumed { Next: { } next }:
                Begins(before, next, after);
                break;
            case CirclesEnded { Next: { } next }:
                Begins(before, next, after);
                break;
            default:
                Holds(after.Floor.Turn == before.Floor.Turn && after.Floor.Holder == before.Floor.Holder, $"{happened.GetType().Name} moved the floor.");
                break;
        }
    }

    private static void Begins(Session before, NextTurn next, Session after)
    {
        Holds(before.Floor.Holder is null, "A share started while somebody had the floor.");
        Holds(next.Turn == before.Floor.Turn + 1, "A turn got a number that is not the next.");
        Holds(after.Floor.Holder == next.Participant && !after.FloorRests, "The one whose share started does not have the floor.");
    }
}

/// <summary>In a go-round everyone has one turn, and nobody is forgotten.</summary>
internal sealed class RoundWitness : Witness
{
    private readonly HashSet<ParticipantId> heard = [];
    private readonly HashSet<ParticipantId> putOff = [];
    private readonly HashSet<int> given = [];

    public override void Decided(Session before, Actor actor, SessionCommand command, Moment moment, Decision<SessionEvent> decision)
    {
        if (command is GiveFloor && decision.Refusal is null)
        {
            // Whoever leads may give the floor a second time when the round is over.
            given.Add(before.Floor.Turn + 1);
        }
    }

    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        switch (happened)
        {
            case RoundStarted or PhaseStarted or SessionClosed:
                heard.Clear();
                putOff.Clear();
                break;
            case ShareStarted { Kind: TurnKind.Share } e when after.Mode == FloorMode.GoRound:
                TurnOf(e.Participant, e.Turn);
                break;
            case ShareEnded e when before.Mode == FloorMode.GoRound:
                Ended(e, before.Floor.Kind);
                break;
            case SeatPassed e:
                Holds(heard.Add(e.Participant), "Somebody passed who had had their turn.");
                break;
            case RoundCompleted:
                Complete(after);
                break;
            default:
                break;
        }
    }

    public override void Settled(Session session, DateTimeOffset now)
    {
        if (session is { Mode: FloorMode.GoRound, Floor.Holder: null, FloorRests: false })
        {
            Complete(session);
        }
    }

    private void Ended(ShareEnded e, TurnKind kind)
    {
        if (kind != TurnKind.Share)
        {
            // Somebody replied, or said that they cannot hear: their turn in the round is another one.
        }
        else if (e.How is ShareEnd.Done or ShareEnd.Passed or ShareEnd.TimeUp or ShareEnd.Ended)
        {
            heard.Add(e.Participant);
        }
        else
        {
            heard.Remove(e.Participant);
        }

        Holds(e.How != ShareEnd.PutOff || putOff.Add(e.Participant), "Somebody put their turn off twice.");
        if (e.Next is { Kind: TurnKind.Share } next)
        {
            TurnOf(next.Participant, next.Turn);
        }
    }

    private void TurnOf(ParticipantId who, int turn) =>
        Holds(given.Contains(turn) || !heard.Contains(who), "Somebody had a second turn in one round.");

    private void Complete(Session session) =>
        Holds(
            session.People.All(person => !person.Present || heard.Contains(person.Id)),
            "The round is over or stands still, but somebody present neither spoke nor passed.");
}

/// <summary>Where fair order is in force, a repeat speaker never goes before someone who has not spoken.</summary>
internal sealed class FairWitness : Witness
{
    // The facilitator has moved a hand, for a reason everyone saw: this line is theirs to order until it is empty.
    private bool moved;

    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        moved = happened switch
        {
            HandMoved => true,
            HandsOrdered => false,
            RulesChanged e => moved && before.Rules.FairOrder == e.Rules.FairOrder,
            _ => moved && !after.Hands.Waiting.IsEmpty,
        };

        if (happened is ShareEnded { Next: { } next, How: not ShareEnd.HandedOn } && before.Mode is FloorMode.Queue or FloorMode.Popcorn)
        {
            var first = before.Hands.Waiting.First(id => before.Hands.AskOf(id).Kind != TurnKind.Reply || before.Floor.Share is not null || before.Floor.Kind != TurnKind.Share);
            Holds(first == next.Participant || before.Hands.AskOf(first).Kind == TurnKind.Reply, "Somebody was heard who was not first in line.");
        }
    }

    public override void Settled(Session session, DateTimeOffset now)
    {
        if (!session.Rules.FairOrder || moved)
        {
            return;
        }

        var line = session.Hands.Waiting
            .Where(id => session.Hands.AskOf(id).Kind is TurnKind.Share or TurnKind.Question)
            .Select(id => session.Find(id)!)
            .ToList();
        for (var i = 1; i < line.Count; i++)
        {
            var (first, second) = (line[i - 1], line[i]);
            Holds(
                first.Owed || (!second.Owed && (first.HasSpoken, first.Spoken).CompareTo((second.HasSpoken, second.Spoken)) <= 0),
                $"{first.Name} (owed {first.Owed}, spoke {first.HasSpoken} {first.Spoken}) stands before {second.Name} (owed {second.Owed}, spoke {second.HasSpoken} {second.Spoken}).");
        }
    }
}

/// <summary>Process points come first, then replies, then shares and questions, unless somebody who leads moved a hand.</summary>
internal sealed class KindWitness : Witness
{
    private bool moved;

    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        moved = happened is HandMoved || (moved && happened is not HandsOrdered && !after.Hands.Waiting.IsEmpty);
        if (happened is ShareStarted { Kind: TurnKind.Reply } or ShareEnded { Next.Kind: TurnKind.Reply })
        {
            Holds(after.Floor.Share is { WelcomesReplies: true } share && share.By != after.Floor.Holder, "Somebody replies to whom nobody asked.");
        }

        if (happened is ShareEnded e && before.Floor.Kind != TurnKind.Share)
        {
            Holds(after.Find(e.Participant)!.Shares == before.Find(e.Participant)!.Shares, "A reply, a question or a process point counted as a share.");
        }
    }

    public override void Settled(Session session, DateTimeOffset now)
    {
        var classes = session.Hands.Waiting
            .Where(id => !session.Find(id)!.Owed)
            .Select(id => session.Hands.AskOf(id).Kind switch { TurnKind.ProcessPoint => 0, TurnKind.Reply => 1, _ => 2 })
            .ToList();
        Holds(moved || classes.SequenceEqual(classes.Order()), "A share goes before a reply, or something before a process point.");
    }
}

/// <summary>While the floor rests nobody is given it and no share's time runs; afterwards as much is left as there was.</summary>
internal sealed class PauseWitness : Witness
{
    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        if (before.FloorRests)
        {
            Holds(happened is not (ShareStarted or ShareWarned or TimeCalled or ShareEnded { Next: not null }), $"{happened.GetType().Name} while the floor rested.");
        }

        if (before.IsSuspended)
        {
            Holds(
                happened is not (ChatSaid or Reacted or Knocked or Admitted or PhaseStarted or PhaseTimeUp or SilenceEnded or CirclesTurned or CirclesWarned or HandMoved),
                $"{happened.GetType().Name} while everything was suspended.");
        }

        if (before.Floor is { PausedAt: { } paused, Holder: { } speaker } floor && after.Floor.PausedAt is null && after.Floor.Holder == speaker)
        {
            Holds(after.Floor.EndsAt - happened.At == floor.EndsAt - paused, "After a pause another time was left than before.");
            Holds(happened.At - after.Floor.StartedAt == paused - floor.StartedAt, "A pause counted as speaking.");
            Holds(floor.HeldUntil is null || after.Floor.HeldUntil - happened.At <= SessionLimits.TurnHeld, "A turn is held longer than said.");
            Holds(floor.HeldUntil is null || after.Floor.HeldUntil > happened.At || floor.HeldUntil <= paused, "A turn that was held was over with the pause.");
        }

        if (happened is Resumed && before.Status == SessionStatus.Running)
        {
            var time = happened.At - before.Pause!.Suspension!.Since;
            Holds(after.Stage.EndsAt == before.Stage.EndsAt + time, "The phase did not go on with the time it had left.");
            Holds(after.Circles?.EndsAt == before.Circles?.EndsAt + time, "The circles did not go on with the time they had left.");
        }
    }
}

/// <summary>Everyone comes back from the circles in time, and nobody is forgotten or left alone in one.</summary>
internal sealed class CircleWitness : Witness
{
    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        if (happened is CirclesStarted e)
        {
            var members = e.Groups.SelectMany(group => group).ToHashSet();
            Holds(before.People.All(person => !person.Present || members.Contains(person.Id) || before.Gavel.Holder == person.Id), "Somebody present was sent nowhere.");
            Holds(e.Groups.All(group => group.Count >= 2), "Somebody is alone in a circle.");
            Holds(e.Groups.Max(group => group.Count) - e.Groups.Min(group => group.Count) <= 1, "One circle is much larger than another.");
            Holds(e.Size != 2 || e.Groups.All(group => group.Count <= 3), "A pair is more than three.");
        }
    }

    public override void Settled(Session session, DateTimeOffset now)
    {
        if (session is { Circles: { } circles, IsSuspended: false })
        {
            Holds(circles.EndsAt > now, "People are still in their circles though the time is over.");
            Holds(circles.Groups.Count(circle => circle.Members.Count > 0) == 1 || circles.Groups.All(circle => circle.Members.Count != 1), "Somebody was left alone in a circle.");
        }
    }
}

/// <summary>What is stored is what happened, without what was said.</summary>
internal sealed class StoreWitness : Witness
{
    public override void Ended(Play play)
    {
        var kept = play.Log.Select(happened => happened.ToStore()).Aggregate((Session?)null, SessionRules.Apply)!;
        var unsaid = play.State with
        {
            Talk = play.State.Talk?.Unsaid(),
            Desk = play.State.Desk is { } desk ? desk with { Calls = desk.Calls.ConvertAll(call => call with { Note = null }) } : null,
        };
        Holds(Room.Json(kept) == Room.Json(unsaid), "Storage holds another session than the one that took place.");
        Holds(!Room.Json(kept).Contains("Words ", StringComparison.Ordinal), "Storage holds what was said.");
        Holds(!Room.Json(play.Log.Select(happened => happened.ToStore())).Contains("Words ", StringComparison.Ordinal), "A stored event holds what was said.");
    }
}

/// <summary>Time: what is due is done, once, and what has happened is not said to have happened at another time.</summary>
internal sealed class ClockWitness : Witness
{
    private DateTimeOffset last = Room.Evening;

    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        Holds(happened.At >= last, $"{happened.GetType().Name} happened before something that was told earlier.");
        last = happened.At;
    }

    public override void TimePassed(Session session, DateTimeOffset now)
    {
        var due = SessionRules.NextDue(session);
        Holds(due is null || due > now, $"At {now:O} something is due since {due:O}.");
        Holds(SessionRules.Tick(session, now).Count == 0, "The same moment brought the same about twice.");
        Holds(due is not { } next || SessionRules.Tick(session, next).Count > 0, "Nothing happens when something is due.");
        Holds(due is not { } then || SessionRules.Tick(session, then.AddTicks(-1)).Count == 0, "Something happens before it is due.");
    }
}

/// <summary>The state is what the events say, also after a trip through storage.</summary>
internal sealed class ReplayWitness : Witness
{
    public override void Ended(Play play)
    {
        var state = Room.Json(play.State);
        Holds(state == Room.Json(play.Log.Aggregate((Session?)null, SessionRules.Apply)), "The events told again give another state.");

        var stored = System.Text.Json.JsonSerializer.Deserialize<Session>(state, System.Text.Json.JsonSerializerOptions.Web);
        Holds(state == Room.Json(stored), "The state comes back from storage changed.");

        var told = play.Log.Select(happened => System.Text.Json.JsonSerializer.Deserialize<SessionEvent>(Room.Json(happened), System.Text.Json.JsonSerializerOptions.Web)!);
        Holds(state == Room.Json(told.Aggregate((Session?)null, SessionRules.Apply)), "The events come back from storage changed.");
    }
}
