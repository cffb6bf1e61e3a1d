using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;
using static PeerMesh.Domain.Tests.Schedules.Timetables;

namespace PeerMesh.Domain.Tests.Schedules;

public sealed class EditTests
{
    // A Wednesday; the meeting of 3 March was last night.
    private static readonly DateTimeOffset Now = Utc("2026-03-04T12:00Z");

    [Fact]
    public void One_date_is_moved_and_keeps_its_id()
    {
        var next = Edit(Plain, new ChangeDates("2026-03-10-m1", MovedTo: Date("2026-03-11"), StartsAt: Time("20:00"), Reason: "The hall is taken"));

        Assert.Equal("03-11 03-17", Days(In(next, "2026-03-05", "2026-03-20")));
        var moved = Occurrences.Find(next, NoHolidays, "2026-03-10-m1")!;
        Assert.Equal((OccurrenceStatus.Moved, Utc("2026-03-12T00:00Z"), "The hall is taken"), (moved.Status, moved.StartsAt, moved.Reason));
    }

    [Fact]
    public void A_second_edit_of_one_date_adds_to_the_first()
    {
        var next = Edit(Edit(Plain, new ChangeDates("2026-03-10-m1", MovedTo: Date("2026-03-11"))), new ChangeDates("2026-03-10-m1", Minutes: 30));

        var moved = Occurrences.Find(next, NoHolidays, "2026-03-10-m1")!;
        Assert.Equal((Utc("2026-03-11T23:00Z"), Utc("2026-03-11T23:30Z")), (moved.StartsAt, moved.EndsAt));
    }

    [Fact]
    public void A_cancelled_date_can_be_restored()
    {
        var cancelled = Edit(Plain, new CancelDates("2026-03-10-m1", Reason: "Snow"));

        Assert.Equal(OccurrenceStatus.Cancelled, Occurrences.Find(cancelled, NoHolidays, "2026-03-10-m1")!.Status);
        Assert.Equal(OccurrenceStatus.Planned, Occurrences.Find(Edit(cancelled, new RestoreDate("2026-03-10-m1")), NoHolidays, "2026-03-10-m1")!.Status);
    }

    [Fact]
    public void This_and_later_leaves_what_was_and_keeps_the_ids_of_what_stays_on_its_day()
    {
        var next = Edit(Plain, new ChangeDates("2026-03-17-m1", EditScope.ThisAndLater, StartsAt: Time("18:30")));

        var dates = In(next, "2026-03-01", "2026-03-28");
        Assert.Equal(["2026-03-03-m1", "2026-03-10-m1", "2026-03-17-m1", "2026-03-24-m1"], dates.Select(each => each.Id));
        Assert.Equal(["19:00", "19:00", "18:30", "18:30"], dates.Select(each => each.StartsAt.ToString("HH:mm", null)));
    }

    [Fact]
    public void This_and_later_may_move_to_the_day_before()
    {
        var next = Edit(Plain, new ChangeDates("2026-03-17-m1", EditScope.ThisAndLater, MovedTo: Date("2026-03-16")));

        Assert.Equal("03-10 03-16 03-23 03-30", Days(In(next, "2026-03-05", "2026-04-02")));
        Assert.Equal(ScheduleRefusals.StartsTooEarly, Refused(Plain, new ChangeDates("2026-03-17-m1", EditScope.ThisAndLater, MovedTo: Date("2026-03-09"))));
    }

    [Fact]
    public void All_means_all_that_are_to_come()
    {
        var next = Edit(Plain, new ChangeDates("2026-03-24-m1", EditScope.All, Recurrence: new Weekly([Weekday.Tuesday, Weekday.Thursday]), Minutes: 60));

        Assert.Equal("02-24 03-03 03-10 03-12 03-17 03-19", Days(In(next, "2026-02-20", "2026-03-21")));
        Assert.Equal(90, (In(next, "2026-03-01", "2026-03-05")[0] is var past ? past.EndsAt - past.StartsAt : default).TotalMinutes);
    }

    [Fact]
    public void A_series_that_has_not_begun_is_edited_in_place()
    {
        var future = Of(Tuesdays with { From = Date("2026-04-07"), Count = 4 });

        var next = Edit(future, new ChangeDates("2026-04-14-m1", EditScope.All, StartsAt: Time("17:00")));

        Assert.Equal(future.Rules[0] with { StartsAt = Time("17:00") }, Assert.Single(next.Rules));
    }

    [Fact]
    public void A_counted_series_keeps_its_number_of_meetings_when_it_is_split()
    {
        var counted = Of(Tuesdays with { Count = 12 });

        var once = Edit(counted, new ChangeDates("2026-03-10-m1", EditScope.ThisAndLater, StartsAt: Time("18:00")));
        var twice = Edit(once, new ChangeDates("2026-03-17-m1", EditScope.ThisAndLater, StartsAt: Time("17:00")));
        var over = Edit(twice, new ChangeDates("2026-03-10-m1", EditScope.ThisAndLater, StartsAt: Time("16:00")));

        Assert.All([once, twice, over], timetable => Assert.Equal(12, In(timetable, "2026-01-01", "2027-01-01").Count));
        Assert.Equal(["19:00", "16:00"], In(over, "2026-01-01", "2027-01-01").Select(each => each.StartsAt.ToString("HH:mm", null)).Distinct());
    }

