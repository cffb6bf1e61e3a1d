using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

internal static partial class SessionLens
{
    /// <summary>What one event is to everybody: the fact for those who may know it, and the parts it changed for each.</summary>
    public static SessionNews Tell(Session? before, Session after, long version, string? commandId, SessionEvent happened)
    {
        var room = before is null ? RoomOf(after) : RoomChanges(before, after);
        var leaders = Merge(room, before is null ? LeadersOf(after) : LeadersChanges(before, after));
        var hearers = HearersOf(after, happened);
        var tellings = new Tellings(
            new Telling(IsForLobby(happened), room?.Status is { } status ? new SessionView { Status = status } : null),
            new Telling(hearers.Room && IsForRoom(before, after, happened), room),
            new Telling(hearers.Leaders, leaders));
        return new SessionNews(
            version,
            happened.At,
            commandId,
            happened,
            [tellings.Lobby, tellings.Room, tellings.Leaders],
            PersonalOf(before, after, hearers, tellings));
    }

    /// <summary>Whether those who wait at the door may know of it: what concerns the door itself.</summary>
    private static bool IsForLobby(SessionEvent happened) =>
        happened is MeetingStarted or SessionClosed or Locked or Unlocked;

    /// <summary>Whether the room may know of it: not of anyone who is only at the door.</summary>
    private static bool IsForRoom(Session? before, Session after, SessionEvent happened) =>
        AtTheDoor(happened) is not { } subject || IsSeated(before, subject) || IsSeated(after, subject);

    private static bool IsSeated(Session? session, ParticipantId id) => session?.Find(id) is { Seated: true };

    // Whom an event that can happen at the door is about.
    private static ParticipantId? AtTheDoor(SessionEvent happened) =>
        happened switch
        {
            Knocked e => e.Participant,
            Declined e => e.Participant,
            Removed e => e.Participant,
            Left e => e.Participant,
            Dropped e => e.Participant,
            CameBack e => e.Participant,
            _ => null,
        };

    /// <summary>Who hears of an event: the room, those who lead, and some people whatever they are.</summary>
    private static Hearers HearersOf(Session after, SessionEvent happened) =>
        happened switch
        {
            ShareWarned e => Hearers.Only(e.Participant),
            NotesKept { Of: { } of } => Hearers.Only(of),
            Thanked { From: { } from, To: { } to } => Hearers.Only(from, to),
            NotesKept or Thanked => Hearers.Only(),
            ChatSaid { From: { } from, To: ChatTo.Circle or ChatTo.Aside } e => Hearers.Only([from, .. e.Readers ?? []]),
            ChatSaid { From: { } from, To: ChatTo.Facilitators } => Hearers.AndLeaders(from),
            ResourceAsked { From: { } from } => Hearers.AndLeaders(from),
            ResourceAsked or ResourceAskClosed => Hearers.AndLeaders(),
            CircleJoined e => Hearers.AndLeaders(e.Participant),
            HelpCalled e => Hearers.AndLeaders(e.Participant),
            HelpAcknowledged e => Hearers.AndLeaders(e.Participant),
            HelpEnded e => Hearers.AndLeaders(e.Participant),
            AsideInvited e => Hearers.AndLeaders(e.Leader, e.Participant),
            AsideStarted e => Hearers.AndLeaders(e.Leader, e.Participant),
            AsideEnded e => Hearers.AndLeaders(e.Leader, e.Participant),
            TimeSignalled e => Hearers.AndLeaders([e.Participant, .. after.People.Where(person => person.KeepsTime && person.Seated).Select(person => person.Id)]),
            _ => new Hearers(Room: true, Leaders: true, AtTheDoor(happened) is { } subject ? [subject] : []),
        };

    private static ImmutableArray<PersonalTelling> PersonalOf(Session? before, Session after, Hearers hearers, Tellings tellings)
    {
        var personal = ImmutableArray.CreateBuilder<PersonalTelling>();

        // What one person alone sees follows from themselves, from who holds floor and gavel, and from talk, desk and circles.
        ParticipantId?[] holders = [before?.Floor.Holder, after.Floor.Holder, before?.Gavel.Holder, after.Gavel.Holder];
        var sameMine = before is not null
            && ReferenceEquals(before.Desk, after.Desk)
            && ReferenceEquals(before.Circles, after.Circles)
            && (ReferenceEquals(before.Talk, after.Talk) || SamePersonal(before.Said, after.Said));
        var greets = tellings.Leaders.Now?.Lobby is not null;
        using var earlier = (before?.People ?? []).GetEnumerator();
        foreach (var person in after.People)
        {
            // Both lists are in the order of first coming, so the same place is nearly always the same person.
            var was = earlier.MoveNext() && earlier.Current.Id == person.Id ? earlier.Current : before?.Find(person.Id);
            var untouched = sameMine
                && ReferenceEquals(was, person)
                && !(greets && person.Greets)
                && !hearers.People.Contains(person.Id)
                && !holders.Contains(person.Id);
            if (!untouched && PersonalOf(before, was, after, person, hearers.People.Contains(person.Id), tellings) is { } telling)
            {
                personal.Add(telling);
            }
        }

        return personal.DrainToImmutable();
    }

    private static PersonalTelling? PersonalOf(
        Session? before, Person? was, Session after, Person person, bool hears, Tellings tellings)
    {
        var from = before is null ? Audience.Outside : AudienceOf(before, was);
        var to = AudienceOf(after, person);
        if (from != to || (to == Audience.Room && was!.Greets != person.Greets))
        {
            var facts = hears || tellings.Of(from).Facts || tellings.Of(to).Facts;
            return new PersonalTelling(person.Id, to, Whole: true, new Telling(facts, Whole(after, person)));
        }

        if (to == Audience.Outside)
        {
            return null;
        }

        var shared = tellings.Of(to);
        var more = new SessionView
        {
            Me = Changed(MeOf(before!, was), MeOf(after, person)),
            Mine = to >= Audience.Room ? Changed(MineOf(before!, was!), MineOf(after, person), Same) : null,
            Lobby = to == Audience.Room && person.Greets ? tellings.Leaders.Now?.Lobby : null,
        };
        if (more == Nothing && (shared.Facts || !hears))
        {
            return null;
        }

        return new PersonalTelling(
            person.Id,
            to,
            Whole: false,
            new Telling(
                shared.Facts || hears,
                more == Nothing ? shared.Now : (shared.Now ?? Nothing).With(more)));
    }

    private static bool SamePersonal(Talk before, Talk after) =>
        ReferenceEquals(before.Private, after.Private)
        && ReferenceEquals(before.Asks, after.Asks)
        && ReferenceEquals(before.Thanks, after.Thanks)
        && ReferenceEquals(before.Notes, after.Notes);

    /// <param name="People">Who hears of it besides, or instead.</param>
    private sealed record Hearers(bool Room, bool Leaders, ImmutableArray<ParticipantId> People)
    {
        public static Hearers Only(params ImmutableArray<ParticipantId> people) => new(false, false, people);

        public static Hearers AndLeaders(params ImmutableArray<ParticipantId> people) => new(false, true, people);
    }

    private sealed record Tellings(Telling Lobby, Telling Room, Telling Leaders)
    {
        public Telling Of(Audience audience) =>
            audience switch
            {
                Audience.Lobby => Lobby,
                Audience.Room => Room,
                Audience.Leaders => Leaders,
                _ => Telling.Quiet,
            };
    }
}
