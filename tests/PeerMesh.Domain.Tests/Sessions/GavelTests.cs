using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Who leads, what happens when they are gone, and roles.</summary>
public sealed class GavelTests
{
    [Fact]
    public void The_first_one_with_a_role_leads()
    {
        var room = Room.Opened();
        room.Member("Ana");
        Assert.Null(room.State.Gavel.Holder);
        var col = room.Stranger("Col", GroupRole.CoFacilitator);
        col.Enters();
        Assert.Contains(new GavelPassed(room.Now, col), room.Last);
        room.Facilitator();
        Assert.Equal(col.Id, room.State.Gavel.Holder);
    }

    [Fact]
    public void It_waits_a_minute_for_a_facilitator_who_is_gone_and_then_passes_on()
    {
        var room = Room.Opened();
        var (fay, _, col) = (room.Facilitator(), room.Member("Ana"), room.CoFacilitator());
        fay.Drops();
        room.AfterSeconds(59.9);
        Assert.Empty(room.Last);
        room.AfterSeconds(0.1);
        Assert.Equal([new GavelPassed(room.Now, col)], room.Last);
    }

    [Fact]
    public void It_stays_with_a_facilitator_who_is_back_in_time()
    {
        var room = Room.Opened();
        var (fay, _) = (room.Facilitator(), room.CoFacilitator());
        fay.Drops();
        room.AfterSeconds(50);
        fay.Connects();
        room.AfterSeconds(60);
        Assert.Empty(room.Last);
        Assert.Equal(fay.Id, room.State.Gavel.Holder);
    }

    [Fact]
    public void A_facilitator_inherits_before_a_co_facilitator()
    {
        var room = Room.Opened();
        var (fay, _, guy) = (room.Facilitator(), room.CoFacilitator(), room.Facilitator("Guy"));
        fay.Leaves();
        room.AfterSeconds(60);
        Assert.Equal(guy.Id, room.State.Gavel.Holder);
    }

    [Fact]
    public void Where_nobody_with_a_role_is_there_whoever_is_willing_may_take_it()
    {
        var (room, fay, ana, ben) = WithGavelOffered();
        ana.TakesGavel();
        Assert.Equal([new GavelPassed(room.Now, ana)], room.Last);
        room.Refuses(SessionRefusals.GavelTaken, ben.TakesGavel);
        room.Refuses(SessionRefusals.HasGavel, ana.TakesGavel);
        ana.Starts();
        ana.Locks();
        fay.Connects();
        Assert.Equal(ana.Id, room.State.Gavel.Holder);
    }

    [Fact]
    public void It_comes_back_to_a_facilitator_on_request()
    {
        var (room, fay, ana, _) = WithGavelOffered();
        ana.TakesGavel();
        fay.Connects();
        fay.TakesGavel();
        Assert.Equal([new GavelPassed(room.Now, fay)], room.Last);
        room.Refuses(SessionRefusals.FacilitatorsOnly, ana.Locks);
    }

    [Fact]
    public void An_offered_gavel_is_its_holder_s_again_when_they_are_back()
    {
        var (room, fay, ana, _) = WithGavelOffered();
        fay.Connects();
        Assert.False(room.State.Gavel.Offered);
        room.Refuses(SessionRefusals.GavelTaken, ana.TakesGavel);
    }

    [Fact]
    public void An_offered_gavel_goes_to_one_with_a_role_who_arrives()
    {
        var (room, _, _, _) = WithGavelOffered();
        var col = room.CoFacilitator();
        Assert.Equal(col.Id, room.State.Gavel.Holder);
    }

    [Fact]
    public void A_facilitator_may_ask_a_co_facilitator_for_it()
    {
        var room = Room.Opened();
        var (col, fay) = (room.CoFacilitator(), room.Facilitator());
        fay.TakesGavel();
        Assert.Equal(fay.Id, room.State.Gavel.Holder);
        room.Refuses(SessionRefusals.GavelTaken, col.TakesGavel);
    }

    [Fact]
    public void A_facilitator_gets_it_back_from_another_one_too()
    {
        var room = Room.Opened();
        var (fay, guy) = (room.Facilitator(), room.Facilitator("Guy"));
        fay.Drops();
        room.AfterSeconds(60);
        Assert.Equal(guy.Id, room.State.Gavel.Holder);
        fay.Connects();
        fay.TakesGavel();
        Assert.Equal(fay.Id, room.State.Gavel.Holder);
    }

