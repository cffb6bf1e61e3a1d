using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.SystemTests.History;

/// <summary>The checker finds what it is there to find.</summary>
public sealed class HistoryCheckerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 5, 4, 12, 0, 0, TimeSpan.Zero);
    private static readonly ParticipantId Ana = new("p1");
    private static readonly ParticipantId Ben = new("p2");
    private static readonly ParticipantId Cem = new("p3");

    // Ana raises a hand and speaks, Ben and Cem wait behind her, Ana is done.
    private static readonly ImmutableList<Seen> Good =
    [
        At(1, new HandRaised(Noon, Ana, 0), "a1", holder: null, turn: 0),
        At(2, new ShareStarted(Noon, 1, Ana, null), "a1", Ana, turn: 1),
        At(3, new HandRaised(Noon, Ben, 0), "b1", Ana, turn: 1, Ben),
        At(4, new HandRaised(Noon, Cem, 1), "c1", Ana, turn: 1, Ben, Cem),
        At(5, new ShareEnded(Noon, 1, Ana, ShareEnd.Done, TimeSpan.Zero, true, new NextTurn(2, Ben, null)), "a2", Ben, turn: 2, Cem),
    ];

    private static readonly ImmutableList<Answered> GoodAnswers =
        [Done("a1", 2), Done("b1", 3), Done("c1", 4), Done("a2", 5), Refused("c2")];

    [Fact]
    public void A_kept_promise_gives_no_fault() => Assert.Empty(Faults(Good, GoodAnswers));

    [Fact]
    public void A_lost_command_is_found() => Assert.Contains("is in no event", Assert.Single(Faults(Good, GoodAnswers.Add(Done("c9", 5)))), StringComparison.Ordinal);

    [Fact]
    public void A_doubled_command_is_found() =>
        Assert.Contains(Faults(Good.Add(At(6, new HandRaised(Noon, Ana, 1), "b1", Ben, turn: 2, Cem, Ana)), GoodAnswers), fault => fault.Contains("more than once", StringComparison.Ordinal));

    [Fact]
    public void A_refused_command_that_happened_is_found() =>
        Assert.Contains(Faults(Good, GoodAnswers.Add(Refused("b1"))), fault => fault.Contains("was refused", StringComparison.Ordinal));

    [Fact]
    public void Two_answers_to_one_command_are_found() =>
        Assert.Contains(Faults(Good, GoodAnswers.Add(Done("a2", 7))), fault => fault.Contains("different answers", StringComparison.Ordinal));

    [Fact]
    public void A_gap_is_found() => Assert.Contains(Faults(Good.RemoveAt(2), []), fault => fault.Contains("had version 2", StringComparison.Ordinal));

    [Fact]
    public void A_version_that_came_twice_is_found() => Assert.Contains(Faults(Good.Insert(3, Good[2]), []), fault => fault.Contains("had version 3", StringComparison.Ordinal));

    [Fact]
    public void A_second_speaker_is_found() =>
        Assert.Contains(Faults(Good.SetItem(3, At(4, new ShareStarted(Noon, 2, Cem, null), "c1", Cem, turn: 2, Ben)), []), fault => fault.Contains("took turn 2 while p1", StringComparison.Ordinal));

    [Fact]
    public void A_jump_in_the_line_is_found() =>
        Assert.Contains(
            Faults(Good.SetItem(4, At(5, new HandRaised(Noon, Cem, 0), "c1", Ana, turn: 1, Cem, Ben)), []),
            fault => fault.Contains("the line went", StringComparison.Ordinal));

    [Fact]
    public void Somebody_waiting_for_a_free_floor_is_found() =>
        Assert.Contains(
            Faults(Good.SetItem(4, At(5, new ShareEnded(Noon, 1, Ana, ShareEnd.Done, TimeSpan.Zero, true), "a2", holder: null, turn: 1, Ben, Cem)), []),
            fault => fault.Contains("the floor is free", StringComparison.Ordinal));

    [Fact]
    public void Streams_that_tell_different_stories_are_found()
    {
        var other = Recording.Of("other", [Good[0], At(2, new ShareStarted(Noon, 1, Ana, null), "b7", Ana, turn: 1)]);

        var faults = new HistoryChecker(Recording.Of("leader", Good), [other], []).Check();

        Assert.Contains("Version 2", Assert.Single(faults), StringComparison.Ordinal);
    }

    [Fact]
    public void An_acknowledged_command_that_is_not_stored_is_found() =>
        Assert.Contains(Stored([(1, "a1"), (2, "a1"), (3, "b1"), (4, "c1")]), fault => fault.Contains("a2 of client was acknowledged at version 5 and is not in storage", StringComparison.Ordinal));

    [Fact]
    public void One_that_was_not_stored_when_it_had_been_acknowledged_is_found_though_it_is_stored_later()
    {
        var early = new StoredSession(3, [(1, "a1"), (2, "a1"), (3, "b1")]) { AskedAt = Noon };
        var end = new StoredSession(5, [(1, "a1"), (2, "a1"), (3, "b1"), (4, "c1"), (5, "a2")]);

        Assert.Empty(Stored([early, end], GoodAnswers.SetItem(2, Done("c1", 4) with { HeardAt = Noon.AddSeconds(1) })));
        Assert.Contains(
            "c1 of client was acknowledged at version 4 and is not in storage",
            Assert.Single(Stored([early, end], GoodAnswers.SetItem(2, Done("c1", 4) with { HeardAt = Noon.AddSeconds(-1) }))),
            StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_folded_away_at_the_end_is_looked_for_before()
    {
        var early = new StoredSession(5, [(1, "a1"), (2, "a1"), (3, "x1"), (4, "c1"), (5, "a2")]) { AskedAt = Noon };

        Assert.Contains(Stored([early, new StoredSession(5, [])], GoodAnswers), fault => fault.Contains("b1 of client was acknowledged", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stored_command_that_is_another_than_was_told_is_found() =>
        Assert.Contains(Stored([(1, "a1"), (2, "a1"), (3, "x1"), (4, "c1"), (5, "a2")]), fault => fault.Contains("Version 3 is of command x1 in storage", StringComparison.Ordinal));

    [Fact]
    public void What_is_stored_as_it_was_told_gives_no_fault() =>
        Assert.Empty(Stored([(1, "a1"), (2, "a1"), (3, "b1"), (4, "c1"), (5, "a2")]));

    [Fact]
    public void An_event_at_another_time_than_its_command_is_found()
    {
        var answered = Done("b1", 3) with { SentAt = Noon.AddHours(1), HeardAt = Noon.AddHours(1) };

        Assert.Contains(Faults(Good, [answered]), fault => fault.Contains("was under way", StringComparison.Ordinal));
    }

    private static IReadOnlyList<string> Stored(IReadOnlyList<(long, string?)> recent) =>
        Stored([new StoredSession(recent.Count, recent)], GoodAnswers);

    private static IReadOnlyList<string> Stored(IReadOnlyList<StoredSession> stored, ImmutableList<Answered> answers) =>
        new HistoryChecker(Recording.Of("leader", Good), [], answers, stored: stored).Check();

    private static IReadOnlyList<string> Faults(ImmutableList<Seen> seen, ImmutableList<Answered> answers) =>
        new HistoryChecker(Recording.Of("leader", seen), [], answers).Check();

    private static Answered Done(string commandId, long version) => new("client", commandId, new CommandAnswer(version, null, 200));

    private static Answered Refused(string commandId) => new("client", commandId, new CommandAnswer(null, "session.not_in_line", 409));

    private static Seen At(long version, SessionEvent happened, string commandId, ParticipantId? holder, int turn, params ParticipantId[] waiting) => new(
        new StreamMessage(version, happened.GetType().Name, Noon, commandId, happened, null, Whole: false),
        new SessionView
        {
            Floor = new FloorPart(turn, holder, null, null, 0, false, null, null, 0),
            Hands = new HandsPart(false, [.. waiting], [], []),
            Stage = new StagePart(0, FloorMode.Queue, Noon, Noon, 0, false, Noon, Noon, false, []),
        });
}
