using System.Globalization;
using Npgsql;

namespace PeerMesh.Tests.Shared;

/// <summary>A PostgreSQL server of one test's own, in a temporary folder and on a free port, with the two roles of PeerMesh.</summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    public const string Owner = "peermesh_owner";
    public const string Running = "peermesh";
    private const string Administrator = "postgres";

    private static readonly TimeSpan StartsWithin = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();
    private readonly string[] _account;
    private RunningProcess? _server;
    private List<int> _frozen = [];
    private int _databases;

    private PostgresServer(string[] account) => _account = account;

    public int Port { get; } = TestPorts.Free();

    /// <summary>Makes the server and starts it. It refuses to run as root, so root runs it as somebody else.</summary>
    public static async Task<PostgresServer> Start()
    {
        var server = new PostgresServer(await AccountOf());
        try
        {
            if (server._account.Length > 0)
            {
                await Succeed("chown", [server._account[1], server._folder.Path]);
            }

            await Succeed(server.As(Program("initdb"), "-D", server.Data, "-U", Administrator, "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"));
            await server.Launch();
            await server.Execute(Administrator, $"CREATE ROLE {Owner} LOGIN; CREATE ROLE {Running} LOGIN;");
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>An empty database that belongs to <see cref="Owner"/>.</summary>
    public async Task<string> CreateDatabase()
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"network{Interlocked.Increment(ref _databases)}");
        await Execute(Administrator, $"CREATE DATABASE {name} OWNER {Owner}");
        return name;
    }

    public string ConnectionString(string role, string database) =>
        string.Create(CultureInfo.InvariantCulture, $"Host=127.0.0.1;Port={Port};Database={database};Username={role}");

    public async Task<object?> Ask(string database, string question)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(Administrator, database) + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(question, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>As an operator restarts it: connections are cut, nothing is waited for.</summary>
    public async Task RestartFast()
    {
        await _server!.Stop(Signals.Interrupt);
        await Launch();
    }

    /// <summary>It ends without a word and recovers from its log at the next start.</summary>
    public async Task Crash()
    {
        await _server!.Stop(Signals.Quit);
        await Launch();
    }

    /// <summary>All its processes stand still; connections stay open and nobody answers.</summary>
    public void Freeze()
    {
        _frozen = [_server!.Id, .. ChildrenOf(_server.Id)];
        _frozen.ForEach(process => Signals.Send(process, Signals.Stop));
    }

    public void Thaw()
    {
        _frozen.ForEach(process => Signals.Send(process, Signals.Continue));
        _frozen = [];
    }

    public async ValueTask DisposeAsync()
    {
        Thaw();
        if (_server is not null)
        {
            await _server.Stop(Signals.Quit);
            await _server.DisposeAsync();
        }

        _folder.Dispose();
    }

    private string Data => _folder.File("data");

    private static string Program(string name) => Path.Combine(
        PostgresPrograms.Folder ?? throw new InvalidOperationException("PostgreSQL is not installed, and this machine is one where it has to be: install the package postgresql."), name);

    private async Task Launch()
    {
        if (_server is not null)
        {
            await _server.DisposeAsync();
        }

        var (program, arguments) = As(
            Program("postgres"), "-D", Data, "-p", Port.ToString(CultureInfo.InvariantCulture), "-k", _folder.Path, "-c", "listen_addresses=127.0.0.1", "-c", "max_connections=200");
        _server = RunningProcess.Start(program, arguments);
        var start = TimeProvider.System.GetTimestamp();
        while (true)
        {
            try
            {
                await Ask("postgres", "SELECT 1");
                return;
            }
            catch (NpgsqlException) when (!_server.HasExited && TimeProvider.System.GetElapsedTime(start) < StartsWithin)
            {
                await Task.Delay(50);
            }
            catch (NpgsqlException failure)
            {
                throw new InvalidOperationException($"PostgreSQL does not start.\n{_server.Output}", failure);
            }
        }
    }

    private async Task Execute(string role, string sql)
    {
        await using var connection = new NpgsqlConnection(ConnectionString(role, "postgres") + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private (string Program, IEnumerable<string> Arguments) As(string program, params string[] arguments) =>
        _account.Length == 0 ? (program, arguments) : (_account[0], [$"--reuid={_account[1]}", $"--regid={_account[2]}", "--clear-groups", program, .. arguments]);

    // Root changes into the account that the package made, or into nobody's.
    private static async Task<string[]> AccountOf()
    {
        if (Environment.UserName != "root")
        {
            return [];
        }

        foreach (var account in (string[])["postgres", "nobody"])
        {
            var (exitCode, group) = await RunningProcess.Run("id", ["-gn", account]);
            if (exitCode == 0)
            {
                return ["setpriv", account, group.Trim()];
            }
        }

        throw new InvalidOperationException("PostgreSQL does not run as root, and there is neither an account postgres nor nobody.");
    }

    private static Task Succeed((string Program, IEnumerable<string> Arguments) command) => Succeed(command.Program, command.Arguments);

    private static async Task Succeed(string program, IEnumerable<string> arguments)
    {
        var (exitCode, output) = await RunningProcess.Run(program, arguments);
        if (exitCode != 0)
        {
            throw new InvalidOperationException($"{program} ended with {exitCode}.\n{output}");
        }
    }

    private static List<int> ChildrenOf(int parent) => [.. Directory.GetDirectories("/proc")
        .Select(Path.GetFileName)
        .Where(name => int.TryParse(name, out _))
        .Select(name => int.Parse(name!, CultureInfo.InvariantCulture))
        .Where(process => ParentOf(process) == parent)];

    private static int ParentOf(int process)
    {
        try
        {
            // "123 (name) S 45 …": the name may hold spaces and brackets.
            var stat = File.ReadAllText(string.Create(CultureInfo.InvariantCulture, $"/proc/{process}/stat"));
            return int.Parse(stat[(stat.LastIndexOf(')') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        }
        catch (IOException)
        {
            return 0;
        }
    }
}
