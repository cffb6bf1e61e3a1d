using System.Globalization;
using Microsoft.Extensions.Localization;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Web.Http;

/// <summary>Dates and what repeats, in the reader's language.</summary>
internal static class DateWords
{
    /// <summary>"Tuesday, March 3, 2026".</summary>
    public static string Day(DateTimeOffset at) => at.DateTime.ToString("D", CultureInfo.CurrentCulture);

    /// <summary>"7:00 PM".</summary>
    public static string Time(DateTimeOffset at) => at.DateTime.ToString("t", CultureInfo.CurrentCulture);

    /// <summary>"Tuesday".</summary>
    public static string Weekday(Weekday day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName((DayOfWeek)day);

    /// <summary>"1st", "last".</summary>
    public static string Nth(IStringLocalizer texts, int which) => texts[string.Create(CultureInfo.InvariantCulture, $"Nth.{which}")];

    /// <summary>"Every Tuesday at 7:00 PM, 90 minutes".</summary>
    public static string Of(IStringLocalizer texts, MeetingRule rule)
    {
        var days = Of(texts, rule.Recurrence, rule.From);
        days = rule.Until is { } until ? texts["Rule.Until", days, Date(until)]
            : rule.Count is { } count ? texts["Rule.Count", days, count]
            : days;
        return texts["Rule.At", days, rule.StartsAt.ToString("t", CultureInfo.CurrentCulture), rule.Minutes];
    }

    public static string Date(DateOnly date) => date.ToString("D", CultureInfo.CurrentCulture);

    private static string Of(IStringLocalizer texts, Recurrence recurrence, DateOnly from) => recurrence switch
    {
        Weekly { EveryWeeks: 1 } weekly => texts["Rule.Weekly", And(texts, weekly.Days.Select(Weekday))],
        Weekly weekly => texts["Rule.EveryWeeks", And(texts, weekly.Days.Select(Weekday)), weekly.EveryWeeks],
        MonthlyOnWeekdays monthly => EveryMonths(
            texts, texts["Rule.OnWeekdays", And(texts, monthly.Which.Select(which => Nth(texts, which))), Weekday(monthly.Day)], monthly.EveryMonths),
        MonthlyOnDay monthly => EveryMonths(texts, texts["Rule.OnDay", monthly.Day], monthly.EveryMonths),
        MonthlyAfterWeekday monthly => texts["Rule.After", Weekday(monthly.Day), Nth(texts, monthly.Which), Weekday(monthly.After)],
        Once => texts["Rule.Once", Date(from)],
        _ => throw new NotSupportedException($"No words for {recurrence.GetType().Name}."),
    };

    private static string EveryMonths(IStringLocalizer texts, string days, int every) => every == 1 ? days : texts["Rule.EveryMonths", days, every];

    private static string And(IStringLocalizer texts, IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count == 1 ? all[0] : texts["And", string.Join(", ", all.Take(all.Count - 1)), all[^1]];
    }
}
