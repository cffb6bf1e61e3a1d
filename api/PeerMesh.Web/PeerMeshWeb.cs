using System.Text.Encodings.Web;
using System.Text.Unicode;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Localization;
using Microsoft.Extensions.WebEncoders;
using PeerMesh.Web.Finding;
using PeerMesh.Web.Http;

[assembly: ResourceLocation("Resources")]

namespace PeerMesh.Web;

/// <summary>The pages and the live room's script, for whichever host serves them.</summary>
/// <remarks>
/// The host provides <see cref="SignIn.ISignInDesk"/>, <see cref="SignIn.IAddressBook"/>, an <c>IGrainFactory</c>, a <c>DirectoryIndex</c>, and a
/// cookie scheme named "PeerMesh.Cookie". For failures it may run <c>/error/{status}</c> again for browsers.
/// </remarks>
public static class PeerMeshWeb
{
    // Their answers are the same in every language; a phone has its own words for our codes.
    private static readonly string[] ForPrograms = ["/v1", "/openapi", "/health"];

    public static IServiceCollection AddPeerMeshWeb(this IServiceCollection services)
    {
        services.AddSingleton<IStringLocalizerFactory, EmbeddedTextsFactory>().AddLocalization();
        services.AddRazorPages(options => options.Conventions.ConfigureFilter(new PrivatePageFilter()))
            .ConfigureApplicationPartManager(parts => parts.AddOnce(typeof(PeerMeshWeb).Assembly));
        services.AddAntiforgery(options =>
        {
            options.Cookie.Name = "peermesh.form";
            options.Cookie.SameSite = SameSiteMode.Strict;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        services.Configure<CookieTempDataProviderOptions>(options =>
        {
            options.Cookie.Name = "peermesh.step";
            options.Cookie.HttpOnly = true;
            options.Cookie.SameSite = SameSiteMode.Lax;
            options.Cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        });

        // Names come in every script; as themselves they are readable in the page's source and a third of the size.
        services.Configure<WebEncoderOptions>(options => options.TextEncoderSettings = new TextEncoderSettings(UnicodeRanges.All));
        services.AddResponseCompression(options => (options.EnableForHttps, options.MimeTypes) = (true, ["text/html"]));
        services.AddSingleton<WebFiles>();
        return services;
    }

    /// <summary>What pages need on the way in: the reader's language, and the room compressed. What programs ask for stays as it is.</summary>
    public static IApplicationBuilder UsePeerMeshWeb(this IApplicationBuilder app)
    {
        app.UseWhen(context => !Array.Exists(ForPrograms, path => context.Request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase)), pages => pages.UseReadersLanguage());

        // The room is the one heavy page. Compressing it gives nothing away: its only secret, the form's token, is encrypted
        // anew for every answer, and nothing that a stranger sends is repeated in it.
        return app.UseWhen(context => context.Request.Path.StartsWithSegments("/room", StringComparison.OrdinalIgnoreCase), room => room.UseResponseCompression());
    }

    public static IEndpointRouteBuilder MapPeerMeshWeb(this IEndpointRouteBuilder routes)
    {
        routes.MapRazorPages();
        routes.MapSiteMaps();
        routes.ServiceProvider.GetRequiredService<WebFiles>().Map(routes);
        return routes;
    }
}
