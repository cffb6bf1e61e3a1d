using System.Globalization;
using System.Text;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Sessions;

/// <summary>Who comes in: names, guidelines, lobby, lock, entry window, capacity.</summary>
internal static class DoorRules
{
    public static Refusal? Enter(Draft draft, Actor actor, Enter enter)
    {
        var known = draft.Session.Find(actor.Member);
        switch (known?.Standing)
        {
            case Standing.Declined:
                return SessionRefusals.WasDeclined;
            case Standing.Removed:
                return SessionRefusals.WasRemoved;
            case Standing.Left when known.Attendance.FirstAt is not null:
                // Who was in may come back, also into a locked room and after the entry window.
                if (IsFull(draft.Session) && known.Role == RoomRole.Member)
                {
                    return SessionRefusals.Full;
                }

                PresenceRules.ComeBack(draft, known.Id);
                return null;
            case Standing.InRoom or Standing.Waiting when !known.Connected:
            case Standing.SteppedOut:
                PresenceRules.ComeBack(draft, known.Id);
                return null;
            case Standing.InRoom or Standing.Waiting:
                return null;
            default:
                return Knock(draft, actor, enter, known);
        }
    }

    public static Refusal? Admit(Draft draft, ParticipantId who)
    {
        if (draft.Session.Find(who) is not { } person)
        {
            return SessionRefusals.NoSuchParticipant;
        }

        if (person.Standing is not (Standing.Waiting or Standing.Declined))
        {
            return SessionRefusals.NotWaiting;
        }

        if (IsFull(draft.Session))
        {
            return SessionRefusals.Full;
        }

        LetIn(draft, who);
        return null;
    }

    /// <summary>Lets in as many as there are places, in the order they knocked.</summary>
    public static Refusal? AdmitAll(Draft draft)
    {
        foreach (var person in draft.Session.People.Where(person => person.Standing == Standing.Waiting))
        {
            if (IsFull(draft.Session))
            {
                return draft.Events.Length == 0 ? SessionRefusals.Full : null;
            }

            LetIn(draft, person.Id);
        }

        return null;
    }

    public static Refusal? Decline(Draft draft, ParticipantId who)
    {
        switch (draft.Session.Find(who)?.Standing)
        {
            case null:
                return SessionRefusals.NoSuchParticipant;
            case Standing.Waiting:
                draft.Tell(new Declined(draft.Now, who));
                return null;
            default:
                return SessionRefusals.NotWaiting;
        }
    }

    public static Refusal? Remove(Draft draft, Person me, ParticipantId who)
    {
        if (draft.Session.Find(who) is not { Standing: not (Standing.Removed or Standing.Declined) } person)
        {
            return SessionRefusals.NoSuchParticipant;
        }

        if (person.Id == me.Id)
        {
            return SessionRefusals.NotYourself;
        }

        if (person.Role == RoomRole.Facilitator && me.Role != RoomRole.Facilitator)
        {
            return SessionRefusals.CannotRemoveFacilitator;
        }

        if (draft.Session.Floor.Holder == who)
        {
            FloorRules.EndNow(draft, ShareEnd.Removed);
        }

        draft.Tell(new Removed(draft.Now, who));
        CircleRules.Gone(draft);
        FloorRules.MoveOn(draft);
        return null;
    }

    public static Refusal? Lock(Draft draft)
    {
        if (draft.Session.Locked)
        {
            return SessionRefusals.AlreadyLocked;
        }

        draft.Tell(new Locked(draft.Now));
        return null;
    }

    public static Refusal? Unlock(Draft draft)
    {
        if (!draft.Session.Locked)
        {
            return SessionRefusals.NotLocked;
        }

        draft.Tell(new Unlocked(draft.Now));
        return null;
    }

    /// <summary>The name as the room will show it, or null where it is no name: 1 to 40 characters, letters, digits, spaces and a few marks between them.</summary>
    /// <remarks>No "@", so that nobody enters their e-mail address by mistake.</remarks>
    internal static string? CleanName(string? name)
    {
        if (name is null || name.Length > SessionLimits.NameMax * 4)
        {
            return null;
        }

        var clean = new StringBuilder();
        var speaks = false;
        foreach (var rune in name.Trim().EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            var letter = Rune.IsLetterOrDigit(rune);
            var mark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            if (!letter && !mark && rune.Value is not (' ' or '-' or '\'' or '’' or '.' or '_'))
            {
                return null;
            }

            speaks |= letter;
            if (rune.Value != ' ' || (clean.Length > 0 && clean[^1] != ' '))
            {
                clean.Append(rune.ToString());
            }
        }

        // Composed, so that two ways of writing the same letters are one name.
        return speaks && clean.Length <= SessionLimits.NameMax ? clean.ToString().Normalize() : null;
    }

    private static Refusal? Knock(Draft draft, Actor actor, Enter enter, Person? known)
    {
        var session = draft.Session;
        var leads = actor.Role is GroupRole.Facilitator or GroupRole.CoFacilitator;
        if (!actor.MayEnter)
        {
            return SessionRefusals.MembersOnly;
        }

        if ((session.Locked || session.IsSuspended) && !leads)
        {
            return SessionRefusals.IsLocked;
        }

        if (!leads
            && session.Rules.EntryWindowMinutes > 0
            && session.Stage.MeetingStartedAt is { } started
            && draft.Now > started.AddMinutes(session.Rules.EntryWindowMinutes))
        {
            return SessionRefusals.EntryClosed;
        }

        if (CleanName(enter.Name) is not { } name)
        {
            return SessionRefusals.NameInvalid;
        }

        if (session.People.Any(person =>
            person.Member != actor.Member
            && person.Standing != Standing.Removed
            && string.Equals(person.Name, name, StringComparison.OrdinalIgnoreCase)))
        {
            return SessionRefusals.NameTaken;
        }

        if (enter.GuidelinesVersion != session.Plan.Guidelines.Version)
        {
            return SessionRefusals.GuidelinesChanged;
        }

        if (known is null && session.People.Count >= SessionLimits.PeopleMax)
        {
            return SessionRefusals.TooManyPeople;
        }

        if (!leads && IsFull(session))
        {
            return SessionRefusals.Full;
        }

        var id = known?.Id ?? new ParticipantId(string.Create(CultureInfo.InvariantCulture, $"p{session.People.Count + 1}"));
        if (session.Rules.Lobby && !leads)
        {
            draft.Tell(new Knocked(draft.Now, id, actor.Member, name, enter.GuidelinesVersion, actor.Simulated));
            return null;
        }

        draft.Tell(new Entered(draft.Now, id, actor.Member, name, enter.GuidelinesVersion, RoleOf(actor.Role), actor.Simulated));
        PresenceRules.Arrived(draft, id);
        return null;
    }

    private static void LetIn(Draft draft, ParticipantId who)
    {
        draft.Tell(new Admitted(draft.Now, who));
        if (draft.Person(who).Present)
        {
            PresenceRules.Arrived(draft, who);
        }
    }

    private static bool IsFull(Session session) => session.People.Count(person => person.Seated) >= session.Rules.Capacity;

    private static RoomRole RoleOf(GroupRole role) => role switch
    {
        GroupRole.Facilitator => RoomRole.Facilitator,
        GroupRole.CoFacilitator => RoomRole.CoFacilitator,
        _ => RoomRole.Member,
    };
}
