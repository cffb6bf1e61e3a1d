using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Groups;

public sealed class GroupSessionsTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    [Fact]
    public async Task A_started_session_has_an_open_door_and_is_on_the_list()
    {
        var (group, founder) = await network.Founded();

        var start = await group.StartSession(founder, "Tonight", "r1");

        var session = start.Session!.Value;
        Assert.Equal(group.GetPrimaryKeyString(), session.Group!.Value.Value);
        Assert.Equal("Tonight", Assert.Single((await group.Look(null))!.OpenSessions).Title);
        Assert.Equal(session, Assert.Single((await network.CardOf(group))!.OpenSessions).Id);
        var entered = await network.Grains.GetGrain<ISessionGrain>(session.Value).Submit(founder, new Enter("Ana", 1) { CommandId = "c1" });
        Assert.Null(entered.Refusal);
    }

    [Fact]
    public async Task The_same_request_gives_the_same_session_and_another_one_another()
    {
        var (group, founder) = await network.Founded();
        var ben = NetworkFixture.Someone("ben");
        await group.SetRole(founder, ben.Member, GroupRole.CoFacilitator, "Ben");

        var first = await group.StartSession(founder, null, "r1");

        Assert.Equal(first, await group.StartSession(founder, null, "r1"));
        Assert.NotEqual(first.Session, (await group.StartSession(founder, null, "r2")).Session);
        Assert.NotEqual(first.Session, (await group.StartSession(ben, null, "r1")).Session);
        Assert.Equal(3, (await group.Look(null))!.OpenSessions.Count);
    }

    [Fact]
    public async Task Only_those_who_lead_start_sessions_and_with_a_request_id()
    {
        var (group, founder) = await network.Founded();

        Assert.Equal(GroupRefusals.FacilitatorsOnly, (await group.StartSession(NetworkFixture.Someone("ben"), null, "r1")).Refusal);
        Assert.Equal(GroupRefusals.RequestIdInvalid, (await group.StartSession(founder, null, "")).Refusal);
        Assert.Equal(GroupRefusals.RequestIdInvalid, (await group.StartSession(founder, null, new string('r', 65))).Refusal);
        Assert.Equal(GroupRefusals.TitleInvalid, (await group.StartSession(founder, "", "r1")).Refusal);
    }

    [Fact]
    public async Task A_closed_session_leaves_the_group_and_its_request_starts_no_other()
    {
        var (group, founder) = await network.Founded(NetworkFixture.Draft with { Rules = HouseRules.Default });
        var session = (await group.StartSession(founder, null, "r1")).Session!.Value;
        var grain = network.Grains.GetGrain<ISessionGrain>(session.Value);
        await Do(grain, founder, new Enter("Ana", 1) { CommandId = "c1" });
        await Do(grain, founder, new Start { CommandId = "c2" });
        await Do(grain, founder, new Close { CommandId = "c3" });

        await Until.True(async () =>
        {
            network.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return (await group.Look(null))!.OpenSessions.IsEmpty;
        });
        Assert.Empty((await network.CardOf(group))!.OpenSessions);
        Assert.Equal(session, (await group.StartSession(founder, null, "r1")).Session);
        Assert.Empty((await group.Look(null))!.OpenSessions);
    }

    [Fact]
    public async Task A_door_that_did_not_open_is_not_shown_and_opens_when_asked_again()
    {
        var (group, founder) = await network.Founded();
        var session = SessionId.Of(new GroupId(group.GetPrimaryKeyString()), "now-" + Chance.Derived(12, founder.Member.Value, "r1"));
        network.Storage.FailNextWrite(session.Value);

        await Assert.ThrowsAsync<StorageUnavailableException>(() => group.StartSession(founder, null, "r1"));
        Assert.Empty((await group.Look(null))!.OpenSessions);

        Assert.Equal(session, (await group.StartSession(founder, null, "r1")).Session);
        Assert.Equal(session, Assert.Single((await group.Look(null))!.OpenSessions).Id);
    }

    [Fact]
    public async Task A_door_that_did_not_open_opens_with_the_groups_next_change()
    {
        var (group, founder) = await network.Founded();
        var session = SessionId.Of(new GroupId(group.GetPrimaryKeyString()), "now-" + Chance.Derived(12, founder.Member.Value, "r1"));
        network.Storage.FailNextWrite(session.Value);
        await Assert.ThrowsAsync<StorageUnavailableException>(() => group.StartSession(founder, null, "r1"));

        await group.SetRole(founder, founder.Member, GroupRole.Facilitator, "Ana");

        Assert.Equal(session, Assert.Single((await group.Look(null))!.OpenSessions).Id);
    }

    private static async Task Do(ISessionGrain session, Caller caller, SessionCommand command) =>
        Assert.Null((await session.Submit(caller, command)).Refusal);
}
