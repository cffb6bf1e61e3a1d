using Npgsql;
using PeerMesh.Silo.Storage;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>Migrations, roles and starts on PostgreSQL.</summary>
[Collection(StorageTests.Name)]
public sealed class PostgresTests(DatabaseFixture databases)
{
    [PostgresFact]
    public async Task The_tests_of_storage_run_on_it_too() => Assert.NotNull(await (await databases.Postgres()).Ask("postgres", "SELECT version()"));

    [PostgresFact]
    public async Task Migrating_again_changes_nothing()
    {
        var (owner, running) = await Empty();

        Assert.NotEmpty(await PostgresSchema.Migrate(owner, PostgresServer.Running));
        Assert.Empty(await PostgresSchema.Migrate(owner, PostgresServer.Running));
        using var database = await PostgresDatabase.Open(running);
    }

    [PostgresFact]
    public async Task Of_many_migrations_at_once_one_does_the_work()
    {
        var (owner, _) = await Empty();

        var ran = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostgresSchema.Migrate(owner, PostgresServer.Running)));

        Assert.Single(ran, scripts => scripts.Count > 0);
    }

    [PostgresFact]
    public async Task The_running_role_has_rows_and_no_tables()
    {
        var (owner, running) = await Empty();
        await PostgresSchema.Migrate(owner, PostgresServer.Running);

        await AssertDenied(running, "CREATE TABLE mine (a int)");
        await AssertDenied(running, "ALTER TABLE OrleansStorage ADD COLUMN a int");
        await AssertDenied(running, "DROP TABLE OrleansStorage");
        await AssertDenied(running, "TRUNCATE OrleansStorage");
        await AssertDenied(running, "UPDATE OrleansQuery SET QueryText = ''");
        await AssertDenied(running, "UPDATE SchemaSupport SET ServesFrom = 9");
        await AssertDenied(running, $"DELETE FROM {SchemaScripts.Journal}");
        await Run(running, "DELETE FROM OrleansStorage");
    }

    [PostgresFact]
    public async Task A_silo_refuses_a_database_without_tables_and_says_what_to_do()
    {
        var (_, running) = await Empty();

        await AssertRefused(running, "migrate");
    }

    [PostgresFact]
    public async Task A_silo_refuses_tables_of_an_earlier_version()
    {
        var (owner, running) = await Empty();
        await PostgresSchema.Migrate(owner, PostgresServer.Running);
        await Run(owner, $"DELETE FROM {SchemaScripts.Journal}");

        await AssertRefused(running, "needs version");
    }

    [PostgresFact]
    public async Task A_silo_runs_on_tables_that_a_later_version_only_added_to_and_refuses_others()
    {
        var (owner, running) = await Empty();
        await PostgresSchema.Migrate(owner, PostgresServer.Running);
        await Run(owner, $"INSERT INTO {SchemaScripts.Journal} (ScriptName, Applied) VALUES ('900-later.sql', now())");
        (await PostgresDatabase.Open(running)).Dispose();

        await Run(owner, "UPDATE SchemaSupport SET ServesFrom = 900");

        await AssertRefused(running, "Run the newer PeerMesh");
        Assert.Contains("newer PeerMesh", (await Assert.ThrowsAsync<StartupProblem>(() => PostgresSchema.Migrate(owner, PostgresServer.Running))).Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task Whatever_keeps_it_from_being_used_is_said_in_one_sentence_without_the_password()
    {
        var (owner, running) = await Empty();
        const string secret = "hunter2";

        await AssertRefused(new NpgsqlConnectionStringBuilder(running) { Database = "nowhere", Password = secret }.ToString(), "no database nowhere", secret);
        await AssertRefused(new NpgsqlConnectionStringBuilder(running) { Username = "stranger", Password = secret }.ToString(), "stranger", secret);
        await AssertRefused(new NpgsqlConnectionStringBuilder(running) { Port = TestPorts.Free(), Password = secret }.ToString(), "cannot be reached", secret);
        await AssertRefused($"Host=127.0.0.1;Pasword={secret}", "cannot be read", secret);
        await AssertRefused($"Database=x;Password={secret}", "names no host", secret);
        var problem = await Assert.ThrowsAsync<StartupProblem>(() => PostgresSchema.Migrate(owner, "nobody_at_all"));
        Assert.Contains("PeerMesh:RunningRole", problem.Message, StringComparison.Ordinal);
    }

    [PostgresFact]
    public async Task A_start_waits_for_a_migration_that_is_still_to_come()
    {
        var (owner, running) = await Empty();
        var waiting = new TaskCompletionSource<string>();

        var opening = PostgresDatabase.Open(running, TimeSpan.FromMinutes(2), waiting.SetResult);
        Assert.Contains("migrate", await waiting.Task, StringComparison.Ordinal);
        await PostgresSchema.Migrate(owner, PostgresServer.Running);

        (await opening).Dispose();
    }

    private async Task<(string Owner, string Running)> Empty()
    {
        var postgres = await databases.Postgres();
        var name = await postgres.CreateDatabase();
        return (postgres.ConnectionString(PostgresServer.Owner, name), postgres.ConnectionString(PostgresServer.Running, name));
    }

    private static async Task AssertRefused(string connectionString, string says, string never = "Password=\"")
    {
        var problem = await Assert.ThrowsAsync<StartupProblem>(() => PostgresDatabase.Open(connectionString));

        Assert.Contains(says, problem.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', problem.Message);
        Assert.DoesNotContain(never, problem.Message, StringComparison.Ordinal);
    }

    private static async Task AssertDenied(string connectionString, string sql) =>
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => Run(connectionString, sql))).SqlState);

    private static async Task Run(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
