using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Auditing;

/// <summary>Everything that is written down as an act. The words stay what they are for good: they are part of what is hashed.</summary>
/// <remarks>Pages have words for each of them in <c>AuditTexts</c>; an act that a later release adds has its line there too, and a test looks for it.</remarks>
public static class AuditActions
{
    public const string GroupFounded = "group.founded";
    public const string GroupChanged = "group.changed";
    public const string GroupOpened = "group.opened";
    public const string GroupClosed = "group.closed";
    public const string GroupShown = "group.shown";
    public const string GroupHidden = "group.hidden";
    public const string GroupAdopted = "group.adopted";
    public const string GroupImported = "group.imported";
    public const string GroupWithdrawn = "group.withdrawn";
    public const string GroupRestored = "group.restored";
    public const string ListingChanged = "listing.changed";
    public const string TimetableChanged = "timetable.changed";

    public const string RoleFacilitator = "role.facilitator";
    public const string RoleCoFacilitator = "role.coFacilitator";
    public const string RoleMember = "role.member";
    public const string RoleNone = "role.none";
    public const string MemberRemoved = "member.removed";
    public const string MemberReadmitted = "member.readmitted";
    public const string MemberInvited = "member.invited";
    public const string MemberUninvited = "member.uninvited";
    public const string MemberMovedUp = "member.movedUp";
    public const string RequestApproved = "request.approved";
    public const string RequestDeclined = "request.declined";
    public const string LinkMade = "link.made";
    public const string LinkRenewed = "link.renewed";
    public const string LinkEnded = "link.ended";
    public const string MembershipChanged = "membership.changed";
    public const string NamesShown = "names.shown";
    public const string NamesKept = "names.kept";

    public const string BodyFounded = "body.founded";
    public const string BodyChanged = "body.changed";
    public const string BodyMoved = "body.moved";
    public const string BodyDeleted = "body.deleted";
    public const string BodyImported = "body.imported";
    public const string BodySettings = "body.settings";
    public const string BodyClosed = "body.closed";
    public const string BodyReopened = "body.reopened";
    public const string AffiliationMoved = "affiliation.moved";
    public const string AdministratorNamed = "administrator.named";
    public const string AdministratorRemoved = "administrator.removed";
    public const string ImportBegun = "import.begun";
    public const string ImportUndone = "import.undone";

    public const string AccountExported = "account.exported";
    public const string AccountErased = "account.erased";
    public const string RosterRead = "roster.read";
    public const string DeskRead = "desk.read";
    public const string RegistrationsRead = "registrations.read";
    public const string MinutesRead = "minutes.read";
    public const string NamesRead = "names.read";

    /// <summary>Looks at names: nothing changed, and the people concerned may ask who looked.</summary>
    public static readonly IReadOnlyList<string> Reads = [RosterRead, DeskRead, RegistrationsRead, MinutesRead, NamesRead];

    public static string RoleOf(GroupRole role) => role switch
    {
        GroupRole.Facilitator => RoleFacilitator,
        GroupRole.CoFacilitator => RoleCoFacilitator,
        GroupRole.Member => RoleMember,
        _ => RoleNone,
    };
}

/// <summary>What an act was done to.</summary>
public static class AuditSubjects
{
    private const string MemberKind = "member:";
    private const string BodyKind = "body:";

    public static string Member(MemberId member) => MemberKind + member.Value;

    public static string Group(GroupId group) => "group:" + group.Value;

    public static string Body(BodyId body) => BodyKind + body.Value;

    public static string Import(string batch) => "import:" + batch;

    public static string Affiliation(string affiliation) => "affiliation:" + affiliation;

    public static string Link(string link) => "link:" + link;

    /// <summary>The account it was done to; null where it was something else.</summary>
    public static MemberId? MemberOf(string subject) =>
        subject.StartsWith(MemberKind, StringComparison.Ordinal) ? new MemberId(subject[MemberKind.Length..]) : null;

    /// <summary>The body it was done to or for; null where it was something else.</summary>
    public static BodyId? BodyOf(string subject) =>
        subject.StartsWith(BodyKind, StringComparison.Ordinal) ? new BodyId(subject[BodyKind.Length..]) : null;
}
