namespace PeerMesh.Domain.Schedules;

/// <summary>The dates a rule gives, on the calendar alone: no clock, no zone, no exceptions.</summary>
public static class RuleDates
{
    /// <summary>The rule's dates from one day to another, both included, in order.</summary>
    public static IEnumerable<DateOnly> Between(MeetingRule rule, DateOnly from, DateOnly to)
    {
        var last = rule.Until is { } until && until < to ? until : to;

        // How many there were before can only be counted from the first one on.
        var first = rule.Count is null && from > rule.From ? from : rule.From;
        var dates = Of(rule, first, last).TakeWhile(date => date <= last);
        return (rule.Count is { } count ? dates.Take(count) : dates).Where(date => date >= from);
    }

    public static bool Falls(MeetingRule rule, DateOnly date) => Between(rule, date, date).Any();

    /// <summary>Monday of the week in which a date lies: weeks are counted as in ISO 8601 and as calendars count them by default.</summary>
    internal static DateOnly WeekOf(DateOnly date) => date.AddDays(-(((int)date.DayOfWeek + 6) % 7));

    // From a day on that is not before the rule's first, in order; it may run past the last day by a week or a month.
    private static IEnumerable<DateOnly> Of(MeetingRule rule, DateOnly first, DateOnly last) => rule.Recurrence switch
    {
        Weekly weekly => OfWeeks(weekly, rule.From, first, last),
        MonthlyOnWeekdays monthly => OfMonths(rule.From, first, last, monthly.EveryMonths, month => OnWeekdays(monthly, month)),
        MonthlyOnDay monthly => OfMonths(rule.From, first, last, monthly.EveryMonths, month => OnDay(monthly, month)),
        MonthlyAfterWeekday monthly => OfMonths(rule.From, first, last, every: 1, month => AfterWeekday(monthly, month)),
        Once => first <= rule.From ? [rule.From] : [],
        _ => throw new NotSupportedException($"No dates for {rule.Recurrence.GetType().Name}."),
    };

    private static IEnumerable<DateOnly> OfWeeks(Weekly weekly, DateOnly origin, DateOnly first, DateOnly last)
    {
        var days = weekly.Days.Select(day => ((int)day + 6) % 7).Distinct().Order().ToList();
        var start = WeekOf(origin);
        var step = 7 * weekly.EveryWeeks;
        var weeksIn = (WeekOf(first).DayNumber - start.DayNumber) / step;
        for (var monday = start.AddDays(weeksIn * step); monday <= last; monday = monday.AddDays(step))
        {
            foreach (var day in days)
            {
                var date = monday.AddDays(day);
                if (date >= first)
                {
                    yield return date;
                }
            }
        }
    }

    private static IEnumerable<DateOnly> OfMonths(
        DateOnly origin, DateOnly first, DateOnly last, int every, Func<DateOnly, IEnumerable<DateOnly>> datesIn)
    {
        var start = new DateOnly(origin.Year, origin.Month, 1);
        var monthsIn = ((first.Year - start.Year) * 12 + first.Month - start.Month) / every * every;
        for (var month = start.AddMonths(monthsIn); month <= last; month = month.AddMonths(every))
        {
            foreach (var date in datesIn(month))
            {
                if (date >= first)
                {
                    yield return date;
                }
            }
        }
    }

    private static IEnumerable<DateOnly> OnWeekdays(MonthlyOnWeekdays monthly, DateOnly month)
    {
        var first = FirstOn(monthly.Day, month);
        var length = DateTime.DaysInMonth(month.Year, month.Month);
        var days = monthly.Which.Select(which => which < 0 ? first + (length - first) / 7 * 7 : first + 7 * (which - 1));

        // "The 4th and the last" are one and the same day in most months.
        return days.Where(day => day <= length).Distinct().Order().Select(day => month.AddDays(day - 1));
    }

    private static IEnumerable<DateOnly> OnDay(MonthlyOnDay monthly, DateOnly month) =>
        monthly.Day <= DateTime.DaysInMonth(month.Year, month.Month) ? [month.AddDays(monthly.Day - 1)] : [];

    private static IEnumerable<DateOnly> AfterWeekday(MonthlyAfterWeekday monthly, DateOnly month)
    {
        var after = FirstOn(monthly.After, month) + 7 * (monthly.Which - 1);
        var day = after + ((int)monthly.Day - (int)monthly.After + 6) % 7 + 1;
        return day <= DateTime.DaysInMonth(month.Year, month.Month) ? [month.AddDays(day - 1)] : [];
    }

    /// <summary>The day of the month, 1 to 7, that is the first such weekday.</summary>
    private static int FirstOn(Weekday day, DateOnly month) => ((int)day - (int)month.DayOfWeek + 7) % 7 + 1;
}
