using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;
using static PeerMesh.Domain.Tests.Schedules.Timetables;

namespace PeerMesh.Domain.Tests.Schedules;

public sealed class OccurrenceTests
{
    private static readonly Venue Online = new(VenueType.Virtual, InRoom: true);

    [Fact]
    public void A_weekly_meeting_stays_at_its_hour_on_the_wall_when_the_clocks_change()
    {
        var march = In(Plain, "2026-03-01", "2026-03-18");

        Assert.Equal([Utc("2026-03-04T00:00Z"), Utc("2026-03-10T23:00Z"), Utc("2026-03-17T23:00Z")], march.Select(each => each.StartsAt));
        Assert.Equal(["2026-03-03-m1", "2026-03-10-m1", "2026-03-17-m1"], march.Select(each => each.Id));
        Assert.All(march, each => Assert.Equal(TimeSpan.FromMinutes(90), each.EndsAt - each.StartsAt));
    }

    [Theory]
    [InlineData("2026-03-08", "02:30", "2026-03-08T07:00Z")]
    [InlineData("2026-11-01", "01:30", "2026-11-01T05:30Z")]
    [InlineData("2026-11-01", "02:00", "2026-11-01T07:00Z")]
    public void A_time_that_spring_swallows_is_the_first_one_after_and_of_two_in_autumn_it_is_the_first(string date, string time, string expected)
    {
        var once = Rule(new Once(), startsAt: time, from: date);

        Assert.Equal(Utc(expected), Assert.Single(In(Of(once), "2026-01-01", "2027-01-01")).StartsAt);
    }

    [Fact]
    public void A_meeting_may_run_past_midnight()
    {
        var late = Rule(new Weekly([Weekday.Saturday]), startsAt: "23:30", from: "2026-01-03");

        var first = In(Of(late), "2026-01-01", "2026-01-09")[0];

        Assert.Equal((new DateOnly(2026, 1, 3), new DateTime(2026, 1, 4, 1, 0, 0)), (first.Date, first.EndsAt.DateTime));
    }

    [Theory]
    [InlineData(2, "01-06 01-20 02-03")]
    [InlineData(3, "01-06 01-27")]
    public void Every_so_many_weeks_counts_from_the_first_week(int every, string expected) =>
        Assert.Equal(expected, Days(In(Of(Rule(new Weekly([Weekday.Tuesday], every))), "2026-01-01", "2026-02-10")));

    [Fact]
    public void Weeks_begin_on_monday_where_a_rule_begins_in_the_middle_of_one() =>
        Assert.Equal("01-08 01-19 01-22", Days(In(Of(Rule(new Weekly([Weekday.Thursday, Weekday.Monday], 2))), "2026-01-01", "2026-01-30")));

    [Theory]
    [InlineData(Weekday.Tuesday, new[] { 1, 3 }, 1, "01-06 01-20 02-03 02-17 03-03 03-17")]
    [InlineData(Weekday.Friday, new[] { -1 }, 1, "01-30 02-27 03-27")]
    [InlineData(Weekday.Saturday, new[] { 5 }, 1, "01-31")]
    [InlineData(Weekday.Saturday, new[] { 4, -1 }, 1, "01-24 01-31 02-28 03-28")]
    [InlineData(Weekday.Friday, new[] { 2 }, 2, "01-09 03-13")]
    public void Nth_weekdays_of_a_month_leave_out_months_that_lack_them(Weekday day, int[] which, int every, string expected) =>
        Assert.Equal(expected, Days(In(Of(Rule(new MonthlyOnWeekdays(day, [.. which], every))), "2026-01-01", "2026-03-31")));

    [Fact]
    public void Day_31_leaves_out_the_short_months() =>
        Assert.Equal("01-31 03-31 05-31", Days(In(Of(Rule(new MonthlyOnDay(31))), "2026-01-01", "2026-06-30")));

    [Theory]
    [InlineData(1, "01-07 02-04 03-04 04-08")]
    [InlineData(4, "01-28 02-25 03-25 04-29")]
    public void First_wednesday_after_first_monday(int which, string expected) =>
        Assert.Equal(expected, Days(In(Of(Rule(new MonthlyAfterWeekday(Weekday.Wednesday, Weekday.Monday, which))), "2026-01-01", "2026-04-30T12:00")));

    [Fact]
    public void A_limited_series_ends_by_count_or_by_date()
    {
        var counted = Tuesdays with { Count = 3 };
        var ended = Tuesdays with { Until = Date("2026-01-20") };

        Assert.Equal("01-06 01-13 01-20", Days(In(Of(counted), "2026-01-01", "2027-01-01")));
        Assert.Equal("01-20", Days(In(Of(counted), "2026-01-15", "2027-01-01")));
        Assert.Equal("01-06 01-13 01-20", Days(In(Of(ended), "2026-01-01", "2027-01-01")));
    }

