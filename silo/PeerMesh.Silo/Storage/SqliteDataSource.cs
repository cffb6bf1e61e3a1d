using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PeerMesh.Silo.Storage;

/// <summary>Connections to the one database file, one at a time.</summary>
/// <remarks>
/// SQLite lets one connection write and makes the others poll for their turn while they hold a thread. Waiting in line here
/// holds none, is fair, and costs nothing: reads are rare (a grain reads once per activation) and short.
/// </remarks>
internal sealed class SqliteDataSource(string connectionString) : DbDataSource
{
    // Full: a commit is on the disk before it is told. The timeout is SQLite's own part of the wait for another program.
    // What is overwritten or deleted leaves zeros behind: somebody who deleted their account is not to be found in the file.
    private const string Pragmas = "PRAGMA synchronous = FULL; PRAGMA busy_timeout = 3000; PRAGMA secure_delete = ON;";

    private readonly SemaphoreSlim _turn = new(1, 1);

    public override string ConnectionString => connectionString;

    protected override DbConnection CreateDbConnection() => new SqliteConnection(connectionString);

    protected override DbConnection OpenDbConnection()
    {
        _turn.Wait();
        return OpenInTurn();
    }

    protected override async ValueTask<DbConnection> OpenDbConnectionAsync(CancellationToken cancellationToken = default)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        return OpenInTurn();
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            // Pooled connections keep the file open, and with it its write-ahead log.
            using var pooled = new SqliteConnection(connectionString);
            SqliteConnection.ClearPool(pooled);
            _turn.Dispose();
        }

        base.Dispose(disposing);
    }

    private OneAtATimeConnection OpenInTurn()
    {
        var connection = new OneAtATimeConnection(connectionString, _turn);
        try
        {
            connection.Open();
            using var pragmas = connection.CreateCommand();
            pragmas.CommandText = Pragmas;
            pragmas.ExecuteNonQuery();
            return connection;
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    /// <summary>Gives the turn back when it is disposed of.</summary>
    private sealed class OneAtATimeConnection(string connectionString, SemaphoreSlim turn) : SqliteConnection(connectionString)
    {
        private int _gaveBack;

        protected override void Dispose(bool disposing)
        {
            base.Dispose(disposing);
            if (disposing && Interlocked.Exchange(ref _gaveBack, 1) == 0)
            {
                turn.Release();
            }
        }
    }
}
