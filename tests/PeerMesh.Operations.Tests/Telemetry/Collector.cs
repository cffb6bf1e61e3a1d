using System.Collections.Concurrent;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PeerMesh.OperationsTests.Telemetry;

/// <summary>Takes OTLP over HTTP and keeps the bytes; texts in them are plain UTF-8.</summary>
internal sealed class Collector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<(string Signal, string Text)> _taken = new();

    private Collector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    public static async Task<Collector> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var collector = new Collector(app);
        app.MapPost("/v1/{signal}", collector.Take);
        await app.StartAsync();
        return collector;
    }

    public string Everything(string signal) => string.Concat(Each(signal));

    /// <summary>What came at once, from one process each.</summary>
    public IEnumerable<string> Each(string signal) => _taken.Where(one => one.Signal == signal).Select(one => one.Text);

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task Take(string signal, HttpRequest request)
    {
        using var body = new MemoryStream();
        await request.Body.CopyToAsync(body);
        _taken.Enqueue((signal, Encoding.Latin1.GetString(body.ToArray())));
    }
}
