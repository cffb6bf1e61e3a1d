using System.Collections.Immutable;
using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Privacy;

namespace PeerMesh.Domain.Tests.Privacy;

public sealed class RetentionTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<KeptMeeting> Meetings =
        Gen.Select(Gen.Int[0, 40], Gen.Int[0, 3000], (number, hours) => new KeptMeeting(new SessionId($"g.{number}"), Noon.AddHours(-hours)));

    [Fact]
    public void What_is_over_for_long_enough_is_due_oldest_first_and_nothing_else() => Gen.Select(Meetings.Array[0, 60], Gen.Int[1, 100]).Sample((meetings, days) =>
    {
        var kept = meetings.Aggregate(ImmutableList<KeptMeeting>.Empty, RetentionRules.With);
        var before = RetentionRules.Before(Noon, days);

        var due = RetentionRules.Due(kept, before);

        Assert.Equal(kept.Where(meeting => meeting.EndsAt < before).Select(meeting => meeting.EndsAt).Order(), due.Select(meeting => meeting.EndsAt));
        Assert.Equal(kept.Count, kept.Select(meeting => meeting.Session).Distinct().Count());

        // One that was put off is kept from its latest end on.
        Assert.All(kept, meeting => Assert.Equal(meetings.Where(one => one.Session == meeting.Session).Max(one => one.EndsAt), meeting.EndsAt));
    });

    [Fact]
    public void Nobody_says_how_long_means_a_year() => Assert.Equal(Noon.AddDays(-365), RetentionRules.Before(Noon, days: null));

    [Fact]
    public void A_list_that_is_full_gives_up_its_oldest()
    {
        var kept = ImmutableList.CreateRange(
            Enumerable.Range(0, RetentionRules.KeptMax + 2).Select(number => new KeptMeeting(new SessionId($"g.{number}"), Noon.AddMinutes(number))));

        var due = RetentionRules.Due(kept, before: Noon.AddDays(-3650));

        Assert.Equal(["g.0", "g.1"], due.Select(meeting => meeting.Session.Value));
    }

    [Fact]
    public void A_group_lets_go_of_who_went_long_ago_but_not_of_who_may_not_come_back()
    {
        var book = MembershipBook.Empty with
        {
            Past =
            [
                Went("left-long-ago", PastKind.Left, days: 400),
                Went("declined-long-ago", PastKind.Rejected, days: 400),
                Went("offer-long-ago", PastKind.Lapsed, days: 400),
                Went("banned-long-ago", PastKind.Removed, days: 400),
                Went("left-lately", PastKind.Left, days: 10),
            ],
            Moves = [new LineMove("Ben", "Ana", "Because.", 1, Noon.AddDays(-400)), new LineMove("Cleo", "Ana", "Because.", 1, Noon.AddDays(-10))],
        };

        var after = RetentionRules.LetGo(book, RetentionRules.Before(Noon, 365));

        Assert.Equal(["banned-long-ago", "left-lately"], after.Past.Select(past => past.Member.Value));
        Assert.Equal(["Cleo"], after.Moves.Select(move => move.Name));
        Assert.True(RetentionRules.HasMore(after));
        Assert.Same(after, RetentionRules.LetGo(after, RetentionRules.Before(Noon, 365)));
        Assert.False(RetentionRules.HasMore(RetentionRules.LetGo(after, Noon)));
    }

    private static PastMember Went(string who, PastKind kind, int days) => new(new MemberId(who), who, kind, Noon.AddDays(-days));
}
