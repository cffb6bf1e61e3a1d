using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

public sealed class TalkTests
{
    private readonly Room room = Room.Opened(Habits.Queue());
    private readonly Guest fay;
    private readonly Guest ana;
    private readonly Guest ben;

    public TalkTests()
    {
        fay = room.Facilitator();
        (ana, ben) = (room.Member("Ana"), room.Member("Ben"));
    }

    [Fact]
    public void People_write_to_everyone_from_the_moment_they_are_in()
    {
        ana.Says("  Hello\u0007 there  ");
        var said = Assert.Single(room.State.Said.Messages);
        Assert.Equal((1, ana.Id, "Hello there", ChatTo.Everyone), (said.Id, said.From, said.Text, said.To));
    }

    [Fact]
    public void A_closed_chat_still_takes_messages_to_those_who_lead()
    {
        room.Refuses(SessionRefusals.FacilitatorsOnly, ana.ClosesChat);
        fay.ClosesChat();
        room.Refuses(SessionRefusals.ChatIsClosed, () => ana.Says("Hello"));
        ana.Says("May I say something?", ChatTo.Facilitators);
        Assert.Single(room.State.Said.Private);
        fay.OpensChat();
        ana.Says("Hello");
    }

    [Fact]
    public void A_group_may_do_without_a_chat() =>
        Assert.True(Room.Opened(Habits.Plain with { Chat = false }).State.Said.Closed);

    [Fact]
    public void A_message_is_hidden_with_a_reason_and_its_text_is_gone()
    {
        ana.Says("Something unkind");
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ben.Hides(1));
        fay.Hides(1, "Not kind");
        var hidden = Assert.Single(room.State.Said.Messages);
        Assert.Equal((null, "Not kind"), (hidden.Text, hidden.HiddenBecause));
        room.Refuses(SessionRefusals.NoSuchMessage, () => fay.Hides(1));
    }

    [Fact]
    public void What_is_written_is_bounded_in_number_and_in_time()
    {
        for (var i = 0; i < SessionLimits.MessagesMax + 5; i++)
        {
            ana.Says($"Message {i}");
            room.AfterSeconds(3);
        }

        Assert.Equal((SessionLimits.MessagesMax, 6), (room.State.Said.Messages.Count, room.State.Said.Messages[0].Id));
        for (var i = 0; i < 2; i++)
        {
            ben.Says("Quick");
            ben.Says("Quick");
        }

        ben.Says("Quick");
        room.Refuses(SessionRefusals.TooManySigns, () => ben.Says("Quick"));
        room.AfterSeconds(10);
        ben.Says("Slow");
    }

    [Fact]
    public void Everyone_together_reacts_only_so_often()
    {
        var people = room.Members([.. Enumerable.Range(1, 10).Select(number => $"Guest {number}")]);
        var reactions = 0;
        foreach (var guest in people)
        {
            for (var i = 0; i < 3; i++)
            {
                guest.Reacts(Reaction.SameHere);
                reactions++;
            }
        }

        Assert.Equal(SessionLimits.SignsMax, reactions);
        room.Refuses(SessionRefusals.TooManySigns, () => ana.Reacts());
    }

    [Fact]
    public void Nobody_reacts_to_a_share_that_wants_no_response()
    {
        fay.Starts();
        ana.Shares(Feedback.None);
        room.Refuses(SessionRefusals.NoReactionsNow, () => ben.Reacts());
        ana.EndsShare();
        ben.Reacts(Reaction.WithYou);
    }

    [Fact]
    public void Messages_to_a_circle_and_to_the_one_aside_have_their_readers()
    {
        var col = room.CoFacilitator();
        fay.Starts();
        fay.SendsIntoCircles(size: 3);
        ana.Says("Who begins?", ChatTo.Circle);
        Assert.Equal([ben.Id, col.Id], room.State.Said.Private[0].Readers!.OrderBy(id => id.Value, StringComparer.Ordinal));
        room.Refuses(SessionRefusals.NobodyToRead, () => fay.Says("Hello", ChatTo.Circle));
        fay.CallsBack();
        col.InvitesAside(ana);
        room.Refuses(SessionRefusals.NobodyToRead, () => ana.Says("Hello", ChatTo.Aside));
        ana.StepsAside();
        ana.Says("It is about my sister.", ChatTo.Aside);
        Assert.Equal([col.Id], room.State.Said.Private[1].Readers!);
        room.Refuses(SessionRefusals.SteppedOut, () => ana.Says("Hello"));
    }

    [Fact]
    public void Notes_are_kept_each_for_oneself()
    {
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ana.Notes("Mine"));
        var col = room.CoFacilitator();
        fay.Notes("Ask Ben how it went");
        col.Notes("Time!");
        fay.Notes("Ask Ben how the interview went");
        Assert.Equal(["Ask Ben how the interview went", "Time!"], room.State.Said.Notes.Select(notes => notes.Text).Order());
        col.Notes("");
        Assert.Single(room.State.Said.Notes);
    }

    [Fact]
    public void When_the_session_closes_all_of_it_is_gone_but_the_resources()
    {
        ana.Says("Hello");
        ana.Thanks(ben);
        ana.AsksForResource("Housing");
        ana.CallsForHelp("Please");
        fay.Notes("Note");
        fay.Pins("Housing office", "https://example.org/housing");
        fay.Closes();
        Assert.Equal(Room.Json(Talk.None with { Last = 2 }), Room.Json(room.State.Said));
        Assert.Equal("Housing office", Assert.Single(room.State.AtDesk.Pins).Title);
        Assert.Empty(room.State.AtDesk.Calls);
    }
}
