using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>What each fact about circles changes.</summary>
internal static class CircleChanges
{
    private static readonly TimeSpan FirstWarning = TimeSpan.FromSeconds(SessionLimits.FirstWarningSeconds);
    private static readonly TimeSpan LastWarning = TimeSpan.FromSeconds(SessionLimits.LastWarningSeconds);

    public static Circles Start(CirclesStarted e) => Timed(
        new Circles(
            [.. e.Groups.Select(members => new Circle(members, 0, e.EndsAt, Warned: false))], e.Size, e.At, e.EndsAt, e.TakeTurns, LastMinute: false),
        e.At,
        e.EndsAt);

    /// <summary>The time left is parted anew among those who have not spoken yet, whoever speaks included.</summary>
    public static Circles Timed(Circles circles, DateTimeOffset at, DateTimeOffset endsAt) => circles with
    {
        EndsAt = endsAt,
        LastMinute = endsAt - at <= FirstWarning,
        Groups = circles.Groups.ConvertAll(circle => Turn(circle, circle.Speaker, circles.TakeTurns, at, endsAt)),
    };

    public static Circles Turned(Circles circles, DateTimeOffset at) => circles with
    {
        Groups = circles.Groups.ConvertAll(circle => circles.TakeTurns && circle.HasNextTurn && circle.TurnEndsAt <= at
            ? Turn(circle, circle.Speaker + 1, takeTurns: true, at, circles.EndsAt)
            : circle),
    };

    public static Circles Warned(Circles circles, CirclesWarned e) => e.SecondsLeft == SessionLimits.FirstWarningSeconds
        ? circles with { LastMinute = true }
        : circles with
        {
            Groups = circles.Groups.ConvertAll(circle => circle.TurnEndsAt - LastWarning <= e.At ? circle with { Warned = true } : circle),
        };

    public static Circles Join(Circles circles, ParticipantId who, int number) =>
        Without(circles, who) is var others
            ? others with { Groups = others.Groups.SetItem(number - 1, others.Groups[number - 1] with { Members = others.Groups[number - 1].Members.Add(who) }) }
            : circles;

    public static Circles Without(Circles circles, ParticipantId who)
    {
        if (circles.IndexOf(who) is not (>= 0 and var index))
        {
            return circles;
        }

        var circle = circles.Groups[index];
        var place = circle.Members.IndexOf(who);
        var members = circle.Members.RemoveAt(place);
        var speaker = Math.Clamp(place < circle.Speaker ? circle.Speaker - 1 : circle.Speaker, 0, Math.Max(0, members.Count - 1));
        return circles with { Groups = circles.Groups.SetItem(index, circle with { Members = members, Speaker = speaker }) };
    }

    public static Circles Shifted(Circles circles, TimeSpan time) => circles with
    {
        StartedAt = circles.StartedAt + time,
        EndsAt = circles.EndsAt + time,
        Groups = circles.Groups.ConvertAll(circle => circle with { TurnEndsAt = circle.TurnEndsAt + time }),
    };

    private static Circle Turn(Circle circle, int speaker, bool takeTurns, DateTimeOffset at, DateTimeOffset endsAt)
    {
        var turns = takeTurns ? Math.Max(1, circle.Members.Count - speaker) : 1;
        var turnEndsAt = turns == 1 ? endsAt : at + ((endsAt - at) / turns);
        return circle with { Speaker = speaker, TurnEndsAt = turnEndsAt, Warned = turnEndsAt - at <= LastWarning };
    }
}
