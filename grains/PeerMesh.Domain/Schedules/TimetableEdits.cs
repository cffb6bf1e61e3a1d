using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Schedules;

/// <summary>What the rules made of an edit: the timetable after it, or why not. The same timetable means nothing had to change.</summary>
public readonly record struct TimetableOutcome(Timetable? Timetable, Refusal? Refusal)
{
    public static implicit operator TimetableOutcome(Timetable timetable) => new(timetable, Refusal: null);

    public static implicit operator TimetableOutcome(Refusal refusal) => new(Timetable: null, refusal);
}

/// <summary>How a timetable is edited.</summary>
/// <remarks>Holds of every edit: meetings that are over keep id and time, and dates the edit is not about keep theirs. <c>EditProperties</c> checks both.</remarks>
public static class TimetableEdits
{
    // A day's difference between a zone and UTC is of no account here.
    private const int ForgetDays = 400;

    public static TimetableOutcome Apply(Timetable timetable, TimetableEdit edit, DateTimeOffset now)
    {
        var outcome = edit switch
        {
            ChangeDates change => Change(timetable, change, now),
            CancelDates cancel => Cancel(timetable, cancel, now),
            RestoreDate restore => Restore(timetable, restore, now),
            AddDate add => Add(timetable, add, now),
            AddRule add => timetable with
            {
                Rules = timetable.Rules.Add(new MeetingRule(
                    TimetableRules.FreeId(timetable.Rules), add.Recurrence, add.StartsAt, add.Minutes, add.From, add.Until, add.Count, add.Venue)),
            },
            AddClosure add => timetable with { Closures = timetable.Closures.Add(new Closure(add.From, add.To, add.Reason, add.VirtualInstead)) },
            RemoveClosure remove => timetable.Closures.Find(closure => closure.From == remove.From) is { } found
                ? timetable with { Closures = timetable.Closures.Remove(found) }
                : ScheduleRefusals.NoSuchClosure,
            _ => throw new NotSupportedException($"No rule for {edit.GetType().Name}."),
        };
        if (outcome.Timetable is not { } next)
        {
            return outcome;
        }

        next = TimetableRules.Tidy(Forget(next, now));
        return TimetableRules.Check(next) is { } refusal ? refusal : next;
    }

    private static TimetableOutcome Change(Timetable timetable, ChangeDates change, DateTimeOffset now)
    {
        if (change is { MovedTo: null, StartsAt: null, Minutes: null, Venue: null, Recurrence: null })
        {
            return ScheduleRefusals.EditMissing;
        }

        if (change.Scope == EditScope.ThisDate)
        {
            return change.Recurrence is not null
                ? ScheduleRefusals.ScopeInvalid
                : OneDate(timetable, change.Occurrence, now, before => before with
                {
                    Kind = DateChangeKind.Moved,
                    Reason = change.Reason,
                    MovedTo = change.MovedTo ?? before.MovedTo,
                    StartsAt = change.StartsAt ?? before.StartsAt,
                    Minutes = change.Minutes ?? before.Minutes,
                    Venue = change.Venue ?? before.Venue,
                });
        }

        return Series(timetable, change.Occurrence, change.Scope, now, (rule, date, asked) =>
        {
            var recurrence = change.Recurrence ?? rule.Recurrence;
            var from = date;
            if (change.MovedTo is { } to)
            {
                from = date.AddDays(to.DayNumber - asked.DayNumber);
                if (change.Recurrence is null)
                {
                    if (rule.Recurrence is not Weekly { Days.Count: 1 } weekly)
                    {
                        return ScheduleRefusals.RecurrenceMissing;
                    }

                    recurrence = weekly with { Days = [(Weekday)from.DayOfWeek] };
                }
            }

            return new Part(rule with
            {
                Recurrence = recurrence,
                StartsAt = change.StartsAt ?? rule.StartsAt,
                Minutes = change.Minutes ?? rule.Minutes,
                Venue = change.Venue ?? rule.Venue,
                From = from,
            });
        });
    }

