using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Sessions;

/// <summary>Calls for help, stepping aside, pinned resources, tasks in the room.</summary>
internal static class DeskRules
{
    public static Refusal? Call(Draft draft, Person me, string? note)
    {
        var clean = string.IsNullOrWhiteSpace(note) ? null : TalkRules.CleanText(note, SessionLimits.NoteMax);
        if (clean is null && !string.IsNullOrWhiteSpace(note))
        {
            return SessionRefusals.NoteInvalid;
        }

        if (draft.Session.AtDesk.CallOf(me.Id) is not null)
        {
            return SessionRefusals.AlreadyCalled;
        }

        draft.Tell(new HelpCalled(draft.Now, me.Id, clean));
        return null;
    }

    public static Refusal? Acknowledge(Draft draft, Person me, ParticipantId who)
    {
        switch (draft.Session.AtDesk.CallOf(who))
        {
            case null:
                return SessionRefusals.NoSuchCall;
            case { By: not null }:
                return SessionRefusals.AlreadyAcknowledged;
            default:
                draft.Tell(new HelpAcknowledged(draft.Now, who, me.Id));
                return null;
        }
    }

    public static Refusal? EndCall(Draft draft, Person me, ParticipantId? who)
    {
        var whose = who ?? me.Id;
        if (whose != me.Id && !draft.Session.MayLead(me))
        {
            return SessionRefusals.FacilitatorsOnly;
        }

        if (draft.Session.AtDesk.CallOf(whose) is null)
        {
            return SessionRefusals.NoSuchCall;
        }

        draft.Tell(new HelpEnded(draft.Now, whose));
        return null;
    }

    public static Refusal? Invite(Draft draft, Person me, ParticipantId who)
    {
        if (who == me.Id)
        {
            return SessionRefusals.NotToYourself;
        }

        if (draft.Session.Find(who) is not { Seated: true } person)
        {
            return SessionRefusals.NoSuchParticipant;
        }

        if (!person.Present)
        {
            return SessionRefusals.NotPresent;
        }

        if (draft.Session.AtDesk.AsideOf(me.Id) is not null || draft.Session.AtDesk.AsideOf(who) is not null)
        {
            return SessionRefusals.AlreadyAside;
        }

        if (LeadsAlone(draft.Session, me, who))
        {
            return SessionRefusals.NobodyElseLeads;
        }

        draft.Tell(new AsideInvited(draft.Now, me.Id, who));
        return null;
    }

    public static Refusal? Accept(Draft draft, Person me)
    {
        if (draft.Session.AtDesk.Asides.Find(aside => aside.Participant == me.Id && aside.Since is null) is not { } aside)
        {
            return SessionRefusals.NotAskedAside;
        }

        if (draft.Session.Find(aside.Leader) is not { Present: true } leader)
        {
            return SessionRefusals.NotPresent;
        }

        if (LeadsAlone(draft.Session, leader, me.Id))
        {
            return SessionRefusals.NobodyElseLeads;
        }

        draft.Tell(new AsideStarted(draft.Now, leader.Id, me.Id));
        if (draft.Session.Gavel.Holder == leader.Id || draft.Session.Gavel.Holder == me.Id)
        {
            // The group goes on: it does not wait for the gavel of somebody who has just said that they step aside.
            GavelRules.HandToAnother(draft, leader.Id, me.Id);
        }

        PresenceRules.StepOut(draft, leader);
        PresenceRules.StepOut(draft, me);
        return null;
    }

    public static Refusal? Decline(Draft draft, Person me, ParticipantId? who)
    {
        if (draft.Session.AtDesk.Asides.Find(aside =>
            aside.Since is null && (aside.Participant == me.Id || (aside.Leader == me.Id && (who is null || aside.Participant == who)))) is not { } aside)
        {
            return SessionRefusals.NotAskedAside;
        }

        draft.Tell(new AsideEnded(draft.Now, aside.Leader, aside.Participant));
        return null;
    }

    public static Refusal? Pin(Draft draft, PinResource pin)
    {
        var title = TalkRules.CleanText(pin.Title, SessionLimits.PinTitleMax);
        var (link, text) = (Said(pin.Link), Said(pin.Text));
        var clean = text is null ? null : TalkRules.CleanText(text, SessionLimits.PinTextMax);
        if (title is null || (text is not null && clean is null) || (link is null && clean is null) || (link is not null && !IsLink(link)))
        {
            return SessionRefusals.PinInvalid;
        }

        if (draft.Session.AtDesk.Pins.Count >= SessionLimits.PinsMax)
        {
            return SessionRefusals.TooManyPins;
        }

        if (pin.Ask is { } ask && !draft.Session.Said.Asks.Exists(each => each.Id == ask))
        {
            return SessionRefusals.NoSuchAsk;
        }

        draft.Tell(new ResourcePinned(draft.Now, draft.Session.AtDesk.LastPin + 1, title, link, clean));
        if (pin.Ask is { } answered)
        {
            draft.Tell(new ResourceAskClosed(draft.Now, answered));
        }

        return null;
    }

    public static Refusal? Unpin(Draft draft, int pin)
    {
        if (!draft.Session.AtDesk.Pins.Exists(each => each.Id == pin))
        {
            return SessionRefusals.NoSuchPin;
        }

        draft.Tell(new ResourceUnpinned(draft.Now, pin));
        return null;
    }

    public static Refusal? Give(Draft draft, GiveDuty give)
    {
        if (!Enum.IsDefined(give.Duty))
        {
            return SessionRefusals.DutyInvalid;
        }

        if (draft.Session.Find(give.Participant) is not { Seated: true } person)
        {
            return SessionRefusals.NoSuchParticipant;
        }

        if ((give.Duty == Duty.Greeter ? person.Greets : person.KeepsTime) != give.On)
        {
            draft.Tell(new DutyGiven(draft.Now, person.Id, give.Duty, give.On));
        }

        return null;
    }

    // Whether nobody who leads would stay with the group.
    private static bool LeadsAlone(Session session, Person leader, ParticipantId other) =>
        !session.People.Exists(person => person.Present && person.Id != leader.Id && person.Id != other && session.MayLead(person));

    private static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    private static bool IsLink(string link) =>
        link.Length <= SessionLimits.PinTextMax
        && !link.Any(c => char.IsControl(c) || char.IsWhiteSpace(c))
        && Uri.TryCreate(link, UriKind.Absolute, out var uri)
        && uri.Scheme == Uri.UriSchemeHttps
        && uri.UserInfo.Length == 0;
}
