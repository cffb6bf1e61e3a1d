using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Domain.Tests.Common;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Every "no" that is written down can be heard: a code nobody can get would be a promise to clients that nothing keeps.</summary>
public sealed class RefusalTests
{
    /// <summary>
    /// Said by the grain around the rules: an unknown session, ids of commands, too many streams; and of the questions at the end, which
    /// <see cref="CheckOutTests"/> asks.
    /// </summary>
    private static readonly Refusal[] NotOfTheRules =
    [
        SessionRefusals.NotFound, SessionRefusals.CommandIdInvalid, SessionRefusals.CommandIdReused, SessionRefusals.TooManyConnections,
        SessionRefusals.CheckOutLater, SessionRefusals.CheckOutOver, SessionRefusals.AlreadyCheckedOut, SessionRefusals.CheckOutInvalid,
        SessionRefusals.DoorsNotOpen, SessionRefusals.MeetingCancelled, SessionRefusals.MeetingOver,
    ];

    private static readonly Dictionary<Refusal, Action<Hall>> Ways = new()
    {
        [SessionRefusals.Closed] = h => Then(h.Fay.Closes, h.Ana.RaisesHand),
        [SessionRefusals.NotStarted] = h => h.Ana.RaisesHand(),
        [SessionRefusals.AlreadyStarted] = h => Then(h.Fay.Starts, h.Fay.Starts),
        [SessionRefusals.NotEntered] = h => h.Room.Stranger("Sam").RaisesHand(),
        [SessionRefusals.NotAdmitted] = h => h.Lou.RaisesHand(),
        [SessionRefusals.WasDeclined] = h => Then(() => h.Fay.Declines(h.Lou), h.Lou.Enters),
        [SessionRefusals.WasRemoved] = h => Then(() => h.Fay.Removes(h.Ana), h.Ana.Enters),
        [SessionRefusals.SteppedOut] = h => Then(h.Ana.StepsOut, h.Ana.RaisesHand),
        [SessionRefusals.NotSteppedOut] = h => h.Ana.StepsBack(),
        [SessionRefusals.MembersOnly] = h => h.Room.Stranger("Sam", mayEnter: false).Enters(),
        [SessionRefusals.IsLocked] = h => Then(h.Fay.Locks, h.Room.Stranger("Sam").Enters),
        [SessionRefusals.EntryClosed] = h => Then(h.Fay.Starts, () => h.Room.AfterMinutes(16), h.Room.Stranger("Sam").Enters),
        [SessionRefusals.Full] = h => Then(h.Fay.AdmitsAll, () => Fill(h.Room, 10)),
        [SessionRefusals.TooManyPeople] = h => Fill(h.Room, SessionLimits.PeopleMax, leave: true),
        [SessionRefusals.NameTaken] = h => h.Room.Stranger("Sam").Enters("Ana"),
        [SessionRefusals.NameInvalid] = h => h.Room.Stranger("Sam").Enters("ana@example.org"),
        [SessionRefusals.GuidelinesChanged] = h => h.Room.Stranger("Sam").Enters("Sam", 1),
        [SessionRefusals.FacilitatorsOnly] = h => h.Ana.Starts(),
        [SessionRefusals.NoSuchParticipant] = h => h.Fay.Send(id => new Admit(new("p99")) { CommandId = id }),
        [SessionRefusals.NotWaiting] = h => h.Fay.Admits(h.Ana),
        [SessionRefusals.NotPresent] = h => Then(h.Ana.StepsOut, () => h.Fay.PassesGavelTo(h.Ana)),
        [SessionRefusals.NotYourself] = h => h.Fay.Removes(h.Fay),
        [SessionRefusals.CannotRemoveFacilitator] = h => h.Room.CoFacilitator().Removes(h.Fay),
        [SessionRefusals.AlreadyLocked] = h => Then(h.Fay.Locks, h.Fay.Locks),
        [SessionRefusals.NotLocked] = h => h.Fay.Unlocks(),
        [SessionRefusals.TooFew] = h => Then(h.Ana.Leaves, h.Fay.Starts),
        [SessionRefusals.StalePhase] = h => Then(h.Fay.Starts, () => h.Fay.MovesOn(3)),
        [SessionRefusals.NoNextPhase] = h => Then(h.Fay.Starts, () => h.Fay.MovesOn(), () => h.Fay.MovesOn()),
        [SessionRefusals.NoPreviousPhase] = h => Then(h.Fay.Starts, () => h.Fay.MovesBack()),
        [SessionRefusals.ExtensionTooLong] = h => Then(h.Fay.Starts, () => h.Fay.ExtendsPhase(60), () => h.Fay.ExtendsPhase(1)),
        [SessionRefusals.MinutesInvalid] = h => Then(h.Fay.Starts, () => h.Fay.ExtendsPhase(0)),
        [SessionRefusals.AlreadyInLine] = h => Then(h.Fay.Starts, h.Ana.RaisesHand, h.Ana.RaisesHand),
        [SessionRefusals.NotInLine] = h => h.Ana.LowersHand(),
        [SessionRefusals.LineIsFull] = h => LineUp(h, SessionLimits.WaitingMax + 2),
        [SessionRefusals.NoHandsNow] = h => Then(h.Fay.Starts, () => h.Fay.MovesOn(), h.Ana.RaisesHand),
        [SessionRefusals.PositionInvalid] = h => Then(() => LineUp(h, 0), () => h.Fay.MovesHandOf(h.Ben, 0)),
        [SessionRefusals.ReasonInvalid] = h => Then(() => LineUp(h, 0), () => h.Fay.MovesHandOf(h.Ben, 1, " ")),
        [SessionRefusals.StaleTurn] = h => Then(h.Fay.Starts, () => h.Ana.EndsShare(7)),
        [SessionRefusals.NotSpeaking] = h => Then(() => LineUp(h, 0), h.Ben.EndsShare),
        [SessionRefusals.NotYourTurn] = h => Then(h.Fay.Starts, h.Ana.PassesAhead),
        [SessionRefusals.OnlyInRound] = h => Then(() => LineUp(h, 0), h.Ana.PassesForNow),
        [SessionRefusals.LastTimeRound] = h => Then(h.Fay.Starts, () => h.Fay.MovesOn(), h.Fay.PassesForNow, h.Ana.Passes, h.Ben.Passes, h.Fay.PassesForNow),
        [SessionRefusals.OnlyInPopcorn] = h => Then(() => LineUp(h, 0), () => h.Ana.HandsOnTo(h.Ben)),
        [SessionRefusals.NotToYourself] = h => Then(() => LineUp(h, 0), h.Ana.AgreesToMoreTime),
        [SessionRefusals.FloorTaken] = h => Then(() => LineUp(h, 0), () => h.Fay.GivesFloorTo(h.Fay)),
        [SessionRefusals.NotTimed] = _ => InAReading(),
        [SessionRefusals.SecondsInvalid] = h => Then(() => LineUp(h, 0), () => h.Fay.ExtendsShare(1)),
        [SessionRefusals.ShareTooLong] = h => Then(() => LineUp(h, 0), () => Repeat(4, () => h.Fay.ExtendsShare(600))),
        [SessionRefusals.AlreadyAgreed] = h => Then(() => LineUp(h, 0), h.Ben.AgreesToMoreTime, h.Ben.AgreesToMoreTime),
        [SessionRefusals.RoundOrderInvalid] = h => Then(h.Fay.Starts, () => h.Fay.MovesOn(), () => h.Fay.StartsRound(RoundOrder.Chosen)),
        [SessionRefusals.RoleInvalid] = h => h.Fay.SetsRole(h.Ana, RoomRole.Facilitator),
        [SessionRefusals.HasGavel] = h => h.Fay.TakesGavel(),
        [SessionRefusals.GavelTaken] = h => h.Ana.TakesGavel(),
        [SessionRefusals.RulesInvalid] = h => h.Fay.ChangesRules(shareSeconds: 1),
        [SessionRefusals.RepliesNotWelcome] = h => Then(() => LineUp(h, 0), () => h.Fay.RaisesHandFor(TurnKind.Reply)),
        [SessionRefusals.NotYourShare] = h => Then(() => LineUp(h, 0), () => h.Ben.Welcomes(Feedback.Advice)),
        [SessionRefusals.KindInvalid] = h => Then(h.Fay.Starts, () => h.Ana.RaisesHandFor((TurnKind)9)),
        [SessionRefusals.FeedbackInvalid] = h => Then(h.Fay.Starts, () => h.Ana.Shares((Feedback)9)),
        [SessionRefusals.TimekeeperBounds] = h => Then(() => LineUp(h, 0), () => h.Fay.Gives(h.Ben, Duty.Timekeeper), () => h.Ben.ExtendsShare(61)),
        [SessionRefusals.InCircles] = h => Then(h.Fay.Starts, () => h.Fay.SendsIntoCircles(), h.Ana.RaisesHand),
        [SessionRefusals.NotInCircles] = h => h.Fay.CallsBack(),
        [SessionRefusals.RoundFirst] = h => Then(h.Fay.Starts, () => h.Fay.MovesOn(), () => h.Fay.SendsIntoCircles()),
        [SessionRefusals.TooFewForCircles] = h => Then(h.Fay.Starts, h.Ana.Leaves, h.Ben.Leaves, () => h.Fay.SendsIntoCircles()),
        [SessionRefusals.CirclesInvalid] = h => Then(h.Fay.Starts, () => h.Fay.SendsIntoCircles(size: 9)),
        [SessionRefusals.CallBackInvalid] = h => Then(h.Fay.Starts, () => h.Fay.SendsIntoCircles(), () => h.Fay.CallsBack(301)),
        [SessionRefusals.CirclesTooLong] = h => Then(h.Fay.Starts, () => h.Fay.SendsIntoCircles(seconds: 3600), () => h.Fay.ExtendsCircles(10)),
        [SessionRefusals.InSilence] = h => Then(h.Fay.Starts, () => h.Fay.KeepsSilence(), () => h.Fay.GivesFloorTo(h.Ana)),
        [SessionRefusals.NotInSilence] = h => h.Fay.EndsSilence(),
        [SessionRefusals.SilenceInvalid] = h => Then(h.Fay.Starts, () => h.Fay.KeepsSilence(4)),
        [SessionRefusals.IsSuspended] = h => Then(h.Fay.Suspends, () => h.Ana.Says("Hello")),
        [SessionRefusals.NotSuspended] = h => h.Fay.Resumes(),
        [SessionRefusals.ReactionInvalid] = h => h.Ana.Reacts((Reaction)9),
        [SessionRefusals.NoReactionsNow] = h => Then(h.Fay.Starts, () => h.Ana.Shares(Feedback.None), () => h.Ben.Reacts()),
        [SessionRefusals.TooManySigns] = h => Repeat(5, () => h.Ana.Reacts()),
        [SessionRefusals.ChatIsClosed] = h => Then(h.Fay.ClosesChat, () => h.Ana.Says("Hello")),
        [SessionRefusals.ChatIsOpen] = h => h.Fay.OpensChat(),
        [SessionRefusals.MessageInvalid] = h => h.Ana.Says(" "),
        [SessionRefusals.NobodyToRead] = h => h.Ana.Says("Hello", ChatTo.Circle),
        [SessionRefusals.NoSuchMessage] = h => h.Fay.Hides(7),
        [SessionRefusals.AlreadyThanked] = h => Repeat(2, () => h.Ana.Thanks(h.Ben)),
        [SessionRefusals.TooManyThanks] = _ => EveryoneThanksEveryone(),
        [SessionRefusals.NotesTooLong] = h => h.Fay.Notes(new string('n', 4001)),
        [SessionRefusals.AskInvalid] = h => h.Ana.AsksForResource(""),
        [SessionRefusals.TooManyAsks] = h => Repeat(4, () => h.Ana.AsksForResource("Housing")),
        [SessionRefusals.NoSuchAsk] = h => h.Fay.ClosesAsk(7),
        [SessionRefusals.PinInvalid] = h => h.Fay.Pins("Housing", link: "http://example.org"),
        [SessionRefusals.TooManyPins] = h => Repeat(SessionLimits.PinsMax + 1, () => h.Fay.Pins("Housing", text: "Ask at the library.")),
        [SessionRefusals.NoSuchPin] = h => h.Fay.Unpins(7),
        [SessionRefusals.NoteInvalid] = h => h.Ana.CallsForHelp(new string('n', 201)),
        [SessionRefusals.AlreadyCalled] = h => Repeat(2, () => h.Ana.CallsForHelp()),
        [SessionRefusals.NoSuchCall] = h => h.Ana.EndsCall(),
        [SessionRefusals.AlreadyAcknowledged] = h => Then(() => h.Ana.CallsForHelp(), () => Repeat(2, () => h.Fay.AcknowledgesCallOf(h.Ana))),
        [SessionRefusals.AlreadyAside] = h => Then(() => h.Room.CoFacilitator(), () => Repeat(2, () => h.Fay.InvitesAside(h.Ana))),
        [SessionRefusals.NotAskedAside] = h => h.Ana.StepsAside(),
        [SessionRefusals.NobodyElseLeads] = h => h.Fay.InvitesAside(h.Ana),
        [SessionRefusals.DutyInvalid] = h => h.Fay.Gives(h.Ana, (Duty)9),
    };