    private static TimetableOutcome Cancel(Timetable timetable, CancelDates cancel, DateTimeOffset now) =>
        cancel.Scope == EditScope.ThisDate
            ? OneDate(timetable, cancel.Occurrence, now, before => before with { Kind = DateChangeKind.Cancelled, Reason = cancel.Reason })
            : Series(timetable, cancel.Occurrence, cancel.Scope, now, (_, _, _) => new Part(null));

    private static TimetableOutcome Restore(Timetable timetable, RestoreDate restore, DateTimeOffset now)
    {
        if (Occurrences.Find(timetable, [], restore.Occurrence) is not { } occurrence)
        {
            return ScheduleRefusals.NoSuchDate;
        }

        if (occurrence.EndsAt <= now)
        {
            return ScheduleRefusals.IsOver;
        }

        var series = SeriesOf(restore.Occurrence, occurrence);
        if (Occurrences.ChangeOf(timetable, series, occurrence.Date) is not { } change)
        {
            return timetable;
        }

        // An extra date has no rule to go back to: it takes place as it was last said.
        return timetable with
        {
            Changes = series is null ? timetable.Changes.Replace(change, change with { Kind = DateChangeKind.Added }) : timetable.Changes.Remove(change),
        };
    }

    private static TimetableOutcome Add(Timetable timetable, AddDate add, DateTimeOffset now) =>
        Occurrences.ChangeOf(timetable, rule: null, add.Date) is not null ? ScheduleRefusals.ChangeTwice
        : WallClock.At(timetable.Zone, add.Date, add.StartsAt)?.AddMinutes(add.Minutes) <= now ? ScheduleRefusals.IsOver
        : timetable with
        {
            Changes = timetable.Changes.Add(new DateChange(Rule: null, add.Date, DateChangeKind.Added, add.Reason, MovedTo: null, add.StartsAt, add.Minutes, add.Venue)),
        };

    private static TimetableOutcome OneDate(Timetable timetable, string id, DateTimeOffset now, Func<DateChange, DateChange> edit)
    {
        if (Occurrences.Find(timetable, [], id) is not { } occurrence)
        {
            return ScheduleRefusals.NoSuchDate;
        }

        if (occurrence.EndsAt <= now)
        {
            return ScheduleRefusals.IsOver;
        }

        var series = SeriesOf(id, occurrence);
        var before = Occurrences.ChangeOf(timetable, series, occurrence.Date);
        var after = edit(before ?? new DateChange(series, occurrence.Date, DateChangeKind.Moved));
        return timetable with { Changes = before is null ? timetable.Changes.Add(after) : timetable.Changes.Replace(before, after) };
    }

