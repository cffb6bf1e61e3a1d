using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.SystemTests.Rehearsal;

/// <summary>Everyone's time in the room, added up from what a leader was told, one event at a time.</summary>
internal sealed class ToldPresence
{
    private readonly Dictionary<ParticipantId, Told> _people = [];

    public int Returns { get; private set; }

    /// <summary>Null for the leader, who was there before the first message.</summary>
    public TimeSpan? Of(ParticipantId who) => _people.TryGetValue(who, out var person) ? person.Total : null;

    public void Hear(StreamMessage message)
    {
        switch (message.Event)
        {
            case Knocked knocked:
                _people[knocked.Participant] = new Told { Connected = true };
                break;
            case Entered entered:
                Set(entered.At, _people[entered.Participant] = new Told { Connected = true, InRoom = true });
                break;
            case Admitted admitted when Find(admitted.Participant) is { } person:
                person.InRoom = true;
                Set(admitted.At, person);
                break;
            case CameBack back when Find(back.Participant) is { } person:
                Returns++;
                (person.Connected, person.OnBreak) = (true, false);
                Set(back.At, person);
                break;
            case Dropped dropped when Find(dropped.Participant) is { } person:
                person.Connected = false;
                Set(dropped.At, person);
                break;
            case SteppedOut away when Find(away.Participant) is { } person:
                person.OnBreak = true;
                Set(away.At, person);
                break;
            case Left left when Find(left.Participant) is { } person:
                person.InRoom = false;
                Set(left.At, person);
                break;
            case SessionClosed closed:
                foreach (var person in _people.Values)
                {
                    person.InRoom = false;
                    Set(closed.At, person);
                }

                break;
            default:
                break;
        }
    }

    private Told? Find(ParticipantId who) => _people.GetValueOrDefault(who);

    private static void Set(DateTimeOffset at, Told person)
    {
        if (person is { InRoom: true, Connected: true, OnBreak: false })
        {
            person.Since ??= at;
        }
        else if (person.Since is { } since)
        {
            person.Total += at - since;
            person.Since = null;
        }
    }

    private sealed class Told
    {
        public bool Connected { get; set; }

        public bool InRoom { get; set; }

        public bool OnBreak { get; set; }

        public TimeSpan Total { get; set; }

        public DateTimeOffset? Since { get; set; }
    }
}
