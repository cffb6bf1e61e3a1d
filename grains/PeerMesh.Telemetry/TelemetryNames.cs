using Orleans.Diagnostics;

namespace PeerMesh.Telemetry;

/// <summary>Whose measurements and spans leave the process.</summary>
public static class TelemetryNames
{
    /// <summary>Meter and activity source of the grains.</summary>
    public const string Grains = "PeerMesh.Grains";

    /// <summary>Meter of the gateway.</summary>
    public const string Gateway = "PeerMesh.Gateway";

    internal static readonly string[] Meters =
    [
        Grains,
        Gateway,
        "Microsoft.Orleans",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
        "Microsoft.AspNetCore.RateLimiting",
        "Npgsql",
    ];

    /// <remarks>
    /// Neither the runtime's own calls, which are probes and directory traffic all day long, nor its lifecycle spans, whose
    /// events hold the text of exceptions: events of a span cannot be taken back, and such a text may name a grain.
    /// </remarks>
    internal static readonly string[] Sources =
    [
        Grains,
        ActivitySources.ApplicationGrainActivitySourceName,
        ActivitySources.StorageActivitySourceName,
    ];
}
