using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Standalone.Hosting;

/// <summary>Where the one process keeps its data: in its folder, or in a PostgreSQL database where one is configured.</summary>
internal static class StandaloneDatabase
{
    /// <exception cref="StartupProblem">It cannot be used. What was there is as it was.</exception>
    public static async Task<SiloDatabase> Open(StandaloneSettings settings, PeerMeshSiloOptions silo, CancellationToken cancellationToken)
    {
        if (settings.DataDirectory is { } folder)
        {
            return SqliteDatabase.Open(folder);
        }

        // Nobody else is there to prepare the tables: where the owner is known, the process does so itself.
        if (silo.OwnerDatabase is { } owner)
        {
            await PostgresSchema.Migrate(owner, silo.RunningRole, cancellationToken);
        }

        return await PostgresDatabase.Open(silo.Database!, silo.DatabaseWait, cancellationToken: cancellationToken);
    }
}
