using System.Data.Common;
using System.Net.Sockets;
using Orleans.Storage;
using PeerMesh.Contracts.Common;

namespace PeerMesh.Silo.Storage;

/// <summary>Lets no exception of a database driver out of storage, and nobody wait for a database that is known to be away.</summary>
/// <remarks>
/// A filter on calls comes too late for a grain that cannot even be activated because its document cannot be read. The
/// provider has logged what the driver said by the time it gets here.
/// </remarks>
/// <param name="pulse">Null where the database is a file of this machine, which does not come and go.</param>
internal sealed class FaultTranslatingStorage(IGrainStorage inner, DatabasePulse? pulse = null) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        pulse.Try(() => inner.ReadStateAsync(stateName, grainId, grainState));

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        pulse.Try(() => inner.WriteStateAsync(stateName, grainId, grainState));

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        pulse.Try(() => inner.ClearStateAsync(stateName, grainId, grainState));
}

/// <summary>One way to the database for all that goes there: grain state, the directory, reminders.</summary>
internal static class DatabaseCalls
{
    /// <inheritdoc cref="DatabasePulse.Do"/>
    public static async Task<T> Try<T>(this DatabasePulse? pulse, Func<Task<T>> operation)
    {
        if (pulse is not null)
        {
            return await pulse.Do(operation);
        }

        try
        {
            return await operation();
        }
        catch (Exception failure) when (failure is DbException or SocketException or TimeoutException)
        {
            throw new StorageUnavailableException();
        }
    }

    /// <inheritdoc cref="DatabasePulse.Do"/>
    public static Task Try(this DatabasePulse? pulse, Func<Task> operation) => pulse.Try(async () =>
    {
        await operation();
        return true;
    });
}
