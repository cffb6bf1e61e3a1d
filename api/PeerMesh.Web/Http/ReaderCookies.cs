using Microsoft.AspNetCore.Http;

namespace PeerMesh.Web.Http;

/// <summary>How somebody likes to read: kept on their device, and about nobody.</summary>
internal static class ReaderCookies
{
    // Browsers keep no cookie for longer.
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(400);

    public static void Set(HttpContext context, string name, string value) => context.Response.Cookies.Append(name, value, new CookieOptions
    {
        MaxAge = KeptFor,
        SameSite = SameSiteMode.Lax,
        Secure = context.Request.IsHttps,
        IsEssential = true,
        Path = context.Request.PathBase.HasValue ? context.Request.PathBase.Value : "/",
    });
}
