using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Groups;

public sealed class MembershipTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    [Fact]
    public async Task Whoever_joins_is_on_the_roster_and_finds_the_group_on_their_own_list()
    {
        var (group, founder) = await network.Founded();
        var ben = NetworkFixture.Someone("ben");

        var joined = await group.Ask(ben, new JoinGroup("Ben") { RequestId = "j1" });

        Assert.Equal((MembershipState.Member, "Ben"), (joined.Standing!.State, joined.Standing.Name));
        Assert.Equal(GroupRole.Member, (await group.Look(ben))!.MyRole);
        Assert.Equal("Ben", (await group.Roster(founder)).Entries![1].Name);
        await Until.True(async () => (await GroupsOf(ben)).Count == 1);
        Assert.Equal(MembershipState.Left, (await group.Ask(ben, new LeaveGroup { RequestId = "l1" })).Standing!.State);
        await Until.True(async () => (await GroupsOf(ben)).Count == 0);
    }

    [Fact]
    public async Task A_held_place_goes_to_the_next_when_its_time_is_over_and_each_is_told_once()
    {
        var (group, founder) = await network.Founded();
        var people = new List<Caller>();
        await group.Ask(founder, new ChangeMembership(new MembershipSettings(JoinMode.Open, SizeMax: 1, HoldMinutes: 60)) { RequestId = "s1" });
        foreach (var name in (string[])["ben", "cleo", "dan"])
        {
            var person = NetworkFixture.Someone(name);
            await Notices(person).SetAddress("sealed");
            people.Add(person);
            await group.Ask(person, new JoinGroup(name) { RequestId = "j1" });
        }

        await group.Ask(people[0], new LeaveGroup { RequestId = "l1" });
        await Until.True(async () => (await Notices(people[1]).Take()).Count == 1);

        // Nobody asks the group anything: its own timer sees to it.
        network.Clock.Advance(TimeSpan.FromMinutes(60));
        await Until.True(async () => (await Notices(people[2]).Take()).Count == 1);

        Assert.Equal(MembershipState.Lapsed, (await group.Standing(people[1]))!.State);
        Assert.Equal((MembershipState.Offered, 1), ((await group.Standing(people[2]))!.State, (await group.Standing(people[2]))!.Place));
        Assert.Equal(NoticeKind.PlaceOffered, Assert.Single(await Notices(people[2]).Take()).Notice.Kind);
        Assert.Equal(MembershipState.Member, (await group.Ask(people[2], new TakePlace { RequestId = "t1" })).Standing!.State);
    }

    [Fact]
    public async Task The_desk_is_for_facilitators_and_shows_no_secret()
    {
        var (group, founder) = await network.Founded(NetworkFixture.Draft with { Openness = Openness.Members });
        var ben = NetworkFixture.Someone("ben");
        await group.Ask(ben, new JoinGroup("Ben", "Hello.") { RequestId = "j1" });
        var id = new Domain.Common.GroupId(group.GetPrimaryKeyString());
        await group.Ask(founder, new MakeLink("link", MembershipRules.HashOf(id, "ABCD-EFGH"), "Desk", 3, 30) { RequestId = "k1" });

        Assert.Equal(GroupRefusals.FacilitatorsOnly, (await group.Desk(ben)).Refusal);
        var desk = (await group.Desk(founder)).Desk!;
        Assert.Equal(("Ben", "Hello."), Assert.Single(desk.Requests.Select(request => (request.Name, request.Words))));
        Assert.Equal(("", 3), Assert.Single(desk.Links.Select(link => (link.SecretHash, link.UsesLeft))));
        Assert.DoesNotContain("ABCD", network.Storage.Read(id.Value)!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_code_that_changes_by_itself_goes_on_with_the_clock_and_a_new_one_is_written_down_once()
    {
        var (group, founder) = await network.Founded(NetworkFixture.Draft with { Openness = Openness.Members });
        var id = new Domain.Common.GroupId(group.GetPrimaryKeyString());
        var (first, second) = ("ABCDEFGHJKMN", "PQRSTVWXYZ23");
        await group.Ask(founder, new MakeLink("link", CodeRules.HashOf(id, "link", first), "Poster", 9, 30, CodePace.Daily, "row 1") { RequestId = "k1" });
        async Task<Domain.Common.Refusal?> Join(string name, string row, int period) =>
            (await group.Ask(NetworkFixture.Someone(name), new JoinGroup(name, Secret: CodeRules.CodeAt(id, "link", row, period)) { RequestId = "j1" })).Refusal;

        network.Clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(MembershipRefusals.CodeNotGood, await Join("ben", first, 0));
        Assert.Null(await Join("cleo", first, 1));
        Assert.Null(await Join("dan", first, 2));
        Assert.Equal(MembershipRefusals.CodeNotGood, await Join("eve", first, 3));

        var renew = new RenewLink("link", CodeRules.HashOf(id, "link", second), "row 2") { RequestId = "n1" };
        Assert.Null((await group.Ask(founder, renew)).Refusal);
        Assert.Null((await group.Ask(founder, renew)).Refusal);
        Assert.Equal(MembershipRefusals.CodeNotGood, await Join("fay", first, 2));
        Assert.Null(await Join("gus", second, 0));
        var desk = (await group.Desk(founder)).Desk!;
        Assert.Equal(("", 3, new CodeRow(CodePace.Daily, "row 2", desk.At!.Value)), Assert.Single(desk.Links.Select(link => (link.SecretHash, link.Uses, link.Row))));
        Assert.Single((await network.Grains.GetGrain<IGroupAuditGrain>(id.Value).Audit(founder, null, 100)).Entries!, entry => entry.Action == AuditActions.LinkRenewed);
    }

    [Fact]
    public async Task The_roster_by_hand_asks_for_room_and_remembers_who_was_taken_off()
    {
        var (group, founder) = await network.Founded();
        await group.Ask(founder, new ChangeMembership(new MembershipSettings(JoinMode.Open, SizeMax: 1)) { RequestId = "s1" });
        var (ben, cleo) = (NetworkFixture.Someone("ben"), NetworkFixture.Someone("cleo"));
        await group.Ask(ben, new JoinGroup("Ben") { RequestId = "j1" });

        Assert.Equal(MembershipRefusals.OthersWait, await group.SetRole(founder, cleo.Member, GroupRole.Member, "Cleo"));
        Assert.Null(await group.SetRole(founder, ben.Member, GroupRole.None, ""));
        Assert.Equal(MembershipRefusals.WasRemoved, (await group.Ask(ben, new JoinGroup("Ben") { RequestId = "j2" })).Refusal);
        Assert.Null(await group.SetRole(founder, ben.Member, GroupRole.Member, "Ben"));
        Assert.Equal(MembershipState.Member, (await group.Standing(ben))!.State);
    }

    [Fact]
    public async Task A_group_that_is_not_there_has_no_membership()
    {
        var nothing = network.Grains.GetGrain<IGroupGrain>(NetworkFixture.Fresh("g"));
        var caller = NetworkFixture.Someone("ana");

        Assert.Equal(GroupRefusals.NotFound, (await nothing.Ask(caller, new JoinGroup("Ana") { RequestId = "j1" })).Refusal);
        Assert.Null(await nothing.Standing(caller));
        Assert.Equal(GroupRefusals.NotFound, (await nothing.Desk(caller)).Refusal);
        Assert.Equal(0, network.Storage.WritesOf(nothing.GetPrimaryKeyString()));
    }

    private INoticesGrain Notices(Caller caller) => network.Grains.GetGrain<INoticesGrain>(caller.Member.Value);

    private async Task<IReadOnlyList<MemberGroup>> GroupsOf(Caller caller)
    {
        network.Clock.Advance(TimeSpan.FromMilliseconds(1));
        return (await network.Grains.GetGrain<IMemberGrain>(caller.Member.Value).Look()).Groups;
    }
}
