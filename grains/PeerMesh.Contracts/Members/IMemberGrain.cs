using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Members;

namespace PeerMesh.Contracts.Members;

/// <summary>One account: the groups it belongs or wants to belong to and the devices it is signed in on. The key is the member id.</summary>
[GrainInterfaceType("pm.member"), Alias("pm.member")]
public interface IMemberGrain : IGrainWithStringKey
{
    [Alias("Look")]
    Task<MemberView> Look();

    /// <summary>A group's roster changed for this member. For the group's grain.</summary>
    [Alias("RosterChanged")]
    Task RosterChanged(GroupId group, string groupName, GroupRole role);

    /// <summary>This member asks, waits, or is invited at a group, or does not any more. For the group's grain.</summary>
    [Alias("TieChanged")]
    Task TieChanged(GroupId group, string groupName, bool tied);

    /// <summary>Signs a device in and answers its first refresh token.</summary>
    [Alias("SignIn")]
    Task<DeviceGrant> SignIn();

    /// <summary>Trades a refresh token for the next one. A token used twice ends that device's sign-in: null.</summary>
    [Alias("Refresh")]
    Task<DeviceGrant?> Refresh(string refreshToken);

    /// <summary>Whether a device is still signed in.</summary>
    [Alias("IsSignedIn")]
    Task<bool> IsSignedIn(string device);

    [Alias("SignOut")]
    Task SignOut(string device);

    /// <summary>Signs a device in and answers its first refresh token.</summary>
    /// <param name="name">What its owner knows it by: "Firefox, Android".</param>
    /// <param name="secondStep">Whether more than a mailed code was shown.</param>
    [Alias("SignInWith")]
    Task<DeviceGrant> SignInWith(string? name, bool secondStep);

    /// <summary>Whether a device is still signed in, and what it has shown. Notes that it was seen.</summary>
    [Alias("Standing")]
    Task<DeviceStanding> Standing(string device);

    /// <summary>Where this account is signed in, newest sign-in first.</summary>
    [Alias("Devices")]
    Task<ImmutableList<DeviceView>> Devices();

    /// <summary>Signs every device out.</summary>
    /// <param name="except">One that stays; null is none.</param>
    [Alias("SignOutEverywhere")]
    Task SignOutEverywhere(string? except);

    [Alias("SetProfile")]
    Task<Refusal?> SetProfile(MemberProfile profile);
}

/// <param name="SignedIn">Whether tokens and cookies of this device are still good.</param>
/// <param name="SecondStep">What it has shown beyond the mailed code.</param>
[GenerateSerializer, Immutable, Alias("pm.member.device-standing")]
public sealed record DeviceStanding(
    [property: Id(0)] bool SignedIn,
    [property: Id(1)] SecondStep SecondStep);

/// <summary>One place where an account is signed in.</summary>
/// <param name="Id">Names the sign-in; worth nothing without the sealed token around it.</param>
/// <param name="Name">Browser and system in plain words; null where nobody knows.</param>
/// <param name="SignedInAt">Null for a sign-in older than this was kept.</param>
/// <param name="LastSeenAt">To a quarter of an hour; null likewise.</param>
/// <param name="SecondStep">Whether a second step was passed there.</param>
[GenerateSerializer, Immutable, Alias("pm.member.device-view")]
public sealed record DeviceView(
    [property: Id(0)] string Id,
    [property: Id(1)] string? Name,
    [property: Id(2)] DateTimeOffset? SignedInAt,
    [property: Id(3)] DateTimeOffset? LastSeenAt,
    [property: Id(4)] bool SecondStep);

/// <param name="Device">Names the sign-in; goes into access tokens and cookies.</param>
/// <param name="RefreshToken">Good once.</param>
[GenerateSerializer, Immutable, Alias("pm.member.device-grant")]
public sealed record DeviceGrant(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Device,
    [property: Id(2)] string RefreshToken,
    [property: Id(3)] DateTimeOffset RefreshUntil);

[GenerateSerializer, Immutable, Alias("pm.member.view")]
public sealed record MemberView(
    [property: Id(0)] MemberId Id,
    [property: Id(1)] ImmutableList<MemberGroup> Groups,
    [property: Id(2)] ImmutableList<MemberTie>? Ties = null,
    [property: Id(3)] MemberProfile? Profile = null);

/// <summary>A group that somebody has asked to join, waits for, or is invited to. The group says where they stand.</summary>
[GenerateSerializer, Immutable, Alias("pm.member.tie")]
public sealed record MemberTie(
    [property: Id(0)] GroupId Group,
    [property: Id(1)] string Name);

[GenerateSerializer, Immutable, Alias("pm.member.group")]
public sealed record MemberGroup(
    [property: Id(0)] GroupId Id,
    [property: Id(1)] string Name,
    [property: Id(2)] GroupRole Role);

/// <summary>The way from an e-mail address to an account. The key is a keyed hash of the normalised address; the address itself is kept nowhere.</summary>
[GrainInterfaceType("pm.email"), Alias("pm.email")]
public interface IEmailGrain : IGrainWithStringKey
{
    /// <summary>A fresh six-digit code, good once for ten minutes; null where this address asked too often.</summary>
    [Alias("RequestCode")]
    Task<string?> RequestCode();

    /// <summary>The account, made at the first right code. A code has five tries.</summary>
    [Alias("Redeem")]
    Task<CodeRedeemed> Redeem(string code);

    /// <summary>The account of this address, made where there is none yet. For rosters.</summary>
    [Alias("Resolve")]
    Task<MemberId> Resolve();

    /// <summary>The account of this address, or null where there is none.</summary>
    [Alias("Find")]
    Task<MemberId?> Find();
}

[GenerateSerializer, Immutable, Alias("pm.email.redeemed")]
public sealed record CodeRedeemed(
    [property: Id(0)] MemberId? Member,
    [property: Id(1)] Refusal? Refusal);

/// <summary>What all gateways share and none of them stores: keys for cookies and tokens, and named secrets. There is one; its key is <see cref="Key"/>.</summary>
[GrainInterfaceType("pm.keys"), Alias("pm.keys")]
public interface IKeyRingGrain : IGrainWithStringKey
{
    const string Key = "gateway";

    [Alias("Keys")]
    Task<ImmutableList<string>> Keys();

    [Alias("AddKey")]
    Task AddKey(string name, string xml);

    /// <summary>A secret of 32 random bytes by name, made when first asked for.</summary>
    [Alias("Secret")]
    Task<byte[]> Secret(string name);
}
