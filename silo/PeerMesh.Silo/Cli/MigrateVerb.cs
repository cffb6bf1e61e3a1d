using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Silo.Cli;

/// <summary>Prepares a PostgreSQL database for silos of this version, and ends.</summary>
internal static class MigrateVerb
{
    public static async Task<int> Run(string[] settings)
    {
        var configuration = new ConfigurationBuilder().AddEnvironmentVariables().AddCommandLine(settings).Build();
        var options = PeerMeshSiloOptions.From(configuration);
        var owner = options.OwnerDatabase
            ?? throw new StartupProblem($"Migrating needs the database's owner: set ConnectionStrings__{PeerMeshSiloOptions.OwnerName}, like Host=db.example;Database=peermesh;Username=peermesh_owner;Password=…");
        var ran = await PostgresSchema.Migrate(owner, options.RunningRole);
        Console.WriteLine(ran.Count > 0 ? $"Migrated: {string.Join(", ", ran)}." : "Nothing to migrate: the database is up to date.");
        return 0;
    }
}
