using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Grains.Tests.Storage;

/// <summary>A silo as the product runs it, on a real database.</summary>
internal sealed class StoredNetwork : IAsyncDisposable
{
    private readonly IHost _host;
    private readonly DataPlace _place;

    private StoredNetwork(IHost host, SiloDatabase database, DataPlace place) => (_host, Database, _place) = (host, database, place);

    public SiloDatabase Database { get; }

    public IServiceProvider Services => _host.Services;

    public IGrainFactory Grains => Services.GetRequiredService<IGrainFactory>();

    public static async Task<StoredNetwork> Start(DataPlace place, ILoggerProvider? logs = null)
    {
        var database = await place.Open();
        var builder = Host.CreateApplicationBuilder();
        builder.Logging.ClearProviders();
        if (logs is not null)
        {
            builder.Logging.AddProvider(logs).SetMinimumLevel(LogLevel.Trace);
        }

        builder.AddPeerMeshSilo(database, new PeerMeshSiloOptions { SiloPort = TestPorts.Free(), GatewayPort = TestPorts.Free() });
        var host = builder.Build();
        await host.StartAsync();
        return new StoredNetwork(host, database, place);
    }

    /// <summary>What one question comes to, as text; changes of tables included, which a silo on PostgreSQL has no right to.</summary>
    public string? Ask(string sql)
    {
        using var connection = _place.OwnerConnectionString is { } owner ? new NpgsqlConnection(owner) : Database.DataSource.CreateConnection();
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        await _host.StopAsync();
        _host.Dispose();
        Database.Dispose();
    }
}
