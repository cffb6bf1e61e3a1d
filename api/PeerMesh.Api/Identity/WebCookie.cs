using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using PeerMesh.Api.Http;

namespace PeerMesh.Api.Identity;

/// <summary>The browser's sign-in.</summary>
internal static class WebCookie
{
    public const string PlainName = "peermesh";
    public const string SecureName = "__Host-" + PlainName;

    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(14);

    public static void Configure(CookieAuthenticationOptions options)
    {
        options.Cookie.Name = PlainName;
        options.Cookie.Path = "/";
        options.Cookie.HttpOnly = true;
        options.Cookie.SameSite = SameSiteMode.Lax;
        options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        options.CookieManager = new NameByScheme();
        options.ExpireTimeSpan = Lifetime;
        options.SlidingExpiration = true;
        options.LoginPath = "/sign-in";
        options.ReturnUrlParameter = "returnUrl";
        options.Events.OnValidatePrincipal = Validate;
        options.Events.OnRedirectToLogin = context => Send(context, StatusCodes.Status401Unauthorized);
        options.Events.OnRedirectToAccessDenied = context => Send(context, StatusCodes.Status403Forbidden);
    }

    private static async Task Validate(CookieValidatePrincipalContext context)
    {
        var devices = context.HttpContext.RequestServices.GetRequiredService<SignedInDevices>();
        if (context.Principal?.AsCaller() is { } caller
            && await devices.Standing(caller.Member, context.Principal.AsDevice()) is { SignedIn: true } standing)
        {
            context.Principal.Show(standing.SecondStep);
            return;
        }

        context.RejectPrincipal();
        await context.HttpContext.SignOutAsync(PeerMeshSchemes.Cookie);
    }

    // Pages lead to the sign-in page; the API says what is wrong.
    private static Task Send(RedirectContext<CookieAuthenticationOptions> context, int status)
    {
        if (context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal))
        {
            return Failures.Of(status).ExecuteAsync(context.HttpContext);
        }

        context.Response.Redirect(context.RedirectUri);
        return Task.CompletedTask;
    }

    /// <summary>
    /// Over https the cookie bears the prefix that pins it to this very host; browsers take that prefix over https only, so
    /// plain http on one's own machine has a name of its own.
    /// </summary>
    private sealed class NameByScheme : ICookieManager
    {
        private readonly ChunkingCookieManager _cookies = new();

        public string? GetRequestCookie(HttpContext context, string key) => _cookies.GetRequestCookie(context, Name(context));

        public void AppendResponseCookie(HttpContext context, string key, string? value, CookieOptions options) =>
            _cookies.AppendResponseCookie(context, Name(context), value, options);

        public void DeleteCookie(HttpContext context, string key, CookieOptions options) =>
            _cookies.DeleteCookie(context, Name(context), options);

        private static string Name(HttpContext context) => context.Request.IsHttps ? SecureName : PlainName;
    }
}
