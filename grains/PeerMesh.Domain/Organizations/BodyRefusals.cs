using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Organizations;

/// <summary>Every "no" of a body. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class BodyRefusals
{
    public static readonly Refusal NotFound = new("body.not_found", RefusalKind.NotFound, "There is no such organisation. Look for it on the list of organisations.");
    public static readonly Refusal IdInvalid = new("body.id_invalid", RefusalKind.Invalid, "An organisation's id is 1 to 64 small letters, digits or hyphens.");
    public static readonly Refusal AlreadyFounded = new("body.already_founded", RefusalKind.Conflict, "This organisation exists already. Found another one with a request of its own.");
    public static readonly Refusal AdministratorsOnly = new("body.administrators_only", RefusalKind.NotAllowed, "Only those who administer this organisation can do this. Ask one of them.");
    public static readonly Refusal EditorsOnly = new("body.editors_only", RefusalKind.NotAllowed, "Only editors and administrators of this organisation can do this. Ask one of them.");
    public static readonly Refusal OfBodyOnly = new("body.of_body_only", RefusalKind.NotAllowed, "Only those with a right on this organisation can see this. Ask those who administer it.");
    public static readonly Refusal ObserversOnly = new("body.observers_only", RefusalKind.NotAllowed, "Only observers and administrators of this organisation can read names. Ask those who administer it.");
    public static readonly Refusal NamesKept = new("body.names_kept", RefusalKind.NotAllowed, "This group keeps the names on its list to itself. Ask those who facilitate it.");
    public static readonly Refusal RightsInvalid = new("body.rights_invalid", RefusalKind.Invalid, "Choose at least one of observer, editor, facilitator manager and administrator.");
    public static readonly Refusal Closed = new("body.closed", RefusalKind.Conflict, "This organisation is closed. Open it again first, or choose another one.");
    public static readonly Refusal GroupIsLed = new("body.group_is_led", RefusalKind.Conflict, "This group has a facilitator already. Ask them to put you on the roster.");
    public static readonly Refusal LastAdministrator = new("body.last_administrator", RefusalKind.Conflict, "An organisation keeps one administrator at least. Name another one first.");
    public static readonly Refusal TooManyAdministrators = new("body.too_many_administrators", RefusalKind.LimitReached, "An organisation has at most 50 administrators. Take one off the list first.");

    public static readonly Refusal NameInvalid = new("body.name_invalid", RefusalKind.Invalid, "Give the organisation a name of 1 to 128 characters on one line.");
    public static readonly Refusal DescriptionInvalid = new("body.description_invalid", RefusalKind.Invalid, "Describe the organisation in at most 2000 characters; it may be left empty.");
    public static readonly Refusal TypeInvalid = new("body.type_invalid", RefusalKind.Invalid, "Choose what it is: coalition, region, chapter or group.");
    public static readonly Refusal WebsiteInvalid = new("body.website_invalid", RefusalKind.Invalid, "Give the website's whole address, such as https://example.org.");
    public static readonly Refusal HelplineInvalid = new("body.helpline_invalid", RefusalKind.Invalid, "Give the helpline's number in at most 64 characters.");
    public static readonly Refusal EmailInvalid = new("body.email_invalid", RefusalKind.Invalid, "That is no e-mail address.");
    public static readonly Refusal WorldIdInvalid = new("body.world_id_invalid", RefusalKind.Invalid, "Give the world id in at most 64 characters on one line.");
    public static readonly Refusal HolidaysInvalid = new("body.holidays_invalid", RefusalKind.Invalid, "List at most 200 holidays, each with a date of its own and a name of up to 80 characters.");

    public static readonly Refusal CrisisCardInvalid = new("body.crisis_card_invalid", RefusalKind.Invalid, "A crisis card has 1 to 600 characters. Leave it out to take the one from above.");
    public static readonly Refusal ProofInvalid = new("body.proof_invalid", RefusalKind.Invalid, "Choose whether groups confirm attendance: groupDecides, never or always.");
    public static readonly Refusal RetentionInvalid = new("body.retention_invalid", RefusalKind.Invalid, "Records are kept for 1 to 3650 days.");
    public static readonly Refusal ColourInvalid = new("body.colour_invalid", RefusalKind.Invalid, "Write a colour as # and six digits, such as #1f5a55.");
    public static readonly Refusal LogoInvalid = new("body.logo_invalid", RefusalKind.Invalid, "A logo is a PNG, JPEG or WebP picture of at most 64 kilobytes.");

    public static readonly Refusal NoSuchParent = new("body.no_such_parent", RefusalKind.Invalid, "There is no such organisation to be a branch of. Choose one that is on the list.");
    public static readonly Refusal OwnParent = new("body.own_parent", RefusalKind.Conflict, "An organisation cannot be a branch of itself.");
    public static readonly Refusal ParentBelow = new("body.parent_below", RefusalKind.Conflict, "The chosen parent is itself a branch of this organisation. Choose one that is not.");
    public static readonly Refusal TooDeep = new("body.too_deep", RefusalKind.LimitReached, "Organisations stand at most 16 levels deep. Choose a parent further up.");
    public static readonly Refusal TooMany = new("body.too_many", RefusalKind.LimitReached, "This network has as many organisations as it takes. Delete one that is not needed.");
    public static readonly Refusal HasBranches = new("body.has_branches", RefusalKind.Conflict, "This organisation has branches. Move or delete them first.");
    public static readonly Refusal HasGroups = new("body.has_groups", RefusalKind.Conflict, "This organisation has groups. Delete it by force, with its name to confirm, and they go on without one.");
    public static readonly Refusal NotConfirmed = new("body.not_confirmed", RefusalKind.Conflict, "To delete it all the same, repeat the organisation's name exactly.");
}
