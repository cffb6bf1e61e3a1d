using System.Collections.Immutable;
using System.Security.Claims;
using Microsoft.AspNetCore;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;
using static OpenIddict.Server.OpenIddictServerEvents;

namespace PeerMesh.Api.Tests.Identity;

/// <summary>An organisation's provider, by OpenIddict, on a port of its own: signs in whoever the test says, without asking.</summary>
internal sealed class OidcProvider : IAsyncDisposable
{
    public const string Client = "peermesh";
    public const string Secret = "not told to anybody";

    private readonly WebApplication _app;

    private OidcProvider(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.First());

    /// <summary>Whom it vouches for, and how.</summary>
    public string Email { get; set; } = "";

    public bool EmailVerified { get; set; } = true;

    public ImmutableArray<string> Methods { get; set; } = ["pwd"];

    /// <summary>What the last request for a sign-in asked for.</summary>
    public OpenIddictRequest? Asked { get; private set; }

    public static async Task<OidcProvider> Start()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        OidcProvider? provider = null;
        builder.Services.AddOpenIddict().AddServer(server => server
            .SetAuthorizationEndpointUris("connect/authorize")
            .SetTokenEndpointUris("connect/token")
            .AllowAuthorizationCodeFlow()
            .RequireProofKeyForCodeExchange()
            .RegisterScopes(Scopes.Email)
            .EnableDegradedMode()
            .AddEphemeralEncryptionKey()
            .AddEphemeralSigningKey()
            .AddEventHandler<ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }))
            .AddEventHandler<ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != Client || context.ClientSecret != Secret)
                {
                    context.Reject(Errors.InvalidClient);
                }

                return default;
            }))
            .AddEventHandler<HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                provider!.Asked = context.Request;
                var identity = new ClaimsIdentity("provider");
                identity.SetClaim(Claims.Subject, "somebody").SetClaim(Claims.Email, provider.Email).SetClaim(Claims.EmailVerified, provider.EmailVerified)
                    .SetClaims(Claims.AuthenticationMethodReference, provider.Methods);
                identity.SetScopes(context.Request.GetScopes());
                identity.SetDestinations(_ => [Destinations.IdentityToken]);
                context.Principal = new ClaimsPrincipal(identity);
                return default;
            }))
            .UseAspNetCore().DisableTransportSecurityRequirement());
        var app = builder.Build();
        app.UseAuthentication();
        provider = new OidcProvider(app);
        await app.StartAsync();
        return provider;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();
}
