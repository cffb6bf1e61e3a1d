using PeerMesh.Api.Cluster;
using PeerMesh.Api.Operators;
using PeerMesh.Contracts.Common;
using PeerMesh.Telemetry;

namespace PeerMesh.Api;

/// <summary>The gateway as a process of its own, before a cluster elsewhere.</summary>
internal sealed class ApiProgram
{
    private ApiProgram()
    {
    }

    public static async Task<int> Main(string[] args)
    {
        var builder = WebApplication.CreateBuilder(args);

        // At its own level Orleans tells of every connection that is not there yet.
        builder.Configuration["Logging:LogLevel:Orleans"] ??= "Warning";

        // While no silo is there it says so for each call; the gateway's own line says it once a request.
        builder.Configuration["Logging:LogLevel:Orleans.Messaging.GatewayManager"] ??= "Error";

        // Health is answered while the client still looks for its cluster.
        builder.Services.Configure<HostOptions>(host => host.ServicesStartConcurrently = true);

        // "Supplied" means the host already has a client: tests put theirs in.
        if (builder.Configuration["Cluster:Provider"] is not "Supplied")
        {
            SiloAddresses silos;
            try
            {
                silos = SiloAddresses.Read(builder.Configuration[SiloAddresses.Setting]);
            }
            catch (FormatException problem)
            {
                await Console.Error.WriteLineAsync(problem.Message);
                return 1;
            }

            InterfaceNames.AddTo(builder.Services);
            builder.UseOrleansClient(client => ClusterClient.Connect(client, silos, OperatorDashboard.IsOn(builder.Configuration)));
        }

        builder.AddPeerMeshGateway();
        try
        {
            builder.AddPeerMeshTelemetry("api");
        }
        catch (TelemetrySettingException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return 1;
        }

        await using var app = builder.Build();
        app.UsePeerMeshMetrics();
        app.MapPeerMeshGateway();
        try
        {
            await app.RunAsync();
            return 0;
        }
        catch (IOException taken)
        {
            // Kestrel's own sentence names the address.
            await Console.Error.WriteLineAsync($"{taken.Message.TrimEnd('.')}; choose another one with ASPNETCORE_URLS.");
            return 1;
        }
    }
}
