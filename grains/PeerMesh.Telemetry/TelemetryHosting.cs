using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace PeerMesh.Telemetry;

/// <summary>Telemetry of one process: to a collector where one is named, and for Prometheus to fetch where a port is given.</summary>
public static class TelemetryHosting
{
    public const string MetricsPath = "/metrics";

    // From a tenth of what a click may take to what ends in a time-out.
    private static readonly double[] CallSeconds = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

    // From a quick word to a meeting's length.
    private static readonly double[] FloorSeconds = [1, 5, 15, 30, 60, 120, 180, 300, 600, 1200, 1800, 3600];

    /// <summary>Adds what <see cref="UsePeerMeshMetrics"/> serves and what goes to a collector, and a console that names nobody.</summary>
    /// <param name="role">The process as dashboards know it: silo, api or standalone.</param>
    /// <exception cref="TelemetrySettingException">A setting makes no sense.</exception>
    public static WebApplicationBuilder AddPeerMeshTelemetry(this WebApplicationBuilder builder, string role)
    {
        ArgumentNullException.ThrowIfNull(builder);
        var options = TelemetryOptions.Read(builder.Configuration);
        builder.Services.AddSingleton(options);
        builder.Logging.AddConsole(console => console.FormatterName = PrivateConsoleFormatter.FormatterName)
            .AddConsoleFormatter<PrivateConsoleFormatter, ConsoleFormatterOptions>();
        if (options.MetricsPort is { } port)
        {
            builder.WebHost.UseUrls([.. AddressesOf(builder), $"http://*:{port}"]);
        }

        if (options is { OtlpEndpoint: null, MetricsPort: null })
        {
            return builder;
        }

        var telemetry = builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService($"peermesh-{role}", serviceNamespace: "peermesh", serviceInstanceId: InstanceName()))
            .WithMetrics(metrics => Measure(metrics, options));
        if (options.OtlpEndpoint is not null)
        {
            telemetry.WithTracing(traces => Trace(traces, options).AddOtlpExporter());
            builder.Logging.AddOpenTelemetry(logs =>
            {
                logs.IncludeFormattedMessage = true;
                logs.AddProcessor(new PrivateLogs());
                logs.AddOtlpExporter();
            });
        }

        return builder;
    }

    /// <summary>What is traced and how it is cleaned; the exporter comes on top.</summary>
    public static TracerProviderBuilder Trace(TracerProviderBuilder traces, TelemetryOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        return traces
            .AddSource(TelemetryNames.Sources)
            .AddAspNetCoreInstrumentation(web => web.Filter = IsWorthTracing)
            .SetSampler(new ParentBasedSampler(new TraceIdRatioBasedSampler(options.TracedShare)))
            .AddProcessor(new PrivateSpans());
    }

    /// <summary>Answers on the port for metrics, and there with nothing else. Comes before everything that answers requests.</summary>
    public static WebApplication UsePeerMeshMetrics(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        if (app.Services.GetRequiredService<TelemetryOptions>().MetricsPort is { } port)
        {
            app.MapWhen(context => context.Connection.LocalPort == port, metrics =>
            {
                metrics.Use((context, next) =>
                {
                    // Fetching the measurements is not among them.
                    if (context.Features.Get<IHttpMetricsTagsFeature>() is { } measured)
                    {
                        measured.MetricsDisabled = true;
                    }

                    return next(context);
                });
                metrics.UseOpenTelemetryPrometheusScrapingEndpoint(MetricsPath);
                metrics.Run(context =>
                {
                    context.Response.StatusCode = StatusCodes.Status404NotFound;
                    return Task.CompletedTask;
                });
            });
        }

        return app;
    }

    private static void Measure(MeterProviderBuilder metrics, TelemetryOptions options)
    {
        metrics
            .AddMeter(TelemetryNames.Meters)
            .AddRuntimeInstrumentation()
            .AddView("peermesh.session.command.duration", new ExplicitBucketHistogramConfiguration { Boundaries = CallSeconds })
            .AddView("peermesh.session.floor.wait", new ExplicitBucketHistogramConfiguration { Boundaries = FloorSeconds })
            .AddView("peermesh.session.share.*", new ExplicitBucketHistogramConfiguration { Boundaries = FloorSeconds });
        if (options.OtlpEndpoint is not null)
        {
            metrics.AddOtlpExporter();
        }

        if (options.MetricsPort is not null)
        {
            metrics.AddPrometheusExporter();
        }
    }

    // Probes and fetched measurements are not what anybody did, and an event stream is a span as long as the meeting.
    private static bool IsWorthTracing(HttpContext context) =>
        !context.Request.Path.StartsWithSegments("/health", StringComparison.Ordinal)
        && !context.Request.Path.StartsWithSegments(MetricsPath, StringComparison.Ordinal)
        && context.Request.Path.Value?.EndsWith("/events", StringComparison.Ordinal) != true;

    // A pod's name where there is one: it says which of the replicas this is, and nothing of anybody else.
    private static string InstanceName() => Environment.GetEnvironmentVariable("POD_NAME") is { Length: > 0 } pod ? pod : $"{Environment.MachineName}-{Environment.ProcessId}";

    // What the server would listen on without us: naming an address replaces all that configuration says.
    private static IEnumerable<string> AddressesOf(WebApplicationBuilder builder)
    {
        if (builder.WebHost.GetSetting(WebHostDefaults.ServerUrlsKey) is { Length: > 0 } urls)
        {
            return urls.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        }

        return builder.WebHost.GetSetting(WebHostDefaults.HttpPortsKey) is { Length: > 0 } ports
            ? ports.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(port => $"http://*:{port}")
            : ["http://localhost:5000"];
    }
}
