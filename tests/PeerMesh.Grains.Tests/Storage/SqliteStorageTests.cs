using System.Globalization;
using Microsoft.Extensions.Configuration;
using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Grains.Tests.Storage;

public sealed class SqliteStorageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly SqliteDatabase _database;

    public SqliteStorageTests() => _database = SqliteDatabase.Open(_folder.Path);

    public void Dispose()
    {
        _database.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void Every_commit_is_on_the_disk_before_it_is_told()
    {
        Assert.Equal("wal", Scalar("PRAGMA journal_mode"));
        Assert.Equal("2", Scalar("PRAGMA synchronous"));
    }

    [Fact]
    public void The_database_is_for_its_owner_alone()
    {
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(_folder.File(SqliteDatabase.FileName)));
        }
    }

    [Theory]
    [InlineData("0")]
    [InlineData("65536")]
    [InlineData("here")]
    public void A_port_that_is_none_is_named(string port)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("PeerMesh:SiloPort", port)]).Build();

        Assert.Contains("PeerMesh:SiloPort", Assert.Throws<StartupProblem>(() => PeerMeshSiloOptions.From(configuration)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_taken_port_is_named()
    {
        using var other = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        other.Start();
        var port = ((System.Net.IPEndPoint)other.LocalEndpoint).Port;
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();

        var problem = Assert.Throws<StartupProblem>(() => builder.AddPeerMeshSilo(_database, new PeerMeshSiloOptions { GatewayPort = port }));

        Assert.Contains($"Port {port} is taken", problem.Message, StringComparison.Ordinal);
    }

    private string? Scalar(string sql)
    {
        using var connection = _database.DataSource.OpenConnection();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }
}
