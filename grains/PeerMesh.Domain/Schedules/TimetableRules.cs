using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Schedules;

/// <summary>What a timetable may say. Timetables come from outside: any part may be missing, whatever its type says.</summary>
public static class TimetableRules
{
    private const int MinutesMin = 5;

    /// <summary>The first thing that is wrong with a timetable, or null.</summary>
    public static Refusal? Check(Timetable timetable) =>
        ZoneNames.Check(timetable.Zone)
        ?? (timetable.DoorsMinutes is < 0 or > ScheduleLimits.DoorsMax ? ScheduleRefusals.DoorsInvalid
            : timetable.ReminderMinutes is < 0 or > ScheduleLimits.ReminderMax ? ScheduleRefusals.ReminderInvalid
            : timetable.ByAppointment && !timetable.Rules.IsEmpty ? ScheduleRefusals.AppointmentOrRules
            : timetable.Rules.Count > ScheduleLimits.RulesMax ? ScheduleRefusals.TooManyRules
            : timetable.Changes.Count > ScheduleLimits.ChangesMax ? ScheduleRefusals.TooManyChanges
            : timetable.Closures.Count > ScheduleLimits.ClosuresMax ? ScheduleRefusals.TooManyClosures
            : null)
        ?? First(timetable.Rules, Check)
        ?? CheckNames(timetable.Rules)
        ?? First(timetable.Changes, change => Check(timetable, change))
        ?? CheckOnce(timetable.Changes)
        ?? First(timetable.Closures, Check)
        ?? CheckApart(timetable.Closures);

    /// <summary>The same timetable with what may be left out filled in: names for its meetings, the zone as it is written.</summary>
    public static Timetable Tidy(Timetable timetable)
    {
        var rules = timetable.Rules ?? [];
        foreach (var rule in rules.Where(rule => rule is not null && string.IsNullOrEmpty(rule.Id)))
        {
            rules = rules.Replace(rule, rule with { Id = FreeId(rules) });
        }

        return timetable with
        {
            Zone = ZoneNames.Known(timetable.Zone) ?? timetable.Zone,
            Rules = rules,
            Changes = (timetable.Changes ?? []).ConvertAll(change => change is null ? change! : change with { Reason = Line(change.Reason) }),
            Closures = (timetable.Closures ?? []).ConvertAll(closure => closure is null ? closure! : closure with { Reason = closure.Reason?.Trim() ?? "" }),
        };
    }