    /// <summary>Ends a series before one of its dates and goes on from there with what <paramref name="edit"/> makes of it.</summary>
    /// <param name="edit">Of the part of the series that gives the date, the date to begin from, and the date that was asked about.</param>
    private static TimetableOutcome Series(
        Timetable timetable, string id, EditScope scope, DateTimeOffset now, Func<MeetingRule, DateOnly, DateOnly, PartOutcome> edit)
    {
        if (!Enum.IsDefined(scope))
        {
            return ScheduleRefusals.ScopeInvalid;
        }

        if (Occurrences.Find(timetable, [], id) is not { } occurrence)
        {
            return ScheduleRefusals.NoSuchDate;
        }

        if (occurrence.Rule is null)
        {
            return ScheduleRefusals.ScopeNeedsRule;
        }

        var name = SeriesOf(id, occurrence)!;
        var parts = timetable.Rules.FindAll(rule => rule.Name == name).Sort((one, other) => one.From.CompareTo(other.From));
        if (scope == EditScope.ThisAndLater && occurrence.EndsAt <= now)
        {
            return ScheduleRefusals.IsOver;
        }

        if ((scope == EditScope.All ? FirstToCome(timetable, parts, now) : occurrence.Date) is not { } date)
        {
            return ScheduleRefusals.NothingLeft;
        }

        var part = parts.Last(rule => rule.From <= date);
        var outcome = edit(part, date, occurrence.Date);
        if (outcome.Refusal is { } refusal)
        {
            return refusal;
        }

        var next = outcome.Part!.Rule;
        var kept = parts.FindAll(rule => rule.From < part.From);
        var before = RuleDates.Between(part, part.From, date.AddDays(-1)).ToList();
        if (before.Count > 0)
        {
            if (next is not null && next.From <= before[^1])
            {
                return ScheduleRefusals.StartsTooEarly;
            }

            var end = next is not null && next.From < date ? next.From.AddDays(-1) : date.AddDays(-1);
            kept = kept.Add(part with { Until = end, Count = null });
        }

        if (next is not null)
        {
            // It goes on for as long as the whole series did, whatever parts that was made of.
            var last = parts[^1];
            next = next with
            {
                Id = before.Count > 0 ? TimetableRules.FreeId(timetable.Rules) : part.Id,
                Series = before.Count > 0 || part.Series is not null ? name : null,
                Until = last.Until,
                Count = last.Count is null ? null : CountFrom(parts, date),
            };
            if (next.Until < next.From)
            {
                return ScheduleRefusals.EndBeforeStart;
            }

            kept = kept.Add(next);
        }

        var rules = timetable.Rules.RemoveAll(rule => rule.Name == name).AddRange(kept);
        var from = next is not null && next.From < date ? next.From : date;

        // What was said of single dates goes on to hold where there still is a date it was said of, the one in hand apart.
        var changes = timetable.Changes.RemoveAll(change =>
            change.Rule == name && change.Date >= from
            && ((change.Date == occurrence.Date && scope == EditScope.ThisAndLater) || next is null || !RuleDates.Falls(next, change.Date)));
        return timetable with { Rules = rules, Changes = changes };
    }

    // By where its meetings are now: one that was moved into the past is over.
    private static DateOnly? FirstToCome(Timetable timetable, ImmutableList<MeetingRule> parts, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(WallClock.Show(timetable.Zone, now).DateTime);
        var from = today.AddDays(-ScheduleLimits.MovedDaysMax - 1);
        foreach (var date in parts.SelectMany(part => RuleDates.Between(part, from, from.AddDays(ForgetDays + ScheduleLimits.MovedDaysMax))))
        {
            // All that lie before this one by the calendar are over, or are left as they were said.
            if (date >= today.AddDays(-1) && Occurrences.Find(timetable, [], Occurrences.IdOf(parts[0].Name, date)) is { } found && found.StartsAt > now)
            {
                return date;
            }
        }

        return null;
    }

    private static int CountFrom(ImmutableList<MeetingRule> parts, DateOnly date) =>
        parts.Sum(part => RuleDates.Between(part, date, DateOnly.FromDayNumber(date.DayNumber + 366 * 60)).Count());

    private static string? SeriesOf(string id, Occurrence occurrence) =>
        occurrence.Rule is null ? null : Occurrences.Read(id)!.Value.Name;

    // Nobody looks for what was different on a date of last year, and the list is bounded.
    private static Timetable Forget(Timetable timetable, DateTimeOffset now)
    {
        if (timetable.Changes.Count <= ScheduleLimits.ChangesMax)
        {
            return timetable;
        }

        var oldest = DateOnly.FromDateTime(now.UtcDateTime).AddDays(-ForgetDays);
        return timetable with { Changes = timetable.Changes.RemoveAll(change => change.Date < oldest) };
    }

    /// <param name="Rule">How the series goes on; null is not at all.</param>
    private sealed record Part(MeetingRule? Rule);

    private readonly record struct PartOutcome(Part? Part, Refusal? Refusal)
    {
        public static implicit operator PartOutcome(Part part) => new(part, Refusal: null);

        public static implicit operator PartOutcome(Refusal refusal) => new(Part: null, refusal);
    }
}
