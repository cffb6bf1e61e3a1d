using Orleans.Runtime;

namespace PeerMesh.Contracts.Common;

/// <summary>
/// What was asked could not be read or stored just now. Nothing changed that anybody was told of, and the same call may be
/// made again shortly.
/// </summary>
/// <remarks>
/// Stands for whatever the database driver said, which no caller could read: its exceptions do not cross the cluster.
/// It is an <see cref="OrleansException"/> because grain storage passes those on as they are and wraps all others.
/// </remarks>
[GenerateSerializer, Alias("pm.storage-unavailable")]
public sealed class StorageUnavailableException : OrleansException
{
    public StorageUnavailableException()
        : this("Storage is out of reach. Try again shortly.")
    {
    }

    public StorageUnavailableException(string message)
        : base(message)
    {
    }

    public StorageUnavailableException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
