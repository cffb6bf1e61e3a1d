using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Auditing;

public sealed class AuditTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    [Fact]
    public async Task What_those_who_lead_do_is_written_down_with_the_change_and_read_by_them_alone()
    {
        var (group, ana) = await network.Founded();
        var (ben, cleo) = (NetworkFixture.Someone("ben"), NetworkFixture.Someone("cleo"));
        Assert.Null(await group.SetRole(ana, ben.Member, GroupRole.CoFacilitator, "Ben"));
        Assert.Null(await group.Change(ana, NetworkFixture.Draft with { Openness = Openness.Members }));
        Assert.Null((await group.Ask(ana, new ChangeMembership(new MembershipSettings(JoinMode.Request)) { RequestId = "s" })).Refusal);
        Assert.Null((await group.Ask(cleo, new JoinGroup("Cleo") { RequestId = "j" })).Refusal);
        Assert.Null((await group.Ask(ana, new AnswerRequest(cleo.Member, Approve: true, null) { RequestId = "a" })).Refusal);
        Assert.Null((await group.Ask(ana, new RemoveMember(cleo.Member) { RequestId = "r" })).Refusal);
        Assert.NotNull((await group.Ask(ana, new RemoveMember(NetworkFixture.Someone("dan").Member) { RequestId = "none" })).Refusal);

        var audit = network.Grains.GetGrain<IGroupAuditGrain>(group.GetPrimaryKeyString());
        var look = await audit.Audit(ana, null, 50);

        Assert.Equal(
            [AuditActions.MemberRemoved, AuditActions.RequestApproved, AuditActions.MembershipChanged, AuditActions.GroupClosed, AuditActions.GroupChanged, AuditActions.RoleCoFacilitator, AuditActions.GroupFounded],
            look.Entries!.Select(entry => entry.Action));
        Assert.All(look.Entries!, entry => Assert.Equal(ana.Member, entry.Actor));
        Assert.Equal(AuditSubjects.Member(cleo.Member), look.Entries![0].Subject);
        Assert.Null(AuditRules.FirstBreak($"group/{group.GetPrimaryKeyString()}", look.Entries!.Reverse(), 7));
        Assert.Equal(GroupRefusals.FacilitatorsOnly.Code, (await audit.Audit(ben, null, 50)).Refusal?.Code);
        Assert.Equal(GroupRefusals.NotFound.Code, (await network.Grains.GetGrain<IGroupAuditGrain>(NetworkFixture.Fresh("none")).Audit(ana, null, 50)).Refusal?.Code);
    }

    [Fact]
    public async Task Old_entries_move_to_pages_and_are_read_from_there()
    {
        var (group, ana) = await network.Founded();
        for (var i = 0; i < (2 * AuditRules.PageSize) + 20; i++)
        {
            Assert.Null(await group.Change(ana, NetworkFixture.Draft with { About = $"The {i}th." }));
        }

        var audit = network.Grains.GetGrain<IGroupAuditGrain>(group.GetPrimaryKeyString());
        var entries = new List<AuditEntry>();
        AuditLook look;
        do
        {
            look = await audit.Audit(ana, entries.Count == 0 ? null : entries[^1].Number, 37);
            entries.AddRange(look.Entries!);
        }
        while (look.More);

        var count = (2 * AuditRules.PageSize) + 21;
        Assert.Equal(Enumerable.Range(1, count).Reverse().Select(number => (long)number), entries.Select(entry => entry.Number));
        entries.Reverse();
        Assert.Null(AuditRules.FirstBreak($"group/{group.GetPrimaryKeyString()}", entries, count));
        Assert.Equal(AuditRules.PageSize, (await network.Grains.GetGrain<IAuditPageGrain>($"group/{group.GetPrimaryKeyString()}/0").Read()).Count);
    }

    [Fact]
    public async Task A_body_has_its_record_too_and_a_change_that_was_not_stored_is_not_in_it()
    {
        var id = NetworkFixture.Fresh("b");
        var (ana, ben) = (NetworkFixture.Someone("ana"), NetworkFixture.Someone("ben"));
        var body = network.Grains.GetGrain<IOrganizationGrain>(id);
        Assert.Null(await body.Found(ana, new BodyDraft("Bay Chapter")));
        network.Storage.FailNextWrite(id);
        await Assert.ThrowsAnyAsync<Exception>(() => body.SetAdministrator(ana, ben.Member, administers: true, "Ben"));
        Assert.Null(await body.SetAdministrator(ana, ben.Member, administers: true, "Ben"));
        Assert.Null(await body.SetAdministrator(ana, ben.Member, administers: false, ""));

        var look = await network.Grains.GetGrain<IBodyAuditGrain>(id).Audit(ana, null, 50);

        Assert.Equal([AuditActions.AdministratorRemoved, AuditActions.AdministratorNamed, AuditActions.BodyFounded], look.Entries!.Select(entry => entry.Action));
        Assert.Equal(BodyRefusals.AdministratorsOnly.Code, (await network.Grains.GetGrain<IBodyAuditGrain>(id).Audit(ben, null, 50)).Refusal?.Code);
    }
}
