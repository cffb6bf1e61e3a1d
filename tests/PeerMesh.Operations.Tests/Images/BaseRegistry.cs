using System.Collections.Concurrent;
using System.Formats.Tar;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace PeerMesh.OperationsTests.Images;

/// <summary>A registry on this machine with one all but empty base image, so that the SDK makes our images where no other registry can be reached.</summary>
internal sealed class BaseRegistry : IAsyncDisposable
{
    public const string Repository = "base/aspnet";

    private const string Manifest = "application/vnd.docker.distribution.manifest.v2+json";

    private readonly WebApplication _app;
    private readonly ConcurrentDictionary<string, byte[]> _blobs = new();

    private BaseRegistry(WebApplication app) => _app = app;

    public string Image => $"127.0.0.1:{new Uri(_app.Urls.First()).Port}/{Repository}:10.0";

    public string Address => $"127.0.0.1:{new Uri(_app.Urls.First()).Port}";

    public static async Task<BaseRegistry> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var registry = new BaseRegistry(app);
        var manifest = registry.MakeImage();
        app.MapGet("/v2/", () => Results.Ok());
        app.MapMethods($"/v2/{Repository}/manifests/{{reference}}", ["GET", "HEAD"], (HttpResponse response) =>
        {
            response.Headers["Docker-Content-Digest"] = Digest(manifest);
            return Results.Bytes(manifest, Manifest);
        });
        app.MapMethods($"/v2/{Repository}/blobs/{{digest}}", ["GET", "HEAD"], (string digest) =>
            registry._blobs.TryGetValue(digest, out var blob) ? Results.Bytes(blob, "application/octet-stream") : Results.NotFound());
        await app.StartAsync();
        return registry;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private byte[] MakeImage()
    {
        using var plain = new MemoryStream();
        using (var tar = new TarWriter(plain, TarEntryFormat.Ustar, leaveOpen: true))
        {
            tar.WriteEntry(new UstarTarEntry(TarEntryType.Directory, "app/"));
        }

        using var zipped = new MemoryStream();
        using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(plain.ToArray());
        }

        var config = Encoding.UTF8.GetBytes(new JsonObject
        {
            ["architecture"] = "amd64",
            ["os"] = "linux",
            ["config"] = new JsonObject { ["Env"] = new JsonArray("PATH=/usr/bin", "DOTNET_VERSION=10.0.0") },
            ["rootfs"] = new JsonObject { ["type"] = "layers", ["diff_ids"] = new JsonArray(Digest(plain.ToArray())) },
            ["history"] = new JsonArray(new JsonObject { ["created_by"] = "test" }),
        }.ToJsonString());
        return Encoding.UTF8.GetBytes(new JsonObject
        {
            ["schemaVersion"] = 2,
            ["mediaType"] = Manifest,
            ["config"] = Describe(config, "application/vnd.docker.container.image.v1+json"),
            ["layers"] = new JsonArray(Describe(zipped.ToArray(), "application/vnd.docker.image.rootfs.diff.tar.gzip")),
        }.ToJsonString());
    }

    private JsonObject Describe(byte[] blob, string type)
    {
        _blobs[Digest(blob)] = blob;
        return new JsonObject { ["mediaType"] = type, ["size"] = blob.Length, ["digest"] = Digest(blob) };
    }

    private static string Digest(byte[] bytes) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(bytes))}";
}
