namespace PeerMesh.Api.Http;

/// <summary>What every answer tells the browser to refuse.</summary>
internal static class SecurityHeaders
{
    private const string Policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; object-src 'none'; "
        + "base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    public static void UseSecurityHeaders(this IApplicationBuilder app) => app.Use((context, next) =>
    {
        context.Response.OnStarting(Set, context);
        return next(context);
    });

    private static Task Set(object state)
    {
        var context = (HttpContext)state;
        var headers = context.Response.Headers;
        headers.ContentSecurityPolicy = Policy;
        headers.XContentTypeOptions = "nosniff";
        headers.XFrameOptions = "DENY";

        // The name of a group tells something about a person: no address of ours travels to another site.
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";

        // Other sites read feeds, as scripts too where they know nothing better (JSONP).
        var isFeed = context.GetEndpoint()?.Metadata.GetMetadata<Feeds.PublicFeed>() is not null;
        headers["Cross-Origin-Resource-Policy"] = isFeed ? "cross-origin" : "same-origin";
        headers["Permissions-Policy"] = "camera=(), geolocation=(), microphone=(), payment=()";
        if (context.Request.IsHttps && !IsLocal(context.Request.Host.Host))
        {
            headers.StrictTransportSecurity = "max-age=31536000";
        }

        if (headers.CacheControl.Count == 0 && context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            headers.CacheControl = "no-store";
        }

        return Task.CompletedTask;
    }

    // A browser that learned HSTS for localhost would apply it to everything else a developer runs there.
    private static bool IsLocal(string host) => host is "localhost" or "127.0.0.1" or "[::1]";
}
