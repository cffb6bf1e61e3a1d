using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Grains.Notices;

/// <summary>What is stored of one part of the people who have mail waiting. Who has taken whom is not: after a crash they are handed out again.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.notice-queue")]
internal sealed record NoticeQueueRecord
{
    [Id(0)]
    public ImmutableDictionary<MemberId, QueuedPerson> People { get; init; } = ImmutableDictionary<MemberId, QueuedPerson>.Empty;

    [Id(1)]
    public long LastStamp { get; init; }
}

/// <param name="NotBefore">When to hand them out; null is now.</param>
[GenerateSerializer, Immutable, Alias("pm.stored.queued-person")]
internal sealed record QueuedPerson(
    [property: Id(0)] long Stamp,
    [property: Id(1)] DateTimeOffset? NotBefore);
