using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Sessions.Properties;

/// <summary>
/// Keeps a sign-in sheet of its own, from what people did and not from what the rules say of presence, and compares the minutes.
/// It takes from the rules only which wishes were turned down and when the session closed.
/// </summary>
internal sealed class AttendanceWitness : Witness
{
    private readonly Dictionary<MemberId, Line> sheet = [];
    private bool closed;

    private enum Place
    {
        Outside,
        Lobby,
        Room,
        Break,
    }

    public override void Decided(Session before, Actor actor, SessionCommand command, Moment moment, Decision<SessionEvent> decision)
    {
        if (decision.Refusal is not null)
        {
            return;
        }

        var me = Of(actor.Member);
        var at = moment.Now;
        if (me.Place == Place.Room && command is not Leave)
        {
            // Whoever speaks to us is there, but for saying goodbye.
            me.Move(Place.Room, connected: true, at);
        }

        switch (command)
        {
            case Enter:
                me.Move(
                    me.Place switch
                    {
                        Place.Outside when me.WasIn => Place.Room,
                        Place.Outside or Place.Lobby when before.Rules.Lobby && actor.Role is GroupRole.Member => Place.Lobby,
                        Place.Lobby => Place.Lobby,
                        _ => Place.Room,
                    },
                    connected: true,
                    at);
                break;
            case Leave:
                me.Move(Place.Outside, connected: false, at);
                break;
            case StepOut:
                me.Move(Place.Break, connected: true, at);
                break;
            case AcceptAside:
                // Two people on a break, for the sheet as for the group.
                me.Move(Place.Break, connected: true, at);
                Of(before, before.AtDesk.Asides.Single(aside => aside.Participant == before.Find(actor.Member)!.Id).Leader).Move(Place.Break, connected: true, at);
                break;
            case StepBack:
                me.Move(Place.Room, connected: true, at);
                break;
            case Admit admit:
                LetIn(Of(before, admit.Participant), at);
                break;
            case AdmitAll:
                foreach (var person in before.People.Where(person => Of(person.Member).Place == Place.Lobby))
                {
                    if (sheet.Values.Count(line => line.Place is Place.Room or Place.Break) < before.Rules.Capacity)
                    {
                        LetIn(Of(person.Member), at);
                    }
                }

                break;
            case Decline decline:
                Of(before, decline.Participant).Move(Place.Outside, connected: false, at);
                break;
            case Remove remove:
                Of(before, remove.Participant).Move(Place.Outside, connected: false, at);
                break;
            default:
                break;
        }
    }

    public override void Connection(ParticipantId who, bool up, DateTimeOffset at)
    {
        var line = sheet.Values.FirstOrDefault(each => each.Id == who);
        if (line is { Place: Place.Room or Place.Lobby } && !closed)
        {
            line.Move(line.Place, up, at);
        }
    }

    public override void Saw(Session before, SessionEvent happened, Session after)
    {
        foreach (var person in after.People)
        {
            Of(person.Member).Id = person.Id;
        }

        if (happened is SessionClosed && !closed)
        {
            closed = true;
            foreach (var line in sheet.Values)
            {
                line.Move(Place.Outside, connected: false, happened.At);
            }
        }
    }

    public override void Settled(Session session, DateTimeOffset now) =>
        Assert.All(session.People, person => Assert.Equal(Of(person.Member).Total(now), person.Attendance.Total(now)));

    private static void LetIn(Line line, DateTimeOffset at) => line.Move(Place.Room, line.Connected, at);

    private Line Of(MemberId member) => sheet.TryGetValue(member, out var line) ? line : sheet[member] = new Line();

    private Line Of(Session session, ParticipantId id) => Of(session.Find(id)!.Member);

    private sealed class Line
    {
        private TimeSpan before;
        private DateTimeOffset? since;

        public ParticipantId? Id { get; set; }

        public Place Place { get; private set; }

        public bool Connected { get; private set; }

        public bool WasIn { get; private set; }

        public void Move(Place place, bool connected, DateTimeOffset at)
        {
            before = Total(at);
            since = place == Place.Room && connected ? at : null;
            (Place, Connected) = (place, connected);
            WasIn |= since is not null;
        }

        public TimeSpan Total(DateTimeOffset now) => since is { } from ? before + (now - from) : before;
    }
}
