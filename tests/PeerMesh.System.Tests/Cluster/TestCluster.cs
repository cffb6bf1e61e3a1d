using System.Globalization;
using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Orleans.Configuration;
using Orleans.Runtime;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.SystemTests.Sessions;
using PeerMesh.Tests.Shared;

namespace PeerMesh.SystemTests.Cluster;

/// <summary>Silos and gateways as processes of their own, on a PostgreSQL of their own.</summary>
internal sealed class TestCluster : IMeetingPlace, IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<int> _siloGateways = [];
    private readonly string _database;
    private Task<IHost>? _client;
    private int _clients;

    private TestCluster(PostgresServer postgres, string database) => (Postgres, _database) = (postgres, database);

    public PostgresServer Postgres { get; }

    public List<Node> Silos { get; } = [];

    public List<Node> Gateways { get; } = [];

    public string Complaints => string.Concat(Gateways.Concat(Silos).Select(node => Sessions.Complaints.Of(node.Name, node.Output)));

    /// <param name="siloProgram">Another silo than the one that was built with these tests.</param>
    public static async Task<TestCluster> Start(int silos, int gateways, string? siloProgram = null)
    {
        var postgres = await PostgresServer.Start();
        var cluster = new TestCluster(postgres, await postgres.CreateDatabase());
        try
        {
            await cluster.Migrate();
            for (var index = 0; index < silos; index++)
            {
                cluster.AddSilo(siloProgram);
            }

            for (var index = 0; index < gateways; index++)
            {
                cluster.AddGateway();
            }

            await cluster.Heal();
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts what does not run, and waits until everything is ready.</summary>
    public async Task Heal()
    {
        foreach (var node in Silos.Concat(Gateways).Where(node => !node.Runs))
        {
            node.Launch();
        }

        await Task.WhenAll(Silos.Concat(Gateways).Select(node => node.Ready()));
    }

    /// <summary>One more silo, not started yet.</summary>
    public Node AddSilo(string? program = null)
    {
        var (http, port, gateway) = (TestPorts.Free(), TestPorts.Free(), TestPorts.Free());
        _siloGateways.Add(gateway);
        var silo = new Node($"silo-{Silos.Count + 1}", program ?? RunningProcess.ProgramOf("PeerMesh.Silo"), http, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Loopback(http),
            ["ConnectionStrings__PeerMesh"] = Postgres.ConnectionString(PostgresServer.Running, _database),
            ["PeerMesh__SiloPort"] = Text(port),
            ["PeerMesh__GatewayPort"] = Text(gateway),
            ["PeerMesh__Name"] = $"silo-{Silos.Count + 1}",
            ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ",
        });
        Silos.Add(silo);
        return silo;
    }

    public Node AddGateway()
    {
        var http = TestPorts.Free();
        var gateway = new Node($"gateway-{Gateways.Count + 1}", RunningProcess.ProgramOf("PeerMesh.Api"), http, new Dictionary<string, string>
        {
            ["ASPNETCORE_URLS"] = Loopback(http),

            // One silo is enough to hear of the others; two, so that it need not be the first that runs.
            ["PeerMesh__Silos"] = string.Join(',', _siloGateways.Take(2).Select(port => $"127.0.0.1:{Text(port)}")),
            ["PeerMesh__Limits__SignInPerMinute"] = "100000",
            ["Mail__Folder"] = _folder.Path,
            ["Logging__Console__FormatterOptions__TimestampFormat"] = "HH:mm:ss.fff ",
        });
        Gateways.Add(gateway);
        return gateway;
    }

    /// <summary>The silo that holds a session just now.</summary>
    public async Task<Node> HolderOf(SessionId session)
    {
        var grains = (await Client()).GetRequiredService<IGrainFactory>();
        var address = await grains.GetGrain<IManagementGrain>(0).GetActivationAddress(grains.GetGrain<ISessionGrain>(session.Value))
            ?? throw new InvalidOperationException($"{session} is nowhere.");
        var hosts = await grains.GetGrain<IManagementGrain>(0).GetDetailedHosts(onlyActive: true);
        var name = hosts.Single(host => host.SiloAddress.Equals(address)).SiloName;
        return Silos.Single(silo => silo.Name == name);
    }

    /// <summary>How many silos the cluster itself counts as active.</summary>
    public async Task<int> ActiveSilos() => (int)(long)(await Postgres.Ask(_database, "SELECT count(*) FROM OrleansMembershipTable WHERE Status = 3"))!;

    /// <summary>What storage holds of a session at one moment, as text: an object with its own row and its checkpoint, by the names of their states.</summary>
    public async Task<string?> Stored(SessionId session) => await Postgres.Ask(
        _database,
        $"""
        SELECT CAST(json_object_agg(GrainTypeString, CAST(convert_from(PayloadBinary, 'UTF8') AS json)) AS text)
        FROM OrleansStorage WHERE GrainTypeString IN ('session', 'session-checkpoint') AND PayloadBinary IS NOT NULL AND GrainIdExtensionString = '{session.Value}'
        """) as string;

    /// <summary>A client that goes to one gateway, and to the next where that one is away.</summary>
    public HttpClient CreateClient() => new(new GatewayChoice([.. Gateways.Select(gateway => gateway.Address)], Interlocked.Increment(ref _clients)))
    {
        BaseAddress = GatewayChoice.Anywhere,
        Timeout = Timeout.InfiniteTimeSpan,
    };

    public async Task<string?> ReadCode(string email, CancellationToken cancellationToken)
    {
        foreach (var file in Directory.GetFiles(_folder.Path, "*.txt").OrderDescending(StringComparer.Ordinal))
        {
            var mail = await File.ReadAllTextAsync(file, cancellationToken);
            if (mail.StartsWith($"To: {email}\n", StringComparison.Ordinal))
            {
                return mail.Split("Your code is ", 2)[1].Split('\n', 2)[0].Trim();
            }
        }

        return null;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is not null)
        {
            (await _client).Dispose();
        }

        foreach (var node in Gateways.Concat(Silos))
        {
            await node.DisposeAsync();
        }

        await Postgres.DisposeAsync();
        _folder.Dispose();
    }

    private async Task Migrate()
    {
        var (exitCode, output) = await RunningProcess.Run("dotnet", [RunningProcess.ProgramOf("PeerMesh.Silo"), "migrate"], new Dictionary<string, string>
        {
            ["ConnectionStrings__PeerMeshOwner"] = Postgres.ConnectionString(PostgresServer.Owner, _database),
        });
        Assert.True(exitCode == 0, output);
    }

    // The tests' own look into the cluster, beside the gateways. Who asks while it connects waits for the same one.
    private async Task<IServiceProvider> Client() => (await (_client ??= Connect())).Services;

    private async Task<IHost> Connect()
    {
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.UseOrleansClient(client =>
        {
            client.UseStaticClustering([.. _siloGateways.Select(port => new IPEndPoint(IPAddress.Loopback, port))]);
            client.Configure<ClusterOptions>(options => (options.ClusterId, options.ServiceId) = ("peermesh", "peermesh"));
            client.Configure<GatewayOptions>(options => options.GatewayListRefreshPeriod = TimeSpan.FromSeconds(1));
        });
        var client = builder.Build();
        await client.StartAsync();
        return client;
    }

    private static string Loopback(int port) => $"http://127.0.0.1:{Text(port)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
