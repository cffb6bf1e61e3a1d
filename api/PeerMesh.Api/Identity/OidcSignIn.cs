using System.Security.Claims;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.OAuth.Claims;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Members;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Identity;

/// <summary>
/// Signing in through an organisation's own provider: authorization code with PKCE and nonce. Whoever it vouches for is the account of their verified e-mail
/// address, the same as with a mailed code; nothing else that it says is kept.
/// </summary>
internal static partial class OidcSignIn
{
    private const string EmailVerified = "email_verified";
    private const string MultipleFactors = "mfa";

    public static AuthenticationBuilder AddOidc(this AuthenticationBuilder authentication, IConfiguration configuration)
    {
        foreach (var section in configuration.GetSection(SignInDoors.Section).GetChildren())
        {
            var (id, settings) = (section.Key, OidcSettings.Read(section));
            authentication.AddOpenIdConnect(SignInDoors.SchemeOf(id), options => Configure(options, id, settings, configuration["PeerMesh:PublicUrl"]));
        }

        return authentication;
    }

    private static void Configure(OpenIdConnectOptions options, string id, OidcSettings settings, string? publicUrl)
    {
        options.SignInScheme = PeerMeshSchemes.Cookie;
        options.Authority = settings.Authority.ToString();
        options.RequireHttpsMetadata = !settings.Authority.IsLoopback;
        options.ClientId = settings.ClientId;
        options.ClientSecret = settings.ClientSecret;
        options.ResponseType = OpenIdConnectResponseType.Code;

        // The code comes back in the address, good once and for this browser alone. By a form of another site it would come without our cookies, unless those were open to all sites.
        options.ResponseMode = OpenIdConnectResponseMode.Query;
        options.UsePkce = true;
        options.MapInboundClaims = false;
        options.GetClaimsFromUserInfoEndpoint = true;
        options.ClaimActions.MapUniqueJsonKey(EmailVerified, EmailVerified);
        options.Scope.Clear();
        options.Scope.Add("openid");
        options.Scope.Add("email");
        options.CallbackPath = $"/sign-in/with/{id}";
        options.SignedOutCallbackPath = $"/sign-in/with/{id}/out";

        // Another site's page could call it and sign people out.
        options.RemoteSignOutPath = default;
        foreach (var cookie in (CookieBuilder[])[options.NonceCookie, options.CorrelationCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = CookieSecurePolicy.SameAsRequest;
        }

        options.Events.OnRedirectToIdentityProvider = context =>
        {
            // Behind a web server that ends TLS, the request does not know its own address.
            if (!string.IsNullOrEmpty(publicUrl))
            {
                context.ProtocolMessage.RedirectUri = publicUrl.TrimEnd('/') + options.CallbackPath;
            }

            return Task.CompletedTask;
        };
        options.Events.OnTicketReceived = context => Arrive(context, settings);
        options.Events.OnRemoteFailure = context =>
        {
            LogFailed(Log(context.HttpContext), context.Failure?.GetType().Name ?? "none");
            Refuse(context);
            return Task.CompletedTask;
        };
    }

    private static void Refuse<TOptions>(HandleRequestContext<TOptions> context)
        where TOptions : AuthenticationSchemeOptions
    {
        context.HandleResponse();
        context.Response.Redirect($"{context.Request.PathBase}/sign-in?elsewhere=failed");
    }

    /// <summary>From what the provider vouches for to the account of that address, signed in on this device.</summary>
    private static async Task Arrive(TicketReceivedContext context, OidcSettings settings)
    {
        var (services, claims) = (context.HttpContext.RequestServices, context.Principal!);
        if (claims.FindFirstValue("email") is not { } email
            || !string.Equals(claims.FindFirstValue(EmailVerified), "true", StringComparison.OrdinalIgnoreCase)
            || EmailAddresses.Normalize(email) is not { } address
            || !settings.SpeaksFor(address))
        {
            // A mere failure would be passed over here, and the provider's word taken as it is.
            LogFailed(Log(context.HttpContext), "no address that it vouches for");
            Refuse(context);
            return;
        }

        var (grains, known) = (services.GetRequiredService<IGrainFactory>(), await services.GetRequiredService<EmailAddresses>().Find(address));
        var member = await GrainCalls.Twice(known.Resolve);
        var secondStep = settings.SecondStep && claims.HasClaim("amr", MultipleFactors);
        var grant = await GrainCalls.Once(() => grains.GetGrain<IMemberGrain>(member.Value).SignInWith(DeviceNames.Of(context.Request), secondStep));
        context.Principal = PeerMeshClaims.Principal(new Caller(member), grant.Device, PeerMeshSchemes.Cookie);
        context.Properties = new AuthenticationProperties { RedirectUri = context.ReturnUri };
        if (!secondStep && (await GrainCalls.Twice(() => grains.GetGrain<ISecondStepGrain>(member.Value).Look(grant.Device))).IsSetUp)
        {
            context.ReturnUri = QueryHelpers.AddQueryString($"{context.Request.PathBase}/me/second-step", "returnUrl", context.ReturnUri ?? "/");
        }
    }

    private static ILogger Log(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(OidcSignIn).FullName!);

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in through an organisation's provider failed: {Failure}")]
    private static partial void LogFailed(ILogger log, string failure);
}
