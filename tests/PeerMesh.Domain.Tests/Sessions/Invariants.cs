using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>What holds of every session, whatever happened in it.</summary>
internal static class Invariants
{
    /// <summary>Holds after every single event: each is told to people, and none may show them a room that is not in order.</summary>
    public static void CheckEvent(Session session)
    {
        OneHolderOrNone(session);
        TheLineIsInOrder(session);
        EverythingIsBounded(session);
        AttendanceFollowsPresence(session);
        RepliesAreWelcome(session);
        CirclesAreInOrder(session);
        TheDeskIsInOrder(session);
    }

    /// <summary>Holds after every command and every step of time.</summary>
    public static void Check(Session session)
    {
        CheckEvent(session);
        // A person comes back, and then their hand: between the two it is still kept.
        Holds(
            session.Hands.Kept.All(hand => session.Find(hand.Participant) is { Present: false, Seated: true }),
            "A hand is kept for someone who is here, or gone for good.");
        TheRoundIsInOrder(session);
        TheGavelIsInOrder(session);
        AClosedSessionIsQuiet(session);
    }

    private static void OneHolderOrNone(Session session)
    {
        var floor = session.Floor;
        if (floor.Holder is not { } holder)
        {
            Holds(floor.StartedAt is null && floor.EndsAt is null && floor.HeldUntil is null, "A free floor has a running clock.");
            return;
        }

        Holds((floor.PausedAt is not null) == (session.Pause is not null), "The share's clock stands still exactly during a pause.");
        Holds(session.Circles is null, "Somebody has the floor while people are in circles.");
        var speaker = session.Find(holder);
        Holds(speaker is not null, "Someone has the floor who was never here.");
        Holds(speaker!.Present != (floor.HeldUntil is not null), "The floor is held exactly while its holder is away.");
        Holds(session.Status == SessionStatus.Running, "Someone has the floor though the meeting is not on.");
    }

    private static void TheLineIsInOrder(Session session)
    {
        var (waiting, kept) = (session.Hands.Waiting, session.Hands.Kept);
        var everyHand = waiting.Concat(kept.Select(hand => hand.Participant)).ToList();
        Holds(everyHand.Count == everyHand.Distinct().Count(), "Somebody waits twice.");
        Holds(session.Floor.Holder is not { } holder || !everyHand.Contains(holder), "The speaker also waits.");
        Holds(waiting.All(id => session.Find(id) is { Present: true }), "Somebody waits who is not there to be heard.");
        Holds(
            session.Mode is not (FloorMode.Queue or FloorMode.Popcorn or FloorMode.GoRound) || session.Floor.Holder is not null || session.FloorRests || waiting.IsEmpty,
            "Somebody waits while the floor is free.");
        var asks = session.Hands.Asks ?? [];
        Holds(asks.All(ask => everyHand.Contains(ask.Participant)), "It is said what a hand is for that is not raised.");
        Holds(asks.Select(ask => ask.Participant).Distinct().Count() == asks.Count, "It is said twice what a hand is for.");
    }

    private static void TheRoundIsInOrder(Session session)
    {
        if (session.Round is not { } round)
        {
            return;
        }

        Holds(session.Phase is { Mode: FloorMode.GoRound }, "There is a go-round in a phase that has none.");
        Holds(round.Seats.Select(seat => seat.Participant).Distinct().Count() == round.Seats.Count, "Somebody sits in the round twice.");
        Holds(round.Seats.All(seat => session.Find(seat.Participant) is not null), "Somebody sits in the round who was never here.");
        var speaking = round.Seats.Where(seat => seat.Mark == SeatMark.Speaking).Select(seat => seat.Participant).ToList();
        Holds(speaking.Count <= 1 && (speaking.Count == 0 || session.Floor.Holder == speaking[0]), "The round says somebody speaks who does not.");
        Holds(session.Floor.Holder is not null || round.Complete || session.FloorRests, "A go-round stands still.");
        if (round.Complete && session is { Status: SessionStatus.Running, FloorRests: false })
        {
            Holds(
                round.Seats.All(seat => seat.Mark is SeatMark.Spoke or SeatMark.Passed || session.Find(seat.Participant) is not { Present: true }),
                "The round is complete but somebody present neither spoke nor passed.");
        }
    }

    private static void TheGavelIsInOrder(Session session)
    {
        var gavel = session.Gavel;
        if (session.Status == SessionStatus.Closed)
        {
            return;
        }

        if (gavel.Holder is not { } holder)
        {
            Holds(gavel is { LostAt: null, Offered: false }, "A gavel that nobody had cannot be lost.");
            return;
        }

        var present = session.Find(holder)!.Present;
        Holds(present == (gavel is { LostAt: null, Offered: false }), "The gavel waits, or is offered, exactly while its holder is away.");
        Holds(gavel is not { LostAt: not null, Offered: true }, "The gavel waits for its holder and is offered as well.");
    }

