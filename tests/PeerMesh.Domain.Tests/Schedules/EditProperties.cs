using CsCheck;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Domain.Tests.Schedules;

/// <summary>What no edit of a timetable may do.</summary>
public sealed class EditProperties
{
    private static readonly DateTimeOffset Now = Timetables.Utc("2026-03-04T12:00Z");

    private static readonly Gen<(Timetable Timetable, int Index, int Kind, int Minute, int Offset)> Cases =
        Gen.Select(TimetableGen.Timetables, Gen.Int[0, 60], Gen.Int[0, 7], Gen.Int[0, 1439], Gen.Int[-3, 10]);

    [Fact]
    public void What_is_over_and_what_an_edit_is_not_about_keeps_id_and_time() => Cases.Sample(each =>
    {
        var (timetable, index, kind, minute, offset) = each;
        var dates = Occurrences.Between(timetable, [], Now.AddDays(-60), Now.AddDays(300));
        if (dates.Count == 0)
        {
            return;
        }

        var picked = dates[index % dates.Count];
        var outcome = TimetableEdits.Apply(timetable, EditOf(kind, picked, new TimeOnly(minute / 60, minute % 60), offset), Now);
        if (outcome.Timetable is not { } next)
        {
            Assert.NotNull(outcome.Refusal);
            return;
        }

        Assert.Null(TimetableRules.Check(next));
        var onlyOne = kind is 0 or 1 or 2;
        var name = SeriesOf(picked);
        foreach (var before in dates.Where(one => one.Id != picked.Id))
        {
            // Of the same series: what lay before by the calendar and is over. Of others: everything.
            if (onlyOne || SeriesOf(before) != name || (before.EndsAt <= Now && before.Date < picked.Date && before.Date < DateOnly.FromDateTime(Now.UtcDateTime).AddDays(-1)))
            {
                var after = Occurrences.Find(next, [], before.Id);
                Assert.Equal((before.Id, before.StartsAt, before.EndsAt, before.Status), (after?.Id, after?.StartsAt, after?.EndsAt, after?.Status));
            }
        }
    });

    private static TimetableEdit EditOf(int kind, Occurrence picked, TimeOnly time, int offset) => kind switch
    {
        0 => new ChangeDates(picked.Id, StartsAt: time, MovedTo: picked.Date.AddDays(offset)),
        1 => new CancelDates(picked.Id, Reason: "So"),
        2 => new RestoreDate(picked.Id),
        3 => new ChangeDates(picked.Id, EditScope.ThisAndLater, StartsAt: time),
        4 => new ChangeDates(picked.Id, EditScope.ThisAndLater, MovedTo: picked.Date.AddDays(offset), Recurrence: new MonthlyOnDay(15)),
        5 => new ChangeDates(picked.Id, EditScope.All, StartsAt: time, Minutes: 45),
        6 => new CancelDates(picked.Id, EditScope.ThisAndLater),
        _ => new CancelDates(picked.Id, EditScope.All),
    };

    private static string SeriesOf(Occurrence occurrence) => occurrence.Id[11..];
}
