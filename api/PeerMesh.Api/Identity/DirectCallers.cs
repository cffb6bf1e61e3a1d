using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http.HttpResults;
using PeerMesh.Api.Cluster;
using PeerMesh.Api.Http;

namespace PeerMesh.Api.Identity;

/// <summary>
/// Says who calls an endpoint that is carried out as soon as its route is found, see <see cref="DirectCallersHosting.Directly"/>: by the same proofs as
/// everywhere else, without the general way to them. A room of people sends more of one request than of all others together.
/// </summary>
internal sealed class DirectCallers(BearerTokens bearers, KeyRingLoader keys)
{
    /// <summary>The caller, or the problem to answer instead.</summary>
    public async ValueTask<(CurrentCaller? Caller, ProblemHttpResult? Why)> Find(HttpContext context)
    {
        ClusterGate.Demand(keys);
        if (BearerTokens.IsIn(context.Request))
        {
            if (await bearers.Prove(context.Request) is { } proved)
            {
                return (proved, null);
            }

            context.Response.Headers.WWWAuthenticate = "Bearer";
            return (null, Failures.Of(StatusCodes.Status401Unauthorized));
        }

        if (await context.AuthenticateAsync(PeerMeshSchemes.Cookie) is not { Principal: { } principal })
        {
            return (null, Failures.Of(StatusCodes.Status401Unauthorized));
        }

        context.User = principal;
        return CrossSiteGuard.Check(context) is { } why ? (null, why) : (await CurrentCaller.BindAsync(context), null);
    }
}

/// <summary>The endpoint wants to know who calls, and asks <see cref="DirectCallers"/>.</summary>
internal sealed class SignedInMetadata;

internal static class DirectCallersHosting
{
    /// <summary>Carries the endpoint out as soon as its route is found. It has to ask <see cref="DirectCallers"/> who calls, and is counted by no limit.</summary>
    public static RouteHandlerBuilder Directly(this RouteHandlerBuilder endpoint)
    {
        endpoint.ShortCircuit();
        return endpoint.WithMetadata(new SignedInMetadata());
    }
}
