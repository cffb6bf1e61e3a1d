using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Grains.Groups;

/// <summary>Which acts of those who lead are written down, and for whom they are to read.</summary>
internal sealed partial class GroupGrain : IGroupAuditGrain
{
    public async Task<AuditLook> Audit(Caller caller, long? before, int max)
    {
        if (GroupRules.FacilitatorOf(SeenBy(caller), caller.Member) is { } refusal)
        {
            return refusal;
        }

        var (entries, more) = await ReadAudit(before, max);
        return new AuditLook(
            entries,
            Record.Group!.Roster.FindAll(entry => entry.Name.Length > 0).ConvertAll(entry => new AuditPerson(entry.Member, entry.Name)),
            more,
            null);
    }

    private AuditNote Act(MemberId? actor, string action) => new(actor, action, AuditSubjects.Group(Id));

    private static AuditNote ActOn(MemberId actor, string action, MemberId member) => new(actor, action, AuditSubjects.Member(member));

    /// <summary>The change itself, and where it lets other people in or keeps them out, that too.</summary>
    private IReadOnlyList<AuditNote> ActsOfChange(MemberId actor, Group? next)
    {
        var before = Record.Group?.Profile.Openness;
        return next is null || before == next.Profile.Openness
            ? [Act(actor, AuditActions.GroupChanged)]
            : [Act(actor, AuditActions.GroupChanged), Act(actor, next.Profile.Openness == Openness.Open ? AuditActions.GroupOpened : AuditActions.GroupClosed)];
    }

    private IReadOnlyList<AuditNote> ActsOfListing(MemberId actor, Group? next)
    {
        var before = Record.Group?.Listed.Visibility;
        return next is null || before == next.Listed.Visibility
            ? [Act(actor, AuditActions.ListingChanged)]
            : [Act(actor, AuditActions.ListingChanged), Act(actor, next.Listed.Visibility == Visibility.Public ? AuditActions.GroupShown : AuditActions.GroupHidden)];
    }

    /// <summary>What a wish about membership is as an act; null for what people do for themselves.</summary>
    private AuditNote? ActOf(MemberId actor, MembershipCommand command) => command switch
    {
        AnswerRequest answer => ActOn(actor, answer.Approve ? AuditActions.RequestApproved : AuditActions.RequestDeclined, answer.Who),
        Invite invite => ActOn(actor, AuditActions.MemberInvited, invite.Who),
        Uninvite uninvite => ActOn(actor, AuditActions.MemberUninvited, uninvite.Who),
        MakeLink make => new AuditNote(actor, AuditActions.LinkMade, AuditSubjects.Link(make.Link)),
        RenewLink renew => new AuditNote(actor, AuditActions.LinkRenewed, AuditSubjects.Link(renew.Link)),
        EndLink end => new AuditNote(actor, AuditActions.LinkEnded, AuditSubjects.Link(end.Link)),

        // Its reason is in the group's own list of such moves: words that may name somebody can be taken back there.
        MoveUp move => ActOn(actor, AuditActions.MemberMovedUp, move.Who),
        RemoveMember remove => ActOn(actor, AuditActions.MemberRemoved, remove.Who),
        Readmit readmit => ActOn(actor, AuditActions.MemberReadmitted, readmit.Who),
        ChangeMembership change => Act(
            actor,
            change.Settings.NamesToBody == MembershipRules.ShowsNames(Record.Group!, Book) ? AuditActions.MembershipChanged
            : change.Settings.NamesToBody ? AuditActions.NamesShown
            : AuditActions.NamesKept),
        _ => null,
    };
}
