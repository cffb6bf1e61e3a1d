using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace PeerMesh.Silo.Storage;

/// <summary>The database of one machine: a file in a folder that this process alone uses.</summary>
public sealed class SqliteDatabase : SiloDatabase
{
    public const string FileName = "peermesh.db";

    private const int Busy = 5;
    private const int Locked = 6;

    /// <summary>How long to wait for another program, such as a backup, to let go of the file; shorter than a call's patience.</summary>
    private const int PatienceSeconds = 3;

    private readonly FileStream _lock;

    // The provider's name for it; the assembly behind it is Microsoft.Data.Sqlite.
    private SqliteDatabase(DbDataSource dataSource, string folder, FileStream heldLock)
        : base("System.Data.SQLite", dataSource) =>
        (Place, _lock) = (folder, heldLock);

    public override string Place { get; }

    /// <summary>Takes the folder, makes sure of the file, makes one where there is none, and brings its tables up to date.</summary>
    /// <exception cref="StartupProblem">That is not possible. What was there is as it was.</exception>
    public static SqliteDatabase Open(string dataDirectory)
    {
        var folder = DataFolder.Require(dataDirectory);
        var file = Path.Combine(folder.Path, FileName);
        FileStream? heldLock = null;
        try
        {
            if (!folder.HasLock)
            {
                SqliteInspection.Require(file);
            }

            heldLock = folder.Lock();
            SqliteInspection.Require(file);
            if (!File.Exists(file))
            {
                FileModes.CreatePrivateFile(file);
            }

            Upgrade(file);
            var source = new SqliteDataSource(new SqliteConnectionStringBuilder { DataSource = file, DefaultTimeout = PatienceSeconds }.ToString());
            return new SqliteDatabase(source, folder.Path, heldLock);
        }
        catch (Exception failure)
        {
            heldLock?.Dispose();
            if (failure is SqliteException { SqliteErrorCode: Busy or Locked })
            {
                throw new StartupProblem($"Another program is using the database {file}; close it there first.", failure);
            }

            if (failure is IOException or UnauthorizedAccessException or SqliteException)
            {
                throw new StartupProblem($"The database in {folder.Path} cannot be opened ({failure.Message.TrimEnd('.')}); see to that, or name another folder with PeerMesh:DataDirectory.", failure);
            }

            throw;
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            _lock.Dispose();
        }
    }

    private static void Upgrade(string file)
    {
        var settings = new SqliteConnectionStringBuilder { DataSource = file, Mode = SqliteOpenMode.ReadWrite, Pooling = false, DefaultTimeout = PatienceSeconds };
        using var connection = new SqliteConnection(settings.ToString());
        connection.Open();
        using (var mode = connection.CreateCommand())
        {
            // Stays with the file: readers and the one writer do not wait for each other, and a commit is one write at the end of a log.
            mode.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            mode.ExecuteNonQuery();
        }

        SqliteSchema.Upgrade(connection);
    }
}
