using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Schedules;

/// <summary>What became of one meeting.</summary>
/// <param name="Before">Null where it is new.</param>
/// <param name="After">Null where it is no more.</param>
public sealed record DateDiff(Occurrence? Before, Occurrence? After)
{
    /// <summary>It was to take place and is not to any more.</summary>
    public bool IsOff => Takes(Before) && !Takes(After);

    /// <summary>It takes place at another time or elsewhere.</summary>
    public bool IsMoved => Takes(Before) && Takes(After) && (Before!.StartsAt != After!.StartsAt || Before.EndsAt != After.EndsAt || Before.Venue != After.Venue);

    /// <summary>It takes place and was not to.</summary>
    public bool IsOn => !Takes(Before) && Takes(After);

    private static bool Takes(Occurrence? occurrence) => occurrence is { Status: not OccurrenceStatus.Cancelled };
}

/// <summary>What an edit changes for those who come.</summary>
public static class DateDiffs
{
    /// <summary>The meetings that would have started in a stretch of time, or now do, and are different, in the order they were to start.</summary>
    public static IReadOnlyList<DateDiff> Between(
        Timetable? before, IReadOnlyList<Holiday> holidaysBefore, Timetable? after, IReadOnlyList<Holiday> holidays, DateTimeOffset from, DateTimeOffset to)
    {
        var then = Occurrences.Between(before, holidaysBefore, from, to).Select(one => one.Id);
        var now = Occurrences.Between(after, holidays, from, to).Select(one => one.Id);
        return
        [
            .. then.Union(now)
                .Select(id => new DateDiff(Occurrences.Find(before, holidaysBefore, id), Occurrences.Find(after, holidays, id)))
                .Where(diff => diff.IsOff || diff.IsMoved || diff.IsOn)
                .OrderBy(diff => (diff.Before ?? diff.After)!.StartsAt),
        ];
    }
}