    private static void EverythingIsBounded(Session session)
    {
        Holds(session.People.Count <= SessionLimits.PeopleMax, "Too many people.");
        Holds(session.Hands.Waiting.Count + session.Hands.Kept.Count <= SessionLimits.WaitingMax, "The line is too long.");
        Holds(session.Round is null || session.Round.Seats.Count <= SessionLimits.PeopleMax, "The round is too long.");
        Holds(session.Floor.MoreTime.Count <= session.People.Count, "Too many agreed to more time.");
        Holds(session.Floor.MoreTime.Distinct().Count() == session.Floor.MoreTime.Count, "Somebody agreed twice.");
        Holds(session.Floor.ExtendedSeconds is >= 0 and <= SessionLimits.ExtendSecondsMax, "The share was made too long.");
        Holds(session.Stage.ExtendedMinutes is >= 0 and <= SessionLimits.ExtendMinutesMax, "The phase was made too long.");
        Holds(session.Stage.Used.Count <= SessionLimits.PhasesMax, "More phases than there can be.");
        Holds(session.People.All(person => person.Attendance.Intervals.Count <= SessionLimits.IntervalsMax), "Too many presence intervals.");
        Holds(session.People.All(person => person.Name.Length is > 0 and <= SessionLimits.NameMax), "A name is too long.");
        var seated = session.People.Where(person => person.Seated).Select(person => person.Name).ToList();
        Holds(seated.Count == seated.Distinct(StringComparer.OrdinalIgnoreCase).Count(), "Two people in the room go by one name.");
        Holds(session.People.Select(person => person.Id).Distinct().Count() == session.People.Count, "Two people have one id.");
    }

    private static void RepliesAreWelcome(Session session)
    {
        var share = session.Floor.Share;
        foreach (var ask in session.Hands.Asks ?? [])
        {
            Holds(ask.Kind != TurnKind.Reply || (share is { WelcomesReplies: true } && share.By != ask.Participant), "Somebody waits to reply to a share that nobody may reply to.");
        }

        Holds(session.Floor is not { Holder: { } holder, Kind: TurnKind.Share, Share: { } latest } || latest.By == holder, "The share that is on is not the latest one.");
    }

    private static void CirclesAreInOrder(Session session)
    {
        if (session.Circles is not { } circles)
        {
            return;
        }

        var everyone = circles.Groups.SelectMany(circle => circle.Members).ToList();
        Holds(session.Status == SessionStatus.Running, "People are in circles though the meeting is not on.");
        Holds(everyone.Count == everyone.Distinct().Count(), "Somebody is in two circles.");
        Holds(everyone.All(id => session.Find(id) is { Seated: true }), "Somebody is in a circle who has left.");
        Holds(circles.EndsAt > circles.StartedAt, "Circles end before they begin.");
        Holds(circles.EndsAt - circles.StartedAt <= TimeSpan.FromSeconds(SessionLimits.CircleSecondsMax), "Circles last too long.");
        foreach (var circle in circles.Groups.Where(circle => !circle.Members.IsEmpty))
        {
            Holds(circle.Speaker >= 0 && circle.Speaker < circle.Members.Count, "It is the time of nobody in a circle.");
            Holds(circle.TurnEndsAt <= circles.EndsAt, "Somebody's time in a circle ends after the circle.");
        }
    }

    private static void TheDeskIsInOrder(Session session)
    {
        var (desk, talk) = (session.AtDesk, session.Said);
        Holds(desk.Calls.Select(call => call.Participant).Distinct().Count() == desk.Calls.Count, "Somebody calls twice.");
        var aside = desk.Asides.SelectMany(each => new[] { each.Leader, each.Participant }).ToList();
        Holds(aside.Distinct().Count() == aside.Count, "Somebody is aside with two people.");
        Holds(aside.All(id => session.Find(id) is { Seated: true }), "Somebody is aside with a person who is gone.");
        Holds(desk.Pins.Count <= SessionLimits.PinsMax && desk.Pins.All(pin => pin.Id <= desk.LastPin), "Too many resources.");
        Holds(talk.Messages.Count <= SessionLimits.MessagesMax && talk.Private.Count <= SessionLimits.PrivateMessagesMax, "Too many messages.");
        Holds(talk.Messages.Concat(talk.Private).All(message => message.Id <= talk.Last), "A message has a number to come.");
        Holds(talk.Messages.All(message => message.To == ChatTo.Everyone) && talk.Private.All(message => message.To != ChatTo.Everyone), "A message is where others read it.");
        Holds(talk.Messages.All(message => (message.Text is null) == (message.HiddenBecause is not null)), "A message is hidden for no reason.");
        Holds(talk.Signs.Count <= SessionLimits.SignsMax, "More is written and signed than anyone can follow.");
        Holds(talk.Asks.Count <= SessionLimits.ResourceAsksMax && talk.Thanks.Count <= SessionLimits.ThanksMax, "Too many questions or thanks.");
        Holds(talk.Thanks.Distinct().Count() == talk.Thanks.Count, "Somebody thanked twice.");
        Holds(session.Called is null || session.Called.Count <= session.People.Count, "More were called than are here.");
    }

    private static void AttendanceFollowsPresence(Session session)
    {
        foreach (var person in session.People)
        {
            Holds(
                person.Attendance.Open == (person.Present && session.Status != SessionStatus.Closed),
                $"{person.Name} is counted as present exactly while present.");
        }

        var anyone = session.People.Any(person => person.Present || person is { Standing: Standing.Waiting, Connected: true });
        Holds(session.Status == SessionStatus.Closed || anyone != (session.EmptySince is not null), "The room knows whether it is empty.");
    }

    private static void AClosedSessionIsQuiet(Session session)
    {
        Holds((session.Status == SessionStatus.Closed) == (session.ClosedAt is not null), "A closed session knows since when.");
        if (session.Status == SessionStatus.Closed)
        {
            Holds(session.Floor.Holder is null, "A closed session has a speaker.");
            Holds(!session.FloorRests && session.AtDesk is { Calls.IsEmpty: true, Asides.IsEmpty: true }, "A closed session still has something going on.");
            Holds(Room.Json(session.Said) == Room.Json(session.Said.Unsaid()), "A closed session remembers what was said.");
            Holds(SessionRules.NextDue(session) is null, "A closed session still has something due.");
        }
    }

    private static void Holds(bool condition, string otherwise) => Assert.True(condition, otherwise);
}
