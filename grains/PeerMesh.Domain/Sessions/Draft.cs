using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>
/// A decision in the making: each fact told to it is applied at once, so that the next rule sees what the one before brought about.
/// It lives inside one call; seen from outside the rules stay functions.
/// </summary>
internal sealed class Draft(Session session, DateTimeOffset now, int chance)
{
    private readonly List<SessionEvent> _events = [];

    public Session Session { get; private set; } = session;

    public DateTimeOffset Now { get; } = now;

    public int Chance { get; } = chance;

    public SessionEvent[] Events => [.. _events];

    public void Tell(SessionEvent happened)
    {
        Session = SessionChanges.Apply(Session, happened);
        _events.Add(happened);
    }

    public Person Person(ParticipantId id) => Session.Find(id)!;
}
