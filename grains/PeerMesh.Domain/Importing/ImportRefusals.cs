using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Importing;

/// <summary>Every "no" of an import as a whole. Codes keep their meaning for good; sentences say what one can do now.</summary>
public static class ImportRefusals
{
    public static readonly Refusal NotFound = new("import.not_found", RefusalKind.NotFound, "There is no such import. Look for it on the organisation's page.");
    public static readonly Refusal NotAFile = new("import.not_a_file", RefusalKind.Invalid, "This is no list of meetings. Choose a BMLT file, a Meeting Guide file or a CSV table.");
    public static readonly Refusal InvalidJson = new("import.invalid_json", RefusalKind.Invalid, "The file looks like JSON but cannot be read to its end. Fetch it again.");
    public static readonly Refusal InvalidCsv = new("import.invalid_csv", RefusalKind.Invalid, "The table cannot be read: its first line has to name the columns, Name among them.");
    public static readonly Refusal NoRows = new("import.no_rows", RefusalKind.Invalid, "The file holds no meetings, so nothing was changed.");
    public static readonly Refusal TooLarge = new("import.too_large", RefusalKind.LimitReached, "The file is larger than 48 MB or holds more than 100000 meetings. Import it in parts.");
    public static readonly Refusal SourceInvalid = new("import.source_invalid", RefusalKind.Invalid, "Name the source in 1 to 64 small letters, digits, dots or hyphens.");
    public static readonly Refusal SourceOfOthers = new("import.source_of_others", RefusalKind.Conflict, "Another organisation imports from a source of this name. Choose another name.");
    public static readonly Refusal ZoneInvalid = new("import.zone_invalid", RefusalKind.Invalid, "Name the time zone as in America/New_York.");
    public static readonly Refusal Busy = new("import.busy", RefusalKind.Conflict, "An import of this source is going on. Wait until it is done.");
    public static readonly Refusal NotLatest = new("import.not_latest", RefusalKind.Conflict, "Later imports of this source came after it. Undo those first.");
    public static readonly Refusal NotDone = new("import.not_done", RefusalKind.Conflict, "This import has not changed anything that could be undone.");
    public static readonly Refusal AlreadyUndone = new("import.already_undone", RefusalKind.Conflict, "This import has been undone already.");
    public static readonly Refusal AlreadyBegun = new("import.already_begun", RefusalKind.Conflict, "This import was begun already. Begin another one.");
    public static readonly Refusal ChangedSince = new("import.changed_since", RefusalKind.Conflict, "Somebody changed this group after the import, so it stays as it is.");
    public static readonly Refusal PeopleJoined = new("import.people_joined", RefusalKind.Conflict, "People have come to this group since the import, so it stays.");
    public static readonly Refusal NotOfTheBody = new("import.not_of_the_body", RefusalKind.NotAllowed, "Only those who administer the organisation that this group belongs to can do this.");
    public static readonly Refusal AddressRefused = new("import.address_refused", RefusalKind.Invalid, "Give an address that starts with https:// or http:// and that everybody on the Internet can reach.");
    public static readonly Refusal AddressFailed = new("import.address_failed", RefusalKind.Invalid, "That address did not answer with a file. Check it in a browser, or choose a file instead.");
}
