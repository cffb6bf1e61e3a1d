using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;
using PeerMesh.Telemetry;

namespace PeerMesh.Silo.Cli;

/// <summary>Runs a silo until it is asked to stop.</summary>
internal static class RunVerb
{
    /// <summary>For handing over its grains; measured below a second, and Kubernetes waits longer than this.</summary>
    private static readonly TimeSpan StopsWithin = TimeSpan.FromSeconds(90);

    public static async Task<int> Run(string[] settings)
    {
        var builder = WebApplication.CreateBuilder(settings);

        // Without a wish of the operator's: at their own level Orleans prints every option it has at each start, and Polly every placement.
        foreach (var talkative in (string[])["Orleans", "Polly", "Microsoft.AspNetCore"])
        {
            builder.Configuration[$"Logging:LogLevel:{talkative}"] ??= "Warning";
        }

        // Its first look compares with the time since the machine started, and warns of hours.
        builder.Configuration["Logging:LogLevel:Orleans.Runtime.Watchdog"] ??= "Error";

        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = StopsWithin);

        var options = PeerMeshSiloOptions.From(builder.Configuration);
        using var database = await Open(options);
        builder.AddPeerMeshSilo(database, options);
        builder.AddPeerMeshTelemetry("silo");

        await using var app = builder.Build();
        app.UsePeerMeshMetrics();
        app.MapSiloHealth();
        app.Lifetime.ApplicationStarted.Register(() => Say(app.Services));
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException taken)
        {
            // Kestrel's own sentence names the address. The silo's two ports were looked at before.
            throw new StartupProblem($"{taken.Message.TrimEnd('.')}; choose another one for health and metrics with ASPNETCORE_URLS.", taken);
        }
    }

    // For the person who started it by hand, and the first line of a pod's log.
    private static void Say(IServiceProvider services)
    {
        var silo = services.GetRequiredService<ILocalSiloDetails>();
        Console.WriteLine($"Silo {silo.Name} runs: other silos reach it at {silo.SiloAddress.Endpoint}, gateways at {silo.GatewayAddress?.Endpoint.ToString() ?? "no port"}.");
    }

    private static async Task<SiloDatabase> Open(PeerMeshSiloOptions options) =>
        options.Database is { } shared
            ? await PostgresDatabase.Open(shared, options.DatabaseWait, why => Console.Error.WriteLine($"Waiting up to {options.DatabaseWait.TotalSeconds} s: {why}"))
            : SqliteDatabase.Open(options.DataDirectory);
}
