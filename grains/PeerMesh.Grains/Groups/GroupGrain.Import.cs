using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Directory;
using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Grains.Groups;

/// <summary>The group's side of an import: what a source says of it comes and goes, and what people made of it here stays.</summary>
internal sealed partial class GroupGrain : IGroupImportGrain
{
    public async Task<GroupImported> TakeRow(ImportRow row, bool dryRun)
    {
        var before = Record.Group is { } known ? GroupImportRules.Image(known) : null;
        var outcome = GroupImportRules.Take(Record.Group, Id, row, Record.PublishedVersion);
        if (outcome.Group is not { } next)
        {
            return new GroupImported(RowChange.Failed, row.Name, before, "", [], outcome.Refusal);
        }

        var after = GroupImportRules.Image(next);
        if (next == Record.Group)
        {
            return new GroupImported(RowChange.Unchanged, row.Name, before, GroupImportRules.Print(after), [], Refusal: null);
        }

        if (!dryRun)
        {
            await KeepImported(next, AuditActions.GroupImported);
        }

        return before is null
            ? new GroupImported(RowChange.Added, row.Name, Before: null, GroupImportRules.Print(after), [], Refusal: null)
            : new GroupImported(RowChange.Changed, row.Name, before, GroupImportRules.Print(after), GroupImportRules.Differences(before, after), Refusal: null);
    }

    public async Task<GroupImported> Withdraw(bool dryRun)
    {
        if (Record.Group is not { } known)
        {
            return new GroupImported(RowChange.Unchanged, "", Before: null, "", [], Refusal: null);
        }

        var (before, next) = (GroupImportRules.Image(known), GroupImportRules.Withdraw(known));
        if (!dryRun && next != known)
        {
            await KeepImported(next, AuditActions.GroupWithdrawn);
        }

        // Already private before: the source lost it earlier, or never published it.
        return new GroupImported(next == known ? RowChange.Unchanged : RowChange.Gone, known.Profile.Name, before, GroupImportRules.Print(GroupImportRules.Image(next)), [], Refusal: null);
    }

    public async Task<Refusal?> Restore(GroupImage? before, string print)
    {
        if (Record.Group is not { } known)
        {
            return null;
        }

        // A crash may have come between the restoring and the telling.
        if (before is not null && GroupImportRules.Print(GroupImportRules.Image(known)) == GroupImportRules.Print(before))
        {
            return null;
        }

        if (GroupImportRules.Print(GroupImportRules.Image(known)) != print)
        {
            return ImportRefusals.ChangedSince;
        }

        if (before is not null)
        {
            await KeepImported(GroupImportRules.Restore(known, before), AuditActions.GroupRestored);
            return null;
        }

        if (!known.Roster.IsEmpty || !known.Sessions.IsEmpty)
        {
            return ImportRefusals.PeopleJoined;
        }

        // Its version stays known, so that a group made anew under this id is newer than what anybody was told.
        var gone = known.Version + 1;
        await GrainFactory.DirectoryShardOf(Id).Remove(Id, gone);
        await Save(Noted(new GroupRecord { PublishedVersion = gone, Audit = Record.Audit }, clock.GetUtcNow(), Act(null, AuditActions.GroupRestored)));
        return null;
    }

    public async Task<Refusal?> Adopt(Caller caller, string name)
    {
        if (Record.Group is not { } known)
        {
            return GroupRefusals.NotFound;
        }

        if (known.Listed.Body is not { } body
            || !BodyRightsRules.May(await GrainFactory.GetGrain<IOrganizationGrain>(body.Value).RightsOf(caller.Member), BodyAct.LookAfterGroups))
        {
            return IsHiddenFrom(caller.Member) ? GroupRefusals.NotFound : ImportRefusals.NotOfTheBody;
        }

        // A right on the body is no way into a circle that has somebody who leads it: whoever leads sees who comes.
        if (known.RoleOf(caller.Member) != GroupRole.Facilitator && known.Roster.Exists(one => one.Role == GroupRole.Facilitator))
        {
            return BodyRefusals.GroupIsLed;
        }

        if (!BodyRules.IsPersonName(name))
        {
            return GroupRefusals.RosterNameInvalid;
        }

        var entry = new RosterEntry(caller.Member, GroupRole.Facilitator, name.Trim());
        var present = known.Entry(caller.Member);
        return await Keep(
            present == entry ? known
            : present is not null ? known with { Roster = known.Roster.Replace(present, entry), Version = known.Version + 1 }
            : known.Roster.Count >= GroupLimits.RosterMax ? GroupRefusals.RosterIsFull
            : known with { Roster = known.Roster.Add(entry), Version = known.Version + 1 },
            [caller.Member],
            acts: [ActOn(caller.Member, AuditActions.GroupAdopted, caller.Member)]);
    }

    private async Task KeepImported(Group next, string action)
    {
        await Save(Noted(Stamped(next), clock.GetUtcNow(), Act(null, action)));
        await Tell();
    }
}