    [Fact]
    public void What_was_said_of_single_dates_holds_on_after_a_split_but_for_the_date_in_hand()
    {
        var changed = Edit(Edit(Plain, new CancelDates("2026-03-17-m1")), new CancelDates("2026-03-31-m1"));

        var next = Edit(changed, new ChangeDates("2026-03-17-m1", EditScope.ThisAndLater, StartsAt: Time("18:30")));

        Assert.Equal(OccurrenceStatus.Planned, Occurrences.Find(next, NoHolidays, "2026-03-17-m1")!.Status);
        Assert.Equal(OccurrenceStatus.Cancelled, Occurrences.Find(next, NoHolidays, "2026-03-31-m1")!.Status);
    }

    [Fact]
    public void A_series_is_ended_from_a_date_on()
    {
        Assert.Equal("03-10", Days(In(Edit(Plain, new CancelDates("2026-03-17-m1", EditScope.ThisAndLater)), "2026-03-05", "2027-01-01")));

        var ended = Edit(Plain, new CancelDates("2026-03-17-m1", EditScope.All));
        Assert.Empty(In(ended, "2026-03-05", "2027-01-01"));
        Assert.NotNull(Occurrences.Find(ended, NoHolidays, "2026-03-03-m1"));
        Assert.Empty(Edit(Of(Tuesdays with { From = Date("2026-04-07") }), new CancelDates("2026-04-07-m1", EditScope.All)).Rules);
    }

    [Fact]
    public void Extra_dates_rules_and_closures_are_added_and_taken_away()
    {
        var next = Edit(Plain, new AddDate(Date("2026-03-12"), Time("12:00"), Reason: "Open house"));
        next = Edit(next, new AddRule(new MonthlyOnWeekdays(Weekday.Sunday, [-1]), Time("10:00"), Date("2026-03-01")));
        next = Edit(next, new AddClosure(Date("2026-03-16"), Date("2026-03-20"), "Spring break"));

        Assert.Equal(["2026-03-10-m1", "2026-03-12-extra", "2026-03-17-m1", "2026-03-24-m1", "2026-03-29-m2"], In(next, "2026-03-05", "2026-03-30").Select(each => each.Id));
        Assert.Equal(OccurrenceStatus.Cancelled, Occurrences.Find(next, NoHolidays, "2026-03-17-m1")!.Status);

        next = Edit(next, new RemoveClosure(Date("2026-03-16")));
        Assert.Equal(OccurrenceStatus.Planned, Occurrences.Find(next, NoHolidays, "2026-03-17-m1")!.Status);

        next = Edit(next, new CancelDates("2026-03-12-extra", Reason: "Too few"));
        Assert.Equal(OccurrenceStatus.Cancelled, Occurrences.Find(next, NoHolidays, "2026-03-12-extra")!.Status);
        Assert.Equal(OccurrenceStatus.Added, Occurrences.Find(Edit(next, new RestoreDate("2026-03-12-extra")), NoHolidays, "2026-03-12-extra")!.Status);
    }

    public static TheoryData<TimetableEdit, Refusal> Refusals => new()
    {
        { new ChangeDates("2026-03-11-m1", StartsAt: Time("18:00")), ScheduleRefusals.NoSuchDate },
        { new ChangeDates("2026-03-03-m1", StartsAt: Time("18:00")), ScheduleRefusals.IsOver },
        { new ChangeDates("2026-03-03-m1", EditScope.ThisAndLater, StartsAt: Time("18:00")), ScheduleRefusals.IsOver },
        { new ChangeDates("2026-03-10-m1"), ScheduleRefusals.EditMissing },
        { new ChangeDates("2026-03-10-m1", Recurrence: new MonthlyOnDay(3)), ScheduleRefusals.ScopeInvalid },
        { new ChangeDates("2026-03-10-m1", (EditScope)7, StartsAt: Time("18:00")), ScheduleRefusals.ScopeInvalid },
        { new ChangeDates("2026-03-10-m1", MovedTo: Date("2026-07-10")), ScheduleRefusals.MovedTooFar },
        { new ChangeDates("2026-03-10-m1", Minutes: 900), ScheduleRefusals.MinutesInvalid },
        { new CancelDates("2026-03-03-m1"), ScheduleRefusals.IsOver },
        { new CancelDates("nothing"), ScheduleRefusals.NoSuchDate },
        { new CancelDates("2026-03-10-m1", Reason: "two\nlines"), ScheduleRefusals.ReasonInvalid },
        { new RestoreDate("2026-03-03-m1"), ScheduleRefusals.IsOver },
        { new AddDate(Date("2026-03-01"), Time("10:00")), ScheduleRefusals.IsOver },
        { new AddRule(new Weekly([]), Time("10:00"), Date("2026-03-01")), ScheduleRefusals.DaysInvalid },
        { new AddClosure(Date("2026-03-20"), Date("2026-03-10"), "Break"), ScheduleRefusals.ClosureInvalid },
        { new RemoveClosure(Date("2026-03-20")), ScheduleRefusals.NoSuchClosure },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void What_cannot_be_is_refused(TimetableEdit edit, Refusal refusal) => Assert.Equal(refusal, Refused(Plain, edit));

    private static Timetable Edit(Timetable timetable, TimetableEdit edit)
    {
        var outcome = TimetableEdits.Apply(timetable, edit, Now);
        Assert.Null(outcome.Refusal);
        return outcome.Timetable!;
    }

    private static Refusal? Refused(Timetable timetable, TimetableEdit edit) => TimetableEdits.Apply(timetable, edit, Now).Refusal;
}
