using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>Feedback by consent, and the kinds of things a hand is raised for.</summary>
public sealed class FeedbackTests
{
    private readonly Room room = Room.Opened(Habits.Queue(), Habits.GoRound(), Habits.Popcorn(), Habits.Reading());
    private readonly Guest fay;
    private readonly Guest ana;
    private readonly Guest ben;
    private readonly Guest cleo;

    public FeedbackTests()
    {
        fay = room.Facilitator();
        (ana, ben, cleo) = (room.Member("Ana"), room.Member("Ben"), room.Member("Cleo"));
        fay.Starts();
    }

    [Fact]
    public void A_share_is_listened_to_unless_its_sharer_says_otherwise()
    {
        ana.RaisesHand();
        Assert.Equal(Feedback.Listening, room.State.Floor.Share!.Feedback);
        room.Refuses(SessionRefusals.RepliesNotWelcome, () => ben.RaisesHandFor(TurnKind.Reply));
    }

    [Theory]
    [InlineData(Feedback.Experiences, true)]
    [InlineData(Feedback.Advice, true)]
    [InlineData(Feedback.Listening, false)]
    [InlineData(Feedback.None, false)]
    public void Whoever_raises_a_hand_may_say_what_they_want_to_hear(Feedback feedback, bool welcome)
    {
        ana.Shares(feedback);
        if (welcome)
        {
            ben.RaisesHandFor(TurnKind.Reply);
            Assert.Equal(["Ben"], room.Line);
        }
        else
        {
            room.Refuses(SessionRefusals.RepliesNotWelcome, () => ben.RaisesHandFor(TurnKind.Reply));
        }
    }

    [Fact]
    public void Replies_come_before_the_next_share_and_are_short_and_then_the_line_goes_on()
    {
        ana.Shares(Feedback.Experiences);
        ben.RaisesHand();
        cleo.RaisesHandFor(TurnKind.Reply);
        Assert.Equal(["Cleo", "Ben"], room.Line);

        ana.EndsShare();
        Assert.Equal(("Cleo", TurnKind.Reply, room.Now.AddSeconds(60)), (room.Speaker, room.State.Floor.Kind, room.State.Floor.EndsAt!.Value));
        Assert.Equal(ana.Id, room.State.Floor.Share!.By);
        cleo.EndsShare();
        Assert.Equal(("Ben", TurnKind.Share), (room.Speaker, room.State.Floor.Kind));
        Assert.Equal((0, false), (cleo.Person.Shares, cleo.Person.HasSpoken));
    }

    [Fact]
    public void Another_reply_can_be_asked_for_during_a_reply_but_not_to_oneself()
    {
        ana.Shares(Feedback.Advice);
        ana.EndsShare();
        ben.RaisesHandFor(TurnKind.Reply);
        cleo.RaisesHandFor(TurnKind.Reply);
        room.Refuses(SessionRefusals.RepliesNotWelcome, () => ana.RaisesHandFor(TurnKind.Reply));
        ben.EndsShare();
        Assert.Equal("Cleo", room.Speaker);
    }

    [Fact]
    public void The_sharer_may_open_and_close_the_share_for_replies_while_sharing_and_at_its_end()
    {
        ana.RaisesHand();
        ana.Welcomes(Feedback.Experiences);
        ben.RaisesHandFor(TurnKind.Reply);
        ana.Welcomes(Feedback.Listening);
        Assert.Empty(room.Line);
        ana.EndsShareWelcoming(Feedback.Advice);
        Assert.Null(room.Speaker);
        ben.RaisesHandFor(TurnKind.Reply);
        Assert.Equal("Ben", room.Speaker);
        ana.Welcomes(Feedback.None, turn: 1);
        Assert.Equal("Ben", room.Speaker);
        room.Refuses(SessionRefusals.RepliesNotWelcome, () => cleo.RaisesHandFor(TurnKind.Reply));
    }

    [Fact]
    public void Nobody_else_says_what_a_sharer_wants_to_hear_and_an_older_share_is_over()
    {
        ana.RaisesHand();
        room.Refuses(SessionRefusals.NotYourShare, () => fay.Welcomes(Feedback.Advice));
        ben.RaisesHand();
        ana.EndsShare();
        room.Refuses(SessionRefusals.StaleTurn, () => ana.Welcomes(Feedback.Advice, turn: 1));
    }

    [Fact]
    public void When_the_next_share_begins_hands_for_a_reply_to_the_last_one_are_lowered()
    {
        ana.Shares(Feedback.Experiences);
        ben.RaisesHandFor(TurnKind.Reply);
        cleo.RaisesHand();
        fay.MovesHandOf(cleo, 1);
        ana.EndsShare();
        Assert.Equal("Cleo", room.Speaker);
        Assert.Empty(room.Line);
        Assert.Null(room.State.Hands.Asks);
    }

    [Fact]
    public void A_share_that_nobody_heard_has_no_replies()
    {
        ana.Shares(Feedback.Experiences);
        ben.RaisesHandFor(TurnKind.Reply);
        cleo.RaisesHand();
        ana.Passes();
        Assert.Equal("Cleo", room.Speaker);
        Assert.Empty(room.Line);
    }

