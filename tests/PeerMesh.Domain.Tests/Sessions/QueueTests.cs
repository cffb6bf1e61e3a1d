using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Raised hands: who is heard when, and who may change that.</summary>
public sealed class QueueTests
{
    [Fact]
    public void The_first_hand_gets_the_free_floor_at_once()
    {
        var (room, _, ana, _, _) = InDiscussion();
        ana.RaisesHand();
        Assert.Equal([new ShareStarted(room.Now, 1, ana, room.Now.AddSeconds(120))], room.Last);
    }

    [Fact]
    public void Hands_wait_in_the_order_they_were_raised()
    {
        var (room, fay, ana, ben, cleo) = InDiscussion();
        ana.RaisesHand();
        cleo.RaisesHand();
        Assert.Equal([new HandRaised(room.Now, cleo, 0)], room.Last);
        ben.RaisesHand();
        Assert.Equal([new HandRaised(room.Now, ben, 1)], room.Last);
        fay.RaisesHand();
        Assert.Equal(["Cleo", "Ben", "Fay"], room.Line);
    }

    [Fact]
    public void When_a_share_ends_the_next_in_line_speaks_in_the_same_moment()
    {
        var (room, _, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        room.AfterSeconds(40);
        ana.EndsShare();
        Assert.Equal(
            [new ShareEnded(room.Now, 1, ana, ShareEnd.Done, TimeSpan.FromSeconds(40), Counts: true, new NextTurn(2, ben, room.Now.AddSeconds(120)))],
            room.Last);
        Assert.Empty(room.Line);
    }

    [Fact]
    public void When_nobody_waits_the_floor_is_free_after_a_share()
    {
        var (room, _, ana, _, _) = InDiscussion();
        ana.RaisesHand();
        ana.EndsShare();
        Assert.Null(room.Speaker);
        Assert.Equal(1, room.Turn);
    }

    [Fact]
    public void Nobody_waits_twice_and_the_speaker_does_not_wait()
    {
        var (room, _, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        room.Refuses(SessionRefusals.AlreadyInLine, ana.RaisesHand);
        room.Refuses(SessionRefusals.AlreadyInLine, ben.RaisesHand);
    }

    [Fact]
    public void One_lowers_ones_own_hand()
    {
        var (room, _, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        ben.LowersHand();
        Assert.Equal([new HandLowered(room.Now, ben)], room.Last);
        Assert.Empty(room.Line);
        room.Refuses(SessionRefusals.NotInLine, ben.LowersHand);
    }

    [Fact]
    public void Those_who_lead_lower_one_hand_or_all()
    {
        var (room, fay, ana, ben, cleo) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        cleo.RaisesHand();
        fay.LowersHandOf(ben);
        Assert.Equal(["Cleo"], room.Line);
        room.Refuses(SessionRefusals.NotInLine, () => fay.LowersHandOf(ben));
        fay.LowersAllHands();
        Assert.Equal([new AllHandsLowered(room.Now)], room.Last);
        Assert.Empty(room.Line);
        fay.LowersAllHands();
        Assert.Empty(room.Last);
    }

    [Fact]
    public void Those_who_lead_move_a_hand_and_say_why()
    {
        var (room, fay, ana, ben, cleo) = InDiscussion();
        var dan = room.Member("Dan");
        ana.RaisesHand();
        ben.RaisesHand();
        cleo.RaisesHand();
        dan.RaisesHand();
        fay.MovesHandOf(dan, 1, "  It is about the safety of the room ");
        Assert.Equal([new HandMoved(room.Now, dan, 0, "It is about the safety of the room")], room.Last);
        Assert.Equal(["Dan", "Ben", "Cleo"], room.Line);
        fay.MovesHandOf(dan, 99);
        Assert.Equal(["Ben", "Cleo", "Dan"], room.Line);
        fay.MovesHandOf(ben, 2);
        Assert.Equal(["Cleo", "Ben", "Dan"], room.Line);
    }

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("a\nb")]
    public void Moving_a_hand_needs_a_reason(string reason)
    {
        var (room, fay, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        room.Refuses(SessionRefusals.ReasonInvalid, () => fay.MovesHandOf(ben, 1, reason));
        room.Refuses(SessionRefusals.ReasonInvalid, () => fay.MovesHandOf(ben, 1, new string('x', SessionLimits.ReasonMax + 1)));
    }

    [Fact]
    public void Places_in_line_count_from_one()
    {
        var (room, fay, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        room.Refuses(SessionRefusals.PositionInvalid, () => fay.MovesHandOf(ben, 0));
        room.Refuses(SessionRefusals.NotInLine, () => fay.MovesHandOf(ana, 1));
    }

    [Fact]
    public void A_member_cannot_change_the_line()
    {
        var (room, _, ana, ben, cleo) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => cleo.MovesHandOf(ben, 1));
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => cleo.LowersHandOf(ben));
        room.Refuses(SessionRefusals.FacilitatorsOnly, cleo.LowersAllHands);
    }

    [Fact]
    public void A_facilitator_waits_in_line_like_everyone()
    {
        var (room, fay, ana, _, _) = InDiscussion();
        ana.RaisesHand();
        fay.RaisesHand();
        ana.EndsShare();
        Assert.Equal("Fay", room.Speaker);
    }

    [Fact]
    public void A_hand_keeps_its_place_through_a_broken_connection()
    {
        var (room, _, ana, ben, cleo) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        cleo.RaisesHand();
        ben.Drops();
        Assert.Equal(["Cleo"], room.Line);
        Assert.Equal([new KeptHand(ben, 0)], room.State.Hands.Kept);
        ben.Connects();
        Assert.Equal(["Ben", "Cleo"], room.Line);
        Assert.Empty(room.State.Hands.Kept);
    }

    [Fact]
    public void A_hand_keeps_its_place_through_a_break_also_in_fair_order()
    {
        var (room, fay, ana, ben, cleo) = InDiscussion();
        fay.ChangesRules(fairOrder: true);
        ana.RaisesHand();
        ben.RaisesHand();
        cleo.RaisesHand();
        ben.StepsOut();
        ben.StepsBack();
        Assert.Equal(["Ben", "Cleo"], room.Line);
    }

    [Fact]
    public void A_kept_hand_gets_the_floor_when_its_owner_comes_back_to_a_free_one()
    {
        var (room, _, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        ben.Drops();
        ana.EndsShare();
        Assert.Null(room.Speaker);
        ben.Connects();
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void A_kept_hand_can_be_lowered_by_those_who_lead()
    {
        var (room, fay, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        ben.Drops();
        fay.LowersHandOf(ben);
        ben.Connects();
        Assert.Empty(room.Line);
    }

    [Fact]
    public void Who_leaves_takes_their_hand_down()
    {
        var (room, _, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        ben.Leaves();
        Assert.Empty(room.Line);
        ben.Enters();
        Assert.Empty(room.Line);
    }

    [Fact]
    public void A_speaker_who_leaves_hands_the_floor_on()
    {
        var (room, _, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        ana.Leaves();
        Assert.Equal(ShareEnd.Left, room.Saw<ShareEnded>().How);
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void A_speaker_who_is_removed_hands_the_floor_on()
    {
        var (room, fay, ana, ben, _) = InDiscussion();
        ana.RaisesHand();
        ben.RaisesHand();
        fay.Removes(ana);
        Assert.Equal(ShareEnd.Removed, room.Saw<ShareEnded>().How);
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void The_line_is_bounded()
    {
        var room = Room.Opened(Habits.Plain with { Capacity = 150 });
        var fay = room.Facilitator();
        fay.Starts();
        fay.RaisesHand();
        for (var i = 0; i < SessionLimits.WaitingMax; i++)
        {
            room.Member($"Guest {i}").RaisesHand();
        }

        room.Refuses(SessionRefusals.LineIsFull, room.Member("One too many").RaisesHand);
    }

    [Fact]
    public void The_line_stays_bounded_when_a_speaker_who_dropped_comes_back_to_it()
    {
        var room = Room.Opened(Habits.Plain with { Capacity = 150, ShareSeconds = 600 });
        var fay = room.Facilitator();
        var ana = room.Member("Ana");
        fay.Starts();
        ana.RaisesHand();
        for (var i = 0; i < SessionLimits.WaitingMax; i++)
        {
            room.Member($"Guest {i}").RaisesHand();
        }

        ana.Drops();
        room.AfterSeconds(30);
        // One place is free now, and it is Ana's.
        room.Refuses(SessionRefusals.LineIsFull, fay.RaisesHand);
        ana.Connects();
        Assert.Equal("Ana", room.Line.First());
        Assert.Equal(SessionLimits.WaitingMax, room.State.Hands.Waiting.Count);
    }

    [Theory]
    [InlineData(FloorMode.FacilitatorOnly)]
    [InlineData(FloorMode.GoRound)]
    public void In_other_parts_of_the_meeting_no_hands_are_raised(FloorMode mode)
    {
        var room = Room.Opened(new Phase("Part", 10, mode));
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        room.Refuses(SessionRefusals.NotStarted, ana.RaisesHand);
        fay.Starts();
        room.Refuses(SessionRefusals.NoHandsNow, ana.RaisesHand);
    }

    [Fact]
    public void Hands_are_lowered_when_the_meeting_moves_on()
    {
        var room = Room.Opened(Habits.Queue(), Habits.Queue());
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        ana.RaisesHand();
        ben.RaisesHand();
        fay.MovesOn();
        Assert.Null(room.Speaker);
        Assert.Empty(room.Line);
    }

    private static (Room Room, Guest Fay, Guest Ana, Guest Ben, Guest Cleo) InDiscussion()
    {
        var room = Room.Opened(Habits.Queue());
        var fay = room.Facilitator();
        var people = room.Members("Ana", "Ben", "Cleo");
        fay.Starts();
        return (room, fay, people[0], people[1], people[2]);
    }
}
