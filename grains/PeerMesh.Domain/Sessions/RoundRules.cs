using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>
/// The go-round: everyone once, in an order fixed at the start. Latecomers sit at the end; whoever was away or passed for now is
/// asked again when all others had their turn; whoever lost the turn to a broken connection is next when back.
/// </summary>
public static class RoundRules
{
    /// <summary>Who comes next in the go-round as things stand, first first. Empty outside a go-round.</summary>
    public static IEnumerable<ParticipantId> Upcoming(Session session) =>
        session is { Mode: FloorMode.GoRound, Round: { } round } ? Candidates(session, round, except: null).Select(seat => seat.Participant) : [];

    internal static Seat? SeatOf(Session session, ParticipantId who) =>
        session.Mode == FloorMode.GoRound ? session.Round?.Seats.FirstOrDefault(seat => seat.Participant == who) : null;

    internal static Refusal? Start(Draft draft, StartRound start)
    {
        if (draft.Session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        if (draft.Session.Mode != FloorMode.GoRound)
        {
            return SessionRefusals.OnlyInRound;
        }

        var chosen = start.People ?? [];
        if (!Enum.IsDefined(start.Order)
            || (start.Order == RoundOrder.Chosen) != !chosen.IsEmpty
            || chosen.Distinct().Count() != chosen.Count
            || chosen.Any(id => draft.Session.Find(id) is not { Seated: true }))
        {
            return SessionRefusals.RoundOrderInvalid;
        }

        // Hands first: nobody may be seen waiting for a floor that is free.
        HandRules.LowerAll(draft);
        if (draft.Session.Floor.Holder is not null)
        {
            FloorRules.EndNow(draft, ShareEnd.PhaseChanged);
        }

        Begin(draft, start.Order, chosen);
        return null;
    }

    internal static void Begin(Draft draft, RoundOrder order, ImmutableList<ParticipantId>? chosen)
    {
        var seated = draft.Session.People.Where(person => person.Seated).ToList();
        if (order == RoundOrder.Shuffled)
        {
            Shuffle(seated, draft.Chance);
        }

        if (order == RoundOrder.Chosen && chosen is not null)
        {
            seated = [.. seated.OrderBy(person => chosen.IndexOf(person.Id) is >= 0 and var index ? index : int.MaxValue)];
        }
        else if (draft.Session.Phase!.FacilitatorLast)
        {
            seated = [.. seated.OrderBy(draft.Session.MayLead)];
        }

        draft.Tell(new RoundStarted(draft.Now, [.. seated.Select(person => person.Id)]));
        FloorRules.MoveOn(draft);
    }

    internal static Refusal? PassAhead(Draft draft, ParticipantId who)
    {
        if (SeatOf(draft.Session, who) is not { Mark: SeatMark.Waiting or SeatMark.Later or SeatMark.Absent or SeatMark.Owed })
        {
            return SessionRefusals.NotYourTurn;
        }

        draft.Tell(new SeatPassed(draft.Now, who));
        FloorRules.MoveOn(draft);
        return null;
    }

    internal static void Arrived(Draft draft, ParticipantId who)
    {
        if (draft.Session is not { Mode: FloorMode.GoRound, Round: { } round })
        {
            return;
        }

        // Whoever was away when all others had finished opens the round again, also while a reply is being heard.
        var seat = SeatOf(draft.Session, who);
        if (seat is null || (round.Complete && seat.Mark is not (SeatMark.Spoke or SeatMark.Passed)))
        {
            draft.Tell(new SeatAdded(draft.Now, who));
        }
    }

    /// <summary>The round with one more seat, or open again for one that has still to be asked.</summary>
    internal static Round Add(Round round, ParticipantId who) => round with
    {
        Seats = round.Seats.Exists(seat => seat.Participant == who) ? round.Seats : round.Seats.Add(new Seat(who, SeatMark.Waiting)),
        Complete = false,
    };

    /// <summary>Who speaks after the present share, which ends this way; notes who was away when their turn came.</summary>
    internal static ParticipantId? PickNext(Draft draft, ShareEnd how)
    {
        var holder = draft.Session.Floor.Holder!.Value;
        var gone = how is ShareEnd.Dropped or ShareEnd.Left or ShareEnd.Removed;
        return draft.Session.Round is { } round
            ? Pick(draft, MarkEnd(round, draft.Session.Floor.Kind, holder, how), gone ? holder : null)
            : null;
    }

    /// <summary>The floor is free: goes on with the round, or says that it is complete.</summary>
    internal static void MoveOn(Draft draft)
    {
        if (draft.Session.Round is not { } round)
        {
            return;
        }

        if (Pick(draft, round, except: null) is { } next)
        {
            FloorRules.Begin(draft, next);
        }
        else if (!round.Complete)
        {
            draft.Tell(new RoundCompleted(draft.Now));
        }
    }

    /// <summary>The round after a share ended this way.</summary>
    internal static Round MarkEnd(Round round, TurnKind kind, ParticipantId who, ShareEnd how) => how switch
    {
        _ when kind != TurnKind.Share => round,
        ShareEnd.Passed => Mark(round, who, SeatMark.Passed),
        ShareEnd.PutOff => Mark(round, who, SeatMark.Later, putOff: true),
        ShareEnd.Dropped => Mark(round, who, SeatMark.Owed),
        ShareEnd.Left or ShareEnd.Removed => Mark(round, who, SeatMark.Absent),
        _ => Mark(round, who, SeatMark.Spoke),
    };

    internal static Round Mark(Round round, ParticipantId who, SeatMark mark, bool putOff = false)
    {
        var index = round.Seats.FindIndex(seat => seat.Participant == who);
        return index < 0
            ? round
            : round with { Seats = round.Seats.SetItem(index, round.Seats[index] with { Mark = mark, PutOff = putOff || round.Seats[index].PutOff }) };
    }

    private static ParticipantId? Pick(Draft draft, Round round, ParticipantId? except)
    {
        var next = Candidates(draft.Session, round, except).FirstOrDefault();
        foreach (var seat in round.Seats)
        {
            if (next is { Mark: SeatMark.Owed } || (next is { Mark: SeatMark.Waiting } && seat.Participant == next.Participant))
            {
                break;
            }

            if (seat.Mark == SeatMark.Waiting)
            {
                draft.Tell(new SeatSkipped(draft.Now, seat.Participant));
            }
        }

        return next?.Participant;
    }

    private static IEnumerable<Seat> Candidates(Session session, Round round, ParticipantId? except)
    {
        var present = round.Seats.Where(seat => seat.Participant != except && session.Find(seat.Participant) is { Present: true }).ToList();
        return present.Where(seat => seat.Mark == SeatMark.Owed)
            .Concat(present.Where(seat => seat.Mark == SeatMark.Waiting))
            .Concat(present.Where(seat => seat.Mark is SeatMark.Later or SeatMark.Absent));
    }

    // Fisher–Yates with a small multiplicative generator: the same chance gives the same order, which makes it testable.
    internal static void Shuffle(List<Person> people, int chance)
    {
        var state = unchecked((uint)chance) | 1;
        for (var i = people.Count - 1; i > 0; i--)
        {
            state = unchecked((state * 747796405u) + 2891336453u);
            var other = (int)((state >> 8) % (uint)(i + 1));
            (people[i], people[other]) = (people[other], people[i]);
        }
    }
}
