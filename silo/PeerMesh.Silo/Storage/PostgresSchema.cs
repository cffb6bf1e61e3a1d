using System.Globalization;
using DbUp;
using DbUp.Engine;
using Npgsql;

namespace PeerMesh.Silo.Storage;

/// <summary>The tables on PostgreSQL: made and changed by their owner, in one go, by one process at a time; used by the running role.</summary>
public static class PostgresSchema
{
    /// <summary>The lock that keeps two migrations apart: "pmesh" in ASCII.</summary>
    private const long MigrationLock = 0x706D657368;

    /// <summary>How long to wait for another migration to end; ours are short, and a restore may hold the tables for a while.</summary>
    private const string LockPatience = "2min";

    /// <summary>Seconds one statement of a migration may take: an index on a large table takes its time.</summary>
    private const int StatementSeconds = 600;

    /// <summary>Brings the tables up to date and gives the running role its rights. Doing it again changes nothing.</summary>
    /// <param name="connectionString">Of the owner.</param>
    /// <param name="runningRole">The role that silos use. It must exist.</param>
    /// <returns>The scripts that ran.</returns>
    /// <exception cref="StartupProblem">That is not possible. The database is as it was.</exception>
    public static async Task<IReadOnlyList<string>> Migrate(string connectionString, string runningRole, CancellationToken cancellationToken = default)
    {
        var settings = PostgresDatabase.Read(connectionString);
        settings.CommandTimeout = StatementSeconds;
        settings.MaxAutoPrepare = 0;
        await using var source = NpgsqlDataSource.Create(settings);
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            await Lock(connection, cancellationToken);
            await RequireRole(connection, runningRole, cancellationToken);
            await RequireKnown(connection, PostgresDatabase.Describe(settings), cancellationToken);
            var ran = Upgrade(settings.ConnectionString);
            await Grant(connection, runningRole, cancellationToken);
            return ran;
        }
        catch (Exception failure) when (failure is NpgsqlException or InvalidOperationException)
        {
            throw failure is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable }
                ? new StartupProblem("Another migration of this database is still running; wait for it to end and try again.", failure)
                : failure is PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } denied
                    ? new StartupProblem($"The role \"{settings.Username}\" may not change the tables ({denied.MessageText}); migrate as the owner of the database.", failure)
                    : PostgresDatabase.Explain(failure, settings).Problem;
        }
    }

    /// <summary>Why a silo of this version cannot work on these tables, and whether that may pass; null where it can.</summary>
    internal static async Task<(StartupProblem Problem, bool MayPass)?> Look(
        NpgsqlConnection connection, string where, CancellationToken cancellationToken)
    {
        var newest = SchemaScripts.NumberOf(SchemaScripts.Of("postgres")[^1].Name);
        if (!await Exists(connection, SchemaScripts.Journal, cancellationToken))
        {
            return (new StartupProblem($"The database {where} has no tables yet; run \"migrate\" first, as its owner."), true);
        }

        var applied = (await Applied(connection, cancellationToken)).Select(SchemaScripts.NumberOf).DefaultIfEmpty().Max();
        if (applied < newest)
        {
            return (new StartupProblem($"The database {where} is at version {applied} and this PeerMesh needs version {newest}; run \"migrate\" of this version first, as its owner."), true);
        }

        await using var support = new NpgsqlCommand("SELECT ServesFrom FROM SchemaSupport", connection);
        var servesFrom = (int)(await support.ExecuteScalarAsync(cancellationToken))!;
        return servesFrom > newest
            ? (new StartupProblem($"The database {where} is at version {applied}, which serves PeerMesh from version {servesFrom} of its tables on; this one knows version {newest}. Run the newer PeerMesh."), false)
            : null;
    }

    private static async Task Lock(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await Run(connection, $"SET lock_timeout = '{LockPatience}'", cancellationToken);

        // Held until the connection closes, however that comes about.
        await Run(connection, string.Create(CultureInfo.InvariantCulture, $"SELECT pg_advisory_lock({MigrationLock})"), cancellationToken);
    }

    private static async Task RequireRole(NpgsqlConnection connection, string role, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand("SELECT 1 FROM pg_roles WHERE rolname = $1", connection) { Parameters = { new() { Value = role } } };
        if (await look.ExecuteScalarAsync(cancellationToken) is null)
        {
            throw new StartupProblem($"There is no role \"{role}\" for the silos to use; make it (CREATE ROLE {role} LOGIN PASSWORD '…'), or name another with PeerMesh:RunningRole.");
        }
    }

    private static async Task RequireKnown(NpgsqlConnection connection, string where, CancellationToken cancellationToken)
    {
        if (!await Exists(connection, SchemaScripts.Journal, cancellationToken))
        {
            if (await Exists(connection, "OrleansQuery", cancellationToken))
            {
                throw new StartupProblem($"The database {where} belongs to another program; make one of PeerMesh's own.");
            }

            return;
        }

        var known = SchemaScripts.Of("postgres").Select(script => script.Name);
        if ((await Applied(connection, cancellationToken)).Except(known).Any())
        {
            throw new StartupProblem($"The database {where} was migrated by a newer PeerMesh; there is nothing to do for this one.");
        }
    }

    private static List<string> Upgrade(string connectionString)
    {
        var result = DeployChanges.To
            .PostgresqlDatabase(connectionString)
            .WithScripts(SchemaScripts.Of("postgres"))
            .JournalToPostgresqlTable("public", SchemaScripts.Journal.ToLowerInvariant())
            .WithVariablesDisabled()
            .WithTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        return result.Successful
            ? [.. result.Scripts.Select(script => script.Name)]
            : throw new StartupProblem($"The database could not be brought up to date ({result.Error.Message.ReplaceLineEndings(" ").TrimEnd('.')}); it is as it was.", result.Error);
    }

    // Rows, and nothing else. What describes the tables themselves it may only read. Said anew each time, for tables that came since.
    private static async Task Grant(NpgsqlConnection connection, string role, CancellationToken cancellationToken)
    {
        var to = $"\"{role.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
        await Run(
            connection,
            $"""
            GRANT USAGE ON SCHEMA public TO {to};
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {to};
            GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {to};
            REVOKE INSERT, UPDATE, DELETE ON {SchemaScripts.Journal}, SchemaSupport, OrleansQuery FROM {to};
            """,
            cancellationToken);
    }

    private static async Task<bool> Exists(NpgsqlConnection connection, string table, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand("SELECT to_regclass($1) IS NOT NULL", connection) { Parameters = { new() { Value = table } } };
        return (bool)(await look.ExecuteScalarAsync(cancellationToken))!;
    }

    private static async Task<List<string>> Applied(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var look = new NpgsqlCommand($"SELECT ScriptName FROM {SchemaScripts.Journal}", connection);
        await using var rows = await look.ExecuteReaderAsync(cancellationToken);
        var names = new List<string>();
        while (await rows.ReadAsync(cancellationToken))
        {
            names.Add(rows.GetString(0));
        }

        return names;
    }

    private static async Task Run(NpgsqlConnection connection, string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
