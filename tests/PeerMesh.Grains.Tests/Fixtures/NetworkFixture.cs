using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Orleans.Storage;
using Orleans.TestingHost;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Grains.Directory;
using PeerMesh.Grains.Hosting;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Tests.Fixtures;

/// <summary>All of the product's grains as a silo runs them, over a storage in memory, and a clock that only the test moves.</summary>
public sealed class NetworkFixture : IAsyncLifetime
{
    public NetworkFixture()
        : this(new SharedStorage())
    {
    }

    internal NetworkFixture(SharedStorage storage) => Storage = storage;

    public SharedStorage Storage { get; }

    /// <summary>The directory's rows, which all silos share.</summary>
    public MemoryDirectoryStore Directory { get; } = new();

    public FakeTimeProvider Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 18, 0, 0, TimeSpan.Zero));

    public InProcessTestCluster Cluster { get; private set; } = null!;

    public IGrainFactory Grains => Cluster.Client;

    internal static GroupDraft Draft { get; } = new("Tuesday Lights", "For people living with a mood disorder.", "dbsa");

    public async Task InitializeAsync()
    {
        var builder = new InProcessTestClusterBuilder(1);
        builder.Options.ConfigureFileLogging = false;
        builder.ConfigureSilo((_, silo) =>
        {
            silo.AddPeerMeshGrains();
            silo.UseInMemoryReminderService();
            silo.Services.AddSingleton<IDirectoryStore>(Directory);
            silo.Services.AddKeyedSingleton<IGrainStorage>(
                StorageNames.Default,
                (services, _) => new SharedGrainStorage(Storage, services.GetRequiredService<IGrainStorageSerializer>()));

            // The product's clocks stand still; those of Orleans itself go on.
            silo.Services.AddSingleton<TimeProvider>(Clock);
            silo.Services.UseTimeProviderForBackgroundAreas(TimeProvider.System);
        });
        Cluster = builder.Build();
        await Cluster.DeployAsync();
    }

    public async Task DisposeAsync() => await Cluster.DisposeAsync();

    /// <summary>A name that no other test uses.</summary>
    internal static string Fresh(string what) => $"{what}-{Guid.NewGuid():n}";

    internal static Caller Someone(string name) => new(new MemberId(Fresh(name)));

    internal async Task<(IGroupGrain Group, Caller Founder)> Founded(GroupDraft? draft = null)
    {
        var group = Grains.GetGrain<IGroupGrain>(Fresh("g"));
        var founder = Someone("ana");
        Assert.Null(await group.Found(founder, draft ?? Draft));
        return (group, founder);
    }

    /// <summary>How many grains have something still to tell.</summary>
    internal int Waiting(string outbox) =>
        Cluster.Silos.Sum(silo => silo.ServiceProvider.GetRequiredService<GrainInstruments>().Outbox.Waiting(outbox));

    internal async Task<GroupCard?> CardOf(IGroupGrain group)
    {
        var cards = await Grains.GetGrain<IGroupListGrain>(IGroupListGrain.Key).List();
        return cards.Find(card => card.Id.Value == group.GetPrimaryKeyString());
    }
}
