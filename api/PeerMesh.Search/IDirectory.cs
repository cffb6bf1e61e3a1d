using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Search;

/// <summary>All public groups, in this process's memory: what pages, feeds and searches read. It answers whether or not the cluster can be reached.</summary>
/// <remarks>Safe to use from any thread. Entries are immutable; what was handed out stays as it was.</remarks>
public interface IDirectory
{
    /// <summary>Whether every group is here. Until then nobody should be told that there is no such group.</summary>
    bool IsWhole { get; }

    /// <summary>Names the state of the whole directory: the same here and on any other gateway that knows the same. Fit for an ETag.</summary>
    string Tag { get; }

    /// <summary>How many groups there are.</summary>
    int Count { get; }

    /// <summary>The bodies of the network, for their names and their branches.</summary>
    BodyTree Bodies { get; }

    DirectoryEntry? Find(GroupId group);

    /// <summary>The group at this address.</summary>
    DirectoryEntry? FindBySlug(string slug);

    /// <summary>All groups as they are now, in no order.</summary>
    IReadOnlyList<DirectoryEntry> All();

    /// <summary>The groups of a body, in no order.</summary>
    /// <param name="withBranches">Whether those of the bodies below it belong too.</param>
    IReadOnlyList<DirectoryEntry> OfBody(BodyId body, bool withBranches);
}
