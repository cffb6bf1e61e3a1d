using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;
using PeerMesh.Api.Bodies;
using PeerMesh.Api.Finding;
using PeerMesh.Search;

namespace PeerMesh.Api.Feeds;

/// <summary>Marks an endpoint whose answers any site may read, because they say nothing that is not public.</summary>
internal sealed class PublicFeed;

/// <summary>How feeds answer: compressed, with a tag, and to every site.</summary>
internal static class FeedAnswers
{
    public const string Cors = "feeds";

    /// <summary>Readers that ask again within it are answered by caches on the way.</summary>
    private const string CacheFor = "public, max-age=60";

    private static readonly PathString[] Roots = ["/feeds", "/bmlt", "/main_server", "/calendars", "/bodies", "/v1/bodies"];

    public static IServiceCollection AddFeedAnswers(this IServiceCollection services)
    {
        services.AddCors(cors => cors.AddPolicy(Cors, policy => policy.AllowAnyOrigin().WithMethods("GET", "HEAD").AllowAnyHeader().WithExposedHeaders(HeaderNames.ETag)));

        // Nothing in a feed is secret, so its length under compression tells nothing.
        return services.AddResponseCompression(compression =>
        {
            compression.EnableForHttps = true;
            compression.Providers.Add<GzipCompressionProvider>();
            compression.MimeTypes = [.. compression.MimeTypes, "application/json", "text/javascript", "text/calendar", "application/atom+xml", "text/csv"];
        });
    }

    public static void UseFeedAnswers(this IApplicationBuilder app) =>
        app.UseWhen(
            context => Array.Exists(Roots, root => context.Request.Path.StartsWithSegments(root, StringComparison.Ordinal)),
            feeds => feeds.UseResponseCompression());

    public static RouteHandlerBuilder AsFeed(this RouteHandlerBuilder endpoint) =>
        endpoint.AsPublic().AddEndpointFilter(WhenWhole);

    /// <summary>For any site to read, without a feed's other ways.</summary>
    public static RouteHandlerBuilder AsPublic(this RouteHandlerBuilder endpoint) =>
        endpoint.WithMetadata(new PublicFeed()).RequireCors(Cors);

    /// <summary>Answers with what <paramref name="write"/> writes, or says that the caller has it already.</summary>
    /// <param name="state">Names everything that the content depends on besides the address.</param>
    /// <param name="cache">Null lets caches on the way keep it for a minute.</param>
    public static async Task Send(HttpContext context, string state, string contentType, Func<Stream, CancellationToken, Task> write, string? cache = null)
    {
        var (request, response) = (context.Request, context.Response);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{state}\n{request.Scheme}://{request.Host}{request.Path}{request.QueryString}")))[..20]}\"", isWeak: true);
        response.GetTypedHeaders().ETag = tag;
        response.Headers.CacheControl = cache ?? CacheFor;
        if (request.GetTypedHeaders().IfNoneMatch is { Count: > 0 } known && known.Any(each => each.Compare(tag, useStrongComparison: false) || each == EntityTagHeaderValue.Any))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        response.ContentType = contentType;
        if (!HttpMethods.IsHead(request.Method))
        {
            await write(response.Body, context.RequestAborted);
        }
    }

    // Readers take what is missing from a feed for gone, so half of one is worse than none.
    private static ValueTask<object?> WhenWhole(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var services = context.HttpContext.RequestServices;
        return services.GetRequiredService<IDirectory>().IsWhole && services.GetRequiredService<NetworkBodies>().IsKnown
            ? next(context)
            : ValueTask.FromResult<object?>(FindingEndpoints.Unready(context.HttpContext));
    }

    /// <summary>The address of this server as its caller knows it.</summary>
    public static string Site(HttpRequest request) => $"{request.Scheme}://{request.Host}{request.PathBase}";
}
