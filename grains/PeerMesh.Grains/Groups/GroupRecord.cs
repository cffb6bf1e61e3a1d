using System.Collections.Immutable;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Auditing;

namespace PeerMesh.Grains.Groups;

/// <summary>What is stored of a group: the group, and what others have yet to be told of it.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.group")]
internal sealed record GroupRecord : IAudited<GroupRecord>
{
    /// <summary>Null until somebody founds it.</summary>
    [Id(0)]
    public Group? Group { get; init; }

    /// <summary>The version of the card that the network's list has, as far as this group knows.</summary>
    [Id(1)]
    public long ListedVersion { get; init; }

    /// <summary>Members whose own list of groups may be behind this roster. At most those who are or were on the roster since.</summary>
    [Id(2)]
    public ImmutableList<MemberId> Untold { get; init; } = [];

    /// <summary>The version by which the directory knows this group, or knows that it is not to be found, as far as this group knows.</summary>
    [Id(3)]
    public long PublishedVersion { get; init; }

    /// <summary>When the group was founded; null of those founded before that was kept.</summary>
    [Id(4)]
    public DateTimeOffset? FoundedAt { get; init; }

    /// <summary>When what it says of itself last changed.</summary>
    [Id(5)]
    public DateTimeOffset? ChangedAt { get; init; }

    /// <summary>Its address for people to read, of the name it had first: links that were shared stay good.</summary>
    [Id(6)]
    public string? Slug { get; init; }

    /// <summary>Who asks, waits, was invited, went; null until somebody did.</summary>
    [Id(7)]
    public MembershipBook? Book { get; init; }

    /// <summary>Notices that their readers' grains have not taken yet, oldest first. Bounded by what one change can cause: everybody in the line, or on the roster.</summary>
    [Id(8)]
    public ImmutableList<AddressedNotice> Notices { get; init; } = [];

    /// <summary>Up to when members were reminded of meetings; null of a group that never said when it meets.</summary>
    [Id(10)]
    public DateTimeOffset? RemindedUntil { get; init; }

    /// <summary>When those who facilitate were last asked whether the listing is still right.</summary>
    [Id(11)]
    public DateOnly? AskedOn { get; init; }

    /// <summary>The version by which the grains of its coming dates were told to look again.</summary>
    [Id(9)]
    public long DatesVersion { get; init; }

    /// <summary>News of meetings for people whom the dates' grains have not been asked for yet, oldest first. Bounded by the changes within what one turn takes.</summary>
    [Id(12)]
    public ImmutableList<MeetingNews> News { get; init; } = [];

    /// <summary>The body's holidays as people were last told of; null of a group that never looked.</summary>
    [Id(13)]
    public ImmutableList<Holiday>? Holidays { get; init; }

    /// <summary>Changed fields that the listing's history has not taken yet, oldest first. Bounded by the changes within what one turn takes.</summary>
    [Id(14)]
    public ImmutableList<FieldChange> Changes { get; init; } = [];

    /// <summary>What those who lead did, hash by hash; null until they did something since this is kept.</summary>
    [Id(20)]
    public AuditTrail? Audit { get; init; }

    /// <summary>The latest meetings and how many came, oldest first; null until one is over since this is kept. Bounded by <see cref="GroupLimits.HeldMeetingsMax"/>.</summary>
    [Id(21)]
    public ImmutableList<HeldMeeting>? Held { get; init; }

    public GroupRecord WithAudit(AuditTrail trail) => this with { Audit = trail };
}
