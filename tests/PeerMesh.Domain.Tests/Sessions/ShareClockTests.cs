using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

/// <summary>The clock of a share: signals to the speaker, "time", what happens then, and more time.</summary>
public sealed class ShareClockTests
{
    [Fact]
    public void The_speaker_alone_is_told_at_60_and_15_seconds_and_then_everyone_that_time_is_up()
    {
        var (room, _, ana, _) = Speaking(OverTimeMode.Gentle);
        room.AfterSeconds(59.9);
        Assert.Empty(room.Last);
        room.AfterSeconds(0.1);
        Assert.Equal([new ShareWarned(room.Now, 1, ana, 60)], room.Last);
        room.AfterSeconds(45);
        Assert.Equal([new ShareWarned(room.Now, 1, ana, 15)], room.Last);
        room.AfterSeconds(15);
        Assert.Equal([new TimeCalled(room.Now, 1)], room.Last);
    }

    [Fact]
    public void A_gentle_house_cuts_nobody_off()
    {
        var (room, _, ana, _) = Speaking(OverTimeMode.Gentle);
        room.AfterMinutes(20);
        Assert.Equal("Ana", room.Speaker);
        ana.EndsShare();
        Assert.Equal(TimeSpan.FromMinutes(20), room.Saw<ShareEnded>().Spoken);
    }

    [Fact]
    public void Grace_leaves_time_to_finish_the_thought()
    {
        var (room, _, _, _) = Speaking(OverTimeMode.Grace, graceSeconds: 30);
        room.AfterSeconds(120);
        room.Saw<TimeCalled>();
        room.AfterSeconds(29.9);
        Assert.Equal("Ana", room.Speaker);
        room.AfterSeconds(0.1);
        Assert.Equal((ShareEnd.TimeUp, TimeSpan.FromSeconds(150)), (room.Saw<ShareEnded>().How, room.Saw<ShareEnded>().Spoken));
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void A_hard_house_moves_on_at_once()
    {
        var (room, _, ana, ben) = Speaking(OverTimeMode.Hard);
        room.AfterSeconds(120);
        Assert.Equal(
            [
                new ShareWarned(Room.Evening.AddSeconds(60), 1, ana, 60),
                new ShareWarned(Room.Evening.AddSeconds(105), 1, ana, 15),
                new TimeCalled(room.Now, 1),
                new ShareEnded(room.Now, 1, ana, ShareEnd.TimeUp, TimeSpan.FromSeconds(120), true, new NextTurn(2, ben, room.Now.AddSeconds(120))),
            ],
            room.Last);
    }

    [Theory]
    [InlineData(60, new[] { 15 })]
    [InlineData(61, new[] { 60, 15 })]
    [InlineData(15, new int[0])]
    [InlineData(16, new[] { 15 })]
    [InlineData(10, new int[0])]
    public void A_short_share_has_only_the_signals_that_fit(int shareSeconds, int[] warned)
    {
        var room = Room.Opened(Habits.Plain with { ShareSeconds = shareSeconds }, Habits.Queue());
        var fay = room.Facilitator();
        fay.Starts();
        fay.RaisesHand();
        room.AfterSeconds(shareSeconds);
        Assert.Equal(warned, room.Last.OfType<ShareWarned>().Select(warning => warning.SecondsLeft));
        room.Saw<TimeCalled>();
    }

    [Fact]
    public void A_part_may_have_shares_of_its_own_length()
    {
        var room = Room.Opened(Habits.Queue() with { ShareSeconds = 45 });
        var fay = room.Facilitator();
        fay.Starts();
        fay.RaisesHand();
        Assert.Equal(room.Now.AddSeconds(45), room.State.Floor.EndsAt);
    }

    [Fact]
    public void An_extension_gives_a_minute_and_the_signals_again()
    {
        var (room, fay, ana, _) = Speaking(OverTimeMode.Hard);
        room.AfterSeconds(110);
        fay.ExtendsShare();
        Assert.Equal([new ShareExtended(room.Now, 1, 60, Room.Evening.AddSeconds(180))], room.Last);
        room.AfterSeconds(10);
        Assert.Equal([new ShareWarned(room.Now, 1, ana, 60)], room.Last);
        room.AfterSeconds(60);
        Assert.Equal(180, room.Saw<ShareEnded>().Spoken.TotalSeconds);
    }

    [Fact]
    public void An_extension_over_time_counts_from_now()
    {
        var (room, fay, ana, _) = Speaking(OverTimeMode.Gentle);
        room.AfterSeconds(200);
        fay.ExtendsShare(90);
        Assert.Equal(room.Now.AddSeconds(90), room.State.Floor.EndsAt);
        room.AfterSeconds(30);
        Assert.Equal([new ShareWarned(room.Now, 1, ana, 60)], room.Last);
    }

    [Theory]
    [InlineData(9)]
    [InlineData(601)]
    [InlineData(-60)]
    public void An_extension_has_sensible_seconds(int seconds)
    {
        var (room, fay, _, _) = Speaking(OverTimeMode.Gentle);
        room.Refuses(SessionRefusals.SecondsInvalid, () => fay.ExtendsShare(seconds));
    }

    [Fact]
    public void A_share_cannot_be_extended_for_ever()
    {
        var (room, fay, ana, ben) = Speaking(OverTimeMode.Gentle);
        for (var added = 0; added < SessionLimits.ExtendSecondsMax; added += 600)
        {
            fay.ExtendsShare(600);
        }

        room.Refuses(SessionRefusals.ShareTooLong, () => fay.ExtendsShare(10));
        room.Refuses(SessionRefusals.ShareTooLong, ben.AgreesToMoreTime);
        ana.EndsShare();
        fay.ExtendsShare(600);
    }

    [Fact]
    public void A_member_cannot_extend_a_share_alone()
    {
        var (room, _, _, ben) = Speaking(OverTimeMode.Gentle);
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ben.ExtendsShare());
    }

