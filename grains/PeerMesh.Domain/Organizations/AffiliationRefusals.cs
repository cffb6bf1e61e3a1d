using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Organizations;

/// <summary>Every "no" on the way to belong to a body. Codes keep their meaning for good.</summary>
public static class AffiliationRefusals
{
    public static readonly Refusal NotFound = new("affiliation.not_found", RefusalKind.NotFound, "There is no such application. Look on your own list of applications.");
    public static readonly Refusal ReviewersOnly = new("affiliation.reviewers_only", RefusalKind.NotAllowed, "Only those who administer the organisation that was asked can do this.");
    public static readonly Refusal NotYours = new("affiliation.not_yours", RefusalKind.NotAllowed, "Only those who lead it can ask for it: a facilitator of the group, an administrator of the organisation.");
    public static readonly Refusal IdInvalid = new("affiliation.id_invalid", RefusalKind.Invalid, "An application needs a requestId of 1 to 64 characters.");
    public static readonly Refusal KindInvalid = new("affiliation.kind_invalid", RefusalKind.Invalid, "Say what asks: newChapter, newGroup, group (with its id) or body (with its id).");
    public static readonly Refusal NameInvalid = new("affiliation.name_invalid", RefusalKind.Invalid, "Give the chapter or group a name of 1 to 128 characters on one line.");
    public static readonly Refusal TownInvalid = new("affiliation.town_invalid", RefusalKind.Invalid, "Say in up to 128 characters where you meet: a town, or on line.");
    public static readonly Refusal AboutInvalid = new("affiliation.about_invalid", RefusalKind.Invalid, "Say who the chapter or group is for, in 1 to 2000 characters.");
    public static readonly Refusal ContactNameInvalid = new("affiliation.contact_name_invalid", RefusalKind.Invalid, "Tell us your first name, or a made-up one, in 1 to 40 characters; no e-mail address.");
    public static readonly Refusal TooMany = new("affiliation.too_many", RefusalKind.LimitReached, "You have as many open applications as one person may have. Wait for an answer, or withdraw one.");
    public static readonly Refusal InboxFull = new("affiliation.inbox_full", RefusalKind.LimitReached, "This organisation has as many open applications as it takes. Ask again in some weeks.");
    public static readonly Refusal NobodyDecides = new("affiliation.nobody_decides", RefusalKind.Conflict, "Nobody looks after this organisation here yet, so nobody would answer. Choose the one above it.");
    public static readonly Refusal AlreadyAsked = new("affiliation.already_asked", RefusalKind.Conflict, "This application was made already with other words. Make another one.");
    public static readonly Refusal AlreadyBelongs = new("affiliation.already_belongs", RefusalKind.Conflict, "It belongs to an organisation already, or asks one. That has to end first.");
    public static readonly Refusal StepNotPossible = new("affiliation.step_not_possible", RefusalKind.Conflict, "This step cannot follow the present one. Look at the application again, somebody may have been faster.");
    public static readonly Refusal StageInvalid = new("affiliation.stage_invalid", RefusalKind.Invalid, "Choose a stage among those the application can go to next.");
    public static readonly Refusal ReasonInvalid = new("affiliation.reason_invalid", RefusalKind.Invalid, "Say why in 1 to 1000 characters. Both sides read it.");
    public static readonly Refusal ByNameInvalid = new("affiliation.by_name_invalid", RefusalKind.Invalid, "Say who takes this step, in 1 to 40 characters. Both sides read it.");
    public static readonly Refusal SponsorNeeded = new("affiliation.sponsor_needed", RefusalKind.Invalid, "Name who helps it form, in 1 to 128 characters.");
    public static readonly Refusal PapersMissing = new("affiliation.papers_missing", RefusalKind.Conflict, "Papers on the checklist are missing still. Mark them as received first.");
    public static readonly Refusal RenewalInvalid = new("affiliation.renewal_invalid", RefusalKind.Invalid, "The day of renewal lies between tomorrow and five years from now.");
    public static readonly Refusal PaperInvalid = new("affiliation.paper_invalid", RefusalKind.Invalid, "Name a paper in 1 to 128 characters on one line; a checklist holds 20.");
}
