using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Configuration;
using Orleans.Storage;
using Orleans.TestingHost;
using PeerMesh.Grains.Directory;
using PeerMesh.Grains.Hosting;

namespace PeerMesh.Grains.Tests.Fixtures;

/// <summary>Two silos in this process over one storage, and a clock that only the test moves.</summary>
public sealed class ClusterFixture : IAsyncLifetime
{
    // Longer than a first call to cold code on a busy machine; short, so that calls to a killed silo fail while a test is looking.
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(12);

    public SharedStorage Storage { get; } = new();

    /// <summary>The directory's rows, which all silos share.</summary>
    public MemoryDirectoryStore Directory { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.Zero));

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.Client;

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(2);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddPeerMeshGrains();
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<IDirectoryStore>(Directory);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Default,
                (services, _) => new SharedGrainStorage(Storage, services.GetRequiredService<IGrainStorageSerializer>()));
            silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, Clock);
            silo.Configure<SiloMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout);
        });
        builder.ConfigureClient(client =>
            client.Configure<ClientMessagingOptions>(options => options.ResponseTimeout = ResponseTimeout));
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();
}
