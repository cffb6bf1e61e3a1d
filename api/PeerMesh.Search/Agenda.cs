using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Schedules;

namespace PeerMesh.Search;

/// <summary>A group's meetings that take place, for the days that searches look at.</summary>
/// <param name="Meetings">In their order, those that are cancelled left out; no two at the same minute that are held alike.</param>
/// <param name="Later">When the first meeting after those begins; <see cref="int.MaxValue"/> is none within a year.</param>
/// <param name="Until">The minute up to which they are known.</param>
internal readonly record struct Agenda(Meeting[] Meetings, int Later, int Until)
{
    /// <summary>A search looks from up to two hours ago, with a grace of up to two hours.</summary>
    private static readonly TimeSpan Behind = TimeSpan.FromHours(5);

    /// <summary>Two days more than searches reach, so that there is time to look further.</summary>
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(9);

    /// <summary>Whatever meets less than once a year has no next meeting to speak of.</summary>
    private static readonly TimeSpan LaterMax = TimeSpan.FromDays(366);

    /// <summary>Minutes before <see cref="Until"/> at which the agenda has to be made anew.</summary>
    public static int Margin => TimeWindows.Reach + (12 * 60);

    /// <param name="venue">Where the group usually meets.</param>
    public static Agenda Of(Timetable? timetable, Venue? venue, IReadOnlyList<Holiday> holidays, DateTimeOffset now)
    {
        var (from, to) = (now - Behind, now + Ahead);
        var meetings = new List<Meeting>();
        foreach (var occurrence in Occurrences.Between(timetable, holidays, from, to))
        {
            if (occurrence.Status is not OccurrenceStatus.Cancelled)
            {
                var meeting = new Meeting(TimeWindows.MinuteOf(occurrence.StartsAt), TimeWindows.MinuteOf(occurrence.EndsAt), occurrence.Venue?.Type, WaysOf.Venue(occurrence.Venue ?? venue));
                if (meetings.Count > 0 && meetings[^1].Start == meeting.Start && meetings[^1].Ways == meeting.Ways)
                {
                    // Two at once that are held alike are one to whoever looks for a meeting: the longer.
                    meetings[^1] = meetings[^1] with { End = Math.Max(meeting.End, meetings[^1].End) };
                }
                else
                {
                    meetings.Add(meeting);
                }
            }
        }

        return new Agenda([.. meetings], LaterThan(timetable, holidays, to), TimeWindows.MinuteOf(to));
    }

    /// <summary>When its meetings begin, as bits of <see cref="TimeWindows.BlocksOf"/>.</summary>
    public ulong Blocks()
    {
        var blocks = 0UL;
        foreach (var meeting in Meetings)
        {
            blocks |= TimeWindows.BlockOf(meeting.Start);
        }

        return blocks;
    }

    /// <summary>The first meeting that can still be come to, from its minute; else the first after those known here.</summary>
    public int NextFrom(int asOf, int grace)
    {
        foreach (var meeting in Meetings)
        {
            if (meeting.Start >= asOf - grace && meeting.End > asOf)
            {
                return meeting.Start;
            }
        }

        return Later;
    }

    /// <summary>The first meeting that can still be come to, begins in one of these windows and is held as asked; <see cref="int.MaxValue"/> is none.</summary>
    public int NextIn((int From, int To)[] windows, int asOf, int grace, (Ways Venue, Ways Way) asked)
    {
        foreach (var meeting in Meetings)
        {
            if (meeting.Start >= asOf - grace && meeting.End > asOf && meeting.Fits(asked))
            {
                foreach (var (from, to) in windows)
                {
                    if (meeting.Start >= from && meeting.Start < to)
                    {
                        return meeting.Start;
                    }
                }
            }
        }

        return int.MaxValue;
    }

    /// <summary>The meeting that begins at this minute and is held as asked, where it is among those known.</summary>
    public Meeting? At(int start, (Ways Venue, Ways Way) asked)
    {
        foreach (var meeting in Meetings)
        {
            if (meeting.Start == start && meeting.Fits(asked))
            {
                return meeting;
            }
        }

        return null;
    }

    // In steps, because most groups meet again within a month. A weekly group is found at once.
    private static int LaterThan(Timetable? timetable, IReadOnlyList<Holiday> holidays, DateTimeOffset from)
    {
        var end = from + LaterMax;
        var step = TimeSpan.FromDays(8);
        for (var start = from; timetable is not null && start < end; start += step, step *= 3)
        {
            var to = start + step < end ? start + step : end;
            foreach (var occurrence in Occurrences.Between(timetable, holidays, start, to))
            {
                if (occurrence.Status is not OccurrenceStatus.Cancelled)
                {
                    return TimeWindows.MinuteOf(occurrence.StartsAt);
                }
            }
        }

        return int.MaxValue;
    }
}