    [Fact]
    public void By_appointment_there_are_no_dates() =>
        Assert.Empty(In(new Timetable(NewYork, [], [], [], ByAppointment: true), "2026-01-01", "2027-01-01"));

    [Fact]
    public void A_cancelled_date_stays_in_sight_with_its_reason()
    {
        var timetable = Plain with { Changes = [new DateChange("m1", Date("2026-01-13"), DateChangeKind.Cancelled, "The hall is closed.")] };

        var dates = In(timetable, "2026-01-01", "2026-01-24");

        Assert.Equal([OccurrenceStatus.Planned, OccurrenceStatus.Cancelled, OccurrenceStatus.Planned], dates.Select(each => each.Status));
        Assert.Equal("The hall is closed.", dates[1].Reason);
    }

    [Fact]
    public void A_moved_date_is_found_where_it_is_now_under_the_id_it_had()
    {
        var timetable = Plain with { Changes = [new DateChange("m1", Date("2026-01-13"), DateChangeKind.Moved, null, Date("2026-03-01"), Time("10:15"), 30, Online)] };

        Assert.Equal("01-06 01-20", Days(In(timetable, "2026-01-01", "2026-01-24")));
        var moved = Assert.Single(In(timetable, "2026-03-01", "2026-03-02"));
        Assert.Equal(("2026-01-13-m1", OccurrenceStatus.Moved, Utc("2026-03-01T15:15Z"), Utc("2026-03-01T15:45Z"), Online), (moved.Id, moved.Status, moved.StartsAt, moved.EndsAt, moved.Venue));
        Assert.Equal(moved, Occurrences.Find(timetable, NoHolidays, "2026-01-13-m1"));
    }

    [Fact]
    public void An_extra_date_may_itself_be_moved_or_cancelled()
    {
        var extra = new DateChange(null, Date("2026-01-08"), DateChangeKind.Added, "Open house", null, Time("12:00"), 45);

        var added = In(Plain with { Changes = [extra] }, "2026-01-08", "2026-01-10")[0];
        var moved = In(Plain with { Changes = [extra with { Kind = DateChangeKind.Moved, MovedTo = Date("2026-01-09") }] }, "2026-01-08", "2026-01-10")[0];
        var cancelled = In(Plain with { Changes = [extra with { Kind = DateChangeKind.Cancelled }] }, "2026-01-08", "2026-01-10")[0];

        Assert.Equal(("2026-01-08-extra", OccurrenceStatus.Added, Utc("2026-01-08T17:00Z")), (added.Id, added.Status, added.StartsAt));
        Assert.Equal(("2026-01-08-extra", OccurrenceStatus.Moved, Utc("2026-01-09T17:00Z")), (moved.Id, moved.Status, moved.StartsAt));
        Assert.Equal(("2026-01-08-extra", OccurrenceStatus.Cancelled), (cancelled.Id, cancelled.Status));
    }

    [Fact]
    public void Closures_and_holidays_cancel_and_what_is_said_of_one_date_goes_before_them()
    {
        var timetable = Plain with
        {
            Changes = [new DateChange("m1", Date("2026-01-13"), DateChangeKind.Moved, "We meet all the same")],
            Closures =
            [
                new Closure(Date("2026-01-10"), Date("2026-01-22"), "Winter break"),
                new Closure(Date("2026-02-01"), Date("2026-02-28"), "Snow", Online),
            ],
        };

        var dates = In(timetable, "2026-01-01", "2026-02-05", [new(Date("2026-01-20"), "A holiday"), new(Date("2026-01-27"), "Some day")]);

        Assert.Equal(
            [
                (OccurrenceStatus.Planned, null, null),
                (OccurrenceStatus.Moved, "We meet all the same", null),
                (OccurrenceStatus.Cancelled, "Winter break", null),
                (OccurrenceStatus.Cancelled, "Some day", null),
                (OccurrenceStatus.Planned, "Snow", Online),
            ],
            dates.Select(each => (each.Status, each.Reason, each.Venue)));
    }

    [Theory]
    [InlineData("2026-01-07-m1")]
    [InlineData("2025-12-30-m1")]
    [InlineData("2026-01-06-m2")]
    [InlineData("2026-01-06-extra")]
    [InlineData("2026-01-06")]
    [InlineData("now-abc")]
    [InlineData("")]
    public void What_the_timetable_does_not_give_is_not_found(string id) =>
        Assert.Null(Occurrences.Find(Plain, NoHolidays, id));

    [Fact]
    public void The_next_meetings_are_found_however_far_apart_they_are()
    {
        var yearly = Rule(new MonthlyOnDay(6, 12));

        var next = Occurrences.Next(Of(yearly, Tuesdays with { Id = "m2", Until = Date("2026-02-01") }), NoHolidays, Utc("2026-01-22"), 2, TimeSpan.FromDays(400));

        Assert.Equal("01-27 01-06", Days(next));
        Assert.Empty(Occurrences.Next(Of(yearly), NoHolidays, Utc("2026-01-22"), 2, TimeSpan.FromDays(300)));
    }
}
