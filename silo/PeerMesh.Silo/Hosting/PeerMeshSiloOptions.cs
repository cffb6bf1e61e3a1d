using System.Globalization;
using System.Net;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Silo.Hosting;

/// <summary>How one silo is set up. Read from the section <c>PeerMesh</c>, the connection strings, and what Kubernetes says of the pod.</summary>
public sealed record PeerMeshSiloOptions
{
    public const string Section = "PeerMesh";

    /// <summary>The connection string of the running role.</summary>
    public const string DatabaseName = "PeerMesh";

    /// <summary>The connection string of the tables' owner, for migrating alone.</summary>
    public const string OwnerName = "PeerMeshOwner";

    /// <summary>Where silos of one cluster meet, unless a setting says otherwise.</summary>
    public const int SiloPortDefault = 11111;

    /// <summary>Where gateways come in, unless a setting says otherwise.</summary>
    public const int GatewayPortDefault = 30000;

    private const string RunningRoleDefault = "peermesh";

    /// <summary>The folder of the SQLite database; relative to the working directory. Made where only the folder itself is missing.</summary>
    public string DataDirectory { get; init; } = "data";

    /// <summary>A PostgreSQL database, for a silo that shares it with others; null for SQLite.</summary>
    public string? Database { get; init; }

    /// <summary>The same database as its owner, for migrating; a running silo does without.</summary>
    public string? OwnerDatabase { get; init; }

    /// <summary>The database role that migrating gives rights to.</summary>
    public string RunningRole { get; init; } = RunningRoleDefault;

    /// <summary>How long a start waits for a database that cannot be reached or is not migrated yet.</summary>
    public TimeSpan DatabaseWait { get; init; }

    /// <summary>Where other silos and gateways reach this one; null for this machine alone.</summary>
    public IPAddress? Address { get; init; }

    /// <summary>What this silo is called in logs and in the membership table; null for a name of its own making.</summary>
    public string? Name { get; init; }

    /// <summary>
    /// Where silos of one cluster meet. Null takes <see cref="SiloPortDefault"/> in a cluster, and a free port for a silo on its own, so that several can run on one machine.
    /// </summary>
    public int? SiloPort { get; init; }

    /// <summary>
    /// Where gateways of other processes come in. Null takes <see cref="GatewayPortDefault"/> in a cluster, and opens no such port for a silo on its own, which is right where the gateway runs in this process.
    /// </summary>
    public int? GatewayPort { get; init; }

    public static PeerMeshSiloOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection(Section);
        var defaults = new PeerMeshSiloOptions();
        return new PeerMeshSiloOptions
        {
            DataDirectory = Text(section[nameof(DataDirectory)]) ?? defaults.DataDirectory,
            Database = Text(configuration.GetConnectionString(DatabaseName)),
            OwnerDatabase = Text(configuration.GetConnectionString(OwnerName)),
            RunningRole = Text(section[nameof(RunningRole)]) ?? RunningRoleDefault,
            DatabaseWait = SecondsOf(section, "DatabaseWaitSeconds"),
            Address = AddressOf(configuration, section),
            Name = Text(section[nameof(Name)]) ?? Text(configuration["POD_NAME"]),
            SiloPort = PortOf(section, nameof(SiloPort)),
            GatewayPort = PortOf(section, nameof(GatewayPort)),
        };
    }

    private static string? Text(string? setting) => string.IsNullOrWhiteSpace(setting) ? null : setting;

    private static IPAddress? AddressOf(IConfiguration configuration, IConfigurationSection section)
    {
        var (name, text) = Text(section[nameof(Address)]) is { } set ? ($"{Section}:{nameof(Address)}", set) : ("POD_IP", Text(configuration["POD_IP"]));
        return text is null ? null
            : IPAddress.TryParse(text, out var address) ? address
            : throw new StartupProblem($"The setting {name} is no address; give one like 10.0.0.5, where the other silos and the gateways reach this one.");
    }

    private static TimeSpan SecondsOf(IConfigurationSection section, string name) =>
        section[name] switch
        {
            null or "" => TimeSpan.Zero,
            var text when ushort.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) => TimeSpan.FromSeconds(seconds),
            _ => throw new StartupProblem($"The setting {Section}:{name} is no number of seconds; give one like 60 or leave it out."),
        };

    private static int? PortOf(IConfigurationSection section, string name) =>
        section[name] switch
        {
            null or "" => null,
            var text when ushort.TryParse(text, out var port) && port > 0 => port,
            _ => throw new StartupProblem($"The setting {Section}:{name} is no port; give a number from 1 to 65535 or leave it out."),
        };
}
