using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace PeerMesh.Web.Http;

/// <summary>Style sheets, script modules, icons and the room's texts, served from the assembly they travel in.</summary>
internal sealed class WebFiles
{
    public const string Root = "/_content/PeerMesh.Web";
    private const string Prefix = "web:";

    // A browser lets a service worker look after the folder it lies in and below, and reads a manifest's addresses from
    // where that lies: these two belong at the top.
    private static readonly string[] AtTheTop = ["sw.js", "app.webmanifest"];

    private readonly FrozenDictionary<string, WebFile> _files = Read();

    /// <summary>The modules of the live room, so that its page can ask for all of them at once.</summary>
    public IReadOnlyList<string> RoomModules => field ??= [.. _files.Keys
        .Where(path => path.StartsWith("room/", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)];

    /// <summary>The path of the room's texts in one language.</summary>
    public static string Texts(string language) => $"texts/{language}.js";

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapMethods(Root + "/{**path}", [HttpMethods.Get, HttpMethods.Head], Serve).ExcludeFromDescription();
        foreach (var path in AtTheTop)
        {
            routes.MapMethods($"/{path}", [HttpMethods.Get, HttpMethods.Head], (HttpContext context) => Serve(path, context)).ExcludeFromDescription();
        }
    }

    private Results<FileContentHttpResult, NotFound> Serve(string path, HttpContext context)
    {
        if (!_files.TryGetValue(path, out var file))
        {
            return TypedResults.NotFound();
        }

        // Modules import each other by plain name, so a browser always asks, and nearly always hears "unchanged".
        var (content, encoding, tag) = file.For(context.Request.GetTypedHeaders().AcceptEncoding);
        context.Response.Headers.CacheControl = "no-cache";
        context.Response.Headers.Vary = "Accept-Encoding";
        context.Response.Headers.XContentTypeOptions = "nosniff";
        if (encoding is not null)
        {
            context.Response.Headers.ContentEncoding = encoding;
        }

        return TypedResults.File(content, file.ContentType, entityTag: tag);
    }

    private static FrozenDictionary<string, WebFile> Read()
    {
        var assembly = typeof(WebFiles).Assembly;
        var embedded = assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(name =>
            {
                using var stream = assembly.GetManifestResourceStream(name)!;
                var content = new byte[stream.Length];
                stream.ReadExactly(content);
                return KeyValuePair.Create(name[Prefix.Length..].Replace('\\', '/'), new WebFile(content, ContentTypeOf(name)));
            });
        var texts = Languages.All.Select(language => KeyValuePair.Create(
            Texts(language.TwoLetterISOLanguageName),
            new WebFile(Encoding.UTF8.GetBytes(RoomTextsModule.In(language)), ContentTypeOf(".js"))));
        return embedded.Concat(texts).ToFrozenDictionary(StringComparer.Ordinal);
    }

    private static string ContentTypeOf(string name) => Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".webmanifest" => "application/manifest+json",
        var other => throw new NotSupportedException($"No content type is known for {other}."),
    };
}
