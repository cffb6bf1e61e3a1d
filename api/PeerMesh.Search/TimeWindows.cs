using NodaTime;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Search;

/// <summary>The stretches of time in which a meeting may begin, in minutes since 1970 UTC, each with its end left out.</summary>
public static class TimeWindows
{
    /// <summary>A meeting may be joined for this long after it began, unless somebody asks for another grace. Minutes.</summary>
    public const int GraceUsual = 15;

    public const int GraceMax = 120;

    /// <summary>Meetings within this time are found by day and hour, to the minute.</summary>
    public const int Reach = 7 * 24 * 60;

    /// <summary>How far <see cref="TimeFrame.Next"/> looks ahead, minutes.</summary>
    private const int Soon = 3 * 60;

    /// <summary>Minutes of one bit of <see cref="BlocksOf"/>: 64 of them are longer than the time that an <see cref="Agenda"/> is made for.</summary>
    private const int BlockMinutes = 4 * 60;

    private static readonly NodaTime.TimeZones.ZoneLocalMappingResolver AtOrAfter = NodaTime.TimeZones.Resolvers.CreateMappingResolver(
        NodaTime.TimeZones.Resolvers.ReturnEarlier, NodaTime.TimeZones.Resolvers.ReturnStartOfIntervalAfter);

    public static int MinuteOf(DateTimeOffset at) => (int)Math.Floor(at.ToUnixTimeSeconds() / 60.0);

    public static DateTimeOffset At(int minute) => DateTimeOffset.FromUnixTimeSeconds(minute * 60L);

    /// <summary>The windows of a query that looks from this minute; null where any time fits.</summary>
    public static (int From, int To)[]? Of(SearchQuery query, int asOf)
    {
        ArgumentNullException.ThrowIfNull(query);
        if (query is { When: TimeFrame.Anytime, Days.IsEmpty: true, From: null, To: null })
        {
            return null;
        }

        var (first, last) = query.When switch
        {
            TimeFrame.Now => (asOf - query.Grace, asOf + 1),
            TimeFrame.Next => (asOf - query.Grace, asOf + Soon + 1),
            _ => (asOf - query.Grace, asOf + Reach),
        };
        if (query is { When: TimeFrame.Now or TimeFrame.Next, Days.IsEmpty: true, From: null, To: null })
        {
            return [(first, last)];
        }

        var zone = DateTimeZoneProviders.Tzdb.GetZoneOrNull(query.Zone) ?? DateTimeZone.Utc;
        var today = Instant.FromUnixTimeSeconds(asOf * 60L).InZone(zone).Date;
        var windows = new List<(int From, int To)>();

        // A window may begin the day before and reach past midnight.
        for (var day = -1; day <= 8; day++)
        {
            var date = today.PlusDays(day);
            if (Fits(query, date, today))
            {
                var from = Math.Max(first, Start(zone, date, query.From ?? TimeOnly.MinValue));
                var (endDate, end) = (query.From, query.To) switch
                {
                    (_, null) => (date.PlusDays(1), TimeOnly.MinValue),
                    ({ } begins, { } ends) when ends <= begins => (date.PlusDays(1), ends),
                    (_, { } ends) => (date, ends),
                };
                var to = Math.Min(last, Start(zone, endDate, end));
                if (from < to)
                {
                    windows.Add((from, to));
                }
            }
        }

        return Joined(windows);
    }

    /// <summary>The bit of a minute among those of <see cref="BlocksOf"/>.</summary>
    internal static ulong BlockOf(int minute) => 1UL << (minute / BlockMinutes);

    /// <summary>A bit for each four hours that the windows touch: a group none of whose meetings begins in one of them cannot fit; one that has one may.</summary>
    internal static ulong BlocksOf((int From, int To)[] windows)
    {
        var blocks = 0UL;
        foreach (var (from, to) in windows)
        {
            for (var block = from / BlockMinutes; block * BlockMinutes < to; block++)
            {
                blocks |= 1UL << block;
            }
        }

        return blocks;
    }

    /// <summary>The bits of those four hours that lie within a window and ahead: a group with a meeting that begins in one of them fits.</summary>
    internal static ulong WholeBlocksOf((int From, int To)[] windows, int asOf)
    {
        var blocks = 0UL;
        foreach (var (from, to) in windows)
        {
            var first = Math.Max(from, asOf);
            for (var block = (first + BlockMinutes - 1) / BlockMinutes; (block + 1) * BlockMinutes <= to; block++)
            {
                blocks |= 1UL << block;
            }
        }

        return blocks;
    }

    /// <summary>The minute before which none of these blocks begins that are not over by then.</summary>
    internal static int FirstOf(ulong blocks, int asOf) =>
        ((asOf / BlockMinutes) + System.Numerics.BitOperations.TrailingZeroCount(System.Numerics.BitOperations.RotateRight(blocks, asOf / BlockMinutes))) * BlockMinutes;

    private static bool Fits(SearchQuery query, LocalDate date, LocalDate today) =>
        (query.Days.IsEmpty || query.Days.Contains((Weekday)((int)date.DayOfWeek % 7)))
        && query.When switch
        {
            TimeFrame.Today => date == today,
            TimeFrame.Tomorrow => date == today.PlusDays(1),
            _ => true,
        };

    // Where the clocks skip this time, the first moment after the gap; where it comes twice, the first of the two.
    private static int Start(DateTimeZone zone, LocalDate date, TimeOnly time) =>
        (int)Math.Floor(zone.ResolveLocal(date.At(new LocalTime(time.Hour, time.Minute)), AtOrAfter).ToInstant().ToUnixTimeSeconds() / 60.0);

    private static (int From, int To)[] Joined(List<(int From, int To)> windows)
    {
        var joined = new List<(int From, int To)>();
        foreach (var window in windows.Order())
        {
            if (joined.Count > 0 && window.From <= joined[^1].To)
            {
                joined[^1] = (joined[^1].From, Math.Max(joined[^1].To, window.To));
            }
            else
            {
                joined.Add(window);
            }
        }

        return [.. joined];
    }
}
