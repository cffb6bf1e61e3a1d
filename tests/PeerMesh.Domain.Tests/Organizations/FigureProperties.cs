using System.Collections.Immutable;
using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Tests.Organizations;

public sealed class FigureProperties
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 18, 0, 0, TimeSpan.Zero);

    /// <summary>A tree of bodies with their groups' counts: of the body at each place, the place of its parent (-1 is none) and how many each of its groups has.</summary>
    private static readonly Gen<IReadOnlyList<Branch>> Trees = Gen.Select(Gen.Int[0, 99], Gen.Int[0, 12].List[0, 4])
        .List[1, 8]
        .Select(bodies => (IReadOnlyList<Branch>)[.. bodies.Select((body, at) => new Branch(at == 0 ? -1 : body.Item1 % at, [.. body.Item2]))]);

    [Fact]
    public void Nothing_that_is_published_depends_on_a_count_that_is_hidden() =>
        Gen.Select(Trees, Gen.Int[0, FigureRules.ToldFrom - 1].Array[32]).Sample((tree, others) =>
        {
            var next = 0;
            var another = tree.Select(body => body with { Counts = body.Counts.ConvertAll(count => count < FigureRules.ToldFrom ? others[next++ % others.Length] : count) }).ToList();

            // All that anybody is told, of every group and of every body with what is below it: so no comparing of any of it with any other brings a hidden count out.
            Assert.Equal(Published(tree), Published(another));
        });

    [Fact]
    public void No_number_under_five_is_ever_told_and_what_is_left_out_is_said() =>
        Trees.Sample(tree =>
        {
            Assert.All(Published(tree), figure => Assert.True(figure.Count is null ? figure.IsLowerBound : figure.Count >= FigureRules.ToldFrom));
            for (var at = 0; at < tree.Count; at++)
            {
                var (counts, total) = (Below(tree, at).ToList(), TotalOf(tree, at));
                Assert.Equal(counts.Count == 0 || counts.Exists(count => count < FigureRules.ToldFrom), total.IsLowerBound);
                Assert.True((total.Count ?? 0) <= counts.Sum());
                Assert.True(total.IsLowerBound || total.Count == counts.Sum());
            }
        });

    [Fact]
    public void A_day_that_passes_tells_no_meeting_of_fewer_than_five() =>
        Gen.Select(Gen.Int[0, 12].List[0, 20], Gen.Int[0, FigureRules.ToldFrom - 1], Gen.Int[0, FigureRules.ToldFrom - 1]).Sample((before, came, other) =>
        {
            var held = before.Aggregate(ImmutableList<HeldMeeting>.Empty, (list, each) => HeldMeetings.With(list, Meeting(list.Count, each, Now), Now));

            // Who knows yesterday's figure and today's learns nothing of last night but that there was a meeting.
            Assert.Equal(
                HeldMeetings.Attendances(HeldMeetings.With(held, Meeting(99, came, Now), Now)),
                HeldMeetings.Attendances(HeldMeetings.With(held, Meeting(99, other, Now), Now)));
        });

    [Fact]
    public void Meetings_count_for_ninety_days_and_the_list_keeps_its_bound()
    {
        var held = HeldMeetings.With([], Meeting(1, 7, Now), Now);
        Assert.Single(HeldMeetings.Within(held, Now.AddDays(HeldMeetings.Days).AddSeconds(-1)));
        Assert.Empty(HeldMeetings.Within(held, Now.AddDays(HeldMeetings.Days)));
        Assert.Equal(new Figure(7, IsLowerBound: false), HeldMeetings.Attendances(held));
        Assert.Equal(new Figure(7, IsLowerBound: true), HeldMeetings.Attendances(HeldMeetings.With(held, Meeting(2, 4, Now), Now)));
        Assert.Equal(Figure.Hidden, HeldMeetings.Attendances(HeldMeetings.With([], Meeting(2, 0, Now), Now)));

        for (var at = 2; at < GroupLimits.HeldMeetingsMax + 10; at++)
        {
            held = HeldMeetings.With(held, Meeting(at, 5, Now), Now);
        }

        Assert.Equal(GroupLimits.HeldMeetingsMax, held.Count);
        Assert.Equal(5, held[0].Came);
    }

    private static List<Figure> Published(IReadOnlyList<Branch> tree) =>
        [.. tree.SelectMany(body => body.Counts).Select(FigureRules.Of), .. Enumerable.Range(0, tree.Count).Select(at => TotalOf(tree, at))];

    private static Figure TotalOf(IReadOnlyList<Branch> tree, int at) => FigureRules.Total(Below(tree, at).Select(FigureRules.Of));

    private static IEnumerable<int> Below(IReadOnlyList<Branch> tree, int at) =>
        tree[at].Counts.Concat(Enumerable.Range(0, tree.Count).Where(child => tree[child].Parent == at).SelectMany(child => Below(tree, child)));

    private static HeldMeeting Meeting(int number, int came, DateTimeOffset at) => new(SessionId.Of(new GroupId("g"), $"now-{number}"), at, came);

    private sealed record Branch(int Parent, ImmutableList<int> Counts);
}
