using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Pairs and small circles: who goes with whom, whose time it is, and coming back.</summary>
public static class CircleRules
{
    internal static Refusal? Start(Draft draft, StartCircles start)
    {
        var session = draft.Session;
        if (session.Status != SessionStatus.Running)
        {
            return SessionRefusals.NotStarted;
        }

        if (start.Size is < 2 or > SessionLimits.CircleSizeMax || start.Seconds is < SessionLimits.CircleSecondsMin or > SessionLimits.CircleSecondsMax)
        {
            return SessionRefusals.CirclesInvalid;
        }

        if (session.Circles is not null)
        {
            return SessionRefusals.InCircles;
        }

        if (session.Pause is not null)
        {
            return SessionRefusals.InSilence;
        }

        if (session is { Mode: FloorMode.GoRound, Round.Complete: false })
        {
            return SessionRefusals.RoundFirst;
        }

        // Whoever leads a reading need not fall silent first; anybody else is not interrupted.
        if (session.Floor.Holder is not null && session.Mode != FloorMode.FacilitatorOnly)
        {
            return SessionRefusals.FloorTaken;
        }

        var people = WhoGoes(draft.Session, start.WithMe);
        if (people.Count < 2)
        {
            return SessionRefusals.TooFewForCircles;
        }

        if (session.Floor.Holder is not null)
        {
            FloorRules.EndNow(draft, ShareEnd.PhaseChanged);
        }

        Send(draft, people, start.Size, TimeSpan.FromSeconds(start.Seconds), start.TakeTurns);
        return null;
    }

    /// <summary>A phase of pairs begins: whoever is here goes, where they are enough.</summary>
    internal static void Begin(Draft draft, Phase phase)
    {
        var people = WhoGoes(draft.Session, withLeader: false);
        if (people.Count >= 2 && !draft.Session.FloorRests)
        {
            var size = Math.Clamp(phase.CircleSize, 2, SessionLimits.CircleSizeMax);
            var time = phase.ShareSeconds is { } each ? TimeSpan.FromSeconds((double)each * size) : TimeSpan.FromMinutes(phase.Minutes);
            var longest = TimeSpan.FromSeconds(SessionLimits.CircleSecondsMax);
            Send(draft, people, size, time < longest ? time : longest, takeTurns: true);
        }
    }

    internal static Refusal? Extend(Draft draft, int seconds)
    {
        if (draft.Session.Circles is not { } circles)
        {
            return SessionRefusals.NotInCircles;
        }

        if (seconds is < 10 or > 1800)
        {
            return SessionRefusals.CirclesInvalid;
        }

        var endsAt = circles.EndsAt.AddSeconds(seconds);
        if (endsAt - circles.StartedAt > TimeSpan.FromSeconds(SessionLimits.CircleSecondsMax))
        {
            return SessionRefusals.CirclesTooLong;
        }

        draft.Tell(new CirclesTimed(draft.Now, endsAt));
        return null;
    }

    internal static Refusal? End(Draft draft, int seconds)
    {
        if (draft.Session.Circles is not { } circles)
        {
            return SessionRefusals.NotInCircles;
        }

        if (seconds is < 0 or > SessionLimits.CallBackSecondsMax)
        {
            return SessionRefusals.CallBackInvalid;
        }

        if (seconds == 0)
        {
            ComeBack(draft);
        }
        else if (draft.Now.AddSeconds(seconds) < circles.EndsAt)
        {
            draft.Tell(new CirclesTimed(draft.Now, draft.Now.AddSeconds(seconds)));
        }

        return null;
    }

    /// <summary>Everyone is back, and the floor goes on.</summary>
    internal static void ComeBack(Draft draft)
    {
        draft.Tell(new CirclesEnded(draft.Now, draft.Session.Pause is null ? FloorRules.NextAfterRest(draft) : null));
        FloorRules.Wake(draft);
    }

    /// <summary>Somebody is here who is in no circle: the loneliest one takes them in, where one has room for them.</summary>
    internal static void Arrived(Draft draft, ParticipantId who)
    {
        if (draft.Session.Circles is { } circles
            && circles.IndexOf(who) < 0
            && draft.Session.Gavel.Holder != who
            && Loneliest(draft.Session, circles, except: -1) is { } index
            && circles.Groups[index].Members.Count <= circles.Size)
        {
            draft.Tell(new CircleJoined(draft.Now, who, index + 1));
        }
    }

