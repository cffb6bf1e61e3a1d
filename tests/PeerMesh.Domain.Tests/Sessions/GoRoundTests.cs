using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>The go-round: everyone once, nobody pushed, nobody forgotten.</summary>
public sealed class GoRoundTests
{
    [Fact]
    public void The_order_is_fixed_when_the_round_starts_and_the_first_one_speaks()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        Assert.Equal([fay.Id, ana.Id, ben.Id, cleo.Id], room.Saw<RoundStarted>().Seats);
        Assert.Equal("Fay speaking, Ana waiting, Ben waiting, Cleo waiting", room.Circle);
    }

    [Fact]
    public void Everyone_speaks_once_and_then_the_round_is_complete()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        foreach (var guest in (Guest[])[fay, ana, ben, cleo])
        {
            Assert.Equal(guest.Name, room.Speaker);
            room.AfterSeconds(10);
            guest.EndsShare();
        }

        room.Saw<RoundCompleted>();
        Assert.Null(room.Speaker);
        Assert.True(room.State.Round!.Complete);
        Assert.Equal("Fay spoke, Ana spoke, Ben spoke, Cleo spoke", room.Circle);
    }

    [Fact]
    public void One_may_pass_when_the_turn_comes()
    {
        var (room, fay, ana, _, _) = InCheckIn();
        fay.EndsShare();
        ana.Passes();
        Assert.Equal(ShareEnd.Passed, room.Saw<ShareEnded>().How);
        Assert.Equal("Fay spoke, Ana passed, Ben speaking, Cleo waiting", room.Circle);
    }

    [Fact]
    public void One_may_pass_before_the_turn_comes()
    {
        var (room, fay, ana, _, _) = InCheckIn();
        ana.PassesAhead();
        Assert.Equal([new SeatPassed(room.Now, ana)], room.Last);
        fay.EndsShare();
        Assert.Equal("Fay spoke, Ana passed, Ben speaking, Cleo waiting", room.Circle);
        room.Refuses(SessionRefusals.NotYourTurn, ana.PassesAhead);
    }

    [Fact]
    public void The_speaker_may_pass_without_naming_the_turn()
    {
        var (room, fay, _, _, _) = InCheckIn();
        fay.PassesAhead();
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void Who_passes_for_now_is_asked_again_at_the_end_and_only_once()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        fay.PassesForNow();
        Assert.Equal("Fay later, Ana speaking, Ben waiting, Cleo waiting", room.Circle);
        ana.EndsShare();
        ben.EndsShare();
        cleo.EndsShare();
        Assert.Equal("Fay", room.Speaker);
        room.Refuses(SessionRefusals.LastTimeRound, fay.PassesForNow);
        fay.Passes();
        Assert.True(room.State.Round!.Complete);
    }

    [Fact]
    public void Who_passed_for_now_may_pass_for_good_before_being_asked_again()
    {
        var (room, fay, _, _, _) = InCheckIn();
        fay.PassesForNow();
        fay.PassesAhead();
        Assert.StartsWith("Fay passed", room.Circle, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_one_who_passes_for_now_is_asked_again_at_once()
    {
        var room = Room.Opened(Habits.GoRound());
        var fay = room.Facilitator();
        fay.Starts();
        fay.PassesForNow();
        Assert.Equal(("Fay", 2), (room.Speaker, room.Turn));
    }

    [Fact]
    public void Who_comes_late_sits_at_the_end()
    {
        var (room, fay, _, _, _) = InCheckIn();
        fay.EndsShare();
        var dan = room.Stranger("Dan");
        dan.Enters();
        Assert.Contains(new SeatAdded(room.Now, dan), room.Last);
        Assert.Equal("Fay spoke, Ana speaking, Ben waiting, Cleo waiting, Dan waiting", room.Circle);
    }

    [Fact]
    public void Who_comes_after_the_last_one_still_gets_a_turn()
    {
        var room = Room.Opened(Habits.GoRound());
        var fay = room.Facilitator();
        fay.Starts();
        fay.EndsShare();
        Assert.True(room.State.Round!.Complete);
        var dan = room.Member("Dan");
        Assert.Equal("Dan", room.Speaker);
        dan.EndsShare();
        Assert.True(room.State.Round!.Complete);
    }

    [Fact]
    public void Who_comes_back_while_a_question_follows_the_last_share_opens_the_round_again()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        ana.Drops();
        fay.EndsShare();
        ben.EndsShare();
        cleo.EndsShare();
        fay.RaisesHandFor(TurnKind.ProcessPoint);
        Assert.Equal(("Fay", true), (room.Speaker, room.State.Round!.Complete));
        ana.Connects();
        Assert.False(room.State.Round!.Complete);
        fay.EndsShare();
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void Who_is_away_when_the_turn_comes_is_asked_again_at_the_end()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        ana.Drops();
        fay.EndsShare();
        Assert.Contains(new SeatSkipped(room.Now, ana), room.Last);
        Assert.Equal("Fay spoke, Ana absent, Ben speaking, Cleo waiting", room.Circle);
        ana.Connects();
        Assert.Equal("Ben", room.Speaker);
        ben.EndsShare();
        cleo.EndsShare();
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void Who_is_away_to_the_end_does_not_hold_the_round_up()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        ana.StepsOut();
        fay.EndsShare();
        ben.EndsShare();
        cleo.EndsShare();
        Assert.True(room.State.Round!.Complete);
        ana.StepsBack();
        Assert.Equal("Ana", room.Speaker);
        ana.EndsShare();
        Assert.True(room.State.Round!.Complete);
    }

    [Fact]
    public void Who_is_away_and_back_before_the_turn_comes_loses_nothing()
    {
        var (room, fay, ana, _, _) = InCheckIn();
        ana.Drops();
        ana.Connects();
        fay.EndsShare();
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void A_speaker_who_drops_is_passed_over_after_half_a_minute_and_next_on_return()
    {
        var (room, fay, ana, ben, _) = InCheckIn();
        fay.EndsShare();
        ana.Drops();
        room.AfterSeconds(29.9);
        Assert.Equal("Ana", room.Speaker);
        room.AfterSeconds(0.1);
        Assert.Equal((ShareEnd.Dropped, "Ben"), (room.Saw<ShareEnded>().How, room.Speaker));
        Assert.Equal("Fay spoke, Ana owed, Ben speaking, Cleo waiting", room.Circle);
        ana.Connects();
        Assert.Equal("Ben", room.Speaker);
        ben.EndsShare();
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void A_speaker_who_leaves_may_be_asked_again_when_back()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        fay.Leaves();
        Assert.Equal("Fay absent, Ana speaking, Ben waiting, Cleo waiting", room.Circle);
        ana.EndsShare();
        ben.EndsShare();
        cleo.EndsShare();
        Assert.True(room.State.Round!.Complete);
        fay.Enters();
        Assert.Equal("Fay", room.Speaker);
    }

    [Fact]
    public void Who_is_removed_loses_the_seat()
    {
        var (room, fay, _, ben, _) = InCheckIn();
        fay.Removes(ben);
        Assert.Equal("Fay speaking, Ana waiting, Cleo waiting", room.Circle);
    }

    [Fact]
    public void Removing_the_speaker_moves_the_round_on()
    {
        var (room, fay, ana, _, _) = InCheckIn();
        fay.EndsShare();
        fay.Removes(ana);
        Assert.Equal("Fay spoke, Ben speaking, Cleo waiting", room.Circle);
    }

    [Fact]
    public void Those_who_lead_may_sit_last()
    {
        var room = Room.Opened(Habits.GoRound(facilitatorLast: true));
        var (fay, _, col, _) = (room.Facilitator(), room.Member("Ana"), room.CoFacilitator(), room.Member("Ben"));
        fay.Starts();
        Assert.Equal("Ana speaking, Ben waiting, Fay waiting, Col waiting", room.Circle);
    }

    [Fact]
    public void The_order_may_be_drawn_by_chance()
    {
        string[] Order(int chance)
        {
            var room = Room.Opened(Habits.GoRound(order: RoundOrder.Shuffled));
            var fay = room.Facilitator();
            room.Members("Ana", "Ben", "Cleo", "Dan", "Eve");
            room.Chance = chance;
            fay.Starts();
            return [.. room.State.Round!.Seats.Select(seat => room.NameOf(seat.Participant))];
        }

        Assert.Equal(Order(7), Order(7));
        var drawn = Enumerable.Range(0, 600).Select(Order).ToList();
        Assert.All(drawn, order => Assert.Equal(["Ana", "Ben", "Cleo", "Dan", "Eve", "Fay"], order.Order(StringComparer.Ordinal)));
        // Everyone starts about as often as anyone: a sixth of 600 is 100.
        Assert.All(drawn.GroupBy(order => order[0]), starts => Assert.InRange(starts.Count(), 65, 140));
        Assert.Equal(6, drawn.Select(order => order[0]).Distinct().Count());
    }

    [Fact]
    public void A_facilitator_may_choose_the_order()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        fay.StartsRound(RoundOrder.Chosen, cleo, ana);
        Assert.Equal("Cleo speaking, Ana waiting, Fay waiting, Ben waiting", room.Circle);
        room.Refuses(SessionRefusals.RoundOrderInvalid, () => fay.StartsRound(RoundOrder.Chosen, ben, ben));
        room.Refuses(SessionRefusals.RoundOrderInvalid, () => fay.StartsRound(RoundOrder.Chosen));
        room.Refuses(SessionRefusals.RoundOrderInvalid, () => fay.StartsRound((RoundOrder)9));
        ben.Leaves();
        room.Refuses(SessionRefusals.RoundOrderInvalid, () => fay.StartsRound(RoundOrder.Chosen, ben));
    }

    [Fact]
    public void Starting_the_round_afresh_asks_everyone_again()
    {
        var (room, fay, ana, _, _) = InCheckIn();
        fay.EndsShare();
        ana.Passes();
        fay.StartsRound();
        Assert.Equal(ShareEnd.PhaseChanged, room.Saw<ShareEnded>().How);
        Assert.Equal("Fay speaking, Ana waiting, Ben waiting, Cleo waiting", room.Circle);
    }

    [Fact]
    public void A_round_is_started_only_in_a_part_that_has_one()
    {
        var room = Room.Opened(Habits.Queue());
        var fay = room.Facilitator();
        room.Refuses(SessionRefusals.NotStarted, () => fay.StartsRound());
        fay.Starts();
        room.Refuses(SessionRefusals.OnlyInRound, () => fay.StartsRound());
        fay.RaisesHand();
        room.Refuses(SessionRefusals.OnlyInRound, fay.PassesForNow);
        room.Refuses(SessionRefusals.NotYourTurn, room.Member("Ana").PassesAhead);
    }

    [Fact]
    public void Only_the_speaker_passes_a_turn()
    {
        var (room, _, ana, _, _) = InCheckIn();
        room.Refuses(SessionRefusals.NotSpeaking, ana.Passes);
        room.Refuses(SessionRefusals.NotSpeaking, ana.PassesForNow);
        room.Refuses(SessionRefusals.NotSpeaking, ana.EndsShare);
    }

    [Fact]
    public void A_facilitator_may_end_a_share_in_the_round()
    {
        var (room, fay, ana, _, _) = InCheckIn();
        fay.EndsShare();
        fay.EndsShare();
        Assert.Equal((ShareEnd.Ended, ana.Id), (room.Saw<ShareEnded>().How, room.Saw<ShareEnded>().Participant));
        Assert.Equal("Fay spoke, Ana spoke, Ben speaking, Cleo waiting", room.Circle);
    }

    [Fact]
    public void Upcoming_names_who_is_next_in_the_order_they_will_be_asked()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        fay.PassesForNow();
        Assert.Equal([ben.Id, cleo.Id, fay.Id], RoundRules.Upcoming(room.State));
        ana.Drops();
        room.AfterSeconds(30);
        ana.Connects();
        Assert.Equal([ana.Id, cleo.Id, fay.Id], RoundRules.Upcoming(room.State));
    }

    [Fact]
    public void A_round_that_nobody_is_there_for_waits_for_somebody()
    {
        var (room, fay, ana, ben, cleo) = InCheckIn();
        foreach (var guest in (Guest[])[ana, ben, cleo, fay])
        {
            guest.Drops();
        }

        room.AfterSeconds(30);
        Assert.Null(room.Speaker);
        ben.Connects();
        Assert.Equal("Ben", room.Speaker);
    }

    private static (Room Room, Guest Fay, Guest Ana, Guest Ben, Guest Cleo) InCheckIn()
    {
        var room = Room.Opened(Habits.GoRound());
        var fay = room.Facilitator();
        var people = room.Members("Ana", "Ben", "Cleo");
        fay.Starts();
        return (room, fay, people[0], people[1], people[2]);
    }
}