    [Fact]
    public void More_time_is_given_when_more_than_half_of_the_others_present_agree()
    {
        // Fay, Ben, Cleo and Dan are the others: two of four are not more than half.
        var (room, fay, _, ben) = Speaking(OverTimeMode.Gentle);
        var (cleo, _) = (room.Member("Cleo"), room.Member("Dan"));
        ben.AgreesToMoreTime();
        Assert.Equal([new MoreTimeAgreed(room.Now, 1, ben)], room.Last);
        fay.AgreesToMoreTime();
        room.DidNotSee<ShareExtended>();
        cleo.AgreesToMoreTime();
        Assert.Equal(60, room.Saw<ShareExtended>().Seconds);
        Assert.Empty(room.State.Floor.MoreTime);
    }

    [Fact]
    public void Those_who_are_away_are_not_asked()
    {
        var (room, fay, _, ben) = Speaking(OverTimeMode.Gentle);
        var (cleo, dan) = (room.Member("Cleo"), room.Member("Dan"));
        cleo.Drops();
        dan.StepsOut();
        ben.AgreesToMoreTime();
        room.DidNotSee<ShareExtended>();
        fay.AgreesToMoreTime();
        room.Saw<ShareExtended>();
    }

    [Fact]
    public void One_agrees_once_and_not_for_oneself()
    {
        var (room, _, ana, ben) = Speaking(OverTimeMode.Gentle);
        room.Members("Cleo", "Dan");
        ben.AgreesToMoreTime();
        room.Refuses(SessionRefusals.AlreadyAgreed, ben.AgreesToMoreTime);
        room.Refuses(SessionRefusals.NotToYourself, ana.AgreesToMoreTime);
    }

    [Fact]
    public void A_reading_without_a_clock_cannot_be_extended()
    {
        var room = Room.Opened(Habits.Reading());
        var (fay, ana) = (room.Facilitator(), room.Member("Ana"));
        fay.Starts();
        Assert.Null(room.State.Floor.EndsAt);
        room.Refuses(SessionRefusals.NotTimed, () => fay.ExtendsShare());
        room.Refuses(SessionRefusals.NotTimed, ana.AgreesToMoreTime);
    }