    public static TheoryData<string> Codes => [.. ConventionTests.Refusals().Except(NotOfTheRules).Select(refusal => refusal.Code)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void There_is_a_way_to_hear_it(string code)
    {
        var (refusal, way) = Ways.SingleOrDefault(each => each.Key.Code == code);
        Assert.True(refusal is not null, $"No example leads to {code}: is it still refused by any rule?");
        var hall = new Hall();
        Assert.Equal(code, Assert.Throws<RefusedException>(() => way(hall)).Refusal.Code);
    }

    private static void InAReading()
    {
        var fay = Room.Opened(Habits.Reading()).Facilitator();
        fay.Starts();
        fay.ExtendsShare();
    }

    private static void EveryoneThanksEveryone()
    {
        var people = Room.Opened().Members([.. Enumerable.Range(0, 22).Select(number => $"Guest {number}")]);
        foreach (var one in people)
        {
            foreach (var other in people.Where(other => other != one))
            {
                one.Thanks(other);
            }
        }
    }

    private static void Then(params Action[] wishes) => Array.ForEach(wishes, wish => wish());

    private static void Repeat(int times, Action wish)
    {
        for (var i = 0; i < times; i++)
        {
            wish();
        }
    }

    private static void Fill(Room room, int guests, bool leave = false)
    {
        for (var i = 0; i < guests; i++)
        {
            var guest = room.Stranger($"Guest {i}");
            guest.Enters();
            if (leave)
            {
                guest.Leaves();
            }
        }
    }

    private static void LineUp(Hall hall, int guests)
    {
        hall.Fay.Starts();
        hall.Ana.RaisesHand();
        hall.Ben.RaisesHand();
        for (var i = 0; i < guests; i++)
        {
            hall.Room.CoFacilitator($"Guest {i}").RaisesHand();
        }
    }

    /// <summary>A room with a lobby in which Fay leads, Ana and Ben sit, and Lou waits.</summary>
    private sealed class Hall
    {
        public Hall()
        {
            Fay = Room.Facilitator();
            (Ana, Ben, Lou) = (Room.Stranger("Ana"), Room.Stranger("Ben"), Room.Stranger("Lou"));
            Ana.Enters();
            Ben.Enters();
            Fay.AdmitsAll();
            Lou.Enters();
        }

        public Room Room { get; } = Room.Opened(
            Habits.Plain with { Lobby = true, Capacity = 4, MinimumToStart = 3, EntryWindowMinutes = 15 },
            Habits.Queue(),
            Habits.GoRound());

        public Guest Fay { get; }

        public Guest Ana { get; }

        public Guest Ben { get; }

        public Guest Lou { get; }
    }
}
