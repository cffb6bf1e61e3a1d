using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions;

public sealed class CircleTests
{
    private readonly Room room = Room.Opened(Habits.Queue(), new Phase("Pairs", 10, FloorMode.Pairs, ShareSeconds: 120), Habits.GoRound(), Habits.Reading());
    private readonly Guest fay;

    public CircleTests() => fay = room.Facilitator();

    private string Circles => string.Join(" | ", room.State.Circles!.Groups.Select(circle => string.Join(" ", circle.Members.Select(room.NameOf).Order())));

    [Theory]
    [InlineData(2, 2, "2")]
    [InlineData(3, 2, "3")]
    [InlineData(7, 2, "3 2 2")]
    [InlineData(8, 2, "2 2 2 2")]
    [InlineData(4, 3, "4")]
    [InlineData(5, 3, "3 2")]
    [InlineData(8, 3, "3 3 2")]
    [InlineData(2, 8, "2")]
    [InlineData(6, 4, "3 3")]
    [InlineData(40, 4, "4 4 4 4 4 4 4 4 4 4")]
    public void People_are_parted_evenly_and_nobody_is_alone(int people, int size, string sizes)
    {
        ImmutableList<ParticipantId> everyone = [.. Enumerable.Range(1, people).Select(number => new ParticipantId($"p{number}"))];
        var groups = CircleRules.Part(everyone, size);
        Assert.Equal(sizes, string.Join(" ", groups.Select(group => group.Count).OrderDescending()));
        Assert.Equal(everyone.Count, groups.SelectMany(group => group).Distinct().Count());
    }

    [Fact]
    public void Who_goes_with_whom_follows_from_chance_and_nothing_else()
    {
        room.Members("Ana", "Ben", "Cleo", "Dan", "Eve", "Finn");
        fay.Starts();
        room.Chance = 4711;
        fay.SendsIntoCircles();
        var first = Circles;
        fay.CallsBack();
        fay.SendsIntoCircles();
        Assert.Equal(first, Circles);
        fay.CallsBack();
        room.Chance = 99;
        fay.SendsIntoCircles();
        Assert.NotEqual(first, Circles);
    }

    [Fact]
    public void They_come_back_by_themselves_also_when_the_server_was_away_at_the_time()
    {
        room.Members("Ana", "Ben");
        fay.Starts();
        fay.SendsIntoCircles(seconds: 120);
        room.AfterSeconds(119);
        Assert.NotNull(room.State.Circles);
        room.AfterSeconds(1);
        room.Saw<CirclesEnded>();

        fay.SendsIntoCircles(seconds: 120);
        room.AfterAnOutageOf(TimeSpan.FromMinutes(9));
        Assert.Null(room.State.Circles);
        room.Saw<CirclesEnded>();
    }

    [Fact]
    public void In_a_pair_one_speaks_after_the_other_and_both_are_warned()
    {
        room.Members("Ana", "Ben");
        fay.Starts();
        fay.SendsIntoCircles(seconds: 240);
        var start = room.Now;
        var pair = room.State.Circles!.Groups[0];
        Assert.Equal((0, start.AddSeconds(120)), (pair.Speaker, pair.TurnEndsAt));

        room.AfterSeconds(105);
        Assert.Equal(15, room.Saw<CirclesWarned>().SecondsLeft);
        Assert.True(room.State.Circles!.Groups[0].Warned);
        room.AfterSeconds(15);
        room.Saw<CirclesTurned>();
        Assert.Equal((1, start.AddSeconds(240), false), (room.State.Circles!.Groups[0].Speaker, room.State.Circles.Groups[0].TurnEndsAt, room.State.Circles.Groups[0].Warned));
        room.AfterSeconds(60);
        Assert.Equal(60, room.Saw<CirclesWarned>().SecondsLeft);
        room.AfterSeconds(45);
        Assert.Equal(15, room.Saw<CirclesWarned>().SecondsLeft);
    }

    [Fact]
    public void More_time_is_parted_among_those_who_have_not_finished()
    {
        room.Members("Ana", "Ben");
        fay.Starts();
        fay.SendsIntoCircles(seconds: 240);
        var start = room.Now;
        room.AfterSeconds(60);
        fay.ExtendsCircles(60);
        Assert.Equal((start.AddSeconds(300), start.AddSeconds(180)), (room.State.Circles!.EndsAt, room.State.Circles.Groups[0].TurnEndsAt));
    }

    [Fact]
    public void Everyone_is_called_back_at_once_or_given_time_to_finish()
    {
        room.Members("Ana", "Ben");
        fay.Starts();
        fay.SendsIntoCircles(seconds: 600);
        fay.CallsBack(30);
        Assert.Equal(room.Now.AddSeconds(30), room.State.Circles!.EndsAt);
        fay.CallsBack(300);
        room.DidNotSee<CirclesTimed>();
        fay.CallsBack();
        Assert.Null(room.State.Circles);
    }

