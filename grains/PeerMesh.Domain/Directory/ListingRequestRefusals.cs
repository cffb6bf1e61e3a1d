using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Directory;

/// <summary>Every "no" about changes that others propose to a listing. Codes keep their meaning for good.</summary>
public static class ListingRequestRefusals
{
    public static readonly Refusal NotFound = new("listing.request_not_found", RefusalKind.NotFound, "There is no such proposal. It may have been answered long ago.");
    public static readonly Refusal ReviewersOnly = new("listing.request_reviewers_only", RefusalKind.NotAllowed, "Only those who facilitate the group or edit its organisation decide on changes.");
    public static readonly Refusal NameInvalid = new("listing.request_name_invalid", RefusalKind.Invalid, "Tell us your first name, or a made-up one, in 1 to 40 characters; no e-mail address.");
    public static readonly Refusal NoteInvalid = new("listing.request_note_invalid", RefusalKind.Invalid, "Say it in at most 1000 characters.");
    public static readonly Refusal FieldsInvalid = new("listing.request_fields_invalid", RefusalKind.Invalid, "Name each field once, with a text of at most 2000 characters.");
    public static readonly Refusal Empty = new("listing.request_empty", RefusalKind.Invalid, "Change a field, or write what is wrong.");
    public static readonly Refusal TooMany = new("listing.request_too_many", RefusalKind.LimitReached, "There are as many open proposals for this group as it takes. Try again in some days.");
    public static readonly Refusal AlreadyAnswered = new("listing.request_already_answered", RefusalKind.Conflict, "Somebody has answered this proposal already.");
    public static readonly Refusal MessageNeeded = new("listing.request_message_needed", RefusalKind.Invalid, "Say why not, in 1 to 1000 characters. Who proposed it reads it.");
}
