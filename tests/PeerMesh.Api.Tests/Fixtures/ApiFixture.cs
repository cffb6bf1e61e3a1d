using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using PeerMesh.Grains;
using PeerMesh.Grains.Directory;
using PeerMesh.Grains.Hosting;

namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>A real gateway over a real two-silo cluster, all in this process. Sessions go by a clock that only tests move.</summary>
public class ApiFixture : IAsyncLifetime
{
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(4);

    private static int _people;

    private TestGateway _gateway = null!;

    private Lazy<Task<(Guest Facilitator, string Session)>> _shared = null!;

    /// <summary>The directory's rows, which all silos share.</summary>
    public MemoryDirectoryStore Directory { get; } = new();

    public FakeTimeProvider SessionClock { get; } = new(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.Zero));

    internal InProcessTestCluster Cluster { get; private set; } = null!;

    internal TestGateway Gateway => _gateway;

    /// <summary>A session that no test of a class changes.</summary>
    public Task<(Guest Facilitator, string Session)> Shared => _shared.Value;

    public async Task InitializeAsync()
    {
        _shared = new(() => Open());
        var rows = new SharedRows();
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddPeerMeshGrains();
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<IDirectoryStore>(Directory);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Default,
                (services, _) => new SharedStorage(rows, services.GetRequiredService<IGrainStorageSerializer>()));
            silo.Services.AddSingleton(TimeProvider.System);
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, SessionClock);
            Configure(silo);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        });
        builder.ConfigureClient(client =>
            client.AddActivityPropagation().Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout));
        Cluster = builder.Build();
        await Cluster.DeployAsync();
        _gateway = await TestGateway.Start(Cluster.Client);
    }

    public async Task DisposeAsync()
    {
        await _gateway.DisposeAsync();
        await Cluster.DisposeAsync();
    }

    /// <summary>What a fixture wants otherwise in its silos.</summary>
    protected virtual void Configure(ISiloBuilder silo)
    {
    }

    public HttpClient Http() => _gateway.Http();

    /// <summary>Somebody new, signed in.</summary>
    public Task<Guest> SignIn(string name) => SignIn(name, _gateway);

    internal static async Task<Guest> SignIn(string name, TestGateway gateway)
    {
        var guest = new Guest(gateway.Http(), name, $"{name.Replace(' ', '.')}.{Interlocked.Increment(ref _people)}@example.org");
        await guest.SignIn(gateway.Mailbox);
        return guest;
    }

    /// <summary>A session with a facilitator in it, the lobby as asked for.</summary>
    public async Task<(Guest Facilitator, string Session)> Open(bool lobby = false, object? agenda = null)
    {
        var ana = await SignIn("Ana");
        var group = await ana.FoundGroup(lobby, agenda);
        var session = await ana.StartSession(group);
        await ana.Enter(session);
        return (ana, session);
    }

    /// <summary>Somebody new who is in the room, or waits at its door.</summary>
    public async Task<Guest> Join(string session, string name)
    {
        var guest = await SignIn(name);
        await guest.Enter(session);
        return guest;
    }
}
