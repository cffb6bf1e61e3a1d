using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>The parts of a meeting: start, next, back, more time, reminders, end.</summary>
public sealed class AgendaTests
{
    [Fact]
    public void Starting_says_when_the_meeting_ends_and_begins_the_first_part()
    {
        var room = Room.Opened(Habits.Open(10), Habits.Queue(50));
        var fay = room.Facilitator();
        room.AfterMinutes(3);
        fay.Starts();
        Assert.Equal([new MeetingStarted(room.Now, room.Now.AddMinutes(60)), new PhaseStarted(room.Now, 0, room.Now.AddMinutes(10))], room.Last);
        room.Refuses(SessionRefusals.AlreadyStarted, fay.Starts);
    }

    [Fact]
    public void Before_the_start_nothing_moves()
    {
        var room = Room.Opened();
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        room.Refuses(SessionRefusals.NotStarted, () => fay.MovesOn());
        room.Refuses(SessionRefusals.NotStarted, () => fay.MovesBack());
        room.Refuses(SessionRefusals.NotStarted, () => fay.ExtendsPhase(5));
        room.Refuses(SessionRefusals.NotStarted, () => fay.GivesFloorTo(ana));
        room.Refuses(SessionRefusals.NotStarted, ana.PassesAhead);
        room.Refuses(SessionRefusals.NotStarted, () => ana.EndsShare(1));
    }

    [Fact]
    public void The_meeting_moves_on_and_back()
    {
        var room = Room.Opened(Habits.Open(), Habits.Queue(), Habits.Open());
        var fay = room.Facilitator();
        fay.Starts();
        room.Refuses(SessionRefusals.NoPreviousPhase, () => fay.MovesBack());
        fay.MovesOn(0);
        Assert.Equal([new PhaseStarted(room.Now, 1, room.Now.AddMinutes(60))], room.Last);
        fay.MovesOn();
        room.Refuses(SessionRefusals.NoNextPhase, () => fay.MovesOn());
        fay.MovesBack(2);
        Assert.Equal(1, room.State.Stage.Phase);
    }

    [Fact]
    public void Two_people_who_both_choose_next_do_not_skip_a_part()
    {
        var room = Room.Opened(Habits.Open(), Habits.Queue(), Habits.Open());
        var (fay, col) = (room.Facilitator(), room.CoFacilitator());
        fay.Starts();
        fay.MovesOn(0);
        room.Refuses(SessionRefusals.StalePhase, () => col.MovesOn(0));
        room.Refuses(SessionRefusals.StalePhase, () => col.MovesBack(2));
    }

    [Fact]
    public void Moving_on_ends_the_share_that_is_on()
    {
        var room = Room.Opened(Habits.Queue(), Habits.Open());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        ana.RaisesHand();
        room.AfterSeconds(30);
        fay.MovesOn();
        Assert.Equal((ShareEnd.PhaseChanged, 30), (room.Saw<ShareEnded>().How, room.Saw<ShareEnded>().Spoken.TotalSeconds));
        Assert.True(ana.Person.HasSpoken);
    }

    [Fact]
    public void Everyone_is_told_when_the_time_of_a_part_is_up_and_nothing_else_happens()
    {
        var room = Room.Opened(Habits.Open(10), Habits.Queue());
        var fay = room.Facilitator();
        fay.Starts();
        room.AfterMinutes(10);
        Assert.Equal([new PhaseTimeUp(room.Now)], room.Last);
        room.AfterMinutes(10);
        Assert.Equal(0, room.State.Stage.Phase);
    }

    [Fact]
    public void A_part_may_be_made_longer()
    {
        var room = Room.Opened(Habits.Open(10), Habits.Queue());
        var fay = room.Facilitator();
        fay.Starts();
        fay.ExtendsPhase(5);
        Assert.Equal([new PhaseExtended(room.Now, 5, room.Now.AddMinutes(15))], room.Last);
        room.AfterMinutes(15);
        room.Saw<PhaseTimeUp>();
        room.AfterMinutes(5);
        fay.ExtendsPhase(5);
        Assert.Equal(room.Now.AddMinutes(5), room.State.Stage.EndsAt);
        room.AfterMinutes(5);
        room.Saw<PhaseTimeUp>();
        // A longer part does not move the end of the evening.
        Assert.Equal(Room.Evening.AddMinutes(70), room.State.Stage.MeetingEndsAt);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(61)]
    [InlineData(-5)]
    public void A_part_is_made_longer_by_sensible_minutes(int minutes)
    {
        var room = Room.Opened();
        var fay = room.Facilitator();
        fay.Starts();
        room.Refuses(SessionRefusals.MinutesInvalid, () => fay.ExtendsPhase(minutes));
    }

