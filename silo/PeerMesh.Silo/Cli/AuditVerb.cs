using System.Data.Common;
using Npgsql;
using PeerMesh.Silo.Auditing;
using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Silo.Cli;

/// <summary><c>audit verify</c>: whether every record of acts is as it was written. Changes nothing, and may run while PeerMesh does.</summary>
public static class AuditVerb
{
    public const string Verify = "verify";

    private const int BreaksShown = 20;

    /// <returns>1 where a chain is broken.</returns>
    /// <exception cref="StartupProblem">There is no such database.</exception>
    public static async Task<int> Run(PeerMeshSiloOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        await using var connection = await Open(options);
        var found = await AuditCheck.Run(connection);
        foreach (var broken in found.Breaks.Take(BreaksShown))
        {
            await Console.Error.WriteLineAsync(broken.Number is { } number
                ? $"{broken.Chain} is broken at entry {number}: it was changed, moved or taken away."
                : $"{broken.Chain} cannot be read.");
        }

        if (found.Breaks.Count > 0)
        {
            await Console.Error.WriteLineAsync($"{found.Breaks.Count} of {found.Chains} records are not as they were written.");
            return 1;
        }

        await Console.Out.WriteLineAsync($"{found.Chains} records with {found.Entries} entries are as they were written. Digest {found.Digest}");
        return 0;
    }

    private static async Task<DbConnection> Open(PeerMeshSiloOptions options)
    {
        var connection = options.Database is { } shared ? (DbConnection)new NpgsqlConnection(shared) : SqliteInspection.ForReading(options.DataDirectory);
        try
        {
            await connection.OpenAsync();
            return connection;
        }
        catch (DbException failure)
        {
            await connection.DisposeAsync();
            throw new StartupProblem($"The database cannot be opened ({failure.Message.TrimEnd('.')}).", failure);
        }
    }
}
