using System.Reflection;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Privacy;
using PeerMesh.Grains.Groups;
using PeerMesh.Grains.Hosting;
using PeerMesh.Grains.Privacy;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Privacy;

public sealed class PersonTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    // A grain that holds data of people and is not on the list would be passed over by export and erasure.
    [Fact]
    public void Every_grain_that_holds_data_of_people_is_on_the_one_list()
    {
        var holders = typeof(GroupGrain).Assembly.GetTypes()
            .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IHoldsPerson)) && type.IsDefined(typeof(GrainTypeAttribute)))
            .Select(type => type.GetCustomAttribute<GrainTypeAttribute>()!.GetGrainType(services: null!, type).ToString());

        Assert.Equal(holders.Order(), PersonHoldings.All.Select(holding => holding.GrainType).Order());
        Assert.Equal(PersonHoldings.All.Count, PersonHoldings.All.Select(holding => holding.Name).Distinct().Count());
    }

    [Fact]
    public async Task Data_of_a_person_is_for_that_person_alone()
    {
        var (ana, ben) = (NetworkFixture.Someone("ana"), NetworkFixture.Someone("ben"));
        var person = network.Grains.GetGrain<IPersonGrain>(ana.Member.Value);

        Assert.Equal(PersonRefusals.NotYours.Code, (await person.Export(ben)).Refusal?.Code);
        Assert.Equal(PersonRefusals.NotYours.Code, (await person.Delete(ben))?.Code);
        Assert.Empty(await person.Seen(ben));
        Assert.False(await person.IsErased());
    }

    [Fact]
    public async Task The_only_facilitator_who_goes_leaves_the_group_to_whoever_helped()
    {
        var (group, ana) = await network.Founded();
        var ben = NetworkFixture.Someone("ben");
        Assert.Null(await group.SetRole(ana, ben.Member, GroupRole.CoFacilitator, "Ben"));

        Assert.Null(await network.Grains.GetGrain<IPersonGrain>(ana.Member.Value).Delete(ana));

        await Until.True(async () => (await group.RoleOf(ben.Member)).Role == GroupRole.Facilitator);
        Assert.Equal(GroupRole.None, (await group.RoleOf(ana.Member)).Role);
        Assert.Null(await network.Grains.GetGrain<IPersonGrain>(ana.Member.Value).Key());
    }

    [Fact]
    public async Task Who_signs_in_again_after_it_is_somebody_new()
    {
        var email = network.Grains.GetGrain<IEmailGrain>(NetworkFixture.Fresh("e"));
        var first = (await email.Redeem((await email.RequestCode())!)).Member!.Value;
        Assert.Null(await network.Grains.GetGrain<IPersonGrain>(first.Value).Delete(new Caller(first)));

        var second = (await email.Redeem((await email.RequestCode())!)).Member!.Value;

        Assert.NotEqual(first, second);
    }

    [Fact]
    public async Task A_code_asked_for_while_an_account_goes_is_good_and_for_somebody_new()
    {
        var email = network.Grains.GetGrain<IEmailGrain>(NetworkFixture.Fresh("e"));
        var first = (await email.Redeem((await email.RequestCode())!)).Member!.Value;
        var code = (await email.RequestCode())!;
        Assert.Null(await network.Grains.GetGrain<IPersonGrain>(first.Value).Delete(new Caller(first)));
        await Until.True(async () => await email.Find() is null);

        var second = await email.Redeem(code);

        Assert.Null(second.Refusal);
        Assert.NotEqual(first, second.Member);
    }

    [Fact]
    public async Task Calls_for_nobody_reach_no_grain()
    {
        var (group, _) = await network.Founded();

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => group.Roster(null!));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => group.Change(new Caller(default), NetworkFixture.Draft));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => group.Look(new Caller(new MemberId(""))));
        Assert.NotNull(await group.Look(null));
    }

    // People who are not signed in may only ask, and only what is here.
    [Fact]
    public void Nobody_may_be_nobody_but_where_everybody_may_look()
    {
        var open = typeof(IGroupGrain).Assembly.GetTypes()
            .Where(type => type.IsInterface && type.IsAssignableTo(typeof(IAddressable)))
            .SelectMany(type => type.GetMethods().Where(method => CallerDemanded.DemandOf(method) is { MayBeNobody: true }).Select(method => $"{type.Name}.{method.Name}"));

        Assert.Equal(
            [
                "IGroupGrain.Dates", "IGroupGrain.Look", "IGroupGrain.Standing", "IGroupPrivacyGrain.LookWith", "IGroupPrivacyGrain.StandingWith",
                "IOrganizationGrain.Look", "IRegistrationGrain.Standing",
            ],
            open.Order(StringComparer.Ordinal));
    }
}
