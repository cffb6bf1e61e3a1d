using System.Collections.Immutable;
using CsCheck;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;
using static PeerMesh.Domain.Tests.Schedules.Timetables;

namespace PeerMesh.Domain.Tests.Schedules;

/// <summary>Timetables by chance, all of them proper.</summary>
internal static class TimetableGen
{
    public static readonly ImmutableList<Holiday> Holidays = [new(Date("2026-01-01"), "New Year"), new(Date("2026-07-04"), "Independence Day"), new(Date("2026-11-26"), "Thanksgiving")];

    private static readonly Gen<Weekday> Days = Gen.Enum<Weekday>();

    private static readonly Gen<Recurrence> Recurrences = Gen.OneOf<Recurrence>(
        Gen.Select(Days.HashSet[1, 7], Gen.Int[1, 4], Recurrence (days, every) => new Weekly([.. days], every)),
        Gen.Select(Days, OneOf(-1, 1, 2, 3, 4, 5).HashSet[1, 3], Gen.Int[1, 3], Recurrence (day, which, every) => new MonthlyOnWeekdays(day, [.. which], every)),
        Gen.Select(Gen.Int[1, 31], Gen.Int[1, 3], Recurrence (day, every) => new MonthlyOnDay(day, every)),
        Gen.Select(Days, Gen.Int[1, 6], Gen.Int[1, 4], Recurrence (day, gap, which) => new MonthlyAfterWeekday(day, (Weekday)(((int)day + gap) % 7), which)),
        Gen.Const<Recurrence>(new Once()));

    private static readonly Gen<MeetingRule> Rules = Gen.Select(
        Recurrences,
        Gen.Int[0, 1439],
        Gen.Int[5, 720],
        Gen.Int[0, 400],
        Gen.Int[0, 2],
        Gen.Int[1, 300],
        (recurrence, minute, minutes, first, end, length) =>
        {
            var from = Date("2025-09-01").AddDays(first);
            return new MeetingRule(
                "m0", recurrence, new TimeOnly(minute / 60, minute % 60), minutes, from,
                Until: end == 1 ? from.AddDays(length) : null,
                Count: end == 2 ? 1 + length / 10 : null);
        });

    private static readonly Gen<ImmutableList<Closure>> Closures = Gen.Select(Gen.Int[0, 300], Gen.Int[1, 40], Gen.Bool, (first, length, any) => any
        ? ImmutableList.Create(new Closure(Date("2026-01-01").AddDays(first), Date("2026-01-01").AddDays(first + length), "Closed"))
        : []);

    public static readonly Gen<Timetable> Timetables =
        Gen.Select(OneOf(NewYork, "America/Phoenix", "Europe/Dublin", "Australia/Lord_Howe", "America/St_Johns"), Rules.List[1, 4], Closures)
            .SelectMany((zone, rules, closures) =>
            {
                var named = rules.Select((rule, i) => rule with { Id = $"m{i + 1}" }).ToImmutableList();
                var dates = named.SelectMany(rule => RuleDates.Between(rule, Date("2025-10-01"), Date("2027-03-01")).Take(40).Select(date => (rule.Id, date))).ToList();
                return Changes(dates).Select(changes => new Timetable(zone, named, changes, closures));
            });

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static Gen<ImmutableList<DateChange>> Changes(List<(string Rule, DateOnly Date)> dates) => Gen.Select(
        Gen.Int[0, Math.Max(0, dates.Count - 1)].HashSet[0, Math.Min(5, dates.Count)],
        Gen.Int[0, 3].Array[5],
        Gen.Int[-60, 60].Array[5],
        Gen.Int[0, 300].HashSet[0, 2],
        (picked, kinds, offsets, extras) => picked
            .Select((index, i) => Change(dates[index].Rule, dates[index].Date, kinds[i], offsets[i]))
            .Concat(extras.Select((day, i) => new DateChange(null, Date("2026-01-01").AddDays(day), (DateChangeKind)((kinds[i] + 2) % 3), "Extra", StartsAt: new TimeOnly(10, 30), Minutes: 60)))
            .ToImmutableList());

    private static DateChange Change(string rule, DateOnly date, int kind, int offset) => kind switch
    {
        0 => new DateChange(rule, date, DateChangeKind.Cancelled, "Cancelled"),
        1 => new DateChange(rule, date, DateChangeKind.Moved, MovedTo: date.AddDays(offset)),
        2 => new DateChange(rule, date, DateChangeKind.Moved, StartsAt: new TimeOnly(8, 15)),
        _ => new DateChange(rule, date, DateChangeKind.Moved, MovedTo: date.AddDays(offset), StartsAt: new TimeOnly(23, 45), Minutes: 120),
    };
}
