using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

/// <summary>Who hears and sees what of talk, help, circles and roles: each example names everyone who does, and nobody else may.</summary>
public sealed class TalkLensTests
{
    private static readonly string[] Everyone = ["fac-rosa", "cof-sam", "ana", "ben", "cleo", "dan"];

    private readonly SessionPlay play = new(Room.PlanOf(new SessionId("g.talk"), FloorMode.Queue, Room.Gentle));

    public TalkLensTests()
    {
        foreach (var member in Everyone)
        {
            Do(member, new Enter(Room.NameOf(member), 1) { CommandId = "in" });
        }

        Do("fac-rosa", new Start { CommandId = "start" });
        Do("fac-rosa", new NextPhase { CommandId = "next" });
    }

    [Fact]
    public void A_message_to_everyone_is_read_by_everyone()
    {
        Do("ana", new Say("canary") { CommandId = "say" });
        AssertOnly("canary", Everyone);
    }

    [Fact]
    public void A_message_to_the_facilitators_is_read_by_them_and_its_sender()
    {
        Do("ana", new Say("canary", ChatTo.Facilitators) { CommandId = "say" });
        AssertOnly("canary", "fac-rosa", "cof-sam", "ana");
    }

    [Fact]
    public void A_message_to_a_circle_is_read_there_and_not_by_those_who_lead()
    {
        Do("fac-rosa", new StartCircles { CommandId = "circles" });
        Do("ana", new Say("canary", ChatTo.Circle) { CommandId = "say" });
        var circle = play.State.Circles!.Groups[play.State.Circles.IndexOf(Id("ana"))].Members;
        AssertOnly("canary", [.. Everyone.Where(member => circle.Contains(Id(member)))]);
    }

