using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Membership;

/// <summary>Every "no" of membership. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class MembershipRefusals
{
    public static readonly Refusal NameInvalid = new("membership.name_invalid", RefusalKind.Invalid, "Choose a name of 1 to 40 characters for this group: a first name or a made-up one, never an e-mail address.");
    public static readonly Refusal NameTaken = new("membership.name_taken", RefusalKind.Conflict, "Somebody in this group has that name. Choose another one.");
    public static readonly Refusal WordsInvalid = new("membership.words_invalid", RefusalKind.Invalid, "A message has at most 500 characters; it may be left out.");
    public static readonly Refusal WasRemoved = new("membership.removed", RefusalKind.NotAllowed, "Those who lead this group have closed it to you. There are other groups in the directory.");
    public static readonly Refusal InvitationNeeded = new("membership.invitation_needed", RefusalKind.NotAllowed, "This group is by invitation. Open the link you were given, or ask whoever told you of it.");
    public static readonly Refusal CodeNeeded = new("membership.code_needed", RefusalKind.NotAllowed, "This group asks for a code. Type the one you were given.");
    public static readonly Refusal CodeNotGood = new("membership.code_not_good", RefusalKind.NotAllowed, "This code is not good here, or not any more. Ask whoever gave it to you for a new one.");
    public static readonly Refusal ClosedToNewcomers = new("membership.closed_to_newcomers", RefusalKind.Conflict, "This series has begun and takes no newcomers any more. Look for its next one in the directory.");
    public static readonly Refusal LineIsFull = new("membership.line_is_full", RefusalKind.LimitReached, "As many people wait already as this group can hope to take. Look for another group, please.");
    public static readonly Refusal TooManyRequests = new("membership.too_many_requests", RefusalKind.LimitReached, "Many people have asked already and wait for an answer. Try again in some days.");
    public static readonly Refusal NotWaiting = new("membership.not_waiting", RefusalKind.Conflict, "You are not in this group's line. Join it first.");
    public static readonly Refusal NoOffer = new("membership.no_offer", RefusalKind.Conflict, "No place is held for you just now. You keep your place in the line.");
    public static readonly Refusal LastFacilitator = new("membership.last_facilitator", RefusalKind.Conflict, "A group keeps at least one facilitator. Make somebody else facilitator first.");

    public static readonly Refusal NoSuchPerson = new("membership.no_such_person", RefusalKind.NotFound, "There is nobody of that entry here any more. Look again.");
    public static readonly Refusal NotYourself = new("membership.not_yourself", RefusalKind.Conflict, "That is you. To go, leave the group.");
    public static readonly Refusal AlreadyMember = new("membership.already_member", RefusalKind.Conflict, "They are on the list of this group already.");
    public static readonly Refusal ReasonNeeded = new("membership.reason_needed", RefusalKind.Invalid, "Say in 1 to 140 characters why; it is kept with the change.");
    public static readonly Refusal OthersWait = new("membership.others_wait", RefusalKind.Conflict, "No place is free, or others wait for one. Raise the number of places, or move somebody up in the line and say why.");
    public static readonly Refusal TooManyInvitations = new("membership.too_many_invitations", RefusalKind.LimitReached, "A hundred invitations are open. Take some back, or share a link instead.");
    public static readonly Refusal TooManyLinks = new("membership.too_many_links", RefusalKind.LimitReached, "Fifty links and codes are open. End some of them first.");
    public static readonly Refusal NoSuchLink = new("membership.no_such_link", RefusalKind.NotFound, "There is no such link or code here. Look again.");
    public static readonly Refusal LinkInvalid = new("membership.link_invalid", RefusalKind.Invalid, "A link or code is good for 1 to 500 people and 1 to 365 days, and its label has at most 60 characters.");
    public static readonly Refusal ModeInvalid = new("membership.mode_invalid", RefusalKind.Invalid, "Choose how people join: open, request, invitation or code.");
    public static readonly Refusal SizeInvalid = new("membership.size_invalid", RefusalKind.Invalid, "A group takes 1 to 500 members; leave it out for no bound.");
    public static readonly Refusal HoldInvalid = new("membership.hold_invalid", RefusalKind.Invalid, "A free place is held for 5 minutes to 7 days.");
    public static readonly Refusal PlacesInvalid = new("membership.places_invalid", RefusalKind.Invalid, "A date has 1 to 150 places; leave it out to take what the room holds.");
    public static readonly Refusal DatesPerPersonInvalid = new("membership.dates_per_person_invalid", RefusalKind.Invalid, "One person may be held to 1 to 100 coming dates; leave it out for no bound.");
    public static readonly Refusal NoOrganisation = new("membership.no_organisation", RefusalKind.Invalid, "This group belongs to no organisation that could see names. Leave that out.");
    public static readonly Refusal RequestIdInvalid = new("membership.request_id_invalid", RefusalKind.Invalid, "A request needs a requestId of 1 to 64 characters.");
}
