using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>How a session ends: when it is over, when too few came, when nobody is left.</summary>
public sealed class ClosingTests
{
    private static readonly HouseRules ThreeNeeded = Habits.Plain with { MinimumToStart = 3, MinimumWaitMinutes = 20 };

    [Fact]
    public void Closing_ends_the_share_and_lowers_the_hands()
    {
        var room = Room.Opened(Habits.Queue());
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        ana.RaisesHand();
        ben.RaisesHand();
        room.AfterSeconds(30);
        fay.Closes();
        Assert.Equal(
            [
                new AllHandsLowered(room.Now),
                new ShareEnded(room.Now, 1, ana, ShareEnd.Closed, TimeSpan.FromSeconds(30), Counts: true),
                new SessionClosed(room.Now, CloseReason.Ended),
            ],
            room.Last);
        Assert.Equal((SessionStatus.Closed, room.Now), (room.State.Status, room.State.ClosedAt));
    }

    [Fact]
    public void A_closed_session_stays_closed()
    {
        var room = Room.Opened();
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Closes();
        room.Refuses(SessionRefusals.Closed, fay.Starts);
        room.Refuses(SessionRefusals.Closed, ana.Leaves);
        room.Refuses(SessionRefusals.Closed, room.Stranger("Ben").Enters);
        Assert.Empty(room.Disconnects(ana));
        Assert.Empty(room.Connects(ana));
        room.AfterMinutes(600);
        Assert.Empty(room.Last);
    }

    [Fact]
    public void A_session_does_not_start_before_enough_are_there()
    {
        var room = Room.Opened(ThreeNeeded, Habits.Queue());
        var (fay, _) = (room.Facilitator(), room.Member("Ana"));
        room.Refuses(SessionRefusals.TooFew, fay.Starts);
        var ben = room.Member("Ben");
        ben.StepsOut();
        room.Refuses(SessionRefusals.TooFew, fay.Starts);
        ben.StepsBack();
        fay.Starts();
    }

    [Fact]
    public void Where_too_few_come_the_session_closes_kindly()
    {
        var room = Room.Opened(ThreeNeeded, Habits.Queue());
        room.Facilitator();
        room.Member("Ana");
        room.AfterMinutes(19.9);
        Assert.Empty(room.Last);
        room.AfterMinutes(0.1);
        Assert.Equal([new SessionClosed(room.Now, CloseReason.TooFew)], room.Last);
    }

    [Fact]
    public void Where_enough_came_it_waits_for_the_facilitator()
    {
        var room = Room.Opened(ThreeNeeded, Habits.Queue());
        var fay = room.Facilitator();
        room.Members("Ana", "Ben");
        room.AfterMinutes(60);
        Assert.Empty(room.Last);
        fay.Starts();
    }

    [Fact]
    public void A_connection_that_breaks_late_does_not_close_the_room_on_the_others()
    {
        var room = Room.Opened(ThreeNeeded, Habits.Queue());
        room.Facilitator();
        var people = room.Members("Ana", "Ben");
        room.AfterMinutes(25);
        people[0].Drops();
        room.AfterMinutes(1);
        Assert.Empty(room.Last);
        people[0].Connects();
        room.AfterMinutes(30);
        Assert.Equal(SessionStatus.Gathering, room.State.Status);
    }

    [Fact]
    public void Once_too_few_are_left_it_waits_as_long_again()
    {
        var room = Room.Opened(ThreeNeeded, Habits.Queue());
        room.Facilitator();
        var people = room.Members("Ana", "Ben");
        room.AfterMinutes(25);
        people[0].Leaves();
        room.AfterMinutes(19.9);
        Assert.Empty(room.Last);
        room.AfterMinutes(0.1);
        Assert.Equal(CloseReason.TooFew, room.Saw<SessionClosed>().Reason);
    }

    [Fact]
    public void A_meeting_that_has_begun_goes_on_with_fewer()
    {
        var room = Room.Opened(ThreeNeeded, Habits.Queue());
        var fay = room.Facilitator();
        var people = room.Members("Ana", "Ben");
        fay.Starts();
        people[0].Leaves();
        people[1].Leaves();
        room.AfterMinutes(30);
        Assert.Equal(SessionStatus.Running, room.State.Status);
    }

    [Fact]
    public void A_session_that_nobody_comes_to_closes_after_a_quarter_of_an_hour()
    {
        var room = Room.Opened();
        room.AfterMinutes(14.9);
        Assert.Empty(room.Last);
        room.AfterMinutes(0.1);
        Assert.Equal([new SessionClosed(room.Now, CloseReason.NobodyHere)], room.Last);
    }

    [Fact]
    public void A_session_that_everyone_left_closes_after_a_quarter_of_an_hour()
    {
        var room = Room.Opened(Habits.Queue());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        room.AfterMinutes(20);
        fay.Drops();
        ana.Leaves();
        room.AfterMinutes(14);
        Assert.Equal(SessionStatus.Running, room.State.Status);
        room.AfterMinutes(1);
        Assert.Equal(CloseReason.NobodyHere, room.Saw<SessionClosed>().Reason);
    }

    [Fact]
    public void Somebody_who_comes_back_keeps_it_open()
    {
        var room = Room.Opened(Habits.Queue());
        var fay = room.Facilitator();
        fay.Drops();
        room.AfterMinutes(14);
        fay.Connects();
        room.AfterMinutes(14);
        Assert.Equal(SessionStatus.Gathering, room.State.Status);
    }

    [Fact]
    public void Somebody_who_waits_in_the_lobby_keeps_it_open()
    {
        var room = Room.Opened(Habits.Plain with { Lobby = true });
        room.Stranger("Ana").Enters();
        room.AfterMinutes(60);
        Assert.Equal(SessionStatus.Gathering, room.State.Status);
    }
}