    [Fact]
    public void A_command_about_a_turn_that_is_over_is_stale()
    {
        var (room, fay, ana, ben) = Speaking(OverTimeMode.Gentle);
        ana.EndsShare();
        Assert.Equal(2, room.Turn);
        room.Refuses(SessionRefusals.StaleTurn, () => ana.EndsShare(1));
        room.Refuses(SessionRefusals.StaleTurn, () => fay.EndsShare(1));
        room.Refuses(SessionRefusals.StaleTurn, () => ana.Passes(1));
        room.Refuses(SessionRefusals.StaleTurn, () => ana.PassesForNow(1));
        room.Refuses(SessionRefusals.StaleTurn, () => ana.HandsOnTo(ben, 1));
        room.Refuses(SessionRefusals.StaleTurn, () => fay.ExtendsShare(60, 1));
        room.Refuses(SessionRefusals.StaleTurn, () => fay.AgreesToMoreTime(1));
        ben.EndsShare();
        room.Refuses(SessionRefusals.StaleTurn, () => ben.EndsShare(2));
    }

    [Fact]
    public void A_command_that_arrives_after_the_cut_meets_the_next_turn()
    {
        var (room, _, ana, _) = Speaking(OverTimeMode.Hard);
        room.AfterSeconds(120);
        Assert.Equal("Ben", room.Speaker);
        room.Refuses(SessionRefusals.StaleTurn, () => ana.EndsShare(1));
    }

    [Fact]
    public void After_an_outage_the_speaker_is_told_only_what_still_helps()
    {
        var (room, _, ana, _) = Speaking(OverTimeMode.Gentle);
        room.AfterAnOutageOf(TimeSpan.FromSeconds(110));
        Assert.Equal([new ShareWarned(room.Now, 1, ana, 15)], room.Last);
    }

    [Fact]
    public void After_an_outage_nobody_s_turn_has_run_out_unseen()
    {
        var (room, _, ana, ben) = Speaking(OverTimeMode.Hard);
        room.AfterAnOutageOf(TimeSpan.FromMinutes(10));
        Assert.Equal((ana.Id, TimeSpan.FromSeconds(120)), (room.Saw<ShareEnded>().Participant, room.Saw<ShareEnded>().Spoken));
        Assert.Equal(new NextTurn(2, ben, room.Now.AddSeconds(120)), room.Saw<ShareEnded>().Next);
    }

    [Fact]
    public void A_rule_changed_in_mid_share_holds_from_then_on()
    {
        var (room, fay, _, _) = Speaking(OverTimeMode.Gentle);
        room.AfterSeconds(125);
        fay.ChangesRules(overTime: OverTimeMode.Grace, graceSeconds: 20);
        Assert.Equal(OverTimeMode.Grace, room.Saw<RulesChanged>().Rules.OverTime);
        room.AfterSeconds(15);
        Assert.Equal("Ben", room.Speaker);
    }

    [Fact]
    public void The_length_of_a_share_changes_for_the_next_one()
    {
        var (room, fay, ana, _) = Speaking(OverTimeMode.Gentle);
        fay.ChangesRules(shareSeconds: 30);
        Assert.Equal(Room.Evening.AddSeconds(120), room.State.Floor.EndsAt);
        ana.EndsShare();
        Assert.Equal(room.Now.AddSeconds(30), room.State.Floor.EndsAt);
    }

    [Theory]
    [InlineData(9, null, null)]
    [InlineData(3601, null, null)]
    [InlineData(null, 4, null)]
    [InlineData(null, 301, null)]
    [InlineData(null, null, (OverTimeMode)7)]
    public void House_rules_stay_within_bounds(int? shareSeconds, int? graceSeconds, OverTimeMode? overTime)
    {
        var (room, fay, ana, _) = Speaking(OverTimeMode.Gentle);
        room.Refuses(SessionRefusals.RulesInvalid, () => fay.ChangesRules(shareSeconds, overTime, graceSeconds));
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ana.ChangesRules(shareSeconds: 60));
    }

    [Fact]
    public void Changing_nothing_says_nothing()
    {
        var (room, fay, _, _) = Speaking(OverTimeMode.Gentle);
        fay.ChangesRules(shareSeconds: 120);
        Assert.Empty(room.Last);
    }

    private static (Room Room, Guest Fay, Guest Ana, Guest Ben) Speaking(OverTimeMode overTime, int graceSeconds = 30)
    {
        var room = Room.Opened(Habits.Plain with { OverTime = overTime, GraceSeconds = graceSeconds }, Habits.Queue());
        var (fay, ana, ben) = (room.Facilitator(), room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        ana.RaisesHand();
        ben.RaisesHand();
        return (room, fay, ana, ben);
    }
}
