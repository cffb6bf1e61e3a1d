using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

public sealed class PauseTests
{
    private readonly Room room = Room.Opened(Habits.Queue(), Habits.GoRound(), new Phase("Quiet", 5, FloorMode.Silence));
    private readonly Guest fay;
    private readonly Guest ana;
    private readonly Guest ben;

    public PauseTests()
    {
        fay = room.Facilitator();
        (ana, ben) = (room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
    }

    [Fact]
    public void A_share_goes_on_after_a_silence_with_the_time_it_had_left()
    {
        ana.RaisesHand();
        room.AfterSeconds(50);
        fay.KeepsSilence(60);
        room.AfterSeconds(60);
        room.Saw<SilenceEnded>();
        Assert.Equal(("Ana", room.Now.AddSeconds(70)), (room.Speaker, room.State.Floor.EndsAt!.Value));
        room.AfterSeconds(10);
        Assert.Equal(60, room.Saw<ShareWarned>().SecondsLeft);
        ana.EndsShare();
        Assert.Equal(TimeSpan.FromSeconds(60), ana.Person.Spoken);
    }

    [Fact]
    public void In_a_silence_hands_wait_and_the_first_one_is_heard_after_it()
    {
        fay.KeepsSilence();
        ben.RaisesHand();
        Assert.Null(room.Speaker);
        Assert.Equal(["Ben"], room.Line);
        fay.EndsSilence();
        Assert.Equal("Ben", room.Speaker);
        room.Refuses(SessionRefusals.NotInSilence, fay.EndsSilence);
    }

    [Fact]
    public void Whoever_ends_their_share_in_a_silence_has_ended_it_and_the_next_one_waits()
    {
        ana.RaisesHand();
        ben.RaisesHand();
        room.AfterSeconds(20);
        fay.KeepsSilence();
        room.AfterSeconds(30);
        ana.EndsShare();
        Assert.Null(room.Speaker);
        Assert.Equal(TimeSpan.FromSeconds(20), ana.Person.Spoken);
        room.AfterSeconds(30);
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void A_speaker_who_drops_in_a_silence_has_half_a_minute_after_it()
    {
        ana.RaisesHand();
        fay.KeepsSilence(60);
        room.AfterSeconds(10);
        ana.Drops();
        room.AfterSeconds(79);
        Assert.Equal("Ana", room.Speaker);
        room.AfterSeconds(1);
        Assert.Null(room.Speaker);
        Assert.True(ana.Person.Owed);
        Assert.Equal(TimeSpan.Zero, ana.Person.Spoken);
    }

    [Fact]
    public void A_round_waits_for_the_end_of_the_silence_and_the_next_part_ends_it()
    {
        fay.MovesOn();
        fay.KeepsSilence();
        fay.Passes();
        Assert.Null(room.Speaker);
        fay.EndsSilence();
        Assert.Equal("Ana", room.Speaker);
        fay.KeepsSilence();
        fay.MovesOn();
        Assert.Null(room.State.Pause);
        room.Refuses(SessionRefusals.NoHandsNow, ben.RaisesHand);
    }

    [Fact]
    public void When_everything_is_suspended_nothing_moves_and_afterwards_all_goes_on_with_the_time_left()
    {
        ana.RaisesHand();
        ben.RaisesHand();
        room.AfterSeconds(30);
        var (share, phase) = (room.State.Floor.EndsAt, room.State.Stage.EndsAt);
        fay.Suspends();
        Assert.Empty(room.AfterMinutes(90));
        fay.Resumes();
        Assert.Equal((share + TimeSpan.FromMinutes(90), phase + TimeSpan.FromMinutes(90)), (room.State.Floor.EndsAt, room.State.Stage.EndsAt));
        Assert.Equal("Ana", room.Speaker);
        Assert.Equal(["Ben"], room.Line);
        ana.EndsShare();
        Assert.Equal(TimeSpan.FromSeconds(30), ana.Person.Spoken);
    }

    [Fact]
    public void While_suspended_members_may_be_safe_and_go_and_nothing_else()
    {
        ana.RaisesHand();
        fay.Suspends();
        room.Refuses(SessionRefusals.IsSuspended, ana.EndsShare);
        room.Refuses(SessionRefusals.IsSuspended, ben.RaisesHand);
        room.Refuses(SessionRefusals.IsSuspended, () => ben.Says("Hello"));
        room.Refuses(SessionRefusals.IsSuspended, () => ben.Says("Hello", ChatTo.Facilitators));
        room.Refuses(SessionRefusals.IsSuspended, () => ben.Reacts());
        room.Refuses(SessionRefusals.IsLocked, room.Stranger("Sam").Enters);
        ben.CallsForHelp("I am scared");
        ben.StepsOut();
        ben.StepsBack();
        ben.Leaves();
        ben.Enters();
    }

    [Fact]
    public void While_suspended_those_who_lead_restore_order_and_run_nothing()
    {
        room.Refuses(SessionRefusals.FacilitatorsOnly, ben.Suspends);
        fay.Suspends();
        room.Refuses(SessionRefusals.IsSuspended, fay.Suspends);
        room.Refuses(SessionRefusals.IsSuspended, () => fay.MovesOn());
        room.Refuses(SessionRefusals.IsSuspended, () => fay.GivesFloorTo(ana));
        room.Refuses(SessionRefusals.FacilitatorsOnly, ben.Resumes);
        fay.Removes(ben);
        fay.MakesCoFacilitator(ana);
        ana.Resumes();
        Assert.Null(room.State.Pause);
    }

    [Fact]
    public void A_silence_and_circles_that_were_on_go_on_too()
    {
        fay.KeepsSilence(60);
        room.AfterSeconds(20);
        fay.Suspends();
        room.AfterMinutes(3);
        fay.Resumes();
        room.AfterSeconds(39);
        Assert.NotNull(room.State.Pause?.Silence);
        room.AfterSeconds(1);
        Assert.Null(room.State.Pause);

        fay.SendsIntoCircles(seconds: 100);
        room.AfterSeconds(40);
        fay.Suspends();
        room.AfterMinutes(3);
        fay.Resumes();
        room.AfterSeconds(59);
        Assert.NotNull(room.State.Circles);
        room.AfterSeconds(1);
        Assert.Null(room.State.Circles);
    }

    [Fact]
    public void The_room_can_be_suspended_before_the_meeting_and_the_gavel_still_moves_on()
    {
        var early = Room.Opened();
        var (leader, other) = (early.Facilitator(), early.CoFacilitator());
        leader.Suspends();
        leader.Drops();
        early.AfterSeconds(61);
        Assert.Equal(other.Id, early.State.Gavel.Holder);
        other.Resumes();
        other.Starts();
        Assert.Equal(SessionStatus.Running, early.State.Status);
        Assert.Equal(GroupRole.CoFacilitator, other.Actor.Role);
    }
}
