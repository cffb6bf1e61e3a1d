using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

internal static partial class SessionLens
{
    /// <summary>With fewer answers than this it would be plain whose they are.</summary>
    public const int CheckOutsMin = 3;

    public static CheckOutView CheckOut(Session session, CheckOuts answers, Person reader, DateTimeOffset now) =>
        new(
            CheckOutRules.WhyNot(session, answers, reader, now) is null,
            answers.Given.Contains(reader.Id),
            session.Plan.Agenda[^1].Question,
            session.MayLead(reader) && answers.Given.Count >= CheckOutsMin
                ? new CheckOutResults(answers.Given.Count, answers.FeltHeard, answers.ComeBack, answers.Words)
                : null);
}
