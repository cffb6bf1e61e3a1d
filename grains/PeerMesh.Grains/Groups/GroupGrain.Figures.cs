using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Grains.Groups;

/// <summary>What the organisation that the group belongs to sees of it: counts of five or more, and names only where those who facilitate the group say so.</summary>
internal sealed partial class GroupGrain : IGroupFiguresGrain
{
    public async Task SessionOver(SessionId session, DateTimeOffset endedAt, int came)
    {
        if (Record.Group is not { } group)
        {
            return;
        }

        if (group.Session(session) is not null)
        {
            // In one write with the end of the session: told once more, it is not counted once more.
            var held = HeldMeetings.With(Record.Held ?? [], new HeldMeeting(session, endedAt, came), clock.GetUtcNow());
            await Save(Stamped(GroupRules.SessionEnded(group, session)) with { Held = held });
        }

        await Tell();
    }

    public Task<GroupFigures?> Figures()
    {
        if (Record.Group is not { } group || BodyOf(group) is not { } body)
        {
            return Task.FromResult<GroupFigures?>(null);
        }

        var held = HeldMeetings.Within(Record.Held ?? [], clock.GetUtcNow());
        return Task.FromResult<GroupFigures?>(new GroupFigures(
            Id, group.Profile.Name, body, FigureRules.Of(group.Roster.Count), held.Count, HeldMeetings.Attendances(held), MembershipRules.ShowsNames(group, Book)));
    }

    public async Task<NamesLook> Names(Caller caller, BodyId body)
    {
        // Rights first: to whom the body gives none, every group answers alike.
        if (await GrainFactory.GetGrain<IOrganizationGrain>(body.Value).Look(caller) is not { } view)
        {
            return Refused(BodyRefusals.NotFound);
        }

        if (!BodyRightsRules.May(view.Rights, BodyAct.SeeNames))
        {
            return Refused(BodyRefusals.ObserversOnly);
        }

        var above = Record.Group is { } asked && BodyOf(asked) is { } own ? await GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key).Above(own) : [];
        if (!above.Contains(body))
        {
            return Refused(GroupRefusals.NotFound);
        }

        if (!MembershipRules.ShowsNames(Record.Group!, Book))
        {
            return Refused(BodyRefusals.NamesKept);
        }

        // Before they are given out: a look that could not be written down is none.
        await WasRead(new AuditNote(caller.Member, AuditActions.NamesRead, AuditSubjects.Body(body)));
        return new NamesLook(
            Record.Group!.Profile.Name,

            // Not in the order of the list, which tells who came when.
            [.. Record.Group.Roster.Select(entry => new ListedName(entry.Name, entry.Role)).OrderBy(entry => entry.Name, StringComparer.Ordinal)],
            null);
    }

    /// <summary>The body that may know of the group; what is private is not found there either.</summary>
    private static BodyId? BodyOf(Group group) => group.Listed.Visibility == Visibility.Private ? null : group.Listed.Body;

    private Refusal Refused(Refusal refusal)
    {
        LogRefused(GrainContext.GrainId, refusal.Code);
        return refusal;
    }
}
