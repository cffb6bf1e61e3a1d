using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Calls for help, stepping aside, resources.</summary>
public sealed class DeskTests
{
    private readonly Room room = Room.Opened(Habits.Queue());
    private readonly Guest fay;
    private readonly Guest ana;
    private readonly Guest ben;

    public DeskTests()
    {
        fay = room.Facilitator();
        (ana, ben) = (room.Member("Ana"), room.Member("Ben"));
    }

    [Fact]
    public void A_call_for_help_is_one_tap_and_is_acknowledged_and_withdrawn()
    {
        ana.CallsForHelp();
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ben.AcknowledgesCallOf(ana));
        fay.AcknowledgesCallOf(ana);
        Assert.Equal(fay.Id, Assert.Single(room.State.AtDesk.Calls).By);
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ben.EndsCall(ana));
        ana.EndsCall();
        Assert.Empty(room.State.AtDesk.Calls);
        ana.CallsForHelp("Again");
        fay.EndsCall(ana);
        Assert.Empty(room.State.AtDesk.Calls);
    }

    [Fact]
    public void Help_can_be_called_from_a_break_and_the_call_of_somebody_who_left_stays_in_sight()
    {
        ana.StepsOut();
        ana.CallsForHelp("I am outside");
        ana.Leaves();
        Assert.Equal(ana.Id, Assert.Single(room.State.AtDesk.Calls).Participant);
        fay.EndsCall(ana);
    }

    [Fact]
    public void Two_people_step_aside_and_the_group_goes_on_under_somebody_else()
    {
        var col = room.CoFacilitator();
        fay.Starts();
        ana.RaisesHand();
        ben.RaisesHand();
        fay.InvitesAside(ben);
        Assert.Equal(Standing.InRoom, ben.Person.Standing);
        ben.StepsAside();
        Assert.Equal((Standing.SteppedOut, Standing.SteppedOut), (fay.Person.Standing, ben.Person.Standing));
        Assert.Equal(col.Id, room.State.Gavel.Holder);
        Assert.Equal("Ana", room.Speaker);

        ben.StepsBack();
        Assert.Empty(room.State.AtDesk.Asides);
        Assert.Equal(["Ben"], room.Line);
        fay.StepsBack();
        fay.TakesGavel();
    }

    [Fact]
    public void A_co_facilitator_steps_aside_while_the_facilitator_stays()
    {
        var col = room.CoFacilitator();
        col.InvitesAside(ana);
        ana.RatherStays();
        Assert.Empty(room.State.AtDesk.Asides);
        col.InvitesAside(ana);
        ana.StepsAside();
        Assert.Equal(fay.Id, room.State.Gavel.Holder);
        room.DidNotSee<GavelPassed>();
        ana.Leaves();
        Assert.Empty(room.State.AtDesk.Asides);
    }

    [Fact]
    public void Somebody_who_leads_stays_with_the_group()
    {
        room.Refuses(SessionRefusals.NobodyElseLeads, () => fay.InvitesAside(ana));
        fay.MakesCoFacilitator(ben);
        fay.InvitesAside(ana);
        ben.Leaves();
        room.Refuses(SessionRefusals.NobodyElseLeads, ana.StepsAside);
        room.Refuses(SessionRefusals.AlreadyAside, () => fay.InvitesAside(ana));
    }

    [Fact]
    public void A_resource_is_pinned_without_saying_who_asked_and_the_question_is_put_away()
    {
        ana.AsksForResource("Where can I sleep tonight?");
        var ask = Assert.Single(room.State.Said.Asks);
        room.Refuses(SessionRefusals.NoSuchAsk, () => ben.ClosesAsk(ask.Id));
        fay.Pins("Shelters", "https://example.org/shelters", ask: ask.Id);
        Assert.Empty(room.State.Said.Asks);
        Assert.DoesNotContain(ana.Id.Value, Room.Json(room.Saw<ResourcePinned>()), StringComparison.Ordinal);
        Assert.DoesNotContain("sleep", Room.Json(room.State.AtDesk), StringComparison.Ordinal);
        fay.Unpins(1);
        fay.Pins("Shelters", text: "Ask at the library.");
        Assert.Equal(2, Assert.Single(room.State.AtDesk.Pins).Id);
    }

    [Theory]
    [InlineData("", "https://example.org", null)]
    [InlineData("Title", null, null)]
    [InlineData("Title", "http://example.org", null)]
    [InlineData("Title", "javascript:alert(1)", null)]
    [InlineData("Title", "https://user:word@example.org", null)]
    [InlineData("Title", "https://example.org/a b", null)]
    public void What_is_no_resource_is_refused(string title, string? link, string? text) =>
        room.Refuses(SessionRefusals.PinInvalid, () => fay.Pins(title, link, text));
}
