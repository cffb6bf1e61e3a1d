using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Starting;

/// <summary>The one process on a PostgreSQL database instead of a data folder.</summary>
public sealed class OnPostgresTests
{
    [Fact]
    public async Task The_one_process_prepares_a_database_whose_owner_it_knows_and_leaves_the_folder_alone()
    {
        await using var postgres = await PostgresServer.Start();
        var database = await postgres.CreateDatabase();
        using var folder = new TemporaryFolder();
        var environment = new Dictionary<string, string>
        {
            ["ConnectionStrings__PeerMesh"] = postgres.ConnectionString(PostgresServer.Running, database),
            ["ConnectionStrings__PeerMeshOwner"] = postgres.ConnectionString(PostgresServer.Owner, database),
            ["PeerMesh__SiloPort"] = $"{TestPorts.Free()}",
            ["PeerMesh__GatewayPort"] = $"{TestPorts.Free()}",
        };

        await using var server = await StandaloneProcess.Start(folder.Path, environment);

        using var http = server.CreateClient();
        Assert.NotEqual("[]", await http.GetStringAsync(new Uri("/v1/groups", UriKind.Relative)));
        Assert.Contains(database, server.Output, StringComparison.Ordinal);
        Assert.True((long)(await postgres.Ask(database, "SELECT count(*) FROM OrleansStorage"))! > 0);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
