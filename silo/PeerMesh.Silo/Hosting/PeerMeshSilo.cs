using System.Net;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;
using Npgsql;
using Orleans.Configuration;
using Orleans.Dashboard;
using Orleans.Reminders;
using Orleans.Storage;
using PeerMesh.Contracts.Common;
using PeerMesh.Grains;
using PeerMesh.Grains.Directory;
using PeerMesh.Grains.Hosting;
using PeerMesh.Grains.Privacy;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Silo.Hosting;

/// <summary>One silo with its database, in a host of its own or beside a gateway.</summary>
public static class PeerMeshSilo
{
    private const string Name = "peermesh";

    /// <summary>The storage that <see cref="StorageNames.Default"/> wraps.</summary>
    private const string DatabaseStorage = "database";

    /// <summary>Longer than any healthy call, short enough for a person who waits.</summary>
    private static readonly TimeSpan ResponseTimeout = TimeSpan.FromSeconds(5);

    /// <summary>A grain that nobody called for this long leaves memory: reading it again takes a millisecond. Live sessions keep themselves; what is one person's own for less.</summary>
    private static readonly TimeSpan IdleGrainAge = TimeSpan.FromMinutes(10);

    /// <summary>Adds a silo on this database to the host: on PostgreSQL one of a cluster, on SQLite one on its own. Whoever opened the database closes it, after the host.</summary>
    /// <exception cref="StartupProblem">A port that was asked for is taken.</exception>
    public static TBuilder AddPeerMeshSilo<TBuilder>(this TBuilder builder, SiloDatabase database, PeerMeshSiloOptions? options = null)
        where TBuilder : IHostApplicationBuilder
    {
        options ??= PeerMeshSiloOptions.From(builder.Configuration);
        builder.Services.AddHealthChecks().AddCheck<SiloReady>("silo", tags: [SiloReady.Tag]);
        InterfaceNames.AddTo(builder.Services);
        builder.UseOrleans(silo =>
        {
            if (database is PostgresDatabase shared)
            {
                silo.JoinCluster(shared, options);
            }
            else
            {
                silo.StandAlone(options);
            }

            silo.Configure<SiloMessagingOptions>(messaging => messaging.ResponseTimeout = ResponseTimeout);
            silo.Configure<GrainCollectionOptions>(collection => collection.CollectionAge = IdleGrainAge);
            silo.AddPeerMeshGrains();
            silo.AddStorage(database);
            if (builder.Configuration.GetValue("PeerMesh:Dashboard", defaultValue: false))
            {
                // Only its figures: gateways show them to operators, see docs/operations/dashboard.md.
                silo.AddDashboard(dashboard => dashboard.HideTrace = true);
            }
        });
        return builder;
    }

    /// <summary>Whether this process runs, and whether it takes calls.</summary>
    public static void MapSiloHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false });
        routes.MapHealthChecks("/health/ready", new HealthCheckOptions { Predicate = check => check.Tags.Contains(SiloReady.Tag) });
    }

    private static void StandAlone(this ISiloBuilder silo, PeerMeshSiloOptions options)
    {
        var siloPort = options.SiloPort is { } port ? Ports.Require(port, nameof(options.SiloPort)) : Ports.Free();

        // Orleans takes zero for "no gateway".
        var gatewayPort = options.GatewayPort is { } gateway ? Ports.Require(gateway, nameof(options.GatewayPort)) : 0;
        silo.UseLocalhostClustering(siloPort, gatewayPort, serviceId: Name, clusterId: Name);
    }

    private static void JoinCluster(this ISiloBuilder silo, PostgresDatabase database, PeerMeshSiloOptions options)
    {
        // A pod is reached by its own address and listens on all it has; without one, this machine is all there is.
        var (reachedAt, listensOn) = options.Address is { } address ? (address, IPAddress.Any) : (IPAddress.Loopback, IPAddress.Loopback);
        var siloPort = Ports.Require(options.SiloPort ?? PeerMeshSiloOptions.SiloPortDefault, nameof(options.SiloPort), listensOn);
        var gatewayPort = Ports.Require(options.GatewayPort ?? PeerMeshSiloOptions.GatewayPortDefault, nameof(options.GatewayPort), listensOn);

        silo.Configure<ClusterOptions>(cluster => (cluster.ClusterId, cluster.ServiceId) = (Name, Name));
        silo.ConfigureEndpoints(reachedAt, siloPort, gatewayPort, listenOnAnyHostAddress: options.Address is not null);
        if (options.Name is { } name)
        {
            silo.Configure<SiloOptions>(named => named.SiloName = name);
        }

        silo.UseAdoNetClustering(clustering => (clustering.Invariant, clustering.DataSource) = (database.Invariant, database.DataSource));
        silo.Configure<ClusterMembershipOptions>(ClusterHealth.Configure);
        silo.KeepTimeOf(database);
    }

    // Grains, reminders and whatever asks for a clock without saying which: all silos agree on one.
    private static void KeepTimeOf(this ISiloBuilder silo, PostgresDatabase database)
    {
        silo.Services.AddSingleton(database).AddHostedService<DatabaseClockKeeper>();
        silo.Services.AddSingleton<TimeProvider>(database.Clock);
        silo.Services.AddKeyedSingleton<TimeProvider>(TimeProviderNames.Grains, database.Clock);
        silo.Services.AddKeyedSingleton<TimeProvider>(ReminderTimeProviderNames.Reminders, database.Clock);
    }

    private static void AddStorage(this ISiloBuilder silo, SiloDatabase database)
    {
        // A file does not come and go; a server does.
        if (database is PostgresDatabase shared)
        {
            silo.Services.AddSingleton(services => ActivatorUtilities.CreateInstance<DatabasePulse>(services, shared.Question, TimeProvider.System));
            silo.Services.AddHostedService(services => services.GetRequiredService<DatabasePulse>());
        }

        if (database is SqliteDatabase file)
        {
            silo.Services.AddSingleton<IStorageShred>(new SqliteShred(file));
        }

        silo.AddAdoNetGrainStorage(DatabaseStorage, storage => (storage.Invariant, storage.DataSource) = (database.Invariant, database.DataSource));
        silo.Services.AddKeyedSingleton<IGrainStorage>(StorageNames.Default, (services, _) =>
            new FaultTranslatingStorage(JoinWrites(services, database), services.GetService<DatabasePulse>()));
        silo.Services.AddSingleton<IDirectoryStore>(services => new SqlDirectoryStore(database.DataSource, services.GetService<DatabasePulse>()));
        silo.UseAdoNetReminderService(reminders => (reminders.Invariant, reminders.DataSource) = (database.Invariant, database.DataSource));
        FaultTranslatingReminders.Wrap(silo.Services);
    }

    // A file has one writer, and no way to it that could be shared.
    private static IGrainStorage JoinWrites(IServiceProvider services, SiloDatabase database)
    {
        var provider = services.GetRequiredKeyedService<IGrainStorage>(DatabaseStorage);
        return database is PostgresDatabase { DataSource: NpgsqlDataSource source }
            ? new JoinedWrites(provider, source, services.GetRequiredService<IGrainStorageSerializer>(), services.GetRequiredService<IOptions<ClusterOptions>>().Value)
            : provider;
    }
}
