namespace PeerMesh.Api.Http;

/// <summary>Tells people from programs.</summary>
internal static class Browsers
{
    private static readonly string[] ForPrograms = ["/v1", "/openapi", "/health", "/bmlt", "/main_server", "/feeds", "/calendars"];

    /// <summary>Whether a failure should look like a page rather than a problem document.</summary>
    public static bool WantPage(HttpRequest request) =>
        !Array.Exists(ForPrograms, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase))
        && request.GetTypedHeaders().Accept.Any(type => type.MediaType.Equals("text/html", StringComparison.OrdinalIgnoreCase));
}