    [Fact]
    public void When_the_sharer_leaves_nobody_replies()
    {
        ana.Shares(Feedback.Experiences);
        ben.RaisesHandFor(TurnKind.Reply);
        ana.EndsShare();
        cleo.RaisesHandFor(TurnKind.Reply);
        ana.Leaves();
        Assert.Equal("Ben", room.Speaker);
        Assert.Empty(room.Line);
    }

    [Fact]
    public void A_process_point_comes_first_and_a_question_waits_among_the_shares()
    {
        ana.Shares(Feedback.Experiences);
        ben.RaisesHand();
        cleo.RaisesHandFor(TurnKind.Question);
        fay.RaisesHandFor(TurnKind.Reply);
        var dan = room.Member("Dan");
        dan.RaisesHandFor(TurnKind.ProcessPoint);
        Assert.Equal(["Dan", "Fay", "Ben", "Cleo"], room.Line);

        ana.EndsShare();
        Assert.Equal((TurnKind.ProcessPoint, "Dan"), (room.State.Floor.Kind, room.Speaker));
        dan.EndsShare();
        Assert.Equal("Fay", room.Speaker);
        fay.EndsShare();
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void Fair_order_is_among_shares_and_questions()
    {
        fay.ChangesRules(fairOrder: true);
        ana.Shares(Feedback.Advice);
        room.AfterSeconds(30);
        ana.EndsShare();
        ben.Shares(Feedback.Advice);
        ana.RaisesHandFor(TurnKind.Reply);
        cleo.RaisesHand();
        Assert.Equal(["Ana", "Cleo"], room.Line);
        ana.LowersHand();
        ana.RaisesHandFor(TurnKind.Question);
        Assert.Equal(["Cleo", "Ana"], room.Line);
    }

    [Fact]
    public void In_a_go_round_people_may_reply_where_it_is_welcome_and_the_round_goes_on_where_it_was()
    {
        fay.MovesOn();
        Assert.Equal("Fay", room.Speaker);
        fay.Welcomes(Feedback.Experiences);
        cleo.RaisesHandFor(TurnKind.Reply);
        room.Refuses(SessionRefusals.NoHandsNow, ben.RaisesHand);
        fay.EndsShare();
        Assert.Equal("Cleo", room.Speaker);
        Assert.Equal("Fay spoke, Ana waiting, Ben waiting, Cleo waiting", room.Circle);
        cleo.EndsShare();
        Assert.Equal("Ana", room.Speaker);
        Assert.Equal("Fay spoke, Ana speaking, Ben waiting, Cleo waiting", room.Circle);
        ana.Welcomes(Feedback.Advice);
        ben.RaisesHandFor(TurnKind.ProcessPoint);
        ana.EndsShare();
        room.Refuses(SessionRefusals.OnlyInRound, ben.PassesForNow);
        ben.Drops();
        room.AfterSeconds(31);
        Assert.Equal("Fay spoke, Ana spoke, Ben absent, Cleo speaking", room.Circle);
        Assert.False(ben.Person.Owed);
    }

    [Fact]
    public void A_hand_for_a_reply_is_kept_over_a_broken_connection()
    {
        ana.Shares(Feedback.Experiences);
        ben.RaisesHandFor(TurnKind.Reply);
        ben.Drops();
        Assert.Empty(room.Line);
        ben.Connects();
        Assert.Equal(TurnKind.Reply, room.State.Hands.AskOf(ben).Kind);
        Assert.Equal(["Ben"], room.Line);
    }

    [Fact]
    public void Whoever_chooses_in_popcorn_sees_who_was_not_called_yet_and_may_choose_anybody()
    {
        fay.MovesOn();
        fay.MovesOn();
        fay.GivesFloorTo(ana);
        ana.HandsOnTo(ben);
        ben.HandsOnTo(ana);
        Assert.Equal([ana.Id, ben.Id], room.State.Called!);
        fay.MovesOn();
        Assert.Null(room.State.Called);
    }

    [Fact]
    public void A_timekeeper_signals_and_gives_a_little_more_time()
    {
        ana.RaisesHand();
        room.Refuses(SessionRefusals.FacilitatorsOnly, ben.SignalsTime);
        fay.Gives(ben, Duty.Timekeeper);
        ben.SignalsTime();
        Assert.Equal(ana.Id, room.Saw<TimeSignalled>().Participant);
        for (var i = 0; i < 3; i++)
        {
            ben.ExtendsShare(60);
        }

        room.Refuses(SessionRefusals.TimekeeperBounds, () => ben.ExtendsShare(10));
        ben.ExtendsPhase(5);
        room.Refuses(SessionRefusals.TimekeeperBounds, () => ben.ExtendsPhase(1));
        fay.Gives(ben, Duty.Timekeeper, on: false);
        room.Refuses(SessionRefusals.FacilitatorsOnly, ben.SignalsTime);
    }

    [Fact]
    public void A_greeter_lets_people_in_and_does_nothing_else_that_those_who_lead_do()
    {
        fay.ChangesRules(lobby: true);
        var lou = room.Stranger("Lou");
        lou.Enters();
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ben.Admits(lou));
        fay.Gives(ben, Duty.Greeter);
        ben.Admits(lou);
        Assert.Equal(Standing.InRoom, lou.Person.Standing);
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ben.Removes(lou));
        ben.Leaves();
        ben.Enters();
        Assert.False(ben.Person.Greets);
    }
}
