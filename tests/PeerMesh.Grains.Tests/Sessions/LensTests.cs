using CsCheck;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class LensTests
{
    private static readonly Gen<(FloorMode Mode, bool Lobby, (int, int, int)[] Moves)> Plays = Gen.Select(
        SessionPlay.Modes,
        Gen.Bool,
        SessionPlay.Moves(0, 200));

    [Fact]
    public void Applying_what_is_told_to_the_first_view_gives_every_later_one() => ForAllPlays(play =>
    {
        var readers = new Dictionary<ParticipantId, Reader>();
        foreach (var step in play.Steps)
        {
            var news = Tell(step);
            foreach (var person in step.After.People)
            {
                if (!readers.TryGetValue(person.Id, out var reader))
                {
                    readers.Add(person.Id, reader = new Reader());
                }

                reader.Hear(news, person.Id);
                var present = SessionLens.Snapshot(step.After, step.Version, step.Event.At, person.Member);
                Assert.Equal(SessionLens.AudienceOf(step.After, person), reader.Audience);
                if (reader.Audience != Audience.Outside)
                {
                    Assert.Equal(Wire.PartsOf(present), reader.Parts);
                }
            }
        }
    });

    [Fact]
    public void What_is_told_as_changed_has_changed() => ForAllPlays(play =>
    {
        foreach (var step in play.Steps.Where(step => step.Before is not null))
        {
            var news = Tell(step);
            foreach (var person in step.After.People)
            {
                var personal = news.Personal.SingleOrDefault(telling => telling.Participant == person.Id);
                if (personal is { Whole: true } || SessionLens.AudienceOf(step.After, person) is var audience && audience == Audience.Outside)
                {
                    continue;
                }

                var before = Wire.PartsOf(SessionLens.Snapshot(step.Before!, 0, default, person.Member));
                var after = Wire.PartsOf(SessionLens.Snapshot(step.After, 0, default, person.Member));
                var told = Wire.PartsOf((personal?.Telling ?? news.ByAudience[(int)audience - 1]).Now);

                Assert.Equal(
                    after.Keys.Where(part => before[part] != after[part]).Order(),
                    told.Keys.Order());
            }
        }
    });

    [Fact]
    public void What_only_some_may_know_reaches_nobody_else() => ForAllPlays(play =>
    {
        var (seated, accounts) = (new HashSet<ParticipantId>(), play.State.People.Select(person => $"\"{person.Member.Value}\"").ToList());
        foreach (var step in play.Steps)
        {
            seated.UnionWith(step.After.People.Where(person => person.Seated).Select(person => person.Id));
            var atTheDoor = step.After.People.Where(person => !seated.Contains(person.Id)).ToList();
            var news = Tell(step);

            foreach (var audience in new[] { Audience.Lobby, Audience.Room })
            {
                var telling = news.ByAudience[(int)audience - 1];
                Check(Wire.TextOf(news, telling), telling.Now, audience, atTheDoor);
            }

            Assert.Null(news.ByAudience[0].Now?.People);
            Assert.All(accounts, account => Assert.DoesNotContain(account, Wire.TextOf(news, news.ByAudience[2])));
            foreach (var personal in news.Personal)
            {
                Check(
                    Wire.TextOf(news, personal.Telling),
                    personal.Telling.Now,
                    personal.Audience,
                    atTheDoor.Where(person => person.Id != personal.Participant));
                Assert.True(personal.Telling.Now?.Me is null || personal.Telling.Now.Me.Participant == personal.Participant);
                var greets = step.After.Find(personal.Participant)!.Greets;
                Assert.True(personal.Telling.Now?.Lobby is null || greets || personal.Audience == Audience.Leaders);
                CheckMine(step.After, personal);
                Assert.True(personal.Telling.Now?.Me?.WarnedAtSeconds is null || step.After.Floor.Holder == personal.Participant);
                Assert.False(step.Event is ShareWarned warned && personal.Telling.Facts && personal.Participant != warned.Participant);
            }

            Assert.DoesNotContain(news.ByAudience, telling => telling.Now?.Me is not null || telling.Now?.Mine is not null);
            Assert.Null(news.ByAudience[1].Now?.Lobby);
            Assert.False(step.Event is NotesKept or Thanked or ChatSaid { To: ChatTo.Circle or ChatTo.Aside } && news.ByAudience.Any(telling => telling.Facts));
            Assert.False(
                step.Event is HelpCalled or HelpAcknowledged or HelpEnded or AsideInvited or AsideStarted or AsideEnded or ResourceAsked or ChatSaid { To: ChatTo.Facilitators }
                && (news.ByAudience[0].Facts || news.ByAudience[1].Facts));
            Assert.False(step.Event is ShareWarned && news.ByAudience.Any(telling => telling.Facts));
        }

        // What is somebody's own is theirs: said by them, to them, or about them.
        static void CheckMine(Session session, PersonalTelling personal)
        {
            if (personal.Telling.Now?.Mine is not { } mine)
            {
                return;
            }

            var me = personal.Participant;
            Assert.True(mine.Call is null || mine.Call.Participant == me);
            Assert.True(mine.Aside is null || mine.Aside.Leader == me || mine.Aside.Participant == me);
            Assert.True(mine.Circle is null || mine.Circle.Members.Contains(me));
            Assert.All(mine.Asks, ask => Assert.Equal(me, ask.From));
            Assert.All(mine.Messages, message => Assert.True(
                message.From == me
                || (message.To == ChatTo.Facilitators ? personal.Audience == Audience.Leaders : message.Readers!.Contains(me))));
            Assert.Equal(session.Said.Notes.Find(notes => notes.Of == me)?.Text, mine.Notes);
        }

        void Check(string text, SessionView? now, Audience audience, IEnumerable<Person> hidden)
        {
            Assert.All(accounts, account => Assert.DoesNotContain(account, text));
            if (audience != Audience.Leaders && now?.Lobby is null)
            {
                Assert.All(hidden, person => Assert.DoesNotContain(person.Name, text));
                Assert.All(hidden, person => Assert.DoesNotContain($"\"{person.Id.Value}\"", text));
            }

            if (audience != Audience.Leaders)
            {
                Assert.Null(now?.Airtime);
                Assert.Null(now?.Desk);
            }

            if (audience < Audience.Room)
            {
                Assert.Null(now?.People);
                Assert.Null(now?.Floor);
            }
        }
    });

    [Fact]
    public void The_lobby_hears_of_the_door_and_of_nothing_else() => ForAllPlays(play =>
    {
        foreach (var step in play.Steps)
        {
            var lobby = Tell(step).ByAudience[0];
            Assert.Equal(step.Event is MeetingStarted or SessionClosed or Locked or Unlocked, lobby.Facts);
            Assert.True(lobby.Now is null || Wire.PartsOf(lobby.Now).Keys.SequenceEqual(["status"]));
        }
    });

    [Theory]
    [InlineData(OverTimeMode.Gentle, null)]
    [InlineData(OverTimeMode.Grace, 30)]
    [InlineData(OverTimeMode.Hard, 0)]
    public void It_is_seen_when_a_share_will_be_cut(OverTimeMode mode, int? secondsLater)
    {
        var play = Queue(Room.Gentle with { OverTime = mode });
        play.Do("ana", new RaiseHand { CommandId = "hand" });

        var floor = See(play, "ana").Floor!;

        Assert.Equal(secondsLater is { } seconds ? floor.EndsAt!.Value.AddSeconds(seconds) : null, floor.CutAt);
    }

    [Fact]
    public void Those_who_come_next_are_at_most_five()
    {
        var play = Queue(Room.Gentle);
        string[] members = ["ana", "ben", "cleo", "dan", "eva", "finn", "fac-rosa"];
        foreach (var member in members)
        {
            play.Do(member, new RaiseHand { CommandId = member });
        }

        var view = See(play, "ana");

        Assert.Equal(view.Hands!.Waiting.Take(5), view.UpNext!.Value);
    }

    [Fact]
    public void Minutes_tell_each_phase_and_everyones_presence_to_those_who_lead()
    {
        var play = Queue(Room.Gentle);
        play.Do("ana", new RaiseHand { CommandId = "hand" });
        play.Wait(TimeSpan.FromMinutes(3));
        play.Do("ana", new EndShare(play.State.Floor.Turn) { CommandId = "end" });
        play.Do("ben", new Leave { CommandId = "leave" });
        play.Wait(TimeSpan.FromMinutes(2));

        var minutes = SessionLens.Minutes(play.State, play.Now, play.State.Find(new MemberId("fac-rosa"))!);
        var own = SessionLens.Minutes(play.State, play.Now, play.State.Find(new MemberId("ben"))!);

        Assert.Equal([0, 300, 0], minutes.Phases.Select(phase => phase.UsedSeconds));
        Assert.Equal(7, minutes.People.Length);
        var ana = minutes.People.Single(person => person.Name == Room.NameOf("ana"));
        Assert.Equal((300.0, 5, 180, 1), (ana.PresentSeconds, ana.PresentMinutes, ana.SpokenSeconds, ana.Shares));
        Assert.Equal(play.Now, Assert.Single(ana.Intervals).Until);
        var ben = Assert.Single(own.People);
        Assert.True(ben.Me);
        Assert.Equal(180, ben.PresentSeconds);

        play.Do("fac-rosa", new Close { CommandId = "close" });
        play.Wait(TimeSpan.FromMinutes(30));
        Assert.Equal(
            [0, 300, 0],
            SessionLens.Minutes(play.State, play.Now, play.State.Find(new MemberId("fac-rosa"))!).Phases.Select(phase => phase.UsedSeconds));
    }

    private static void ForAllPlays(Action<SessionPlay> check) => Plays.Sample(
        sample => check(SessionPlay.Random(sample.Moves, sample.Mode, Room.Gentle with { Lobby = sample.Lobby, OverTime = OverTimeMode.Grace })),
        iter: 300);

    private static SessionPlay Queue(HouseRules rules)
    {
        var play = new SessionPlay(Room.PlanOf(new SessionId("g.play"), FloorMode.Queue, rules));
        foreach (var member in new[] { "fac-rosa", "ana", "ben", "cleo", "dan", "eva", "finn" })
        {
            Assert.Null(play.Do(member, new Enter(Room.NameOf(member), 1) { CommandId = member }));
        }

        Assert.Null(play.Do("fac-rosa", new Start { CommandId = "start" }));
        Assert.Null(play.Do("fac-rosa", new NextPhase { CommandId = "next" }));
        return play;
    }

    private static SessionView See(SessionPlay play, string member) =>
        SessionLens.Snapshot(play.State, 0, play.Now, new MemberId(member));

    private static SessionNews Tell(SessionPlay.Step step) =>
        SessionLens.Tell(step.Before, step.After, step.Version, step.CommandId, step.Event);

    /// <summary>A client, as far as it follows what it is told.</summary>
    private sealed class Reader
    {
        public Audience Audience { get; private set; } = Audience.Outside;

        public Dictionary<string, string> Parts { get; private set; } = [];

        public void Hear(SessionNews news, ParticipantId me)
        {
            var personal = news.Personal.SingleOrDefault(telling => telling.Participant == me);
            if (personal is null && Audience == Audience.Outside)
            {
                return;
            }

            var telling = personal?.Telling ?? news.ByAudience[(int)Audience - 1];
            if (personal is { Whole: true })
            {
                Parts = [];
            }

            Audience = personal?.Audience ?? Audience;
            foreach (var (name, part) in Wire.PartsOf(telling.Now))
            {
                Parts[name] = part;
            }
        }
    }
}
