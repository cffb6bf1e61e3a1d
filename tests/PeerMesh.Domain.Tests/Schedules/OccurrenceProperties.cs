using CsCheck;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Tests.Schedules;

/// <summary>What holds of the meetings of every timetable.</summary>
public sealed class OccurrenceProperties
{
    private static readonly Gen<(Timetable Timetable, DateTimeOffset From, int Days, double Split)> Cases = Gen.Select(
        TimetableGen.Timetables, Gen.Int[0, 600 * 24 * 60].Select(minutes => Timetables.Utc("2025-10-01").AddMinutes(minutes)), Gen.Int[1, 200], Gen.Double[0, 1]);

    [Fact]
    public void Generated_timetables_are_proper() =>
        TimetableGen.Timetables.Sample(timetable => Assert.Null(TimetableRules.Check(timetable)));

    [Fact]
    public void Meetings_are_in_order_inside_the_stretch_each_once_and_found_by_their_id() => Cases.Sample(each =>
    {
        var (timetable, from, days, _) = each;
        var to = from.AddDays(days);
        var found = Occurrences.Between(timetable, TimetableGen.Holidays, from, to);

        Assert.Equal(found.OrderBy(one => one.StartsAt).Select(one => one.StartsAt), found.Select(one => one.StartsAt));
        Assert.Equal(found.Count, found.Select(one => one.Id).Distinct().Count());
        Assert.All(found, one =>
        {
            Assert.InRange(one.StartsAt, from, to);
            Assert.True(one.EndsAt > one.StartsAt);
            Assert.True(Occurrences.IsId(one.Id));
            Assert.Equal(one, Occurrences.Find(timetable, TimetableGen.Holidays, one.Id));
        });
    });

    [Fact]
    public void Two_stretches_side_by_side_give_what_the_whole_gives() => Cases.Sample(each =>
    {
        var (timetable, from, days, split) = each;
        var (middle, to) = (from.AddDays(days * split), from.AddDays(days));

        Assert.Equal(
            Occurrences.Between(timetable, TimetableGen.Holidays, from, to),
            Occurrences.Between(timetable, TimetableGen.Holidays, from, middle).Concat(Occurrences.Between(timetable, TimetableGen.Holidays, middle, to)));
    });

    [Fact]
    public void The_next_ones_are_the_first_of_the_stretch() => Cases.Sample(each =>
    {
        var (timetable, from, days, _) = each;
        var all = Occurrences.Between(timetable, TimetableGen.Holidays, from, from.AddDays(days));

        Assert.Equal(all.Take(5), Occurrences.Next(timetable, TimetableGen.Holidays, from, 5, TimeSpan.FromDays(days)));
    });
}
