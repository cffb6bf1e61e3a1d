using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;
using PeerMesh.Standalone.Rehearsal;

namespace PeerMesh.SystemTests.Rehearsal;

public sealed class MeetingLogTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly ParticipantId Ana = new("p1");
    private static readonly ParticipantId Ben = new("p2");
    private static readonly ParticipantId Cem = new("p3");

    [Fact]
    public void Everyone_was_heard_when_each_seat_spoke_or_passed()
    {
        var log = Heard(
            new RoundStarted(Noon, [Ana, Ben]),
            Ended(1, Ana, ShareEnd.Done),
            new SeatAdded(Noon, Cem),
            Ended(2, Ben, ShareEnd.PutOff),
            Ended(3, Cem, ShareEnd.TimeUp),
            Ended(4, Ben, ShareEnd.Passed));

        Assert.True(log.EveryoneSpokeOrPassed);
        Assert.Equal((3, 2, 1), (log.Rounds[0].Seats, log.Rounds[0].Spoke, log.Rounds[0].Passed));
    }

    [Theory]
    [InlineData(ShareEnd.PutOff)]
    [InlineData(ShareEnd.Dropped)]
    public void Somebody_whose_turn_never_came_back_was_not_heard(ShareEnd how)
    {
        var log = Heard(new RoundStarted(Noon, [Ana, Ben]), Ended(1, Ana, how), Ended(2, Ben, ShareEnd.Done));

        Assert.False(log.EveryoneSpokeOrPassed);
        Assert.Equal([Ana], log.Rounds[0].Unheard);
    }

    [Fact]
    public void Whoever_left_owes_nothing()
    {
        var log = Heard(new RoundStarted(Noon, [Ana, Ben]), new Left(Noon, Ana), Ended(1, Ben, ShareEnd.Done));

        Assert.True(log.EveryoneSpokeOrPassed);
    }

    private static ShareEnded Ended(int turn, ParticipantId who, ShareEnd how) => new(Noon, turn, who, how, TimeSpan.Zero, Counts: true);

    private static MeetingLog Heard(params SessionEvent[] events)
    {
        var log = new MeetingLog();
        foreach (var (happened, index) in events.Prepend(new PhaseStarted(Noon, 0, Noon)).Select((happened, index) => (happened, index)))
        {
            log.Hear(new StreamMessage(index + 1, "event", Noon, null, happened, null, Whole: false));
        }

        return log;
    }
}