    /// <summary>An id that no rule of these has or ever went by.</summary>
    public static string FreeId(ImmutableList<MeetingRule> rules)
    {
        var number = 1;
        while (rules.Exists(rule => rule.Id == Name(number) || rule.Series == Name(number)))
        {
            number++;
        }

        return Name(number);

        static string Name(int number) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"m{number}");
    }

    internal static Refusal? Check(MeetingRule rule) =>
        !IsRuleId(rule.Id) || (rule.Series is not null && !IsRuleId(rule.Series)) ? ScheduleRefusals.RuleIdInvalid
        : rule.StartsAt.Ticks % TimeSpan.TicksPerMinute != 0 ? ScheduleRefusals.TimeInvalid
        : !IsLength(rule.Minutes) ? ScheduleRefusals.MinutesInvalid
        : !IsDate(rule.From) || (rule.Until is { } until && !IsDate(until)) ? ScheduleRefusals.DateInvalid
        : rule.Until < rule.From ? ScheduleRefusals.EndBeforeStart
        : rule.Count is < 1 or > ScheduleLimits.CountMax ? ScheduleRefusals.CountInvalid
        : rule.Count is not null && rule.Until is not null ? ScheduleRefusals.CountAndEnd
        : Check(rule.Recurrence) ?? VenueRules.Check(rule.Venue);

    private static Refusal? Check(Recurrence? recurrence) => recurrence switch
    {
        Weekly weekly =>
            weekly.Days is not { Count: >= 1 and <= 7 } days || !days.TrueForAll(Enum.IsDefined) || days.Distinct().Count() != days.Count ? ScheduleRefusals.DaysInvalid
            : weekly.EveryWeeks is < 1 or > ScheduleLimits.EveryWeeksMax ? ScheduleRefusals.EveryInvalid
            : null,
        MonthlyOnWeekdays monthly =>
            !Enum.IsDefined(monthly.Day) ? ScheduleRefusals.DaysInvalid
            : monthly.Which is not { Count: >= 1 and <= 6 } which || !which.TrueForAll(nth => nth is -1 or >= 1 and <= 5) || which.Distinct().Count() != which.Count ? ScheduleRefusals.WhichInvalid
            : CheckMonths(monthly.EveryMonths),
        MonthlyOnDay monthly => monthly.Day is < 1 or > 31 ? ScheduleRefusals.DayOfMonthInvalid : CheckMonths(monthly.EveryMonths),
        MonthlyAfterWeekday monthly =>
            !Enum.IsDefined(monthly.Day) || !Enum.IsDefined(monthly.After) ? ScheduleRefusals.DaysInvalid
            : monthly.Day == monthly.After ? ScheduleRefusals.SameWeekday
            : monthly.Which is < 1 or > 4 ? ScheduleRefusals.WhichInvalid
            : null,
        Once => null,
        _ => ScheduleRefusals.RecurrenceMissing,
    };

    private static Refusal? CheckMonths(int every) => every is < 1 or > ScheduleLimits.EveryMonthsMax ? ScheduleRefusals.EveryInvalid : null;

    private static Refusal? CheckNames(ImmutableList<MeetingRule> rules)
    {
        if (rules.Select(rule => rule.Id).Distinct().Count() != rules.Count)
        {
            return ScheduleRefusals.RuleIdInvalid;
        }

        // Parts of a series follow each other: were they to share a date, two meetings would go by one name.
        foreach (var series in rules.GroupBy(rule => rule.Name).Where(series => series.Count() > 1))
        {
            var parts = series.OrderBy(rule => rule.From).ToList();
            if (parts.Zip(parts.Skip(1)).Any(pair => pair.First.Until is not { } until || until >= pair.Second.From))
            {
                return ScheduleRefusals.SeriesOverlap;
            }
        }

        return null;
    }

    private static Refusal? Check(Timetable timetable, DateChange change) =>
        !IsDate(change.Date) || (change.MovedTo is { } to && !IsDate(to)) ? ScheduleRefusals.DateInvalid
        : !Enum.IsDefined(change.Kind) || (change.Kind == DateChangeKind.Added && change.Rule is not null) ? ScheduleRefusals.ChangeKindInvalid
        : change.Rule is null && change.StartsAt is null ? ScheduleRefusals.TimeInvalid
        : change.StartsAt is { } time && time.Ticks % TimeSpan.TicksPerMinute != 0 ? ScheduleRefusals.TimeInvalid
        : change.Minutes is { } minutes && !IsLength(minutes) ? ScheduleRefusals.MinutesInvalid
        : change.MovedTo is { } moved && Math.Abs(moved.DayNumber - change.Date.DayNumber) > ScheduleLimits.MovedDaysMax ? ScheduleRefusals.MovedTooFar
        : change.Reason is { } reason && !GroupRules.IsLine(reason, ScheduleLimits.ReasonMax) ? ScheduleRefusals.ReasonInvalid
        : change.Rule is { } rule && Occurrences.RuleOn(timetable, rule, change.Date) is null ? ScheduleRefusals.ChangeOfNothing
        : VenueRules.Check(change.Venue);

    private static Refusal? CheckOnce(ImmutableList<DateChange> changes) =>
        changes.Select(change => (change.Rule, change.Date)).Distinct().Count() == changes.Count ? null : ScheduleRefusals.ChangeTwice;

    private static Refusal? Check(Closure closure) =>
        !IsDate(closure.From) || !IsDate(closure.To) ? ScheduleRefusals.DateInvalid
        : closure.To < closure.From || closure.To.DayNumber - closure.From.DayNumber >= ScheduleLimits.ClosureDaysMax ? ScheduleRefusals.ClosureInvalid
        : !GroupRules.IsLine(closure.Reason, ScheduleLimits.ReasonMax) ? ScheduleRefusals.ReasonInvalid
        : closure.VirtualInstead is { Type: not VenueType.Virtual } ? ScheduleRefusals.ClosureVenueInvalid
        : VenueRules.Check(closure.VirtualInstead);

    private static Refusal? CheckApart(ImmutableList<Closure> closures)
    {
        var inOrder = closures.OrderBy(closure => closure.From).ToList();
        return inOrder.Zip(inOrder.Skip(1)).Any(pair => pair.First.To >= pair.Second.From) ? ScheduleRefusals.ClosureInvalid : null;
    }

    private static Refusal? First<T>(ImmutableList<T> parts, Func<T, Refusal?> check)
        where T : class
    {
        foreach (var part in parts)
        {
            if (part is null)
            {
                return ScheduleRefusals.EditMissing;
            }

            if (check(part) is { } refusal)
            {
                return refusal;
            }
        }

        return null;
    }

    private static bool IsRuleId(string? id) =>
        id is { Length: >= 1 and <= ScheduleLimits.RuleIdMax }
        && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c))
        && !Occurrences.IsReserved(id);

    private static bool IsLength(int minutes) => minutes is >= MinutesMin and <= ScheduleLimits.MinutesMax;

    private static bool IsDate(DateOnly date) => date.Year is >= ScheduleLimits.YearMin and <= ScheduleLimits.YearMax;

    private static string? Line(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
