using System.Text;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Members;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Members;

public sealed class DeviceTests(NetworkFixture network) : IClassFixture<NetworkFixture>
{
    private readonly IMemberGrain _member = network.Grains.GetGrain<IMemberGrain>(NetworkFixture.Fresh("member"));

    [Fact]
    public async Task Each_refresh_token_is_good_once_and_gives_the_next()
    {
        var grant = await _member.SignIn();
        for (var i = 0; i < 20; i++)
        {
            var next = (await _member.Refresh(grant.RefreshToken))!;
            Assert.Equal(grant.Device, next.Device);
            Assert.NotEqual(grant.RefreshToken, next.RefreshToken);
            grant = next;
        }

        Assert.True(await _member.IsSignedIn(grant.Device));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task A_token_used_twice_ends_that_devices_sign_in_and_no_others(int refreshesBetween)
    {
        var other = await _member.SignIn();
        var stolen = await _member.SignIn();
        var newest = stolen;
        for (var i = 0; i < refreshesBetween; i++)
        {
            newest = (await _member.Refresh(newest.RefreshToken))!;
        }

        Assert.Null(await _member.Refresh(stolen.RefreshToken));

        Assert.False(await _member.IsSignedIn(stolen.Device));
        Assert.Null(await _member.Refresh(newest.RefreshToken));
        Assert.True(await _member.IsSignedIn(other.Device));
        Assert.NotNull(await _member.Refresh(other.RefreshToken));
    }

    [Fact]
    public async Task An_unknown_token_ends_nothing()
    {
        var grant = await _member.SignIn();

        Assert.Null(await _member.Refresh("made up"));
        Assert.Null(await _member.Refresh(""));

        Assert.True(await _member.IsSignedIn(grant.Device));
    }

    [Fact]
    public async Task A_device_that_is_not_used_for_thirty_days_is_signed_out()
    {
        var grant = await _member.SignIn();
        network.Clock.Advance(TimeSpan.FromDays(29));
        var renewed = (await _member.Refresh(grant.RefreshToken))!;
        network.Clock.Advance(TimeSpan.FromDays(29));
        Assert.True(await _member.IsSignedIn(grant.Device));

        network.Clock.Advance(TimeSpan.FromDays(1));
        Assert.False(await _member.IsSignedIn(grant.Device));
        Assert.Null(await _member.Refresh(renewed.RefreshToken));
    }

    [Fact]
    public async Task Signing_out_ends_one_device()
    {
        var (first, second) = (await _member.SignIn(), await _member.SignIn());

        await _member.SignOut(first.Device);
        await _member.SignOut(first.Device);

        Assert.False(await _member.IsSignedIn(first.Device));
        Assert.Null(await _member.Refresh(first.RefreshToken));
        Assert.True(await _member.IsSignedIn(second.Device));
    }

    [Fact]
    public async Task The_longest_signed_in_device_makes_room_for_one_too_many()
    {
        var first = await _member.SignIn();
        var second = await _member.SignIn();
        for (var i = 2; i <= MemberLimits.DevicesMax; i++)
        {
            await _member.SignIn();
        }

        Assert.False(await _member.IsSignedIn(first.Device));
        Assert.True(await _member.IsSignedIn(second.Device));
    }

    [Fact]
    public async Task A_token_is_not_stored()
    {
        var grant = await _member.SignIn();

        var stored = Encoding.UTF8.GetString(network.Storage.Read(_member.GetPrimaryKeyString())!);
        Assert.DoesNotContain(grant.RefreshToken, stored, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_members_own_list_of_groups_is_bounded_and_follows_the_rosters()
    {
        for (var i = 0; i <= MemberLimits.GroupsMax; i++)
        {
            await _member.RosterChanged(new GroupId($"g{i}"), "Group", GroupRole.Member);
        }

        await _member.RosterChanged(new GroupId("g7"), "Renamed", GroupRole.Facilitator);
        await _member.RosterChanged(new GroupId("g8"), "Group", GroupRole.None);
        await _member.RosterChanged(new GroupId("g8"), "Group", GroupRole.None);

        var groups = (await _member.Look()).Groups;
        Assert.Equal(MemberLimits.GroupsMax - 1, groups.Count);
        Assert.Equal("g1", groups[0].Id.Value);
        Assert.Contains(new MemberGroup(new GroupId("g7"), "Renamed", GroupRole.Facilitator), groups);
    }
}
