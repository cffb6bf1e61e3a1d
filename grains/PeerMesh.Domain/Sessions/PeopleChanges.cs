using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What people's coming and going changes: their place, and all they leave behind in floor, hands, round and desk.</summary>
internal static class PeopleChanges
{
    /// <summary>A new person, or one who knocks again.</summary>
    public static Session Seat(Session s, Person person)
    {
        var index = s.People.FindIndex(known => known.Id == person.Id);
        return s with { People = index < 0 ? s.People.Add(person) : s.People.SetItem(index, person) };
    }

    public static Session With(Session s, ParticipantId who, Func<Person, Person> change)
    {
        var index = s.People.FindIndex(person => person.Id == who);
        return s with { People = s.People.SetItem(index, change(s.People[index])) };
    }

    /// <summary>Away for now: the turn is held, the hand is kept, the gavel waits.</summary>
    public static Session Away(Session s, ParticipantId who, DateTimeOffset at)
    {
        var place = s.Hands.Waiting.IndexOf(who);
        return s with
        {
            Floor = s.Floor.Holder == who ? s.Floor with { HeldUntil = s.Floor.HeldUntil ?? at + SessionLimits.TurnHeld } : s.Floor,
            Hands = place < 0 ? s.Hands : s.Hands with { Waiting = s.Hands.Waiting.RemoveAt(place), Kept = s.Hands.Kept.Add(new KeptHand(who, place)) },
            Gavel = s.Gavel.Holder == who && !s.Gavel.Offered ? s.Gavel with { LostAt = s.Gavel.LostAt ?? at } : s.Gavel,
        };
    }

    /// <summary>Gone for good, or at least out of everything.</summary>
    public static Session Go(Session s, ParticipantId who, Standing standing, DateTimeOffset at)
    {
        var gone = With(s, who, person => person with
        {
            Standing = standing,
            Connected = false,
            Owed = false,
            Attendance = person.Attendance.End(at),
            Greets = false,
            KeepsTime = false,
        });
        gone = gone.Floor.Share is { } share && share.By == who ? ShareChanges.NoReplies(gone) : gone;
        return gone with
        {
            Circles = gone.Circles is { } circles ? CircleChanges.Without(circles, who) : null,
            Desk = gone.Desk is { } desk ? DeskChanges.Go(desk, who, standing == Standing.Removed) : null,
            Hands = ShareChanges.Lower(gone.Hands, who),
            Gavel = gone.Gavel.Holder == who && !gone.Gavel.Offered ? gone.Gavel with { LostAt = gone.Gavel.LostAt ?? at } : gone.Gavel,
        };
    }

    public static Session Unseat(Session s, ParticipantId who) => s.Round is { } round
        ? s with { Round = round with { Seats = round.Seats.RemoveAll(seat => seat.Participant == who) } }
        : s;

    /// <summary>Nobody is owed a turn any more, or this person is not.</summary>
    public static Session Settle(Session s, ParticipantId? who = null) => s with
    {
        People = s.People.ConvertAll(person => person.Owed && (who is null || person.Id == who) ? person with { Owed = false } : person),
    };

    public static Session Back(Session s, CameBack e)
    {
        var back = With(s, e.Participant, person => person.Standing == Standing.Waiting
            ? person with { Connected = true }
            : person with { Standing = Standing.InRoom, Connected = true, Attendance = person.Attendance.Begin(e.At) });
        return back with
        {
            Floor = back.Floor.Holder == e.Participant ? back.Floor with { HeldUntil = null } : back.Floor,
            Gavel = back.Gavel.Holder == e.Participant ? back.Gavel with { LostAt = null, Offered = false } : back.Gavel,
        };
    }
}
