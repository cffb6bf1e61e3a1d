using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Groups;

/// <summary>A meeting that is over: how many came, and nothing of who.</summary>
/// <param name="Came">People who came in, those who led it too.</param>
[GenerateSerializer, Immutable, Alias("pm.group.held-meeting")]
public sealed record HeldMeeting(
    [property: Id(0)] SessionId Session,
    [property: Id(1)] DateTimeOffset EndedAt,
    [property: Id(2)] int Came);

/// <summary>What a group remembers of its meetings, for the figures of the organisation it belongs to.</summary>
public static class HeldMeetings
{
    /// <summary>How far back figures look: a quarter, which is what organisations report by.</summary>
    public const int Days = 90;

    /// <summary>The list with one more at its end. What is too old to count goes, and of too many the oldest.</summary>
    public static ImmutableList<HeldMeeting> With(ImmutableList<HeldMeeting> held, HeldMeeting meeting, DateTimeOffset now)
    {
        var next = Within(held, now).Add(meeting);
        return next.Count > GroupLimits.HeldMeetingsMax ? next.RemoveRange(0, next.Count - GroupLimits.HeldMeetingsMax) : next;
    }

    /// <summary>Those of the last <see cref="Days"/> days.</summary>
    public static ImmutableList<HeldMeeting> Within(ImmutableList<HeldMeeting> held, DateTimeOffset now) =>
        held.RemoveAll(meeting => meeting.EndedAt <= now.AddDays(-Days));

    /// <summary>Attendances: how many came, each meeting by itself. Were they added up first, yesterday's figure and today's would tell how many came last night.</summary>
    public static Figure Attendances(IEnumerable<HeldMeeting> held) => FigureRules.Total(held.Select(meeting => FigureRules.Of(meeting.Came)));
}
