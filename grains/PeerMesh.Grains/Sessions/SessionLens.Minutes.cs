using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

internal static partial class SessionLens
{
    /// <summary>What the meeting came to so far: everyone for those who lead, else the reader alone.</summary>
    public static MinutesView Minutes(Session session, DateTimeOffset now, Person reader)
    {
        var people = session.MayLead(reader)
            ? session.People.Where(person => person.Attendance.FirstAt is not null || person == reader)
            : [reader];
        return new MinutesView(
            session.Plan.Id,
            session.Plan.Title,
            session.Plan.Form,
            session.Status,
            now,
            session.OpenedAt,
            session.Stage.MeetingStartedAt,
            session.ClosedAt,
            [.. session.Plan.Agenda.Select((phase, index) => MinutesOf(session, now, phase, index))],
            [.. people.Select(person => MinutesOf(person, now, reader))]);
    }

    private static PhaseMinutes MinutesOf(Session session, DateTimeOffset now, Phase phase, int index)
    {
        var stage = session.Stage;
        var used = index < stage.Used.Count ? stage.Used[index] : TimeSpan.Zero;
        if (session.Status == SessionStatus.Running && index == stage.Phase && stage.StartedAt < now)
        {
            used += now - stage.StartedAt.Value;
        }

        return new PhaseMinutes(phase.Name, phase.Mode, phase.Minutes, Seconds(used));
    }

    private static PersonMinutes MinutesOf(Person person, DateTimeOffset now, Person reader)
    {
        var attendance = person.Attendance;
        var present = attendance.Total(now);
        ImmutableArray<PresenceInterval> intervals =
        [
            .. attendance.Since is { } since
                ? attendance.Intervals.Add(new PresenceInterval(since, now > since ? now : since))
                : attendance.Intervals,
        ];
        return new PersonMinutes(
            person.Id,
            person.Name,
            person.Role,
            attendance.FirstAt,
            present.TotalSeconds,
            (int)present.TotalMinutes,
            intervals,
            Seconds(person.Spoken),
            person.Shares,
            Me: person.Id == reader.Id);
    }
}
