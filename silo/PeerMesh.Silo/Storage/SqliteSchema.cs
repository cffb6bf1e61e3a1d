using DbUp;
using DbUp.Engine;
using DbUp.Sqlite.Helpers;
using Microsoft.Data.Sqlite;

namespace PeerMesh.Silo.Storage;

/// <summary>The tables, as numbered scripts of which each runs once.</summary>
internal static class SqliteSchema
{
    private const string Journal = SchemaScripts.Journal;

    /// <exception cref="StartupProblem">The tables are another program's, or a newer PeerMesh's.</exception>
    public static void RequireKnown(SqliteConnection connection, string file)
    {
        var tables = Read(connection, "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'");
        if (tables.Count == 0)
        {
            return;
        }

        if (!tables.Contains(Journal))
        {
            throw new StartupProblem($"The database {file} belongs to another program; name another data folder with PeerMesh:DataDirectory.");
        }

        if (Read(connection, $"SELECT ScriptName FROM {Journal}").Except(Scripts().Select(script => script.Name)).Any())
        {
            throw new StartupProblem($"The database {file} was made by a newer PeerMesh; run that version or a later one.");
        }
    }

    /// <summary>Runs the scripts this database has not seen, all or none.</summary>
    public static void Upgrade(SqliteConnection connection)
    {
        var result = DeployChanges.To
            .SqliteDatabase(new SharedConnection(connection))
            .WithScripts(Scripts())
            .JournalToSqliteTable(Journal)
            .WithVariablesDisabled()
            .WithTransaction()
            .LogToNowhere()
            .Build()
            .PerformUpgrade();
        if (!result.Successful)
        {
            throw new StartupProblem($"The database could not be brought up to date ({result.Error.Message.TrimEnd('.')}); it is as it was, and the version of PeerMesh that made it can still use it.", result.Error);
        }
    }

    private static List<SqlScript> Scripts() => SchemaScripts.Of("sqlite");

    private static HashSet<string> Read(SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var rows = command.ExecuteReader();
        var values = new HashSet<string>(StringComparer.Ordinal);
        while (rows.Read())
        {
            values.Add(rows.GetString(0));
        }

        return values;
    }
}
