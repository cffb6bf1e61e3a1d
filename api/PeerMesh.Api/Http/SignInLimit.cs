using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;

namespace PeerMesh.Api.Http;

/// <summary>How often one address on the network may try to sign in. Each replica counts for itself.</summary>
internal static class SignInLimit
{
    public const string Policy = "sign-in";

    /// <summary>A whole meeting may sit behind one router; guessing a code is stopped by its five tries, not by this.</summary>
    private const int PerMinuteDefault = 300;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    public static void AddSignInLimit(this IServiceCollection services, IConfiguration configuration)
    {
        var perMinute = configuration.GetValue("PeerMesh:Limits:SignInPerMinute", PerMinuteDefault);
        var changes = ChangeLimits.From(configuration);
        services.AddRateLimiter(options =>
        {
            options.GlobalLimiter = changes.Limiter();
            options.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
            options.OnRejected = Answer;
            options.AddPolicy(Policy, context => RateLimitPartition.GetFixedWindowLimiter(
                context.Connection.RemoteIpAddress?.ToString() ?? "unknown",
                _ => new FixedWindowRateLimiterOptions { PermitLimit = perMinute, Window = Window, QueueLimit = 0 }));
        });
    }

    private static async ValueTask Answer(OnRejectedContext context, CancellationToken cancellationToken)
    {
        var wait = context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : Window;
        context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        if (Browsers.WantPage(context.HttpContext.Request))
        {
            // The status is set; what lies around makes the page for it.
            return;
        }

        await GatewayRefusals.TooMany.ToProblem(StatusCodes.Status429TooManyRequests).ExecuteAsync(context.HttpContext);
    }
}