    [Fact]
    public void Who_is_in_a_circle_is_seen_by_those_in_it_and_those_who_lead()
    {
        Do("fac-rosa", new StartCircles { CommandId = "circles" });
        var circles = play.State.Circles!;
        foreach (var member in Everyone.Where(member => member != "fac-rosa"))
        {
            var own = See(member).Mine!.Circle!;
            Assert.Equal(circles.Groups[circles.IndexOf(Id(member))].Members, own.Members);
            Assert.Equal(member == "cof-sam" ? circles.Groups.Count : null, See(member).Desk?.Circles.Length);
        }

        Assert.Null(See("fac-rosa").Mine!.Circle);
        var told = Told("dan");
        Assert.DoesNotContain("\"groups\"", told, StringComparison.Ordinal);
        Assert.Contains("\"circles\":{\"on\":true", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Notes_are_seen_by_the_one_who_keeps_them()
    {
        Do("fac-rosa", new KeepNotes("canary") { CommandId = "notes" });
        AssertOnly("canary", "fac-rosa");
    }

    [Fact]
    public void A_call_for_help_is_seen_by_those_who_lead_and_the_one_who_calls()
    {
        Do("ana", new CallForHelp("canary") { CommandId = "help" });
        AssertOnly("canary", "fac-rosa", "cof-sam", "ana");
        AssertOnly("helpCalled", "fac-rosa", "cof-sam", "ana");
        Do("cof-sam", new AcknowledgeHelp(Id("ana")) { CommandId = "seen" });
        AssertOnly("helpAcknowledged", "fac-rosa", "cof-sam", "ana");
        Assert.Equal(Id("cof-sam"), See("ana").Mine!.Call!.By);
        Assert.Null(See("ben").Mine!.Call);
        Do("ana", new EndHelp { CommandId = "well" });
        AssertOnly("helpEnded", "fac-rosa", "cof-sam", "ana");
    }

    [Fact]
    public void Of_two_people_aside_the_group_sees_that_they_are_on_a_break()
    {
        Do("cof-sam", new InviteAside(Id("ana")) { CommandId = "come" });
        AssertOnly("asideInvited", "fac-rosa", "cof-sam", "ana");
        var before = play.Steps.Count;
        Do("ana", new AcceptAside { CommandId = "yes" });
        AssertOnly("asideStarted", before, "fac-rosa", "cof-sam", "ana");
        Assert.Contains("steppedOut", Told("ben"), StringComparison.Ordinal);
        Assert.Contains(See("ben").People!.Value, person => person.Id == Id("ana") && person.OnBreak);
        Assert.Null(See("ben").Mine!.Aside);
        Assert.Equal(Id("cof-sam"), See("ana").Mine!.Aside!.Leader);
        Assert.Single(See("fac-rosa").Desk!.Asides);
    }

    [Fact]
    public void A_question_for_a_resource_is_seen_by_those_who_lead_and_its_answer_names_nobody()
    {
        Do("ana", new AskForResource("canary") { CommandId = "ask" });
        AssertOnly("canary", "fac-rosa", "cof-sam", "ana");
        Do("fac-rosa", new PinResource("Shelters", "https://example.org", Ask: 1) { CommandId = "pin" });
        foreach (var step in play.Steps.Skip(play.Steps.Count - 2))
        {
            Assert.DoesNotContain($"\"{Id("ana").Value}\"", Text(step, "ben"), StringComparison.Ordinal);
        }

        Assert.Equal("Shelters", Assert.Single(See("ben").Pins!.Value).Title);
    }

    [Fact]
    public void A_thank_you_is_between_two_people()
    {
        Do("ana", new Thank(Id("ben")) { CommandId = "thanks" });
        AssertOnly("thanked\"", "ana", "ben");
        Assert.Equal([Id("ana")], See("ben").Mine!.Thanks.ToArray());
        Assert.Equal([Id("ben")], See("ana").Mine!.Thanked.ToArray());
        Assert.Empty(See("fac-rosa").Mine!.Thanks);
    }

    [Fact]
    public void A_sign_from_the_timekeeper_is_for_the_speaker()
    {
        Do("ana", new RaiseHand { CommandId = "hand" });
        Do("fac-rosa", new GiveDuty(Id("ben"), Duty.Timekeeper) { CommandId = "time" });
        Do("ben", new SignalTime(play.State.Floor.Turn) { CommandId = "sign" });
        AssertOnly("timeSignalled", "fac-rosa", "cof-sam", "ana", "ben");
    }

    [Fact]
    public void A_greeter_sees_the_lobby_as_long_as_they_greet()
    {
        Do("fac-rosa", new ChangeRules(Lobby: true) { CommandId = "lobby" });
        Do("fac-rosa", new GiveDuty(Id("ben"), Duty.Greeter) { CommandId = "greet" });
        Do("lou", new Enter(Room.NameOf("lou"), 1) { CommandId = "in" });
        AssertOnly(Room.NameOf("lou"), "fac-rosa", "cof-sam", "ben");
        Assert.Single(See("ben").Lobby!.Value);
        Do("fac-rosa", new GiveDuty(Id("ben"), Duty.Greeter, On: false) { CommandId = "rest" });
        Assert.Null(See("ben").Lobby);
        Assert.True(SessionLens.Tell(play.Steps[^1].Before, play.Steps[^1].After, 1, null, play.Steps[^1].Event)
            .Personal.Single(personal => personal.Participant == Id("ben")).Whole);
    }

    [Fact]
    public void The_group_sees_how_even_the_voices_are_and_nobodys_seconds()
    {
        Do("ana", new RaiseHand { CommandId = "hand" });
        play.Wait(TimeSpan.FromSeconds(100));
        Do("ana", new EndShare(play.State.Floor.Turn) { CommandId = "end" });
        Assert.Equal(new BalancePart(false, 0), See("ben").Balance);
        Assert.Equal(100, See("ana").Me!.SpokenSeconds);
        Assert.Null(See("ben").Airtime);
        AssertOnly("\"airtime\"", "fac-rosa", "cof-sam");

        foreach (var member in Everyone.Where(member => member != "ana"))
        {
            Do(member, new RaiseHand { CommandId = $"{member}-hand" });
            play.Wait(TimeSpan.FromSeconds(100));
            Do(member, new EndShare(play.State.Floor.Turn) { CommandId = $"{member}-end" });
        }

        Assert.Equal(new BalancePart(true, 100), See("ben").Balance);
    }

    [Fact]
    public void In_popcorn_whoever_chooses_sees_who_was_not_called()
    {
        var popcorn = new SessionPlay(Room.PlanOf(new SessionId("g.popcorn"), FloorMode.Popcorn, Room.Gentle));
        foreach (var member in Everyone)
        {
            Assert.Null(popcorn.Do(member, new Enter(Room.NameOf(member), 1) { CommandId = "in" }));
        }

        Assert.Null(popcorn.Do("fac-rosa", new Start { CommandId = "start" }));
        Assert.Null(popcorn.Do("fac-rosa", new NextPhase { CommandId = "next" }));
        ParticipantId Of(string member) => popcorn.State.Find(new MemberId(member))!.Id;
        SessionView View(string member) => SessionLens.Snapshot(popcorn.State, 0, popcorn.Now, new MemberId(member));
        Assert.Null(popcorn.Do("fac-rosa", new GiveFloor(Of("ana")) { CommandId = "give" }));
        Assert.Null(popcorn.Do("ana", new HandOn(popcorn.State.Floor.Turn, Of("ben")) { CommandId = "on" }));
        Assert.Equal([Of("fac-rosa"), Of("cof-sam"), Of("cleo"), Of("dan")], View("ben").Mine!.NotYetCalled.ToArray());
        Assert.Equal([Of("cof-sam"), Of("cleo"), Of("dan")], View("fac-rosa").Mine!.NotYetCalled.ToArray());
        Assert.Empty(View("cleo").Mine!.NotYetCalled);
    }

    private void Do(string member, SessionCommand command)
    {
        var refusal = play.Do(member, command);
        Assert.True(refusal is null, refusal?.Code);
    }

    private ParticipantId Id(string member) => play.State.Find(new MemberId(member))!.Id;

    private SessionView See(string member) => SessionLens.Snapshot(play.State, 0, play.Now, new MemberId(member));

    /// <summary>All that this person was told in the latest step.</summary>
    private string Told(string member) => Text(play.Steps[^1], member);

    private static string Text(SessionPlay.Step step, string member)
    {
        var news = SessionLens.Tell(step.Before, step.After, step.Version, step.CommandId, step.Event);
        var person = step.After.Find(new MemberId(member))!;
        var audience = SessionLens.AudienceOf(step.After, person);
        var telling = news.Personal.SingleOrDefault(personal => personal.Participant == person.Id)?.Telling
            ?? (audience == Audience.Outside ? Telling.Quiet : news.ByAudience[(int)audience - 1]);
        return (telling.Facts ? Wire.NameOf(news.Event) : "") + Wire.TextOf(news, telling);
    }

    private void AssertOnly(string text, params string[] members) => AssertOnly(text, play.Steps.Count - 1, members);

    private void AssertOnly(string text, int from, params string[] members)
    {
        foreach (var member in Everyone)
        {
            var told = string.Concat(play.Steps.Skip(from).Select(step => Text(step, member)));
            Assert.True(told.Contains(text, StringComparison.Ordinal) == members.Contains(member), $"{member} was told: {told}");
        }
    }
}
