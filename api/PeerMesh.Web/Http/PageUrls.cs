using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace PeerMesh.Web.Http;

internal static class PageUrls
{
    /// <summary>A path of ours as an address that is good anywhere.</summary>
    public static string Absolute(HttpRequest request, string path) => $"{request.Scheme}://{request.Host}{request.PathBase}{path}";

    /// <summary>Off to sign in, and back here afterwards.</summary>
    public static RedirectToPageResult ToSignIn(this PageModel page) =>
        new("/SignIn/SignIn", new { returnUrl = Here(page.Request) });

    /// <summary>The page itself, as an address to come back to.</summary>
    public static string Here(HttpRequest request) => request.PathBase + request.Path + request.QueryString;

    /// <summary>The address asked for if it is one of our own, else the front page. Anything else would lead strangers' links through our sign-in.</summary>
    public static string LocalOrHome(this PageModel page, string? url) =>
        !string.IsNullOrEmpty(url) && page.Url.IsLocalUrl(url) ? url : page.Url.Page("/Index")!;
}
