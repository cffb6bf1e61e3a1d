using Microsoft.Extensions.Configuration;

namespace PeerMesh.Telemetry;

/// <summary>Where measurements, spans and log lines go. Nothing goes anywhere unless it is said so.</summary>
/// <param name="OtlpEndpoint">The collector that takes OTLP, from the variable all OpenTelemetry programs know.</param>
/// <param name="MetricsPort">The port of <c>/metrics</c> for Prometheus, on every address; null opens none. It serves nothing else, so that a network policy can shut it.</param>
/// <param name="TracedShare">The share of requests that are traced, 0 to 1.</param>
public sealed record TelemetryOptions(Uri? OtlpEndpoint, int? MetricsPort, double TracedShare)
{
    public const string OtlpEndpointKey = "OTEL_EXPORTER_OTLP_ENDPOINT";
    public const string MetricsPortKey = "PeerMesh:MetricsPort";
    public const string TracedShareKey = "PeerMesh:TracedShare";

    /// <summary>All. A statewide network has some thousand commands a second and says less.</summary>
    private const double TracedShareDefault = 1;

    /// <exception cref="TelemetrySettingException">A setting makes no sense.</exception>
    public static TelemetryOptions Read(IConfiguration configuration) =>
        new(Endpoint(configuration[OtlpEndpointKey]), Port(configuration[MetricsPortKey]), Share(configuration[TracedShareKey]));

    private static Uri? Endpoint(string? text) => text switch
    {
        null or "" => null,
        _ when Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is "http" or "https" => uri,
        _ => throw new TelemetrySettingException($"The setting {OtlpEndpointKey} is no address; give one such as http://collector:4317 or leave it out."),
    };

    private static int? Port(string? text) => text switch
    {
        null or "" => null,
        _ when ushort.TryParse(text, out var port) && port > 0 => port,
        _ => throw new TelemetrySettingException($"The setting {MetricsPortKey} is no port; give a number from 1 to 65535 or leave it out."),
    };

    private static double Share(string? text) => text switch
    {
        null or "" => TracedShareDefault,
        _ when double.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out var share) && share is >= 0 and <= 1 => share,
        _ => throw new TelemetrySettingException($"The setting {TracedShareKey} is no share; give a number from 0 to 1 or leave it out."),
    };
}

/// <summary>A setting that makes no sense, in one sentence for the operator.</summary>
public sealed class TelemetrySettingException(string message) : Exception(message);
