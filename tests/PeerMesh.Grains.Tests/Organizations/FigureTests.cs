using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Organizations;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Organizations;

public sealed class FigureTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    private static readonly MembershipSettings Shown = new(JoinMode.Open, NamesToBody: true);

    [Fact]
    public async Task A_body_sees_counts_of_five_or_more_of_its_groups_and_of_those_below_it_and_of_no_others()
    {
        var (state, abe) = await Founded();
        var (bay, _) = await Founded(state, abe);
        var (elsewhere, _) = await Founded();
        var (large, small, other, free) = (await GroupOf(bay, 7), await GroupOf(state, 4), await GroupOf(elsewhere, 9), await GroupOf(null, 9));
        await Hold(large, came: 6);
        await Hold(large, came: 2);
        GroupId[] all = [large.Id, small.Id, other.Id, free.Id];

        var seen = await Figures(state).Figures(abe, [.. all]);
        var below = await Figures(bay).Figures(abe, [.. all]);

        Assert.Equal(
            [
                new GroupFigures(large.Id, "Tuesday Lights", bay, new Figure(7, IsLowerBound: false), 2, new Figure(6, IsLowerBound: true), ShowsNames: false),
                new GroupFigures(small.Id, "Tuesday Lights", state, Figure.Hidden, 0, Figure.Hidden, ShowsNames: false),
            ],
            seen.Groups!);
        Assert.Equal(new FigureTotal(new Figure(7, IsLowerBound: true), 2, new Figure(6, IsLowerBound: true)), seen.Total);
        Assert.Equal(large.Id, Assert.Single(below.Groups!).Group);

        // What the parent sees less what the child sees tells no more than that the rest is fewer than five.
        Assert.Equal(below.Total!.Members.Count, seen.Total!.Members.Count);
    }

    [Fact]
    public async Task Figures_are_for_those_with_a_right_on_the_body_and_run_downwards_only()
    {
        var (state, abe) = await Founded();
        var (bay, _) = await Founded(state, abe);
        var group = await GroupOf(state, 6);
        var observer = NetworkFixture.Someone("olga");
        Assert.Null(await Body(bay).SetRights(abe, observer.Member, BodyRights.Observer, "Olga"));

        Assert.Equal(BodyRefusals.OfBodyOnly, (await Figures(state).Figures(observer, [group.Id])).Refusal);
        Assert.Equal(BodyRefusals.OfBodyOnly, (await Figures(bay).Figures(group.Founder, [group.Id])).Refusal);
        Assert.Equal(BodyRefusals.NotFound, (await Figures(new BodyId(NetworkFixture.Fresh("none"))).Figures(abe, [group.Id])).Refusal);
        Assert.Empty((await Figures(bay).Figures(observer, [group.Id])).Groups!);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            Figures(bay).Figures(observer, [.. Enumerable.Range(0, BodyLimits.FiguresMax + 1).Select(at => new GroupId($"g{at}"))]));
    }

    [Fact]
    public async Task What_is_private_is_in_no_figures_and_shows_no_names()
    {
        var (bay, abe) = await Founded();
        var group = await GroupOf(bay, 6);
        Assert.Null((await group.Grain.Ask(group.Founder, new ChangeMembership(Shown) { RequestId = "s" })).Refusal);
        await network.Grains.GetGrain<IGroupAffiliationGrain>(group.Id.Value).SetAffiliation(new GroupSettling(bay, null, Visibility.Private));

        var seen = await Figures(bay).Figures(abe, [group.Id]);

        Assert.Empty(seen.Groups!);
        Assert.Equal(new FigureTotal(Figure.Hidden, 0, Figure.Hidden), seen.Total);
        Assert.Equal(GroupRefusals.NotFound, (await Names(group).Names(abe, bay)).Refusal);
    }

    [Fact]
    public async Task Names_are_kept_until_the_group_shows_them_and_every_look_is_written_down_and_seen_by_the_people_on_the_list()
    {
        var (state, abe) = await Founded();
        var (bay, _) = await Founded(state, abe);
        var group = await GroupOf(bay, 3);
        var (observer, editor, ben) = (NetworkFixture.Someone("olga"), NetworkFixture.Someone("edda"), group.People[1]);
        Assert.Null(await Body(bay).SetRights(abe, observer.Member, BodyRights.Observer, "Olga"));
        Assert.Null(await Body(bay).SetRights(abe, editor.Member, BodyRights.Editor, "Edda"));
        var letters = network.Grains.GetGrain<INoticesGrain>(ben.Member.Value);
        await letters.SetAddress("sealed");
        Assert.Equal(BodyRefusals.NamesKept, (await Names(group).Names(observer, bay)).Refusal);
        Assert.Equal(BodyRefusals.NamesKept, (await Names(group).Names(abe, state)).Refusal);

        Assert.Null((await group.Grain.Ask(group.Founder, new ChangeMembership(Shown) { RequestId = "s" })).Refusal);
        var look = await Names(group).Names(observer, bay);

        Assert.Equal("Tuesday Lights", look.GroupName);
        Assert.Equal([new ListedName("", GroupRole.Facilitator), new ListedName("p1", GroupRole.Member), new ListedName("p2", GroupRole.Member)], look.Names!);
        Assert.NotNull((await Names(group).Names(abe, state)).Names);
        Assert.True(Assert.Single((await Figures(state).Figures(abe, [group.Id])).Groups!).ShowsNames);

        // Not for editors, for whoever is on the list, nor for those of a body that the group is not below.
        Assert.Equal(BodyRefusals.ObserversOnly, (await Names(group).Names(editor, bay)).Refusal);
        Assert.Equal(BodyRefusals.ObserversOnly, (await Names(group).Names(observer, state)).Refusal);
        Assert.Equal(BodyRefusals.ObserversOnly, (await Names(group).Names(ben, bay)).Refusal);
        var (hills, _) = await Founded(state, abe);
        Assert.Equal(GroupRefusals.NotFound, (await Names(group).Names(abe, hills)).Refusal);

        var acts = (await network.Grains.GetGrain<IGroupAuditGrain>(group.Id.Value).Audit(group.Founder, null, 3)).Entries!;
        Assert.Equal([AuditActions.NamesRead, AuditActions.NamesRead, AuditActions.NamesShown], acts.Select(act => act.Action));
        Assert.Equal([(abe.Member, AuditSubjects.Body(state)), (observer.Member, AuditSubjects.Body(bay))], acts.Take(2).Select(act => (act.Actor!.Value, act.Subject)));
        var seen = await network.Grains.GetGrain<IGroupPrivacyGrain>(group.Id.Value).Seen(ben.Member);
        Assert.Equal([(AuditActions.NamesRead, bay), (AuditActions.NamesRead, state)], seen.Select(read => (read.Action, read.Body!.Value)));
        await Until.True(async () => (await letters.Take()).Exists(letter => letter.Notice.Kind == NoticeKind.NamesShown));
    }

    [Fact]
    public async Task A_look_at_names_that_could_not_be_written_down_shows_none()
    {
        var (bay, abe) = await Founded();
        var group = await GroupOf(bay, 3);
        Assert.Null((await group.Grain.Ask(group.Founder, new ChangeMembership(Shown) { RequestId = "s" })).Refusal);

        // With this it tells all that it still had to tell, so that the next write is the one looked for.
        await group.Grain.SessionEnded(new SessionId("none"));
        network.Storage.FailNextWrite(group.Id.Value);

        await Assert.ThrowsAnyAsync<Exception>(() => Names(group).Names(abe, bay));

        Assert.NotNull((await Names(group).Names(abe, bay)).Names);
    }

    [Fact]
    public async Task A_group_that_comes_to_another_organisation_shows_names_to_nobody_there()
    {
        var (bay, abe) = await Founded();
        var (hills, _) = await Founded(null, abe);
        var group = await GroupOf(bay, 3);
        Assert.Null((await group.Grain.Ask(group.Founder, new ChangeMembership(Shown) { RequestId = "s" })).Refusal);

        await Belong(group.Id, hills);

        Assert.Equal(BodyRefusals.NamesKept, (await Names(group).Names(abe, hills)).Refusal);
        Assert.Equal(GroupRefusals.NotFound, (await Names(group).Names(abe, bay)).Refusal);
    }

    [Fact]
    public async Task A_session_tells_how_many_came_and_told_again_it_counts_once()
    {
        var (bay, abe) = await Founded();
        var group = await GroupOf(bay, 6);
        var session = (await group.Grain.StartSession(group.Founder, null, "r1")).Session!.Value;
        var grain = network.Grains.GetGrain<ISessionGrain>(session.Value);
        foreach (var person in group.People)
        {
            Assert.Null((await grain.Submit(person, new Enter($"n{group.People.IndexOf(person)}", 1) { CommandId = "enter" })).Refusal);
        }

        Assert.Null((await grain.Submit(group.Founder, new Start { CommandId = "start" })).Refusal);
        Assert.Null((await grain.Submit(group.Founder, new Close { CommandId = "close" })).Refusal);
        await Until.True(async () =>
        {
            network.Clock.Advance(TimeSpan.FromMilliseconds(1));
            return (await group.Grain.Look(null))!.OpenSessions.IsEmpty;
        });
        await group.Grain.SessionOver(session, network.Clock.GetUtcNow(), 40);

        var told = Assert.Single((await Figures(bay).Figures(abe, [group.Id])).Groups!);
        Assert.Equal((1, new Figure(6, IsLowerBound: false)), (told.Meetings, told.Attendances));
    }

    private IBodyFiguresGrain Figures(BodyId body) => network.Grains.GetGrain<IBodyFiguresGrain>(body.Value);

    private IGroupFiguresGrain Names(OneGroup group) => network.Grains.GetGrain<IGroupFiguresGrain>(group.Id.Value);

    private IOrganizationGrain Body(BodyId body) => network.Grains.GetGrain<IOrganizationGrain>(body.Value);

    private async Task<(BodyId Body, Caller Administrator)> Founded(BodyId? parent = null, Caller? by = null)
    {
        var (id, administrator) = (new BodyId(NetworkFixture.Fresh("b")), by ?? NetworkFixture.Someone("abe"));
        Assert.Null(await Body(id).Found(administrator, new BodyDraft("Chapter", Parent: parent)));
        return (id, administrator);
    }

    /// <summary>A group of this body with so many people on its list.</summary>
    private async Task<OneGroup> GroupOf(BodyId? body, int people)
    {
        var (grain, founder) = await network.Founded(NetworkFixture.Draft with { Rules = HouseRules.Default with { Lobby = false } });
        var group = new OneGroup(grain, new GroupId(grain.GetPrimaryKeyString()), founder, [founder]);
        for (var at = 1; at < people; at++)
        {
            var person = NetworkFixture.Someone("p");
            group.People.Add(person);
            Assert.Null(await grain.SetRole(founder, person.Member, GroupRole.Member, $"p{at}"));
        }

        await Belong(group.Id, body);
        return group;
    }

    private Task Belong(GroupId group, BodyId? body) =>
        network.Grains.GetGrain<IGroupAffiliationGrain>(group.Value).SetAffiliation(new GroupSettling(body, null, null));

    private async Task Hold(OneGroup group, int came)
    {
        var session = (await group.Grain.StartSession(group.Founder, null, NetworkFixture.Fresh("r"))).Session!.Value;
        await group.Grain.SessionOver(session, network.Clock.GetUtcNow(), came);
    }

    /// <param name="People">Those on its list, the founder first.</param>
    private sealed record OneGroup(IGroupGrain Grain, GroupId Id, Caller Founder, List<Caller> People);
}
