using PeerMesh.Load;
using PeerMesh.OperationsTests.Telemetry;
using PeerMesh.Tests.Shared;

namespace PeerMesh.OperationsTests.Monitoring;

/// <summary>A real silo on a folder of its own, a real gateway, and a mail server between them and whoever signs in.</summary>
internal sealed class SmallCluster : IAsyncDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly MailSink _mail = new();
    private readonly List<Program> _programs = [];

    private SmallCluster()
    {
    }

    public Uri Web { get; } = new($"http://127.0.0.1:{TestPorts.Free()}");

    public Uri SiloMetrics { get; } = new($"http://127.0.0.1:{TestPorts.Free()}/metrics");

    public Uri GatewayMetrics { get; } = new($"http://127.0.0.1:{TestPorts.Free()}/metrics");

    public static async Task<SmallCluster> Start(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var cluster = new SmallCluster();
        try
        {
            await cluster.StartPrograms(settings, cancellationToken);
            return cluster;
        }
        catch
        {
            await cluster.DisposeAsync();
            throw;
        }
    }

    public async Task<Person> SignIn(string name, CancellationToken cancellationToken)
    {
        var person = new Person(new HttpClient { BaseAddress = Web, Timeout = Timeout.InfiniteTimeSpan }, name, $"{name}@example.org".ToLowerInvariant());
        await person.SignIn(async (_, email, stop) => await _mail.CodeFor(email, stop), cancellationToken);
        return person;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var program in Enumerable.Reverse(_programs))
        {
            await program.DisposeAsync();
        }

        _mail.Dispose();
        _folder.Dispose();
    }

    private async Task StartPrograms(IReadOnlyDictionary<string, string> settings, CancellationToken cancellationToken)
    {
        var (siloGateway, siloWeb) = (TestPorts.Free(), TestPorts.Free());
        await Start("PeerMesh.Silo", new Uri($"http://127.0.0.1:{siloWeb}"), new Dictionary<string, string>(settings)
        {
            ["PeerMesh__DataDirectory"] = _folder.Path,
            ["PeerMesh__GatewayPort"] = $"{siloGateway}",
            ["PeerMesh__MetricsPort"] = $"{SiloMetrics.Port}",
        });
        await Start("PeerMesh.Api", Web, new Dictionary<string, string>(settings)
        {
            ["PeerMesh__Silos"] = $"127.0.0.1:{siloGateway}",
            ["PeerMesh__MetricsPort"] = $"{GatewayMetrics.Port}",
            ["Mail__Host"] = "127.0.0.1",
            ["Mail__Port"] = $"{_mail.Port}",
            ["Mail__Security"] = "None",
        });

        async Task Start(string project, Uri address, Dictionary<string, string> environment)
        {
            environment["ASPNETCORE_URLS"] = address.GetLeftPart(UriPartial.Authority);
            var program = Program.Start(project, environment);
            _programs.Add(program);
            await program.Ready(address, cancellationToken);
        }
    }
}
