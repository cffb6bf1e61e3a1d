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
    AccessTokens tokens,
    SignedInDevices devices) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    private const string Prefix = "Bearer ";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers.Authorization is not [{ } header] || !header.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase))
        {
            return AuthenticateResult.NoResult();
        }

        if (tokens.Read(header[Prefix.Length..].Trim()) is not { } proved)
        {
            return AuthenticateResult.Fail("No access token, or one that is over.");
        }

        var principal = PeerMeshClaims.Principal(proved.Caller, proved.Device, Scheme.Name);

        // Made-up peers have no sign-in that could end; their tokens end by themselves.
        if (!proved.Caller.Simulated)
        {
            var standing = await devices.Standing(proved.Caller.Member, proved.Device);
            if (!standing.SignedIn)
            {
                return AuthenticateResult.Fail("The sign-in has ended.");
            }

            principal.Show(standing.SecondStep);
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
