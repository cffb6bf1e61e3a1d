using System.Text.Json;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Groups;

public sealed class GroupGrainTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    [Fact]
    public async Task A_founded_group_is_on_the_list_and_on_its_founders_own()
    {
        var (group, founder) = await network.Founded();

        var view = (await group.Look(founder))!;
        Assert.Equal(GroupRole.Facilitator, view.MyRole);
        Assert.Equal("DBSA", view.FormName);
        Assert.Empty(view.FacilitatorNames);
        Assert.Equal(GroupRole.None, (await group.Look(null))!.MyRole);

        var card = await network.CardOf(group);
        Assert.Equal(("Tuesday Lights", view.Version), (card!.Name, card.Version));
        Assert.Equal(new MemberGroup(view.Id, "Tuesday Lights", GroupRole.Facilitator), Assert.Single(await GroupsOf(founder.Member)));
    }

    [Fact]
    public async Task A_group_nobody_founded_is_not_there()
    {
        var nothing = network.Grains.GetGrain<IGroupGrain>(NetworkFixture.Fresh("g"));
        var caller = NetworkFixture.Someone("ana");

        Assert.Null(await nothing.Look(caller));
        Assert.Equal(GroupRefusals.NotFound, (await nothing.Roster(caller)).Refusal);
        Assert.Equal(GroupRefusals.NotFound, await nothing.Change(caller, NetworkFixture.Draft));
        Assert.Equal(GroupRefusals.NotFound, (await nothing.StartSession(caller, null, "r1")).Refusal);
        Assert.Equal(new Membership(GroupRole.None, MayEnter: false), await nothing.RoleOf(caller.Member));
        await nothing.SessionEnded(new SessionId("g.none"));
        Assert.Equal(0, network.Storage.WritesOf(nothing.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task A_refusal_comes_back_as_a_value_and_changes_nothing()
    {
        var (group, founder) = await network.Founded();
        var before = JsonSerializer.Serialize(await group.Look(founder));
        var writes = network.Storage.WritesOf(group.GetPrimaryKeyString());

        Assert.Equal(GroupRefusals.NameInvalid, await group.Change(founder, NetworkFixture.Draft with { Name = "" }));
        Assert.Equal(GroupRefusals.FacilitatorsOnly, await group.Change(NetworkFixture.Someone("ben"), NetworkFixture.Draft));
        Assert.Equal(GroupRefusals.AlreadyFounded, await group.Found(NetworkFixture.Someone("ben"), NetworkFixture.Draft));
        Assert.Equal(GroupRefusals.LastFacilitator, await group.SetRole(founder, founder.Member, GroupRole.None, ""));
        Assert.Null(await group.Found(founder, NetworkFixture.Draft));

        Assert.Equal(before, JsonSerializer.Serialize(await group.Look(founder)));
        Assert.Equal(writes, network.Storage.WritesOf(group.GetPrimaryKeyString()));
    }

    [Fact]
    public async Task The_roster_is_for_facilitators()
    {
        var (group, founder) = await network.Founded(NetworkFixture.Draft with { Openness = Openness.Members });
        var ben = NetworkFixture.Someone("ben");
        await group.SetRole(founder, ben.Member, GroupRole.CoFacilitator, "Ben");
        await group.SetRole(founder, founder.Member, GroupRole.Facilitator, "Ana");

        Assert.Equal(GroupRefusals.FacilitatorsOnly, (await group.Roster(ben)).Refusal);
        Assert.Equal(
            [new RosterEntry(founder.Member, GroupRole.Facilitator, "Ana"), new RosterEntry(ben.Member, GroupRole.CoFacilitator, "Ben")],
            (await group.Roster(founder)).Entries!);
        Assert.Equal(["Ana"], (await group.Look(null))!.FacilitatorNames);
        Assert.Equal(new Membership(GroupRole.CoFacilitator, MayEnter: true), await group.RoleOf(ben.Member));
        Assert.Equal(new Membership(GroupRole.None, MayEnter: false), await group.RoleOf(new MemberId("stranger")));
        Assert.Equal(GroupRole.CoFacilitator, Assert.Single(await GroupsOf(ben.Member)).Role);

        await group.SetRole(founder, ben.Member, GroupRole.None, "");

        Assert.Empty(await GroupsOf(ben.Member));
    }

    [Fact]
    public async Task A_new_name_reaches_everyone_on_the_roster()
    {
        var (group, founder) = await network.Founded();
        var members = Enumerable.Range(0, 45).Select(i => NetworkFixture.Someone($"m{i}").Member).ToList();
        foreach (var member in members)
        {
            await group.SetRole(founder, member, GroupRole.Member, "Somebody");
        }

        await group.Change(founder, NetworkFixture.Draft with { Name = "Wednesday Lights" });

        Assert.Equal("Wednesday Lights", (await network.CardOf(group))!.Name);
        foreach (var member in members)
        {
            // More than one turn's worth: the rest follows by the group's timer.
            await Until.True(async () =>
            {
                network.Clock.Advance(TimeSpan.FromMilliseconds(1));
                return (await GroupsOf(member)).Single().Name == "Wednesday Lights";
            });
        }
    }

    [Fact]
    public async Task What_could_not_be_told_is_told_later()
    {
        var (group, founder) = await network.Founded();
        network.Storage.FailNextWrite(IGroupListGrain.Key);

        Assert.Null(await group.Change(founder, NetworkFixture.Draft with { Name = "Wednesday Lights" }));

        Assert.Equal("Tuesday Lights", (await network.CardOf(group))!.Name);
        await Until.True(async () =>
        {
            network.Clock.Advance(TimeSpan.FromSeconds(1));
            return (await network.CardOf(group))!.Name == "Wednesday Lights";
        });
    }

    [Fact]
    public async Task What_a_crash_kept_from_being_told_is_told_by_the_next_activation()
    {
        var storage = new SharedStorage();
        var before = new NetworkFixture(storage);
        await before.InitializeAsync();
        storage.FailNextWrite(IGroupListGrain.Key);
        var (founded, _) = await before.Founded();
        await before.Cluster.KillSiloAsync(before.Cluster.Silos[0]);
        await before.DisposeAsync();

        var after = new NetworkFixture(storage);
        await after.InitializeAsync();
        var group = after.Grains.GetGrain<IGroupGrain>(founded.GetPrimaryKeyString());
        Assert.Null(await after.CardOf(group));
        Assert.NotNull(await group.Look(null));

        await Until.True(async () =>
        {
            after.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return await after.CardOf(group) is not null;
        });
        await after.DisposeAsync();
    }

    [Fact]
    public async Task A_change_that_could_not_be_stored_is_seen_by_nobody()
    {
        var (group, founder) = await network.Founded();
        network.Storage.FailNextWrite(group.GetPrimaryKeyString());

        await Assert.ThrowsAsync<Contracts.Common.StorageUnavailableException>(() => group.Change(founder, NetworkFixture.Draft with { Name = "Lost" }));

        Assert.Equal("Tuesday Lights", (await group.Look(null))!.Profile.Name);
        Assert.Null(await group.Change(founder, NetworkFixture.Draft with { Name = "Kept" }));
        Assert.Equal("Kept", (await group.Look(null))!.Profile.Name);
    }

    [Fact]
    public async Task An_older_card_does_not_replace_a_newer_one()
    {
        var list = network.Grains.GetGrain<IGroupListGrain>(NetworkFixture.Fresh("list"));
        var card = new GroupCard(new GroupId("g1"), "New", "", "DBSA", "en", Openness.Open, [], 2);

        Assert.Null(await list.Put(card));
        Assert.Null(await list.Put(card with { Name = "Old", Version = 1 }));
        Assert.Null(await list.Put(card with { Name = "Same", Version = 2 }));

        Assert.Equal("New", Assert.Single(await list.List()).Name);
    }

    [Fact]
    public async Task Cards_that_come_while_the_list_is_written_are_stored_together_and_not_shown_before()
    {
        var key = NetworkFixture.Fresh("list");
        var list = network.Grains.GetGrain<IGroupListGrain>(key);
        network.Storage.HoldWrites(key);
        var first = list.Put(CardNumber(0));
        await Until.True(() => network.Storage.WritesOf(key) == 1);
        var others = Enumerable.Range(1, 40).Select(number => list.Put(CardNumber(number))).ToList();
        Assert.Empty(await list.List());
        Assert.DoesNotContain(others, put => put.IsCompleted);

        network.Storage.ReleaseWrites(key);

        Assert.All(await Task.WhenAll([first, .. others]), Assert.Null);
        Assert.Equal(2, network.Storage.WritesOf(key));
        Assert.Equal(41, (await list.List()).Count);
    }

    [Fact]
    public async Task A_card_that_could_not_be_stored_is_not_acknowledged_and_hinders_no_other()
    {
        var key = NetworkFixture.Fresh("list");
        var list = network.Grains.GetGrain<IGroupListGrain>(key);
        network.Storage.FailNextWrite(key);

        await Assert.ThrowsAsync<Contracts.Common.StorageUnavailableException>(() => list.Put(CardNumber(0)));

        Assert.Null(await list.Put(CardNumber(1)));
        Assert.Null(await list.Put(CardNumber(0)));
        Assert.Equal(["g0", "g1"], (await list.List()).Select(card => card.Id.Value).Order(StringComparer.Ordinal));
    }

    private static GroupCard CardNumber(int number) => new(new GroupId($"g{number}"), $"Group {number}", "", "DBSA", "en", Openness.Open, [], 1);

    private async Task<IReadOnlyList<MemberGroup>> GroupsOf(MemberId member) =>
        (await network.Grains.GetGrain<IMemberGrain>(member.Value).Look()).Groups;
}