    [Fact]
    public void Whoever_holds_the_gavel_stays_unless_they_want_to_go_too_or_there_are_too_few()
    {
        var ana = room.Member("Ana");
        fay.Starts();
        fay.SendsIntoCircles();
        Assert.Equal("Ana Fay", Circles);
        fay.CallsBack();
        room.Members("Ben", "Cleo", "Dan");
        fay.SendsIntoCircles();
        Assert.DoesNotContain("Fay", Circles, StringComparison.Ordinal);
        fay.CallsBack();
        fay.SendsIntoCircles(withMe: true);
        Assert.Contains("Fay", Circles, StringComparison.Ordinal);
        room.Refuses(SessionRefusals.FacilitatorsOnly, () => ana.CallsBack());
    }

    [Fact]
    public void Late_arrivals_join_where_somebody_is_alone_or_else_make_a_three_or_stay()
    {
        var (ana, ben, cleo, dan) = (room.Member("Ana"), room.Member("Ben"), room.Member("Cleo"), room.Member("Dan"));
        fay.Starts();
        fay.SendsIntoCircles();
        var with = room.State.Circles!.IndexOf(ana);
        ana.Drops();
        var eve = room.Member("Eve");
        Assert.Equal(with, room.State.Circles.IndexOf(eve));
        room.Member("Finn");
        Assert.All(room.State.Circles!.Groups, circle => Assert.Equal(3, circle.Members.Count));
        var guy = room.Member("Guy");
        Assert.Equal(-1, room.State.Circles.IndexOf(guy));
        ana.Connects();
        Assert.Equal(with, room.State.Circles.IndexOf(ana));
        Assert.All(new[] { ben, cleo, dan }, guest => Assert.True(room.State.Circles.IndexOf(guest) >= 0));
    }

    [Fact]
    public void Nobody_is_left_alone_when_the_other_one_leaves()
    {
        var people = room.Members("Ana", "Ben", "Cleo", "Dan");
        fay.Starts();
        fay.SendsIntoCircles();
        var (leaver, alone) = (people.First(guest => guest.Id == room.State.Circles!.Groups[0].Members[0]), room.State.Circles!.Groups[0].Members[1]);
        leaver.Leaves();
        Assert.Equal((alone, 2), (room.Saw<CircleJoined>().Participant, room.Saw<CircleJoined>().Circle));
        Assert.Equal(3, room.State.Circles!.Groups[1].Members.Count);

        foreach (var guest in people.Where(guest => guest != leaver).Take(2))
        {
            guest.Leaves();
        }

        Assert.Null(room.State.Circles);
    }

    [Fact]
    public void The_floor_rests_meanwhile_and_goes_on_with_whoever_waits()
    {
        var (ana, ben) = (room.Member("Ana"), room.Member("Ben"));
        fay.Starts();
        ana.RaisesHand();
        room.Refuses(SessionRefusals.FloorTaken, () => fay.SendsIntoCircles());
        ana.Drops();
        room.AfterSeconds(31);
        fay.SendsIntoCircles();
        room.Refuses(SessionRefusals.InCircles, ben.RaisesHand);
        room.Refuses(SessionRefusals.InCircles, () => fay.GivesFloorTo(ben));
        ana.Connects();
        Assert.Null(room.Speaker);
        Assert.Equal(["Ana"], room.Line);
        fay.CallsBack();
        Assert.Equal(ana.Id, room.Saw<CirclesEnded>().Next!.Participant);
        Assert.Equal("Ana", room.Speaker);
    }

    [Fact]
    public void A_part_of_pairs_sends_people_out_by_itself_and_the_next_part_calls_them_back()
    {
        room.Members("Ana", "Ben", "Cleo");
        fay.Starts();
        fay.MovesOn();
        Assert.Equal(room.Now.AddSeconds(240), room.State.Circles!.EndsAt);
        Assert.Equal("Ana Ben Cleo", Circles);
        Assert.Equal(room.Now.AddSeconds(80), room.State.Circles.Groups[0].TurnEndsAt);
        fay.MovesOn();
        Assert.Null(room.State.Circles);
        Assert.Equal("Fay", room.Speaker);
    }

    [Fact]
    public void A_part_that_moves_on_by_itself_waits_for_the_circles()
    {
        var pairs = Room.Opened(new Phase("Pairs", 1, FloorMode.Pairs, ShareSeconds: 60, AutoAdvance: true), Habits.Queue());
        var leader = pairs.Facilitator();
        pairs.Members("Ana", "Ben");
        leader.Starts();
        pairs.AfterSeconds(61);
        Assert.Equal(0, pairs.State.Stage.Phase);
        pairs.AfterSeconds(60);
        Assert.Equal(1, pairs.State.Stage.Phase);
    }
}
