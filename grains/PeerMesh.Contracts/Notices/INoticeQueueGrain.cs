using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Notices;

/// <summary>People who have mail waiting, one part of them; the key is a number from 0 to <see cref="Shards"/> - 1. Gateways come and take from it.</summary>
[GrainInterfaceType("pm.notice-queue"), Alias("pm.notice-queue")]
public interface INoticeQueueGrain : IGrainWithIntegerKey
{
    /// <summary>How many parts there are, so that an hour at which thousands of meetings are near does not make one long document. For good: a person's part follows from their id.</summary>
    const int Shards = 16;

    /// <summary>This person has mail waiting. Returns once that is stored.</summary>
    [Alias("Put")]
    Task Put(MemberId member);

    /// <summary>Hands people out, each to one gateway at a time; one that does not report back loses them after a while.</summary>
    [Alias("Lease")]
    Task<ImmutableList<QueuedMember>> Lease(int max);

    /// <summary>A person's mail is out, unless they were put here again meanwhile.</summary>
    /// <param name="again">When to hand them out again; null where nothing waits.</param>
    [Alias("Done")]
    Task Done(QueuedMember member, DateTimeOffset? again);
}

/// <param name="Stamp">Grows each time they are put here.</param>
[GenerateSerializer, Immutable, Alias("pm.notice-queue.member")]
public sealed record QueuedMember(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] long Stamp);

public static class NoticeQueues
{
    public static INoticeQueueGrain NoticeQueueOf(this IGrainFactory grains, MemberId member)
    {
        // FNV-1a: the same on every machine and in every release, as string.GetHashCode is not.
        var hash = 2166136261u;
        foreach (var c in member.Value)
        {
            hash = (hash ^ c) * 16777619u;
        }

        return grains.GetGrain<INoticeQueueGrain>(hash % INoticeQueueGrain.Shards);
    }
}
