using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Who leads: the gavel is handed over, passes on when its holder is gone, and comes back on request.</summary>
internal static class GavelRules
{
    public static Refusal? Pass(Draft draft, Person me, ParticipantId to)
    {
        if (draft.Session.Gavel.Holder != me.Id && me.Role != RoomRole.Facilitator)
        {
            return SessionRefusals.FacilitatorsOnly;
        }

        if (draft.Session.Gavel.Holder == to)
        {
            return SessionRefusals.HasGavel;
        }

        switch (draft.Session.Find(to))
        {
            case { Present: true }:
                GiveTo(draft, to);
                return null;
            case { Seated: true }:
                return SessionRefusals.NotPresent;
            default:
                return SessionRefusals.NoSuchParticipant;
        }
    }

    public static Refusal? Take(Draft draft, Person me)
    {
        var gavel = draft.Session.Gavel;
        if (gavel.Holder == me.Id)
        {
            return SessionRefusals.HasGavel;
        }

        var holder = gavel.Holder is { } id ? draft.Session.Find(id) : null;
        var mayTake = gavel.Offered
            || (holder is null && me.Role != RoomRole.Member)
            || (holder is not null && me.Role > holder.Role)
            || me.Role == RoomRole.Facilitator;
        if (!mayTake)
        {
            return SessionRefusals.GavelTaken;
        }

        GiveTo(draft, me.Id);
        return null;
    }

    public static Refusal? SetRole(Draft draft, Person me, SetRole set)
    {
        if (me.Role != RoomRole.Facilitator && draft.Session.Gavel.Holder != me.Id)
        {
            return SessionRefusals.FacilitatorsOnly;
        }

        if (draft.Session.Find(set.Participant) is not { Seated: true } person)
        {
            return SessionRefusals.NoSuchParticipant;
        }

        if (set.Role is not (RoomRole.Member or RoomRole.CoFacilitator) || person.Role == RoomRole.Facilitator)
        {
            return SessionRefusals.RoleInvalid;
        }

        if (person.Role != set.Role)
        {
            draft.Tell(new RoleChanged(draft.Now, person.Id, set.Role));
        }

        return null;
    }

    /// <summary>The first one with a role to arrive leads; so does one who finds the gavel on offer.</summary>
    public static void Arrived(Draft draft, ParticipantId who)
    {
        var gavel = draft.Session.Gavel;
        if (gavel.Holder != who && (gavel.Holder is null || gavel.Offered) && draft.Person(who).Role != RoomRole.Member)
        {
            GiveTo(draft, who);
        }
        else if (gavel.Holder == who)
        {
            TakeFloor(draft);
        }
    }

    /// <summary>The holder has been gone too long.</summary>
    public static void MoveOn(Draft draft)
    {
        if (Heir(draft.Session) is { } heir)
        {
            GiveTo(draft, heir);
        }
        else
        {
            draft.Tell(new GavelOffered(draft.Now));
        }
    }

    /// <summary>Two people step aside; whoever else leads goes on leading.</summary>
    public static void HandToAnother(Draft draft, ParticipantId one, ParticipantId other)
    {
        if (Heir(draft.Session, one, other) is { } heir)
        {
            GiveTo(draft, heir);
        }
    }

    /// <summary>In a facilitator's phase the floor is with whoever holds the gavel.</summary>
    public static void TakeFloor(Draft draft)
    {
        if (!draft.Session.FloorRests && draft.Session is { Mode: FloorMode.FacilitatorOnly, Floor.Holder: null, Gavel.Holder: { } holder } && draft.Person(holder).Present)
        {
            FloorRules.Begin(draft, holder);
        }
    }

    /// <summary>When someone has read, the floor is back with whoever leads; when they end their own share it is free.</summary>
    public static ParticipantId? AfterReading(Session session) =>
        session.Gavel.Holder is { } holder && holder != session.Floor.Holder && session.Find(holder) is { Present: true } ? holder : null;

    private static ParticipantId? Heir(Session session, params ReadOnlySpan<ParticipantId> except)
    {
        Person? heir = null;
        foreach (var person in session.People)
        {
            if (person.Present && person.Role != RoomRole.Member && !except.Contains(person.Id) && (heir is null || person.Role > heir.Role))
            {
                heir = person;
            }
        }

        return heir?.Id;
    }

    private static void GiveTo(Draft draft, ParticipantId to)
    {
        var before = draft.Session.Gavel.Holder;
        draft.Tell(new GavelPassed(draft.Now, to));
        if (draft.Session is { Mode: FloorMode.FacilitatorOnly, Floor.Holder: { } speaker } && speaker == before)
        {
            if (draft.Session.FloorRests)
            {
                FloorRules.EndNow(draft, ShareEnd.HandedOn);
            }
            else
            {
                FloorRules.EndFor(draft, ShareEnd.HandedOn, to);
            }
        }
        else
        {
            TakeFloor(draft);
        }
    }
}