    [Fact]
    public void A_member_cannot_just_take_it()
    {
        var room = Room.Opened();
        room.Facilitator();
        room.Refuses(SessionRefusals.GavelTaken, room.Member("Ana").TakesGavel);
    }

    [Fact]
    public void It_is_handed_to_somebody_present()
    {
        var room = Room.Opened();
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ana.PassesGavelTo(ben));
        room.Refuses(SessionRefusals.HasGavel, () => fay.PassesGavelTo(fay));
        ben.Drops();
        room.Refuses(SessionRefusals.NotPresent, () => fay.PassesGavelTo(ben));
        ben.Leaves();
        room.Refuses(SessionRefusals.NoSuchParticipant, () => fay.PassesGavelTo(ben));
        fay.PassesGavelTo(ana);
        Assert.Equal([new GavelPassed(room.Now, ana)], room.Last);
    }

    [Fact]
    public void Who_holds_it_leads_whatever_their_role()
    {
        var room = Room.Opened();
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        room.Refuses(SessionRefusals.FacilitatorsOnly, ana.Starts);
        fay.PassesGavelTo(ana);
        ana.Starts();
        // Its former holder is still a facilitator of the group.
        fay.Locks();
        room.Refuses(SessionRefusals.CannotRemoveFacilitator, () => ana.Removes(fay));
    }

    [Fact]
    public void In_a_reading_the_floor_goes_with_it()
    {
        var room = Room.Opened(Habits.Reading());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        Assert.Equal("Fay", room.Speaker);
        fay.PassesGavelTo(ana);
        Assert.Equal((ShareEnd.HandedOn, "Ana"), (room.Saw<ShareEnded>().How, room.Speaker));
    }

    [Fact]
    public void In_a_reading_whose_leader_is_gone_the_heir_has_the_floor()
    {
        var room = Room.Opened(Habits.Reading());
        var (fay, _) = (room.Facilitator(), room.CoFacilitator());
        fay.Starts();
        fay.Drops();
        room.AfterSeconds(30);
        Assert.Null(room.Speaker);
        room.AfterSeconds(30);
        Assert.Equal("Col", room.Speaker);
    }

    [Fact]
    public void A_leader_back_in_a_reading_has_the_floor_again()
    {
        var room = Room.Opened(Habits.Reading());
        var fay = room.Facilitator();
        fay.Starts();
        fay.Drops();
        room.AfterSeconds(31);
        fay.Connects();
        Assert.Equal("Fay", room.Speaker);
    }

    [Fact]
    public void Someone_is_made_co_facilitator_for_this_session()
    {
        var room = Room.Opened();
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.MakesCoFacilitator(ana);
        Assert.Equal([new RoleChanged(room.Now, ana, RoomRole.CoFacilitator)], room.Last);
        ana.Locks();
        fay.MakesCoFacilitator(ana);
        Assert.Empty(room.Last);
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ana.MakesCoFacilitator(ben));
        fay.SetsRole(ana, RoomRole.Member);
        room.Refuses(SessionRefusals.FacilitatorsOnly, ana.Unlocks);
    }

    [Fact]
    public void Nobody_is_made_or_unmade_a_facilitator_in_a_session()
    {
        var room = Room.Opened();
        var (fay, ana, guy) = (room.Facilitator(), room.Member("Ana"), room.Facilitator("Guy"));
        room.Refuses(SessionRefusals.RoleInvalid, () => fay.SetsRole(ana, RoomRole.Facilitator));
        room.Refuses(SessionRefusals.RoleInvalid, () => fay.SetsRole(ana, (RoomRole)9));
        room.Refuses(SessionRefusals.RoleInvalid, () => fay.SetsRole(guy, RoomRole.Member));
        ana.Leaves();
        room.Refuses(SessionRefusals.NoSuchParticipant, () => fay.MakesCoFacilitator(ana));
    }

    [Fact]
    public void A_session_goes_on_without_its_facilitator()
    {
        var room = Room.Opened(Habits.Queue());
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        ana.RaisesHand();
        ben.RaisesHand();
        fay.Drops();
        room.AfterMinutes(5);
        ana.EndsShare();
        Assert.Equal(("Ben", SessionStatus.Running), (room.Speaker, room.State.Status));
    }

    private static (Room Room, Guest Fay, Guest Ana, Guest Ben) WithGavelOffered()
    {
        var room = Room.Opened();
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Drops();
        room.AfterSeconds(60);
        Assert.Equal([new GavelOffered(room.Now)], room.Last);
        return (room, fay, ana, ben);
    }
}
