using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class RecordTests
{
    [Fact]
    public void A_stored_document_comes_back_as_it_was()
    {
        var document = Played().Document;

        var back = JsonSerializer.Deserialize<SessionDocument>(JsonSerializer.Serialize(document))!;

        Assert.Equal(JsonSerializer.Serialize(document), JsonSerializer.Serialize(back));
        Assert.Equal(document.Version, back.Version);
        Assert.Equal(Wire.Text(Played().Newest), Wire.Text(new SessionTimeline(back).Newest));
    }

    [Fact]
    public void Bytes_at_hand_are_those_that_a_document_without_them_gives()
    {
        var document = SessionDocument.Empty;
        foreach (var step in Played().Steps)
        {
            document = document.Append(step.Event, step.CommandId);
            if (document.Version % 5 == 0)
            {
                var again = JsonSerializer.Serialize(document);
                Assert.Equal(again, JsonSerializer.Serialize(JsonSerializer.Deserialize<SessionDocument>(again)));
            }
        }
    }

    [Fact]
    public void Answers_are_written_as_their_members_say()
    {
        RememberedAnswer[] answers = [new(ulong.MaxValue, 0, long.MaxValue, null), new(1, ulong.MaxValue, 0, "session.é\"x")];

        var ring = new AnswerRing([.. answers], []);

        var json = JsonSerializer.Serialize(ring);
        Assert.Equal($"{{\"Accepted\":{JsonSerializer.Serialize(answers)},\"Refused\":[]}}", json);
        Assert.Equal(answers, JsonSerializer.Deserialize<AnswerRing>(json)!.Accepted);
    }

    [Fact]
    public void A_document_stored_by_the_first_release_can_be_read()
    {
        using var golden = typeof(RecordTests).Assembly.GetManifestResourceStream("PeerMesh.Grains.Tests.Sessions.session-record.v1.json")!;

        var document = JsonSerializer.Deserialize<SessionRecord>(golden)!.Document!;

        var timeline = new SessionTimeline(document);
        var session = timeline.Newest!;
        Assert.Equal(278, timeline.Version);
        Assert.Equal(64, document.BaseVersion);
        Assert.Equal(["Rosa", "Guest ANA", "Guest BEN", "Guest CLEO"], session.People.Select(person => person.Name));
        Assert.All(session.People, person => Assert.Equal(Standing.InRoom, person.Standing));
        Assert.Equal((SessionStatus.Running, 1, FloorMode.GoRound, true), (session.Status, session.Stage.Phase, session.Mode, session.Locked));
        Assert.Equal((2, new ParticipantId("p1"), 60), (session.Floor.Turn, session.Floor.Holder, session.Floor.WarnedAtSeconds));
        Assert.Equal(
            [SeatMark.Speaking, SeatMark.Waiting, SeatMark.Waiting, SeatMark.Waiting],
            session.Round!.Seats.Select(seat => seat.Mark));
        var lockIt = new Lock { CommandId = "lock" };
        var answer = timeline.AnswerTo(CommandPrint.KeyOf(new MemberId("fac-rosa"), lockIt.CommandId))!;
        Assert.Equal(CommandPrint.ContentOf(lockIt), answer.Content);
        Assert.Equal("session.not_locked", timeline.AnswerTo(CommandPrint.KeyOf(new MemberId("fac-rosa"), "unlock"))!.Refusal);
    }

    [Fact]
    public void Recent_events_are_bounded_and_the_older_ones_folded()
    {
        var document = SessionDocument.Empty;
        var play = Played();
        foreach (var step in play.Steps)
        {
            document = document.Append(step.Event, step.CommandId);
            Assert.InRange(document.Recent.Count, 1, SessionDocument.RecentMax);
            Assert.Equal(step.Version, document.Version);
        }

        Assert.Equal(Wire.Text(play.Steps[(int)document.BaseVersion - 1].After), Wire.Text(document.Base));
        Assert.Equal(document.BaseVersion + 1, document.Recent[0].Version);
    }

    [Fact]
    public void A_flood_of_refusals_pushes_no_acceptance_out()
    {
        var timeline = new SessionTimeline(stored: null);
        timeline.Remember(new RememberedAnswer(1, 1, 1, null), mustBeStored: true);
        for (var i = 2ul; i < 1000; i++)
        {
            timeline.Remember(new RememberedAnswer(i, i, 1, "session.full"), mustBeStored: true);
        }

        Assert.NotNull(timeline.AnswerTo(1));
        Assert.InRange(timeline.Document.Answers.Refused.Count, AnswerRing.RefusedMax - KeptList.BlockSize + 1, AnswerRing.RefusedMax);
        Assert.NotNull(timeline.AnswerTo(999));
        Assert.Null(timeline.AnswerTo(2));
    }

    [Fact]
    public void Accepted_answers_are_bounded_too()
    {
        var timeline = new SessionTimeline(stored: null);
        for (var i = 0ul; i < 600; i++)
        {
            timeline.Remember(new RememberedAnswer(i, i, 1, null), mustBeStored: true);
        }

        Assert.InRange(timeline.Document.Answers.Accepted.Count, AnswerRing.AcceptedMax - KeptList.BlockSize + 1, AnswerRing.AcceptedMax);
        Assert.NotNull(timeline.AnswerTo(599));
        Assert.Null(timeline.AnswerTo(0));
        Assert.NotNull(new SessionTimeline(timeline.Document).AnswerTo(599));
    }

    // Prints are stored: these numbers hold for good.
    [Fact]
    public void Prints_of_commands_never_change()
    {
        Assert.Equal(1417568031948061080ul, CommandPrint.KeyOf(new MemberId("ana"), "c-1"));
        Assert.Equal(14327585081932840247ul, CommandPrint.ContentOf(new MoveHand(new ParticipantId("p3"), 1, "new here") { CommandId = "c-1" }));
        Assert.NotEqual(
            CommandPrint.ContentOf(new Pass(1) { CommandId = "c-1" }),
            CommandPrint.ContentOf(new Pass { CommandId = "c-1" }));
    }

    [Fact]
    public void Every_refusal_is_found_by_its_code()
    {
        Assert.Same(SessionRefusals.StaleTurn, RefusalCodes.Find("session.stale_turn"));
        Assert.Equal("session.of_a_later_release", RefusalCodes.Find("session.of_a_later_release").Code);
    }

    [Fact]
    public void Every_event_has_a_name_in_storage()
    {
        var named = typeof(SessionEvent)
            .GetCustomAttributes(typeof(System.Text.Json.Serialization.JsonDerivedTypeAttribute), inherit: false)
            .Cast<System.Text.Json.Serialization.JsonDerivedTypeAttribute>()
            .Select(attribute => attribute.DerivedType);

        Assert.Equal(
            typeof(SessionEvent).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(SessionEvent))).Select(type => type.Name).Order(),
            named.Select(type => type.Name).Order());
    }

    // A crash at any moment: between the two writes of a checkpoint and of the row that goes on from it too.
    [Fact]
    public void A_checkpoint_and_what_came_since_are_the_whole_whenever_it_stops()
    {
        var random = new Random(7);
        for (var run = 0; run < 20; run++)
        {
            var timeline = new SessionTimeline(stored: null);
            SessionDocument? checkpoint = null;
            var written = new List<SessionMark>();
            foreach (var step in Played().Steps)
            {
                timeline.Append(step.Event, step.CommandId);
                timeline.Remember(new RememberedAnswer((ulong)random.NextInt64(), 1, timeline.Version, random.Next(2) == 0 ? "session.full" : null), mustBeStored: true);

                // Writes in flight come back late, one after another: a mark may be of before the last checkpoint.
                written.Add(timeline.Mark());
                if (random.Next(10) == 0)
                {
                    var mark = written[random.Next(written.Count)];
                    if (checkpoint is null || mark.Version >= checkpoint.Version)
                    {
                        checkpoint = mark.Document;
                        AssertWhole();
                        timeline.Checkpointed(mark);
                    }
                }
                else if (random.Next(40) == 0)
                {
                    timeline.Join();
                }

                AssertWhole();
            }

            void AssertWhole()
            {
                var stored = Again(timeline.Stored);
                var whole = stored.Since is null ? stored : stored.On(stored.GoesOnFrom(checkpoint) ? Again(checkpoint) : throw new InvalidOperationException("It does not go on from it."));
                Assert.Equal(timeline.Version, stored.Version);
                Assert.Equal(JsonSerializer.Serialize(timeline.Document), JsonSerializer.Serialize(whole));
            }
        }

        static SessionDocument Again(SessionDocument document) => JsonSerializer.Deserialize<SessionDocument>(JsonSerializer.Serialize(document))!;
    }

    [Fact]
    public void A_part_goes_on_from_no_checkpoint_that_is_older_or_of_later_than_itself()
    {
        var steps = Played().Steps;
        var at = steps.Select((_, index) => steps.Take(index).Aggregate(SessionDocument.Empty, (document, step) => document.Append(step.Event, step.CommandId))).ToList();
        var part = SessionDocument.OnlySince(new SinceCheckpoint(20, [.. steps.Skip(20).Take(10).Select(step => new StoredEvent(step.Version, step.CommandId, step.Event))], []), checkOuts: null);

        Assert.True(part.GoesOnFrom(at[20]) && part.GoesOnFrom(at[25]) && part.GoesOnFrom(at[30]));
        Assert.False(part.GoesOnFrom(at[19]) || part.GoesOnFrom(at[31]) || part.GoesOnFrom(null) || part.GoesOnFrom(part));
    }

    // A release that knows no checkpoints must not open the session anew, or go on without half of it.
    [Fact]
    public void A_part_is_no_whole_to_whoever_does_not_look_for_a_checkpoint()
    {
        var part = JsonSerializer.Serialize(SessionDocument.OnlySince(SinceCheckpoint.Nothing(9), checkOuts: null) with { Since = null });

        Assert.ThrowsAny<Exception>(() => new SessionTimeline(JsonSerializer.Deserialize<SessionDocument>(part)));
    }

    /// <summary>A meeting long enough to have events folded away; the golden file is one like it.</summary>
    private static Meeting Played()
    {
        var play = new SessionPlay(Room.PlanOf(new SessionId("g.golden"), FloorMode.GoRound, HouseRules.Default with { OverTime = OverTimeMode.Grace }));
        var answers = AnswerRing.Empty;
        Do("fac-rosa", new Enter("Rosa", 1) { CommandId = "in" });
        foreach (var member in new[] { "ana", "ben", "cleo" })
        {
            Do(member, new Enter(Room.NameOf(member), 1) { CommandId = "in" });
        }

        Do("fac-rosa", new AdmitAll { CommandId = "admit" });
        Do("fac-rosa", new Unlock { CommandId = "unlock" });
        Do("fac-rosa", new Lock { CommandId = "lock" });
        Do("fac-rosa", new Start { CommandId = "start" });
        Do("fac-rosa", new NextPhase(0) { CommandId = "next" });
        for (var i = 0; i < 130; i++)
        {
            Do("ben", i % 2 == 0 ? new StepOut { CommandId = $"{i}" } : new StepBack { CommandId = $"{i}" });
            Do("cleo", i % 2 == 0 ? new StepOut { CommandId = $"{i}" } : new StepBack { CommandId = $"{i}" });
        }

        play.Wait(TimeSpan.FromSeconds(130));
        Do("ana", new PassForNow(play.State.Floor.Turn) { CommandId = "later" });
        return new Meeting(play, answers);

        void Do(string member, SessionCommand command)
        {
            var refusal = play.Do(member, command);
            (answers, _) = answers.Add(new RememberedAnswer(
                CommandPrint.KeyOf(new MemberId(member), command.CommandId), CommandPrint.ContentOf(command), play.Steps.Count, refusal?.Code));
        }
    }

    private sealed record Meeting(SessionPlay Play, AnswerRing Answers)
    {
        public IReadOnlyList<SessionPlay.Step> Steps => Play.Steps;

        public Session Newest => Play.State;

        public long Version => Play.Steps.Count;

        public SessionDocument Document =>
            Play.Steps.Aggregate(SessionDocument.Empty, (document, step) => document.Append(step.Event, step.CommandId)) with { Answers = Answers };
    }
}
