using Microsoft.Extensions.Localization;
using Microsoft.Extensions.Logging.Console;
using PeerMesh.Api;
using PeerMesh.Api.Mail;
using PeerMesh.Grains.Members;
using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;
using PeerMesh.Standalone.Demo;
using PeerMesh.Standalone.Rehearsal;
using PeerMesh.Telemetry;

[assembly: ResourceLocation("Resources")]

namespace PeerMesh.Standalone.Hosting;

/// <summary>Silo, gateway and pages in one process, on one database.</summary>
internal sealed class StandaloneHost : IAsyncDisposable
{
    // Meetings go on after a restart, so there is nothing to wait for but the last writes.
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(10);

    private readonly WebApplication _app;
    private readonly SiloDatabase _database;

    private StandaloneHost(WebApplication app, StandaloneSettings settings, SiloDatabase database) =>
        (_app, Settings, _database) = (app, settings, database);

    public StandaloneSettings Settings { get; }

    /// <summary>Where the data are, for whoever started this.</summary>
    public string DataPlace => _database.Place;

    public IServiceProvider Services => _app.Services;

    public Uri Address => Services.GetRequiredService<ServerAddress>().Uri;

    /// <summary>Starts everything; when this is done it serves.</summary>
    /// <param name="arguments">Settings as <c>--Name=value</c>.</param>
    /// <param name="seeds">Whether the demo fills an empty database.</param>
    /// <param name="sessionClock">The clock of live sessions; null takes the real one.</param>
    /// <param name="serves">False for work on the data alone: nobody signs in, and no mail goes out.</param>
    public static async Task<StandaloneHost> Start(
        IReadOnlyList<string> arguments, bool seeds = true, TimeProvider? sessionClock = null, bool serves = true, CancellationToken cancellationToken = default)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. arguments],
            ApplicationName = typeof(StandaloneHost).Assembly.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        var settings = StandaloneSettings.Read(builder.Configuration, serves);
        PortCheck.Demand(settings.Urls);

        var database = await StandaloneDatabase.Open(settings, PeerMeshSiloOptions.From(builder.Configuration), cancellationToken);
        try
        {
            Configure(builder, settings, database, seeds, sessionClock);
            var log = LastSiloLog.AddTo(builder);
            var app = builder.Build();
            log.QuietWhenStopping(app.Lifetime);
            Map(app, settings);
            var host = new StandaloneHost(app, settings, database);
            await host.Start(seeds, cancellationToken);
            return host;
        }
        catch (Exception problem)
        {
            database.Dispose();
            if (problem is OperationCanceledException or StartupProblem)
            {
                throw;
            }

            // A setting that makes no sense, a certificate that is not there: whoever started us needs the reason, not our stack.
            throw new StartupProblem($"PeerMesh cannot start: {problem.Message.ReplaceLineEndings(" ")}", problem);
        }
    }

    public Task WaitForShutdown() => _app.WaitForShutdownAsync();

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
        _database.Dispose();
    }

    private async Task Start(bool seeds, CancellationToken cancellationToken)
    {
        try
        {
            await _app.StartAsync(cancellationToken);
            if (Settings.Demo && seeds)
            {
                await Services.GetRequiredService<DemoKeeper>().Ready.WaitAsync(cancellationToken);
            }
        }
        catch
        {
            await _app.DisposeAsync();
            throw;
        }
    }

    private static void Configure(
        WebApplicationBuilder builder, StandaloneSettings settings, SiloDatabase database, bool seeds, TimeProvider? sessionClock)
    {
        builder.WebHost.UseUrls(settings.Urls);
        builder.Configuration[StandaloneSettings.DemoKey] = settings.Demo ? "true" : "false";
        builder.Logging.ClearProviders();
        builder.AddPeerMeshTelemetry("standalone");

        // Standard output is for what a person starting PeerMesh has to know.
        builder.Services.Configure<ConsoleLoggerOptions>(console => console.LogToStandardErrorThreshold = LogLevel.Trace);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);
        builder.Services.AddSingleton<ServerAddress>();
        builder.AddPeerMeshSilo(database);
        if (sessionClock is not null)
        {
            builder.Services.AddKeyedSingleton(TimeProviderNames.Grains, sessionClock);
        }

        if (settings.Demo)
        {
            AddDemo(builder, seeds);
        }

        builder.AddPeerMeshGateway();
    }

    private static void AddDemo(WebApplicationBuilder builder, bool seeds)
    {
        // A class trying the demo signs in from one address, over and over; nobody's account is at stake.
        const string perMinute = "PeerMesh:Limits:SignInPerMinute";
        builder.Configuration[perMinute] ??= "10000";
        builder.Services.Configure<SignInLimits>(limits => limits.CodesPerWindow = 1000);
        builder.Services.AddSingleton<DemoMailbox>();
        builder.Services.AddSingleton<IMailer>(services => services.GetRequiredService<DemoMailbox>());
        builder.Services.AddSingleton<RehearsalDesk>();
        if (seeds)
        {
            builder.Services.AddSingleton<DemoNetwork>();
            builder.Services.AddSingleton<DemoKeeper>();
            builder.Services.AddHostedService(services => services.GetRequiredService<DemoKeeper>());
        }
    }

    private static void Map(WebApplication app, StandaloneSettings settings)
    {
        app.UsePeerMeshMetrics();
        app.MapPeerMeshGateway();
        if (settings.Demo)
        {
            app.MapRehearsal();
        }
    }
}
