using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;

namespace PeerMesh.Grains.Directory;

/// <summary>The rows of the directory: one for each group that is or was in it.</summary>
public interface IDirectoryStore
{
    /// <summary>The number of the shard's latest change; 0 where it has none.</summary>
    Task<long> Head(int shard);

    /// <summary>The versions in which the shard holds these groups, gone ones included. Those it never had are left out.</summary>
    Task<IReadOnlyDictionary<GroupId, long>> Versions(int shard, IReadOnlyCollection<GroupId> groups);

    /// <summary>Rows with a number above this one, in the order of their numbers, at most so many.</summary>
    Task<IReadOnlyList<DirectoryRow>> Read(int shard, long after, int max);

    /// <summary>Writes these rows, all or none, in place of those of the same groups.</summary>
    /// <param name="head">The number of the latest change as the writer knows it; the rows are numbered from the next one on.</param>
    /// <exception cref="DirectoryConflictException">Somebody else wrote to this shard since.</exception>
    Task Write(int shard, long head, IReadOnlyList<DirectoryRow> rows);
}

/// <param name="Number">Of its latest change, in its shard.</param>
/// <param name="Version">Of the group.</param>
/// <param name="Entry">Null where the group is gone.</param>
public sealed record DirectoryRow(long Number, GroupId Group, long Version, DirectoryEntry? Entry);

/// <summary>A shard of which another activation has written since: this one has to begin anew.</summary>
public sealed class DirectoryConflictException : IOException
{
    public DirectoryConflictException()
        : this("Another activation has written to this part of the directory.")
    {
    }

    public DirectoryConflictException(string message)
        : base(message)
    {
    }

    public DirectoryConflictException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
