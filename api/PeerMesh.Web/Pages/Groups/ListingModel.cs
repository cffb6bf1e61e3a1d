using System.Collections.Immutable;
using NodaTime;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Schedules;
using PeerMesh.Search;
using PeerMesh.Web.Finding;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>What the directory shows of a group on its page.</summary>
/// <param name="Meetings">The coming ones, cancelled ones too.</param>
/// <param name="Bodies">The body it belongs to and those above it.</param>
/// <param name="Address">The page's own address, absolute.</param>
/// <param name="Zone">The group's zone.</param>
internal sealed record ListingModel(
    DirectoryEntry Entry, IReadOnlyList<Occurrence> Meetings, ImmutableArray<BodyNode> Bodies, string Address, DateTimeZone Zone, DateTimeOffset Now)
{
    private const int MeetingsMax = 6;
    private static readonly TimeSpan Within = TimeSpan.FromDays(90);

    /// <summary>A listing that nobody confirmed for this long says so.</summary>
    private const int StaleDays = 90;

    public bool IsStale => Entry.Listing.ConfirmedOn is { } on && DateOnly.FromDateTime(Now.UtcDateTime).DayNumber - on.DayNumber > StaleDays;

    /// <summary>The meeting that is under way.</summary>
    public Occurrence? Current => Meetings.FirstOrDefault(meeting => meeting.Status != OccurrenceStatus.Cancelled && meeting.StartsAt <= Now && meeting.EndsAt > Now);

    public string Events => GroupEvents.Json(Entry, Meetings, Address, Bodies.IsEmpty ? null : Bodies[0].Name);

    public static ListingModel Of(DirectoryEntry entry, BodyTree bodies, string address, DateTimeOffset now)
    {
        var body = entry.Listing.Body;
        var meetings = Occurrences.Next(entry.Listing.Timetable, body is { } id ? bodies.HolidaysOf(id) : [], now.AddHours(-2), MeetingsMax + 1, Within)
            .Where(meeting => meeting.EndsAt > now)
            .Take(MeetingsMax)
            .ToList();
        return new ListingModel(entry, meetings, body is { } own ? bodies.WithParents(own) : [], address, FindWords.Zone(entry.Listing.Timetable?.Zone), now);
    }
}
