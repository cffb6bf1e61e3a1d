using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using PeerMesh.Api.Auditing;
using PeerMesh.Api.Bmlt;
using PeerMesh.Api.Bodies;
using PeerMesh.Api.Calendars;
using PeerMesh.Api.Cluster;
using PeerMesh.Api.Docs;
using PeerMesh.Api.Feeds;
using PeerMesh.Api.Finding;
using PeerMesh.Api.Forms;
using PeerMesh.Api.Groups;
using PeerMesh.Api.Health;
using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Api.Importing;
using PeerMesh.Api.Mail;
using PeerMesh.Api.Members;
using PeerMesh.Api.Membership;
using PeerMesh.Api.Notices;
using PeerMesh.Api.Operators;
using PeerMesh.Api.Privacy;
using PeerMesh.Api.Sessions;
using PeerMesh.Api.Telemetry;
using PeerMesh.Web;
using PeerMesh.Web.Importing;
using PeerMesh.Web.Privacy;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api;

/// <summary>The gateway as a part: a process of its own puts it before a cluster, the one-process host beside its silo.</summary>
/// <remarks>The host supplies an <see cref="IGrainFactory"/>, and may put another <see cref="IMailer"/> in the place of ours.</remarks>
public static class Gateway
{
    /// <summary>
    /// What the server swallows of a body that is refused: most clients send all of it before they read the answer. What
    /// is read into memory is bounded far below, by <see cref="JsonBody.BytesMax"/> and <see cref="FieldMax"/>.
    /// </summary>
    private const long RequestBytesMax = 8 * 1024 * 1024;

    /// <summary>Characters of one field of a form; a group's own agenda and guidelines are posted line by line.</summary>
    private const int FieldMax = 64 * 1024;

    private const int FieldsMax = 512;

