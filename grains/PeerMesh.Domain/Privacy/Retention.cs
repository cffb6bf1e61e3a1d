using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Domain.Privacy;

/// <summary>A meeting that still knows who was in it, or who had a place.</summary>
/// <param name="EndsAt">When it was over, or is to be.</param>
[GenerateSerializer, Immutable, Alias("pm.privacy.kept-meeting")]
public sealed record KeptMeeting(
    [property: Id(0)] SessionId Session,
    [property: Id(1)] DateTimeOffset EndsAt);

/// <summary>How long what is known of people stays, and what goes then.</summary>
public static class RetentionRules
{
    /// <summary>Days, where no organisation says otherwise: a year, in which somebody may still ask for a letter about their meetings.</summary>
    public const int DaysDefault = 365;

    /// <summary>Meetings of a group on the list at once: a meeting a day for ten years, the longest that can be said. Beyond it the oldest are due whatever was said.</summary>
    public const int KeptMax = 4000;

    /// <summary>What was over before it is let go.</summary>
    /// <param name="days">How many days things are kept; null takes <see cref="DaysDefault"/>.</param>
    public static DateTimeOffset Before(DateTimeOffset now, int? days) => now.AddDays(-(days ?? DaysDefault));

    /// <summary>The list with one meeting more. One that was put off is on it once, with its latest end.</summary>
    public static ImmutableList<KeptMeeting> With(ImmutableList<KeptMeeting> kept, KeptMeeting meeting) =>
        kept.Find(known => known.Session == meeting.Session) is not { } known ? kept.Add(meeting)
        : known.EndsAt >= meeting.EndsAt ? kept
        : kept.Replace(known, meeting);

    /// <summary>Those to be let go of, oldest first.</summary>
    public static ImmutableList<KeptMeeting> Due(ImmutableList<KeptMeeting> kept, DateTimeOffset before)
    {
        var oldestFirst = kept.Sort((one, other) => one.EndsAt.CompareTo(other.EndsAt));
        var tooMany = Math.Max(0, kept.Count - KeptMax);
        return [.. oldestFirst.Where((meeting, index) => index < tooMany || meeting.EndsAt < before)];
    }

    /// <summary>
    /// A group's book without those who went before a moment, and without what it notes of moves in the line. Who was taken off the list for good stays on it:
    /// to let them in again would undo what protects the others.
    /// </summary>
    public static MembershipBook LetGo(MembershipBook book, DateTimeOffset before)
    {
        var past = book.Past.RemoveAll(past => past.Kind != PastKind.Removed && past.At < before);
        var moves = book.Moves.RemoveAll(move => move.At < before);
        return past.Count == book.Past.Count && moves.Count == book.Moves.Count ? book : book with { Past = past, Moves = moves };
    }

    /// <summary>Whether there is anything in a book that time will take.</summary>
    public static bool HasMore(MembershipBook book) => !book.Moves.IsEmpty || book.Past.Exists(past => past.Kind != PastKind.Removed);
}
