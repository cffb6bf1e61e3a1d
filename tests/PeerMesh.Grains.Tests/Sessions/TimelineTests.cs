using CsCheck;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class TimelineTests
{
    // Long enough for states to be left out and for the oldest versions to be let go.
    private static readonly Gen<(FloorMode Mode, int Late, int Rests, (int, int, int)[] Moves)> Plays = Gen.Select(
        SessionPlay.Modes,
        Gen.Int[0, 60],
        Gen.Int[1, 90],
        SessionPlay.Moves(50, 700));

    [Fact]
    public void States_and_news_that_are_not_at_hand_are_those_that_were_there() => Plays.Sample(
        sample =>
        {
            var play = SessionPlay.Random(sample.Moves, sample.Mode, Room.Gentle with { OverTime = OverTimeMode.Grace });
            var timeline = new SessionTimeline(stored: null);
            var inFlight = new Queue<SessionMark>();
            var told = new List<string>();
            foreach (var step in play.Steps)
            {
                timeline.Append(step.Event, step.CommandId);
                inFlight.Enqueue(timeline.Mark());
                if (inFlight.Count > sample.Late)
                {
                    Store(inFlight.Dequeue());
                }

                if (timeline.Version % sample.Rests == 0)
                {
                    timeline.Rest();
                }
            }

            while (inFlight.TryDequeue(out var mark))
            {
                Store(mark);
            }

            var all = play.Steps.Select((_, index) => Wire.Text(NewsOf(play, index))).ToList();
            Assert.Equal(all, told);
            Assert.Equal(play.Steps.Count, timeline.DurableVersion);
            var within = Enumerable.Range(0, play.Steps.Count + 1).Where(version => timeline.Reaches(version)).ToList();
            Assert.InRange(within.Count, Math.Min(play.Steps.Count, SessionTimeline.MomentsMax - SessionTimeline.TrimmedAtOnce), SessionTimeline.MomentsMax + 1);
            foreach (var version in within)
            {
                Assert.Equal(Wire.Text(version == 0 ? null : play.Steps[version - 1].After), Wire.Text(timeline.StateAt(version)));
            }

            var middle = within[within.Count / 3];
            Assert.Equal(all.Skip(middle), timeline.NewsAfter(middle).Select(Wire.Text));

            void Store(SessionMark mark)
            {
                var before = timeline.DurableVersion;
                timeline.MarkDurable(mark);
                told.AddRange(timeline.NewsAfter(before).Select(Wire.Text));
                timeline.Trim();
            }
        },
        iter: 60);

    private static SessionNews NewsOf(SessionPlay play, int index)
    {
        var step = play.Steps[index];
        return SessionLens.Tell(index == 0 ? null : play.Steps[index - 1].After, step.After, index + 1, step.CommandId, step.Event);
    }
}
