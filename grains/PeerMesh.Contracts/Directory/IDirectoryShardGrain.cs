using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Contracts.Directory;

/// <summary>One part of the directory of public groups; the key is a number from 0 to <see cref="Shards"/> - 1.</summary>
/// <remarks>Like a session it tells state first, then changes: each change of a shard has the next number, is stored before it is told, and is told once.</remarks>
[GrainInterfaceType("pm.directory-shard"), Alias("pm.directory-shard")]
public interface IDirectoryShardGrain : IGrainWithIntegerKey
{
    /// <summary>How many parts there are. The number is for good: a group's part follows from its id.</summary>
    const int Shards = 32;

    /// <summary>Takes entries, each unless a later version of it is held already. For the groups' grains and for imports.</summary>
    [Alias("Put")]
    Task Put(ImmutableList<DirectoryEntry> entries);

    /// <summary>Forgets a group: it became private, or ended.</summary>
    /// <param name="version">The group's version by which it is gone.</param>
    [Alias("Remove")]
    Task Remove(GroupId group, long version);

    /// <summary>What changed after a number, oldest first, at most so many; each group at most once, in its newest state.</summary>
    [Alias("Read")]
    Task<DirectoryPage> Read(long after, int max);

    /// <summary>Everything that changes after a number, as it does.</summary>
    [Alias("Watch")]
    IAsyncEnumerable<DirectoryChange> Watch(long after, CancellationToken cancellationToken);
}

/// <param name="Number">The change's number in its shard.</param>
/// <param name="Entry">The group as it is now; null where it is gone.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.change")]
public sealed record DirectoryChange(
    [property: Id(0)] long Number,
    [property: Id(1)] GroupId Group,
    [property: Id(2)] DirectoryEntry? Entry);

/// <param name="More">Whether there is more after these.</param>
[GenerateSerializer, Immutable, Alias("pm.directory.page")]
public sealed record DirectoryPage(
    [property: Id(0)] ImmutableList<DirectoryChange> Changes,
    [property: Id(1)] bool More);
