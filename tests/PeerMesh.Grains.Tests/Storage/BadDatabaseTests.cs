using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using PeerMesh.Silo.Storage;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>A database that cannot be used is named in one sentence, and stays as it is to the byte.</summary>
public sealed class BadDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string DatabaseFile => _folder.File(SqliteDatabase.FileName);

    public void Dispose()
    {
        MakeWritable();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(5)]
    [InlineData(200)]
    [InlineData(40_000)]
    public void A_file_that_is_no_database(int length)
    {
        File.WriteAllBytes(DatabaseFile, [.. Enumerable.Range(0, length).Select(i => (byte)(i * 7))]);

        AssertRefused("damaged");
    }

    [Fact]
    public void A_database_cut_short()
    {
        MakeGood();
        using (var file = File.OpenWrite(DatabaseFile))
        {
            file.SetLength(file.Length / 2);
        }

        AssertRefused("damaged");
    }

    [Fact]
    public void A_database_with_a_page_overwritten()
    {
        MakeGood();
        using (var file = File.OpenWrite(DatabaseFile))
        {
            file.Seek(4096, SeekOrigin.Begin);
            file.Write(RandomNumberGenerator.GetBytes(4096));
        }

        AssertRefused("damaged");
    }

    [Fact]
    public void A_folder_in_the_databases_place()
    {
        System.IO.Directory.CreateDirectory(DatabaseFile);

        AssertRefused("is a folder");
    }

    [Fact]
    public void A_read_only_file()
    {
        MakeGood();
        if (OperatingSystem.IsWindows())
        {
            File.SetAttributes(DatabaseFile, FileAttributes.ReadOnly);
        }
        else
        {
            File.SetUnixFileMode(DatabaseFile, UnixFileMode.UserRead | UnixFileMode.GroupRead);
        }

        AssertRefused("read-only");
    }

    [Fact]
    public void A_read_only_folder()
    {
        MakeGood();
        if (OperatingSystem.IsWindows())
        {
            return; // A folder has no such mode there.
        }

        File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserExecute);

        AssertRefused("cannot be written to");
    }

    [Fact]
    public void A_newer_schema()
    {
        MakeGood();
        Execute("INSERT INTO SchemaVersions (ScriptName, Applied) VALUES ('999-of-the-future.sql', '2030-01-01')");

        AssertRefused("newer PeerMesh");
    }

    [Fact]
    public void Another_programs_database()
    {
        Execute("CREATE TABLE Recipes (Name TEXT)");

        AssertRefused("another program");
    }

    [Fact]
    public void A_database_that_another_program_holds()
    {
        MakeGood();
        using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseFile, Pooling = false }.ToString());
        other.Open();
        using var begin = other.CreateCommand();
        begin.CommandText = "PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; CREATE TABLE Mine (Id INT)";
        begin.ExecuteNonQuery();

        var problem = Assert.Throws<StartupProblem>(() => SqliteDatabase.Open(_folder.Path));
        Assert.Contains("Another program is using", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_another_PeerMesh_uses()
    {
        using var first = SqliteDatabase.Open(_folder.Path);

        var problem = Assert.Throws<StartupProblem>(() => SqliteDatabase.Open(_folder.Path));

        AssertOneSentence("Another PeerMesh is using", problem.Message);
        using var connection = first.DataSource.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM OrleansQuery";
        Assert.NotEqual(0L, command.ExecuteScalar());
    }

    [Fact]
    public void A_lock_file_that_a_killed_process_left_behind_locks_nothing()
    {
        File.WriteAllText(_folder.File("peermesh.lock"), "");

        SqliteDatabase.Open(_folder.Path).Dispose();
        SqliteDatabase.Open(_folder.Path).Dispose();
    }

    [Fact]
    public void A_file_in_the_folders_place()
    {
        var path = _folder.File("data");
        File.WriteAllText(path, "Not a folder.");

        AssertOneSentence("is a file", Assert.Throws<StartupProblem>(() => SqliteDatabase.Open(path)).Message);
        AssertOneSentence("missing", Assert.Throws<StartupProblem>(() => SqliteDatabase.Open(Path.Combine(path, "below"))).Message);
        Assert.Equal("Not a folder.", File.ReadAllText(path));
    }

    [Fact]
    public void A_missing_folder_is_made_but_not_those_above_it()
    {
        using (SqliteDatabase.Open(_folder.File("data")))
        {
            Assert.True(File.Exists(Path.Combine(_folder.File("data"), SqliteDatabase.FileName)));
        }

        AssertOneSentence("missing", Assert.Throws<StartupProblem>(() => SqliteDatabase.Open(_folder.File("no/such/folder"))).Message);
        Assert.False(System.IO.Directory.Exists(_folder.File("no")));
    }

    [Fact]
    public void An_empty_file_is_as_good_as_none()
    {
        File.WriteAllBytes(DatabaseFile, []);

        SqliteDatabase.Open(_folder.Path).Dispose();
        SqliteDatabase.Open(_folder.Path).Dispose();
    }

    private void MakeGood()
    {
        SqliteDatabase.Open(_folder.Path).Dispose();
        File.Delete(_folder.File("peermesh.lock"));
    }

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = DatabaseFile, Pooling = false }.ToString());
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private void AssertRefused(string because)
    {
        var before = Contents();

        var problem = Assert.Throws<StartupProblem>(() => SqliteDatabase.Open(_folder.Path));

        AssertOneSentence(because, problem.Message);
        Assert.Contains(_folder.Path, problem.Message, StringComparison.Ordinal);
        Assert.Equal(before, Contents());
    }

    private static void AssertOneSentence(string because, string message)
    {
        Assert.Contains(because, message, StringComparison.Ordinal);
        Assert.EndsWith(".", message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', message);
    }

    private SortedDictionary<string, string> Contents() => new(
        System.IO.Directory.EnumerateFileSystemEntries(_folder.Path).ToDictionary(
            entry => entry,
            entry => File.Exists(entry) ? Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(entry))) : "a folder"));

    private void MakeWritable()
    {
        if (OperatingSystem.IsWindows())
        {
            foreach (var file in System.IO.Directory.EnumerateFiles(_folder.Path))
            {
                File.SetAttributes(file, FileAttributes.Normal);
            }
        }
        else
        {
            File.SetUnixFileMode(_folder.Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
