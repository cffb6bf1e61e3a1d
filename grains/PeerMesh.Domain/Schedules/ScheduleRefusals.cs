using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Schedules;

/// <summary>Every "no" of a timetable. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class ScheduleRefusals
{
    public static readonly Refusal ZoneUnknown = new("schedule.zone_unknown", RefusalKind.Invalid, "That is no time zone. Name one by a large city in it, such as America/New_York.");
    public static readonly Refusal ZoneIsOffset = new("schedule.zone_is_offset", RefusalKind.Invalid, "Meetings follow the clock on the wall, and UTC or an offset never does. Name a zone such as America/New_York.");

    public static readonly Refusal TooManyRules = new("schedule.too_many_rules", RefusalKind.LimitReached, "A timetable holds 50 regular meetings. Take one off it that is over.");
    public static readonly Refusal RuleIdInvalid = new("schedule.rule_id_invalid", RefusalKind.Invalid, "A regular meeting's id is 1 to 16 small letters and digits, used once; \"extra\" is taken.");
    public static readonly Refusal SeriesOverlap = new("schedule.series_overlap", RefusalKind.Invalid, "Two parts of one series share dates. Let one end before the next begins, or make it a meeting of its own.");
    public static readonly Refusal RecurrenceMissing = new("schedule.recurrence_missing", RefusalKind.Invalid, "Say on which days it meets: weekly, monthlyOnWeekdays, monthlyOnDay, monthlyAfterWeekday or once.");
    public static readonly Refusal DaysInvalid = new("schedule.days_invalid", RefusalKind.Invalid, "Choose 1 to 7 different days of the week.");
    public static readonly Refusal EveryInvalid = new("schedule.every_invalid", RefusalKind.Invalid, "It may meet every 1 to 26 weeks, or every 1 to 12 months.");
    public static readonly Refusal WhichInvalid = new("schedule.which_invalid", RefusalKind.Invalid, "Say which of the month it is: 1 to 5, or -1 for the last, each once. After another day it is 1 to 4.");
    public static readonly Refusal DayOfMonthInvalid = new("schedule.day_of_month_invalid", RefusalKind.Invalid, "A day of the month is 1 to 31.");
    public static readonly Refusal SameWeekday = new("schedule.same_weekday", RefusalKind.Invalid, "The first Monday after the first Monday is the second one. Choose another day, or which of the month it is.");
    public static readonly Refusal TimeInvalid = new("schedule.time_invalid", RefusalKind.Invalid, "A meeting starts at a full minute of the day, from 00:00 to 23:59.");
    public static readonly Refusal MinutesInvalid = new("schedule.minutes_invalid", RefusalKind.Invalid, "A meeting takes 5 to 720 minutes.");
    public static readonly Refusal DateInvalid = new("schedule.date_invalid", RefusalKind.Invalid, "Choose a date from the year 2000 to 2100.");
    public static readonly Refusal EndBeforeStart = new("schedule.end_before_start", RefusalKind.Invalid, "The last date lies before the first one.");
    public static readonly Refusal CountInvalid = new("schedule.count_invalid", RefusalKind.Invalid, "A limited series has 1 to 500 meetings.");
    public static readonly Refusal CountAndEnd = new("schedule.count_and_end", RefusalKind.Invalid, "Say how many meetings there are or when the last one is, not both.");
    public static readonly Refusal AppointmentOrRules = new("schedule.appointment_or_rules", RefusalKind.Invalid, "A group that meets by appointment has no regular meetings. Take one of the two away.");
    public static readonly Refusal DoorsInvalid = new("schedule.doors_invalid", RefusalKind.Invalid, "Doors open 0 to 120 minutes before a meeting starts.");
    public static readonly Refusal ReminderInvalid = new("schedule.reminder_invalid", RefusalKind.Invalid, "People are reminded up to 2880 minutes before a meeting starts; 0 reminds nobody.");

    public static readonly Refusal TooManyChanges = new("schedule.too_many_changes", RefusalKind.LimitReached, "A timetable remembers 200 changed dates. Change the regular meeting instead, or drop changes of the past.");
    public static readonly Refusal ChangeTwice = new("schedule.change_twice", RefusalKind.Invalid, "A date is changed once. Put both changes into one.");
    public static readonly Refusal ChangeOfNothing = new("schedule.change_of_nothing", RefusalKind.Invalid, "There is no meeting on that date to change. Look at the dates again.");
    public static readonly Refusal ChangeKindInvalid = new("schedule.change_kind_invalid", RefusalKind.Invalid, "A date is cancelled, moved or added; an added date belongs to no regular meeting.");
    public static readonly Refusal MovedTooFar = new("schedule.moved_too_far", RefusalKind.Invalid, "A date may be moved by at most 100 days. Cancel it and add another one instead.");
    public static readonly Refusal ReasonInvalid = new("schedule.reason_invalid", RefusalKind.Invalid, "Give the reason in 1 to 200 characters on one line; people read it.");
    public static readonly Refusal TooManyClosures = new("schedule.too_many_closures", RefusalKind.LimitReached, "A timetable remembers 50 closures. Drop those that are over.");
    public static readonly Refusal ClosureInvalid = new("schedule.closure_invalid", RefusalKind.Invalid, "A closure goes from a first to a last day, at most 1100 days, and overlaps no other.");
    public static readonly Refusal ClosureVenueInvalid = new("schedule.closure_venue_invalid", RefusalKind.Invalid, "Meanwhile it meets on line: choose a virtual venue, or none to close altogether.");

    public static readonly Refusal NoSuchDate = new("schedule.no_such_date", RefusalKind.NotFound, "The group has no meeting of that name. Look at its next dates.");
    public static readonly Refusal NoSuchRule = new("schedule.no_such_rule", RefusalKind.NotFound, "The group has no such regular meeting. Look at its timetable.");
    public static readonly Refusal NoSuchClosure = new("schedule.no_such_closure", RefusalKind.NotFound, "The group has no closure that begins on that day.");
    public static readonly Refusal NoTimetable = new("schedule.no_timetable", RefusalKind.Conflict, "The group has no timetable yet. Say in which zone it meets first.");
    public static readonly Refusal ScopeInvalid = new("schedule.scope_invalid", RefusalKind.Invalid, "Say which dates it is about: thisDate, thisAndLater or all.");
    public static readonly Refusal ScopeNeedsRule = new("schedule.scope_needs_rule", RefusalKind.Invalid, "An extra date stands alone: only thisDate can be said of it.");
    public static readonly Refusal IsOver = new("schedule.is_over", RefusalKind.Conflict, "That meeting is over, and what was is not changed. Choose one that is still to come.");
    public static readonly Refusal NothingLeft = new("schedule.nothing_left", RefusalKind.Conflict, "No date of this meeting is still to come. Add a new one.");
    public static readonly Refusal StartsTooEarly = new("schedule.starts_too_early", RefusalKind.Invalid, "The new dates begin on or before one that stays as it is. Begin later.");
    public static readonly Refusal EditMissing = new("schedule.edit_missing", RefusalKind.Invalid, "Say what is to change: a date, a time, a length, a place or the days.");
}
