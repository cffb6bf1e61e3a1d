using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using PeerMesh.Api.Http;

namespace PeerMesh.Api.Identity;

/// <summary>Authenticates <c>Authorization: Bearer …</c>.</summary>
internal sealed class AccessTokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    BearerTokens bearers) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (!BearerTokens.IsIn(Request))
        {
            return AuthenticateResult.NoResult();
        }

        if (await bearers.Prove(Request) is not { } proved)
        {
            return AuthenticateResult.Fail("No access token, one that is over, or whose sign-in has ended.");
        }

        var principal = PeerMeshClaims.Principal(proved.Value, proved.Device, Scheme.Name);
        if (!proved.Value.Simulated)
        {
            principal.Show(proved.Value.SecondStep);
        }

        return AuthenticateResult.Success(new AuthenticationTicket(principal, Scheme.Name));
    }

    protected override async Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = "Bearer";
        await Failures.Of(StatusCodes.Status401Unauthorized).ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        Failures.Of(StatusCodes.Status403Forbidden).ExecuteAsync(Context);
}
