using System.Data.Common;
using Microsoft.Extensions.Logging;
using Orleans.Storage;
using PeerMesh.Contracts.Common;

namespace PeerMesh.Grains.Hosting;

/// <summary>Turns what a database provider throws into the one exception that callers know, because the provider's own cannot be sent to them.</summary>
public sealed partial class StorageFaults(ILogger<StorageFaults> log) : IIncomingGrainCallFilter
{
    public async Task Invoke(IIncomingGrainCallContext context)
    {
        try
        {
            await context.Invoke();
        }
        catch (Exception exception) when (IsStorage(exception))
        {
            LogFailed(context.TargetId.Type, exception);
            throw new StorageUnavailableException();
        }
    }

    private static bool IsStorage(Exception? exception)
    {
        for (; exception is not null; exception = exception.InnerException)
        {
            if (exception is DbException or InconsistentStateException or IOException)
            {
                return true;
            }
        }

        return false;
    }

    // The provider's message names tables and files, never what a row holds.
    [LoggerMessage(Level = LogLevel.Error, Message = "A {GrainType} could not read or write its state")]
    private partial void LogFailed(GrainType grainType, Exception exception);
}
