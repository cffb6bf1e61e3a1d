using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Http;

namespace PeerMesh.Api.Identity;

/// <summary>
/// A browser sends the cookie along with whatever another site makes it send. A header of our own is what another site
/// cannot add without asking first, so a change made with the cookie has to carry it.
/// </summary>
internal static class CrossSiteGuard
{
    private const string Header = "X-PeerMesh";

    public static void UseCrossSiteGuard(this IApplicationBuilder app) => app.Use((context, next) =>
        Check(context) is { } why ? why.ExecuteAsync(context) : next(context));

    /// <summary>Why a request that is signed in is not carried out, or null.</summary>
    public static ProblemHttpResult? Check(HttpContext context) =>
        IsGuarded(context) && context.Request.Headers[Header] != "1" ? GatewayRefusals.MissingHeader.ToProblem() : null;

    private static bool IsGuarded(HttpContext context) =>
        context.Request.Path.StartsWithSegments("/v1", StringComparison.Ordinal)
        && !(HttpMethods.IsGet(context.Request.Method) || HttpMethods.IsHead(context.Request.Method) || HttpMethods.IsOptions(context.Request.Method))
        && context.User.Identity is { IsAuthenticated: true, AuthenticationType: PeerMeshSchemes.Cookie };
}
