using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>The order in which a shy person is heard too: those who have not spoken first, then the least floor time.</summary>
public sealed class FairOrderTests
{
    [Fact]
    public void Who_has_not_spoken_goes_before_who_has()
    {
        var (room, fay, ana, ben, cleo) = InFairDiscussion();
        Speaks(room, ana, seconds: 20);
        fay.RaisesHand();
        ana.RaisesHand();
        ben.RaisesHand();
        cleo.RaisesHand();
        Assert.Equal(["Ben", "Cleo", "Ana"], room.Line);
    }

    [Fact]
    public void Among_those_who_have_spoken_the_least_floor_time_goes_first()
    {
        var (room, fay, ana, ben, cleo) = InFairDiscussion();
        Speaks(room, ana, seconds: 50);
        Speaks(room, ben, seconds: 10);
        Speaks(room, cleo, seconds: 30);
        fay.RaisesHand();
        ana.RaisesHand();
        ben.RaisesHand();
        cleo.RaisesHand();
        Assert.Equal(["Ben", "Cleo", "Ana"], room.Line);
    }

    [Fact]
    public void Among_equals_the_first_to_raise_is_first()
    {
        var (room, fay, ana, ben, cleo) = InFairDiscussion();
        fay.RaisesHand();
        cleo.RaisesHand();
        ana.RaisesHand();
        ben.RaisesHand();
        Assert.Equal(["Cleo", "Ana", "Ben"], room.Line);
    }

    [Fact]
    public void Passing_is_not_speaking()
    {
        var (room, fay, ana, ben, _) = InFairDiscussion();
        ana.RaisesHand();
        room.AfterSeconds(5);
        ana.Passes();
        Speaks(room, ben, seconds: 1);
        fay.RaisesHand();
        ben.RaisesHand();
        ana.RaisesHand();
        Assert.Equal(["Ana", "Ben"], room.Line);
    }

    [Fact]
    public void Reading_aloud_is_not_speaking()
    {
        var room = Room.Opened(Habits.Plain with { FairOrder = true }, Habits.Reading(), Habits.Queue());
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        fay.GivesFloorTo(ana);
        room.AfterSeconds(90);
        ana.EndsShare();
        Assert.Equal((false, TimeSpan.Zero), (ana.Person.HasSpoken, ana.Person.Spoken));
        fay.MovesOn();
        fay.RaisesHand();
        ben.RaisesHand();
        ana.RaisesHand();
        Assert.Equal(["Ben", "Ana"], room.Line);
    }

    [Fact]
    public void Turning_fair_order_on_puts_the_line_in_order_and_says_so()
    {
        var room = Room.Opened(Habits.Queue());
        var fay = room.Facilitator();
        var (ana, ben) = (room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        Speaks(room, ana, seconds: 10);
        fay.RaisesHand();
        ana.RaisesHand();
        ben.RaisesHand();
        Assert.Equal(["Ana", "Ben"], room.Line);
        fay.ChangesRules(fairOrder: true);
        Assert.Equal([ben.Id, ana.Id], room.Saw<HandsOrdered>().Waiting);
        Assert.Equal(["Ben", "Ana"], room.Line);
    }

    [Fact]
    public void A_facilitator_may_still_move_a_hand()
    {
        var (room, fay, ana, ben, _) = InFairDiscussion();
        Speaks(room, ana, seconds: 20);
        fay.RaisesHand();
        ben.RaisesHand();
        ana.RaisesHand();
        fay.MovesHandOf(ana, 1, "They were asked a question");
        Assert.Equal(["Ana", "Ben"], room.Line);
    }

    [Fact]
    public void Floor_time_adds_up_over_shares()
    {
        var (room, _, ana, _, _) = InFairDiscussion();
        Speaks(room, ana, seconds: 20);
        Speaks(room, ana, seconds: 15);
        Assert.Equal((TimeSpan.FromSeconds(35), 2), (ana.Person.Spoken, ana.Person.Shares));
    }

    private static void Speaks(Room room, Guest who, int seconds)
    {
        who.RaisesHand();
        room.AfterSeconds(seconds);
        who.EndsShare();
    }

    private static (Room Room, Guest Fay, Guest Ana, Guest Ben, Guest Cleo) InFairDiscussion()
    {
        var room = Room.Opened(Habits.Plain with { FairOrder = true }, Habits.Queue());
        var fay = room.Facilitator();
        var people = room.Members("Ana", "Ben", "Cleo");
        fay.Starts();
        return (room, fay, people[0], people[1], people[2]);
    }
}
