using System.Text;
using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Directory;

/// <summary>Which part of the directory a group is in.</summary>
public static class DirectoryShards
{
    /// <summary>The part of this group, the same on every machine and in every release: rows are stored by it.</summary>
    public static int Of(GroupId group)
    {
        // FNV-1a, 32 bits. The string's own hash differs from process to process.
        var hash = 2166136261u;
        foreach (var unit in Encoding.UTF8.GetBytes(group.Value))
        {
            hash = (hash ^ unit) * 16777619u;
        }

        return (int)(hash % IDirectoryShardGrain.Shards);
    }

    public static IDirectoryShardGrain DirectoryShardOf(this IGrainFactory grains, GroupId group)
    {
        ArgumentNullException.ThrowIfNull(grains);
        return grains.GetGrain<IDirectoryShardGrain>(Of(group));
    }
}
