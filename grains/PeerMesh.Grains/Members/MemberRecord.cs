using System.Collections.Immutable;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Members;

namespace PeerMesh.Grains.Members;

/// <summary>What is stored of an account.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.member")]
internal sealed record MemberRecord
{
    /// <summary>In the order in which they took the member in; at most <see cref="MemberLimits.GroupsMax"/>.</summary>
    [Id(0)]
    public ImmutableList<MemberGroup> Groups { get; init; } = [];

    /// <summary>Oldest sign-in first; at most <see cref="MemberLimits.DevicesMax"/>.</summary>
    [Id(1)]
    public ImmutableList<Device> Devices { get; init; } = [];

    /// <summary>Groups they are not on the roster of, and have asked, wait for, or are invited to; at most <see cref="MemberLimits.GroupsMax"/>.</summary>
    [Id(2)]
    public ImmutableList<MemberTie> Ties { get; init; } = [];

    [Id(3)]
    public MemberProfile? Profile { get; init; }

    /// <summary>Null for an account that never began to set one up.</summary>
    [Id(4)]
    public SecondStepRecord? SecondStep { get; init; }
}

/// <summary>One sign-in, and the chain of refresh tokens that keeps it alive.</summary>
/// <param name="TokenHash">Of the one token that is good.</param>
/// <param name="UsedHashes">Of those used up before it, oldest first; one of them coming back means that somebody holds a copy.</param>
[GenerateSerializer, Immutable, Alias("pm.stored.device")]
internal sealed record Device(
    [property: Id(0)] string Id,
    [property: Id(1)] string TokenHash,
    [property: Id(2)] ImmutableList<string> UsedHashes,
    [property: Id(3)] DateTimeOffset RefreshUntil)
{
    /// <summary>Browser and system from a short list of ours.</summary>
    [Id(4)]
    public string? Name { get; init; }

    [Id(5)]
    public DateTimeOffset? SignedInAt { get; init; }

    /// <summary>To <see cref="MemberLimits.SeenEvery"/>.</summary>
    [Id(6)]
    public DateTimeOffset? LastSeenAt { get; init; }

    /// <summary>When it showed more than a mailed code; null where it has not.</summary>
    [Id(7)]
    public DateTimeOffset? SecondStepAt { get; init; }
}

internal static class MemberLimits
{
    /// <summary>Devices of one person; signing in on yet another signs out the one signed in longest ago.</summary>
    public const int DevicesMax = 50;

    /// <summary>Used tokens a device remembers: an attacker who waits longer than this many refreshes has a token that is merely unknown.</summary>
    public const int UsedTokensMax = 8;

    /// <summary>Groups on one person's own list; beyond it the oldest drops off this list, though not off that group's roster.</summary>
    public const int GroupsMax = 200;

    public const int DeviceNameMax = 64;

    /// <summary>How exactly it is known when a device was seen: a write per quarter of an hour and not per request.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(15);

    /// <summary>A device that is not used for this long is signed out: a monthly meeting keeps it.</summary>
    public static readonly TimeSpan RefreshLife = TimeSpan.FromDays(30);
}
