using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>A speaker whose connection breaks: the turn is held, then passed over, and theirs again when back.</summary>
public sealed class DroppedSpeakerTests
{
    [Fact]
    public void The_turn_is_held_for_half_a_minute()
    {
        var (room, ana, _) = Speaking();
        room.AfterSeconds(10);
        ana.Drops();
        Assert.Equal([new Dropped(room.Now, ana)], room.Last);
        Assert.Equal(room.Now.AddSeconds(30), room.State.Floor.HeldUntil);
        room.AfterSeconds(29.9);
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void Who_is_back_in_time_goes_on_with_the_same_turn()
    {
        var (room, ana, _) = Speaking();
        ana.Drops();
        room.AfterSeconds(20);
        ana.Connects();
        Assert.Equal([new CameBack(room.Now, ana)], room.Last);
        room.AfterSeconds(30);
        Assert.Equal(("Ana", 1), (room.Speaker, room.Turn));
    }

    [Fact]
    public void After_that_the_floor_moves_on_and_only_the_time_really_spoken_counts()
    {
        var (room, ana, ben) = Speaking();
        room.AfterSeconds(10);
        ana.Drops();
        room.AfterSeconds(30);
        Assert.Equal(
            [new ShareEnded(room.Now, 1, ana, ShareEnd.Dropped, TimeSpan.FromSeconds(10), true, new NextTurn(2, ben, room.Now.AddSeconds(120)))],
            room.Last);
        Assert.False(ana.Person.HasSpoken);
        Assert.True(ana.Person.Owed);
    }

    [Fact]
    public void Who_lost_the_turn_is_next_when_back()
    {
        var (room, ana, ben) = Speaking();
        room.Member("Cleo").RaisesHand();
        ana.Drops();
        room.AfterSeconds(30);
        ana.Connects();
        Assert.Equal(["Ana", "Cleo"], room.Line);
        ben.EndsShare();
        Assert.Equal("Ana", room.Speaker);
        Assert.False(ana.Person.Owed);
    }

    [Fact]
    public void Who_lost_the_turn_and_comes_back_to_a_free_floor_has_it()
    {
        var (room, ana, ben) = Speaking();
        ana.Drops();
        room.AfterSeconds(30);
        ben.EndsShare();
        ana.Connects();
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void What_is_owed_comes_first_in_fair_order_too()
    {
        var room = Room.Opened(Habits.Plain with { FairOrder = true }, Habits.Queue());
        var (fay, ana, ben, cleo) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"), room.Member("Cleo"));
        fay.Starts();
        ana.RaisesHand();
        ana.EndsShare();
        ana.RaisesHand();
        ben.RaisesHand();
        cleo.RaisesHand();
        ana.Drops();
        room.AfterSeconds(30);
        ana.Connects();
        Assert.Equal(["Ana", "Cleo"], room.Line);
        // Nor does a hand raised afterwards, by someone who has not spoken, get in front.
        room.Member("Dan").RaisesHand();
        Assert.Equal(["Ana", "Cleo", "Dan"], room.Line);
    }

    [Fact]
    public void A_turn_is_owed_only_until_the_meeting_moves_on()
    {
        var room = Room.Opened(Habits.Queue(), Habits.Queue());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        ana.RaisesHand();
        ana.Drops();
        room.AfterSeconds(30);
        fay.MovesOn();
        ana.Connects();
        Assert.Null(room.Speaker);
    }

    [Fact]
    public void Stepping_out_in_mid_share_holds_the_turn_as_well()
    {
        var (room, ana, _) = Speaking();
        ana.StepsOut();
        room.AfterSeconds(29);
        ana.StepsBack();
        Assert.Equal(("Ana", 1), (room.Speaker, room.Turn));
        ana.StepsOut();
        room.AfterSeconds(30);
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void Coming_and_going_does_not_stretch_the_half_minute()
    {
        var (room, ana, _) = Speaking();
        ana.StepsOut();
        var until = room.State.Floor.HeldUntil;
        room.AfterSeconds(10);
        ana.Drops();
        Assert.Equal(until, room.State.Floor.HeldUntil);
    }

    [Fact]
    public void A_facilitator_need_not_wait()
    {
        var room = Room.Opened(Habits.Queue());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        ana.RaisesHand();
        room.AfterSeconds(10);
        ana.Drops();
        room.AfterSeconds(20);
        fay.EndsShare();
        Assert.Null(room.Speaker);
        Assert.Equal(TimeSpan.FromSeconds(10), ana.Person.Spoken);
    }

    [Fact]
    public void Time_goes_on_while_the_turn_is_held()
    {
        var room = Room.Opened(Habits.Plain with { OverTime = OverTimeMode.Hard }, Habits.Queue());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        ana.RaisesHand();
        room.AfterSeconds(110);
        ana.Drops();
        room.AfterSeconds(10);
        Assert.Equal((ShareEnd.TimeUp, TimeSpan.FromSeconds(110)), (room.Saw<ShareEnded>().How, room.Saw<ShareEnded>().Spoken));
    }

    [Fact]
    public void A_command_is_a_sign_of_life()
    {
        // A client without an event stream is there when it speaks.
        var (room, ana, _) = Speaking();
        ana.Drops();
        room.AfterSeconds(5);
        ana.EndsShare();
        Assert.Equal(new CameBack(room.Now, ana), room.Last[0]);
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void The_first_and_the_last_connection_count()
    {
        var (room, ana, _) = Speaking();
        Assert.Empty(room.Connects(ana));
        ana.Drops();
        Assert.Empty(room.Disconnects(ana));
        Assert.Empty(room.Connects(new("nobody")));
        Assert.Empty(room.Disconnects(new("nobody")));
    }

    private static (Room Room, Guest Ana, Guest Ben) Speaking()
    {
        var room = Room.Opened(Habits.Queue());
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        ana.RaisesHand();
        ben.RaisesHand();
        return (room, ana, ben);
    }
}
