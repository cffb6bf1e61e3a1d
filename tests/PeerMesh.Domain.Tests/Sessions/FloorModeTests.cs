using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>How the floor moves in readings, in popcorn and in open conversation.</summary>
public sealed class FloorModeTests
{
    [Fact]
    public void In_a_reading_whoever_leads_has_the_floor_without_a_clock()
    {
        var (room, fay, _, _) = In(Habits.Reading());
        Assert.Equal(("Fay", null), (room.Speaker, room.State.Floor.EndsAt));
        Assert.Equal(fay.Id, room.Saw<ShareStarted>().Participant);
    }

    [Fact]
    public void Whoever_leads_asks_someone_to_read_and_has_the_floor_again_afterwards()
    {
        var (room, fay, ana, _) = In(Habits.Reading());
        fay.GivesFloorTo(ana);
        Assert.Equal((ShareEnd.HandedOn, false, "Ana"), (room.Saw<ShareEnded>().How, room.Saw<ShareEnded>().Counts, room.Speaker));
        ana.EndsShare();
        Assert.Equal(("Fay", 3), (room.Speaker, room.Turn));
    }

    [Fact]
    public void A_reader_is_not_interrupted_by_a_second_one()
    {
        var (room, fay, ana, ben) = In(Habits.Reading());
        fay.GivesFloorTo(ana);
        room.Refuses(SessionRefusals.FloorTaken, () => fay.GivesFloorTo(ben));
        fay.EndsShare();
        Assert.Equal("Fay", room.Speaker);
    }

    [Fact]
    public void A_reader_who_leaves_or_drops_gives_the_floor_back()
    {
        var (room, fay, ana, ben) = In(Habits.Reading());
        fay.GivesFloorTo(ana);
        ana.Leaves();
        Assert.Equal("Fay", room.Speaker);
        fay.GivesFloorTo(ben);
        ben.Drops();
        room.AfterSeconds(30);
        Assert.Equal("Fay", room.Speaker);
    }

    [Fact]
    public void Whoever_leads_may_fall_silent()
    {
        var (room, fay, ana, _) = In(Habits.Reading());
        fay.EndsShare();
        Assert.Null(room.Speaker);
        fay.GivesFloorTo(ana);
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void In_popcorn_the_first_hand_begins_and_the_speaker_hands_on()
    {
        var (room, _, ana, ben) = In(Habits.Popcorn());
        Assert.Null(room.Speaker);
        ana.RaisesHand();
        Assert.Equal("Ana", room.Speaker);
        room.AfterSeconds(20);
        ana.HandsOnTo(ben);
        Assert.Equal(
            [new ShareEnded(room.Now, 1, ana, ShareEnd.HandedOn, TimeSpan.FromSeconds(20), true, new NextTurn(2, ben, room.Now.AddSeconds(120)))],
            room.Last);
    }

    [Fact]
    public void Handing_on_takes_the_hand_of_the_one_chosen_down()
    {
        var (room, fay, ana, ben) = In(Habits.Popcorn());
        ana.RaisesHand();
        fay.RaisesHand();
        ben.RaisesHand();
        ana.HandsOnTo(ben);
        Assert.Equal("Ben", room.Speaker);
        Assert.Equal(["Fay"], room.Line);
        ben.EndsShare();
        Assert.Equal("Fay", room.Speaker);
    }

    [Fact]
    public void Handing_on_is_for_the_speaker_and_to_somebody_else_who_is_there()
    {
        var (room, _, ana, ben) = In(Habits.Popcorn());
        var cleo = room.Member("Cleo");
        ana.RaisesHand();
        room.Refuses(SessionRefusals.NotSpeaking, () => ben.HandsOnTo(ana));
        room.Refuses(SessionRefusals.NotToYourself, () => ana.HandsOnTo(ana));
        ben.StepsOut();
        room.Refuses(SessionRefusals.NotPresent, () => ana.HandsOnTo(ben));
        cleo.Leaves();
        room.Refuses(SessionRefusals.NoSuchParticipant, () => ana.HandsOnTo(cleo));
    }

    [Fact]
    public void Elsewhere_the_speaker_does_not_choose_who_is_next()
    {
        var (room, _, ana, ben) = In(Habits.Queue());
        ana.RaisesHand();
        room.Refuses(SessionRefusals.OnlyInPopcorn, () => ana.HandsOnTo(ben));
    }

    [Fact]
    public void In_open_conversation_the_floor_is_nobody_s_and_a_raised_hand_asks_for_it()
    {
        var (room, fay, ana, ben) = In(Habits.Open());
        ana.RaisesHand();
        ben.RaisesHand();
        Assert.Null(room.Speaker);
        Assert.Equal(["Ana", "Ben"], room.Line);
        fay.GivesFloorTo(ben);
        Assert.Equal("Ben", room.Speaker);
        Assert.Equal(["Ana"], room.Line);
        ben.EndsShare();
        Assert.Null(room.Speaker);
        Assert.Equal(["Ana"], room.Line);
    }

    [Fact]
    public void In_open_conversation_a_hand_is_kept_also_for_somebody_who_lost_the_floor_before()
    {
        var (room, fay, ana, _) = In(Habits.Open());
        fay.GivesFloorTo(ana);
        ana.Drops();
        room.AfterSeconds(30);
        ana.RaisesHand();
        ana.StepsOut();
        ana.StepsBack();
        Assert.Equal(["Ana"], room.Line);
    }

    [Fact]
    public void Whoever_leads_gives_the_free_floor_to_somebody_present()
    {
        var (room, fay, ana, ben) = In(Habits.Queue());
        ben.Drops();
        room.Refuses(SessionRefusals.NotPresent, () => fay.GivesFloorTo(ben));
        ben.Leaves();
        room.Refuses(SessionRefusals.NoSuchParticipant, () => fay.GivesFloorTo(ben));
        fay.GivesFloorTo(ana);
        Assert.Equal("Ana", room.Speaker);
        room.Refuses(SessionRefusals.FloorTaken, () => fay.GivesFloorTo(fay));
    }

    private static (Room Room, Guest Fay, Guest Ana, Guest Ben) In(Phase phase)
    {
        var room = Room.Opened(phase);
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        return (room, fay, ana, ben);
    }
}