    /// <summary>Somebody is gone for good: nobody is left alone in a circle.</summary>
    internal static void Gone(Draft draft)
    {
        if (draft.Session.Circles is not { } circles)
        {
            return;
        }

        for (var i = 0; i < circles.Groups.Count; i++)
        {
            if (circles.Groups[i].Members is [var alone] && Loneliest(draft.Session, circles, except: i) is { } other)
            {
                draft.Tell(new CircleJoined(draft.Now, alone, other + 1));
                circles = draft.Session.Circles!;
            }
        }

        if (circles.Groups.Sum(circle => circle.Members.Count) < 2)
        {
            ComeBack(draft);
        }
    }

    /// <summary>When circles next have something due.</summary>
    internal static DateTimeOffset NextDue(Circles circles)
    {
        var due = circles.EndsAt;
        if (!circles.LastMinute)
        {
            due = Earlier(due, circles.EndsAt.AddSeconds(-SessionLimits.FirstWarningSeconds));
        }

        foreach (var circle in circles.Groups)
        {
            if (circle.Members.Count > 1 && !circle.Warned)
            {
                due = Earlier(due, circle.TurnEndsAt.AddSeconds(-SessionLimits.LastWarningSeconds));
            }

            if (circle.HasNextTurn && circles.TakeTurns)
            {
                due = Earlier(due, circle.TurnEndsAt);
            }
        }

        return due;
    }

    internal static void Settle(Draft draft)
    {
        var (circles, now) = (draft.Session.Circles!, draft.Now);
        if (circles.EndsAt <= now)
        {
            ComeBack(draft);
        }
        else if (circles.TakeTurns && circles.Groups.Exists(circle => circle.HasNextTurn && circle.TurnEndsAt <= now))
        {
            draft.Tell(new CirclesTurned(now));
        }
        else if (!circles.LastMinute && circles.EndsAt.AddSeconds(-SessionLimits.FirstWarningSeconds) <= now)
        {
            draft.Tell(new CirclesWarned(now, SessionLimits.FirstWarningSeconds));
        }
        else
        {
            draft.Tell(new CirclesWarned(now, SessionLimits.LastWarningSeconds));
        }
    }

    private static void Send(Draft draft, List<Person> people, int size, TimeSpan time, bool takeTurns)
    {
        RoundRules.Shuffle(people, draft.Chance);
        draft.Tell(new CirclesStarted(draft.Now, Part([.. people.Select(person => person.Id)], size), size, draft.Now + time, takeTurns));
    }

    /// <summary>As many circles as fit, whose sizes differ by one at most; nobody is alone.</summary>
    public static ImmutableList<ImmutableList<ParticipantId>> Part(ImmutableList<ParticipantId> people, int size)
    {
        // Of pairs the odd one joins a three. Larger circles may be one smaller or larger, whichever is nearer.
        var count = Math.Max(1, size == 2 ? people.Count / 2 : (int)Math.Round((double)people.Count / size, MidpointRounding.AwayFromZero));
        count = Math.Min(count, Math.Max(1, people.Count / 2));
        var groups = Enumerable.Range(0, count).Select(_ => ImmutableList.CreateBuilder<ParticipantId>()).ToList();
        for (var i = 0; i < people.Count; i++)
        {
            groups[i % count].Add(people[i]);
        }

        return [.. groups.Select(group => group.ToImmutable())];
    }

    private static List<Person> WhoGoes(Session session, bool withLeader)
    {
        var present = session.People.Where(person => person.Present).ToList();
        var others = present.FindAll(person => person.Id != session.Gavel.Holder);
        return withLeader || others.Count < 2 ? present : others;
    }

    private static int? Loneliest(Session session, Circles circles, int except)
    {
        var groups = circles.Groups
            .Select((circle, index) => (Index: index, circle.Members.Count, Here: circle.Members.Count(id => session.Find(id) is { Present: true })))
            .Where(group => group.Index != except && group.Count > 0)
            .OrderBy(group => group.Here)
            .ThenBy(group => group.Count)
            .ToList();
        return groups.Count > 0 ? groups[0].Index : null;
    }

    private static DateTimeOffset Earlier(DateTimeOffset one, DateTimeOffset other) => one < other ? one : other;
}
