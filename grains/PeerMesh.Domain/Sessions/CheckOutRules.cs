using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Who may answer the questions at the end, when, and what is kept of it.</summary>
public static class CheckOutRules
{
    /// <summary>The answers with these added, or why not.</summary>
    public static (CheckOuts? After, Refusal? Refusal) Add(Session session, CheckOuts before, MemberId member, CheckOutAnswers answers, DateTimeOffset now)
    {
        if (WhyNot(session, before, session.Find(member), now) is { } refusal)
        {
            return (null, refusal);
        }

        var words = string.IsNullOrWhiteSpace(answers.Words) ? null : TalkRules.CleanText(answers.Words, SessionLimits.MessageMax);
        if (answers.FeltHeard is < 1 or > 5
            || (answers.ComeBack is { } choice && !Enum.IsDefined(choice))
            || (words is null && !string.IsNullOrWhiteSpace(answers.Words))
            || (words is null && answers.FeltHeard is null && answers.ComeBack is null))
        {
            return (null, SessionRefusals.CheckOutInvalid);
        }

        var who = session.Find(member)!.Id;
        return (
            new CheckOuts(
                before.Given.Add(who).Sort((one, other) => string.CompareOrdinal(one.Value, other.Value)),
                answers.FeltHeard is { } heard ? before.FeltHeard.SetItem(heard - 1, before.FeltHeard[heard - 1] + 1) : before.FeltHeard,
                answers.ComeBack is { } back ? before.ComeBack.SetItem((int)back, before.ComeBack[(int)back] + 1) : before.ComeBack,
                words is not null ? before.Words.Add(words).Sort(StringComparer.Ordinal) : before.Words),
            null);
    }

    /// <summary>Why this person cannot answer now, or null where they can.</summary>
    public static Refusal? WhyNot(Session session, CheckOuts answers, Person? person, DateTimeOffset now) =>
        person switch
        {
            { Standing: Standing.Removed } => SessionRefusals.WasRemoved,
            { Attendance.FirstAt: not null } when answers.Given.Contains(person.Id) => SessionRefusals.AlreadyCheckedOut,
            { Attendance.FirstAt: not null } when IsOpen(session, now) => null,
            { Attendance.FirstAt: not null } when session.Status == SessionStatus.Closed => SessionRefusals.CheckOutOver,
            { Attendance.FirstAt: not null } => SessionRefusals.CheckOutLater,
            _ => SessionRefusals.NotEntered,
        };

    /// <summary>From the last part of the agenda on, and for a week after the end.</summary>
    private static bool IsOpen(Session session, DateTimeOffset now) =>
        session.Stage.MeetingStartedAt is not null
        && (session.ClosedAt is { } closed ? now < closed + SessionLimits.CheckOutFor : session.Stage.Phase == session.Plan.Agenda.Count - 1);
}
