using System.Globalization;
using Microsoft.Extensions.Localization;
using NodaTime;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;
using PeerMesh.Search;

namespace PeerMesh.Web.Finding;

/// <summary>What the directory knows, in words.</summary>
internal static class FindWords
{
    /// <summary>"chronic pain" for chronic-pain, in the reader's language where it is known there.</summary>
    public static string Of(IStringLocalizer texts, Facet facet, string value)
    {
        var text = texts[$"{QueryReader.NameOf(facet)}.{value}"];
        return text.ResourceNotFound ? value.Replace('-', ' ') : text.Value;
    }

    /// <summary>The same for words that begin a line: as it stands in a list of choices.</summary>
    public static string Capital(string words) => words.Length == 0 ? words : string.Concat(char.ToUpper(words[0], CultureInfo.CurrentCulture).ToString(), words.AsSpan(1));

    public static string Time(DateTimeOffset at, DateTimeZone zone) => Local(at, zone).ToString("t", CultureInfo.CurrentCulture);

    /// <summary>"today", "tomorrow", "Tuesday", and with the date once that is more than six days away.</summary>
    public static string Day(IStringLocalizer texts, DateTimeOffset at, DateTimeOffset now, DateTimeZone zone)
    {
        var (day, today) = (DateOnly.FromDateTime(Local(at, zone)), DateOnly.FromDateTime(Local(now, zone)));
        return (day.DayNumber - today.DayNumber) switch
        {
            0 => texts["Day.Today"],
            1 => texts["Day.Tomorrow"],
            -1 => texts["Day.Yesterday"],
            > 1 and < 7 => day.ToString("dddd", CultureInfo.CurrentCulture),
            _ => texts["Day.Date", day.ToString("ddd", CultureInfo.CurrentCulture), day.ToString("M", CultureInfo.CurrentCulture)],
        };
    }

    /// <summary>A date with its day: "Tuesday, March 10".</summary>
    public static string Date(DateTimeOffset at, DateTimeZone zone)
    {
        var local = Local(at, zone);
        return $"{local.ToString("dddd", CultureInfo.CurrentCulture)}, {local.ToString("M", CultureInfo.CurrentCulture)}";
    }

    public static DateTimeZone Zone(string? name) => (name is null ? null : DateTimeZoneProviders.Tzdb.GetZoneOrNull(name)) ?? DateTimeZone.Utc;

    /// <summary>"Tampa, FL", or as much of it as is known.</summary>
    public static string? Town(Place? place) =>
        place is null ? null : string.Join(", ", new[] { place.City ?? place.Borough ?? place.Neighborhood, place.Region }.Where(part => !string.IsNullOrWhiteSpace(part))) is { Length: > 0 } town ? town : null;

    /// <summary>The whole address on one line.</summary>
    public static string Address(Place place) =>
        string.Join(", ", new[] { place.Name, place.Street, place.City ?? place.Borough, string.Join(' ', new[] { place.Region, place.PostalCode }.Where(part => !string.IsNullOrWhiteSpace(part))) }.Where(part => !string.IsNullOrWhiteSpace(part)));

    /// <summary>"Every Tuesday and Friday", "1st and 3rd Wednesday of the month"; without the time.</summary>
    public static string Rule(IStringLocalizer texts, MeetingRule rule) => rule.Recurrence switch
    {
        Weekly { EveryWeeks: 1 } weekly => texts["Rule.Weekly", Days(texts, weekly.Days)],
        Weekly weekly => texts["Rule.EveryWeeks", weekly.EveryWeeks, Days(texts, weekly.Days)],
        MonthlyOnWeekdays { EveryMonths: 1 } monthly => texts["Rule.Monthly", Joined(texts, monthly.Which.Select(which => texts[$"Nth.{which}"].Value)), DayName(monthly.Day)],
        MonthlyOnWeekdays monthly => texts["Rule.EveryMonths", monthly.EveryMonths, Joined(texts, monthly.Which.Select(which => texts[$"Nth.{which}"].Value)), DayName(monthly.Day)],
        MonthlyOnDay { EveryMonths: 1 } monthly => texts["Rule.MonthDay", monthly.Day],
        MonthlyOnDay monthly => texts["Rule.EveryMonthsDay", monthly.EveryMonths, monthly.Day],
        MonthlyAfterWeekday after => texts["Rule.After", DayName(after.Day), texts[$"Nth.{after.Which}"].Value, DayName(after.After)],
        _ => rule.From.ToString("D", CultureInfo.CurrentCulture),
    };

    public static string TimeOfRule(MeetingRule rule) => rule.StartsAt.ToString("t", CultureInfo.CurrentCulture);

    public static string DayName(Weekday day) => CultureInfo.CurrentCulture.DateTimeFormat.GetDayName((DayOfWeek)(int)day);

    private static string Days(IStringLocalizer texts, IEnumerable<Weekday> days) => Joined(texts, days.Select(DayName));

    private static string Joined(IStringLocalizer texts, IEnumerable<string> words)
    {
        var all = words.ToList();
        return all.Count < 2 ? string.Concat(all) : texts["And", string.Join(", ", all.Take(all.Count - 1)), all[^1]];
    }

    private static DateTime Local(DateTimeOffset at, DateTimeZone zone) => Instant.FromDateTimeOffset(at).InZone(zone).ToDateTimeUnspecified();
}