    public static WebApplicationBuilder AddPeerMeshGateway(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = RequestBytesMax;
            kestrel.Limits.RequestHeadersTimeout = TimeSpan.FromSeconds(15);
        });

        // The framework's request log names addresses, and an address names a group or a session. Ours does not.
        builder.Logging.AddFilter("Microsoft.AspNetCore", LogLevel.Warning);

        // It warns at every form that it sets the cache headers which our pages have set already.
        builder.Logging.AddFilter("Microsoft.AspNetCore.Antiforgery", LogLevel.Error);

        var services = builder.Services;
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton<GatewayInstruments>();
        services.AddSingleton<Operators.Operators>();
        services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        services.Configure<FormOptions>(form =>
        {
            (form.ValueLengthLimit, form.ValueCountLimit, form.MultipartBodyLengthLimit) = (FieldMax, FieldsMax, FieldMax);
        });
        services.AddExceptionHandler<Failures>();
        services.AddSignInLimit(builder.Configuration);
        services.AddPeerMeshWeb();
        services.AddDocs();
        services.AddFinding();
        services.AddFeedAnswers();
        services.AddSingleton<NetworkBodies>().AddHostedService<BodyFollower>().AddSingleton<FeedMeetings>();
        services.AddSingleton<AddressFetch>().AddSingleton<ImportDesk>().AddSingleton<IImportDesk>(provider => provider.GetRequiredService<ImportDesk>());
        services.AddSingleton<SessionHubs>().AddSingleton<StreamEndpoint>().AddSingleton<RosterTokens>().AddSingleton<AuditSigns>();
        services.AddSingleton<IMyData, MyData>();
        AddIdentity(services, builder.Configuration);
        AddMail(services, builder.Configuration);
        return builder;
    }

    public static WebApplication MapPeerMeshGateway(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.Lifetime.ApplicationStarted.Register(app.Services.GetRequiredService<GatewayInstruments>().Begin);
        app.UseSecurityHeaders();
        app.UseMiddleware<RequestLog>();
        app.UsePeerMeshWeb();
        app.UseWhen(context => Browsers.WantPage(context.Request), pages => pages.UseStatusCodePagesWithReExecute("/error/{0}"));
        app.UseWhen(
            context => !Browsers.WantPage(context.Request),
            others => others.UseStatusCodePages(pages => Failures.Of(pages.HttpContext.Response.StatusCode).ExecuteAsync(pages.HttpContext)));
        app.UseExceptionHandler(_ => { });
        app.UseFeedAnswers();
        app.UseRouting();
        app.UseCors();
        app.UseClusterGate();
        app.UseAuthentication();
        app.UseCrossSiteGuard();
        app.UseAuthorization();
        app.UseRateLimiter();

        app.MapSignIn();
        app.MapMe();
        app.MapProfile();
        app.MapDevices();
        app.MapSecondStep();
        app.MapNotices();
        app.MapForms();
        app.MapFinding();
        app.MapGroups();
        app.MapListings();
        app.MapRoster();
        app.MapProposals();
        app.MapBodies();
        app.MapBodySettings();
        app.MapFigures();
        app.MapAffiliations();
        app.MapImports();
        app.MapAudit();
        app.MapMyData();
        app.MapFeeds();
        app.MapBmlt();
        app.MapCalendars();
        app.MapMembership();
        app.MapMembershipDesk();
        app.MapRegistrations();
        app.MapMine();
        app.MapSessions();
        app.MapHealth();
        app.MapOperatorDashboard();
        app.MapDocs();
        app.MapPeerMeshWeb();
        return app;
    }

    private static void AddIdentity(IServiceCollection services, ConfigurationManager configuration)
    {
        services.AddDataProtection().SetApplicationName("PeerMesh");

        // The framework's own warm-up blocks the start of the host until it has keys, and ours come from a cluster that may not be there yet.
        foreach (var warmUp in services.Where(service => service.ServiceType == typeof(IHostedService)
            && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly).ToList())
        {
            services.Remove(warmUp);
        }

        services.AddSingleton<KeyRing>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(
            options => options.XmlRepository = provider.GetRequiredService<KeyRing>()));
        services.AddSingleton<KeyRingLoader>().AddHostedService(provider => provider.GetRequiredService<KeyRingLoader>());

        services.AddSingleton<AccessTokens>().AddSingleton<IAccessTokens>(provider => provider.GetRequiredService<AccessTokens>());
        services.AddSingleton<SignedInDevices>().AddHostedService<SignInFollower>();
        services.AddSingleton<BearerTokens>().AddSingleton<DirectCallers>();
        services.AddSingleton<SecondStepSetting>().AddSingleton<SignInDoors>();
        services.AddIdentityCore<Account>().AddUserStore<PasskeyStore>();
        services.AddSingleton<IConfigureOptions<IdentityPasskeyOptions>, PasskeyOrigins>();
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddScoped<PasskeyDesk>().AddScoped<IPasskeyDesk>(provider => provider.GetRequiredService<PasskeyDesk>());
        services.AddSingleton<EmailAddresses>().AddSingleton<IAddressBook>(provider => provider.GetRequiredService<EmailAddresses>());
        services.AddSingleton<SignInDesk>().AddSingleton<ISignInDesk>(provider => provider.GetRequiredService<SignInDesk>());

        services.AddAuthentication(PeerMeshSchemes.Either)
            .AddPolicyScheme(PeerMeshSchemes.Either, displayName: null, options => options.ForwardDefaultSelector = context =>
                context.Request.Headers.Authorization.Count > 0 ? PeerMeshSchemes.Bearer : PeerMeshSchemes.Cookie)
            .AddScheme<AuthenticationSchemeOptions, AccessTokenHandler>(PeerMeshSchemes.Bearer, configureOptions: null)
            .AddCookie(PeerMeshSchemes.Cookie, WebCookie.Configure)
            .AddOidc(configuration);
        services.AddAuthorization();

        // The pages ask for codes too, and are counted with the API.
        services.Configure<RazorPagesOptions>(options =>
        {
            foreach (var page in (string[])["/SignIn/SignIn", "/SignIn/Code"])
            {
                options.Conventions.AddPageApplicationModelConvention(page, model => model.EndpointMetadata.Add(new EnableRateLimitingAttribute(SignInLimit.Policy)));
            }
        });
    }

    private static void AddMail(IServiceCollection services, ConfigurationManager configuration)
    {
        var settings = configuration.GetSection("Mail");
        services.Configure<MailOptions>(settings);
        if (string.IsNullOrEmpty(settings[nameof(MailOptions.Host)]) && !string.IsNullOrEmpty(settings[nameof(MailOptions.Folder)]))
        {
            services.TryAddSingleton<IMailer, FolderMailer>();
        }

        services.TryAddSingleton<IMailer, SmtpMailer>();
        services.AddHostedService<MailDelivery>();
        services.AddSingleton<ContactSeal>().AddSingleton<ContactDesk>().AddSingleton<IContactDesk>(provider => provider.GetRequiredService<ContactDesk>());
        services.AddSingleton<UnsubscribeSeal>().AddSingleton<NoticeMail>();
        services.AddSingleton<InviteCodes>().AddSingleton<IInviteCodes>(provider => provider.GetRequiredService<InviteCodes>());
        services.AddHostedService<NoticeDelivery>();
    }
}