    [Fact]
    public void A_part_is_made_longer_by_an_hour_at_most_and_afresh_in_the_next()
    {
        var room = Room.Opened(Habits.Open(), Habits.Queue());
        var fay = room.Facilitator();
        fay.Starts();
        fay.ExtendsPhase(40);
        room.Refuses(SessionRefusals.ExtensionTooLong, () => fay.ExtendsPhase(21));
        fay.ExtendsPhase(20);
        fay.MovesOn();
        fay.ExtendsPhase(60);
    }

    [Fact]
    public void A_part_that_asks_for_it_ends_by_itself()
    {
        var room = Room.Opened(Habits.Reading(2) with { AutoAdvance = true }, Habits.Queue());
        var fay = room.Facilitator();
        fay.Starts();
        room.AfterMinutes(2);
        Assert.Equal(
            [typeof(PhaseTimeUp), typeof(ShareEnded), typeof(PhaseStarted)],
            room.Last.Select(happened => happened.GetType()));
        Assert.Equal(1, room.State.Stage.Phase);
    }

    [Fact]
    public void Nobody_is_interrupted_by_a_part_that_ends_by_itself()
    {
        var room = Room.Opened(Habits.Queue(2) with { AutoAdvance = true }, Habits.Open());
        var fay = room.Facilitator();
        fay.Starts();
        room.AfterMinutes(1.5);
        fay.RaisesHand();
        room.AfterMinutes(1);
        Assert.Equal(0, room.State.Stage.Phase);
        fay.EndsShare();
        Assert.Equal(1, room.State.Stage.Phase);
    }

    [Fact]
    public void A_round_that_ends_by_itself_asks_everyone_first()
    {
        var room = Room.Opened(Habits.GoRound(1) with { AutoAdvance = true }, Habits.Open());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        room.AfterMinutes(1);
        fay.EndsShare();
        Assert.Equal((0, "Ana"), (room.State.Stage.Phase, room.Speaker));
        ana.Passes();
        Assert.Equal(1, room.State.Stage.Phase);
    }

    [Fact]
    public void Starting_a_round_afresh_in_a_part_whose_time_is_up_keeps_the_part()
    {
        var room = Room.Opened(Habits.GoRound(1) with { AutoAdvance = true }, Habits.Open());
        var (fay, _) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        room.AfterMinutes(1);
        fay.StartsRound();
        Assert.Equal((0, "Fay"), (room.State.Stage.Phase, room.Speaker));
    }

    [Fact]
    public void Five_minutes_before_the_end_everyone_is_reminded_once()
    {
        var room = Room.Opened(Habits.Open(20), Habits.Queue(40));
        var fay = room.Facilitator();
        fay.Starts();
        fay.MovesOn();
        room.AfterMinutes(54.9);
        room.DidNotSee<EndIsNear>();
        room.AfterMinutes(0.1);
        room.Saw<EndIsNear>();
        room.AfterMinutes(30);
        room.DidNotSee<EndIsNear>();
    }

    [Fact]
    public void A_meeting_of_five_minutes_is_not_reminded_at_once()
    {
        var room = Room.Opened(Habits.Open(5));
        var fay = room.Facilitator();
        fay.Starts();
        room.AfterMinutes(5);
        room.DidNotSee<EndIsNear>();
    }

    [Fact]
    public void The_time_each_part_took_is_kept_over_several_visits()
    {
        var room = Room.Opened(Habits.Open(), Habits.Queue());
        var fay = room.Facilitator();
        fay.Starts();
        room.AfterMinutes(3);
        fay.MovesOn();
        room.AfterMinutes(4);
        fay.MovesBack();
        room.AfterMinutes(5);
        fay.Closes();
        Assert.Equal([TimeSpan.FromMinutes(8), TimeSpan.FromMinutes(4)], room.State.Stage.Used);
    }

    [Fact]
    public void A_member_leads_nothing()
    {
        var room = Room.Opened(Habits.GoRound(), Habits.Queue());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        Action[] wishes =
        [
            ana.Starts, () => ana.MovesOn(), () => ana.MovesBack(), () => ana.ExtendsPhase(5), ana.Closes, ana.Locks, ana.Unlocks, ana.AdmitsAll,
            () => ana.Admits(fay), () => ana.Declines(fay), () => ana.Removes(fay), () => ana.GivesFloorTo(ana), () => ana.StartsRound(),
            () => ana.ExtendsShare(), () => ana.ChangesRules(lobby: true), () => ana.SetsRole(ana, RoomRole.CoFacilitator), () => ana.PassesGavelTo(ana),
        ];
        Assert.All(wishes, wish => room.Refuses(SessionRefusals.FacilitatorsOnly, wish));
    }
}
