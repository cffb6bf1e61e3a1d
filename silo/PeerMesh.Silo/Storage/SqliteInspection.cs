using System.Text;
using Microsoft.Data.Sqlite;

namespace PeerMesh.Silo.Storage;

/// <summary>Looks at a database file before anything may write to it.</summary>
internal static class SqliteInspection
{
    private static readonly byte[] Magic = Encoding.ASCII.GetBytes("SQLite format 3\0");

    private const int Corrupt = 11;
    private const int NotADatabase = 26;

    /// <summary>Makes sure that this file, if there is one, is a sound database of ours that can be written to.</summary>
    /// <exception cref="StartupProblem">The file is damaged, not ours, newer than this program, or not to be written to.</exception>
    public static void Require(string file)
    {
        if (Directory.Exists(file))
        {
            throw new StartupProblem($"The database {file} is a folder; move it away, or name another data folder with PeerMesh:DataDirectory.");
        }

        if (!File.Exists(file))
        {
            return;
        }

        RequireWritable(file);
        RequireWritable(file + "-wal");
        RequireWritable(file + "-shm");
        if (new FileInfo(file).Length == 0)
        {
            // A start that was cut short before the first table: as good as none.
            return;
        }

        if (!StartsWithMagic(file))
        {
            throw Damaged(file, cause: null);
        }

        try
        {
            using var connection = new SqliteConnection(ForLooking(file).ToString());
            connection.Open();
            RequireSound(connection, file);
            SqliteSchema.RequireKnown(connection, file);
        }
        catch (SqliteException failure) when (failure.SqliteErrorCode is Corrupt or NotADatabase)
        {
            throw Damaged(file, failure);
        }
    }

    /// <summary>A connection that changes nothing, also beside a running PeerMesh; to be opened.</summary>
    /// <exception cref="StartupProblem">There is no database in this folder.</exception>
    public static SqliteConnection ForReading(string dataDirectory)
    {
        var file = Path.Combine(Path.GetFullPath(dataDirectory), SqliteDatabase.FileName);
        return File.Exists(file)
            ? new SqliteConnection(ForLooking(file).ToString())
            : throw new StartupProblem($"There is no database {file}; name its folder with PeerMesh:DataDirectory.");
    }

    private static void RequireWritable(string file)
    {
        if (!File.Exists(file))
        {
            return;
        }

        try
        {
            if (!FileModes.IsReadOnly(file))
            {
                using var tried = new FileStream(file, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
                return;
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw ReadOnly(file, failure);
        }

        throw ReadOnly(file, cause: null);
    }

    private static bool StartsWithMagic(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var start = new byte[Magic.Length];
        return stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false) == start.Length && start.AsSpan().SequenceEqual(Magic);
    }

    // For reading only: closing it writes nothing back, not even what a crash left in the write-ahead log. Where there is no such
    // log, SQLite would make one even to read; told that nothing changes the file, it makes none.
    private static SqliteConnectionStringBuilder ForLooking(string file) => new()
    {
        DataSource = File.Exists(file + "-wal") ? file : new UriBuilder(Uri.UriSchemeFile, "") { Path = file, Query = "immutable=1" }.Uri.AbsoluteUri,
        Mode = SqliteOpenMode.ReadOnly,
        Pooling = false,
    };

    private static void RequireSound(SqliteConnection connection, string file)
    {
        using var check = connection.CreateCommand();
        check.CommandText = "PRAGMA quick_check(1)";
        if (check.ExecuteScalar() is not "ok")
        {
            throw Damaged(file, cause: null);
        }
    }

    private static StartupProblem Damaged(string file, Exception? cause) =>
        new($"The database {file} is damaged or not a database; put a backup in its place, or name another data folder with PeerMesh:DataDirectory.", cause!);

    private static StartupProblem ReadOnly(string file, Exception? cause) =>
        new($"The database file {file} is read-only; allow writing to it, or name another data folder with PeerMesh:DataDirectory.", cause!);
}
