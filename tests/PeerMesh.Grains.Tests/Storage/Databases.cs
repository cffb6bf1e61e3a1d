using System.Reflection;
using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;
using PeerMesh.Tests.Shared;
using Xunit.Sdk;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>The two databases PeerMesh keeps its data in. Whatever is promised of one is promised of the other.</summary>
public static class Databases
{
    public const string Sqlite = "SQLite";
    public const string Postgres = "PostgreSQL";
}

/// <summary>The test runs once for each database that is there; see <see cref="PostgresTests.The_tests_of_storage_run_on_it_too"/> for one that is not.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class EachDatabaseAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
    {
        yield return [Databases.Sqlite];
        if (PostgresPrograms.Folder is not null || PostgresPrograms.IsRequired)
        {
            yield return [Databases.Postgres];
        }
    }
}

/// <summary>Tests that share one PostgreSQL server; each has a database of its own.</summary>
[CollectionDefinition(Name)]
public sealed class StorageTests : ICollectionFixture<DatabaseFixture>
{
    public const string Name = "Storage";
}

/// <summary>Makes empty databases.</summary>
public sealed class DatabaseFixture : IAsyncLifetime
{
    private PostgresServer? _postgres;

    internal async Task<PostgresServer> Postgres() => _postgres ??= await PostgresServer.Start();

    /// <summary>A place for the data of one network, on the database of that name.</summary>
    internal async Task<DataPlace> Make(string database)
    {
        if (database == Databases.Sqlite)
        {
            var folder = new TemporaryFolder();
            return new DataPlace(() => Task.FromResult<SiloDatabase>(SqliteDatabase.Open(folder.Path)), folder.Dispose);
        }

        var postgres = await Postgres();
        var name = await postgres.CreateDatabase();
        await PostgresSchema.Migrate(postgres.ConnectionString(PostgresServer.Owner, name), PostgresServer.Running);
        return new DataPlace(async () => await PostgresDatabase.Open(postgres.ConnectionString(PostgresServer.Running, name)), () => { })
        {
            OwnerConnectionString = postgres.ConnectionString(PostgresServer.Owner, name),
        };
    }

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        if (_postgres is not null)
        {
            await _postgres.DisposeAsync();
        }
    }
}

/// <summary>Where one network keeps its data, over starts and stops of its silo.</summary>
internal sealed class DataPlace(Func<Task<SiloDatabase>> open, Action remove) : IDisposable
{
    /// <summary>For changing tables; null where the silo itself may.</summary>
    public string? OwnerConnectionString { get; init; }

    public Task<SiloDatabase> Open() => open();

    public void Dispose() => remove();
}
