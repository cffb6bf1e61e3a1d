using System.Threading.RateLimiting;
using PeerMesh.Api.Identity;

namespace PeerMesh.Api.Http;

/// <summary>How much one account may change, and how much may be changed of one group and from one network address, in a minute; and how many groups and organisations one account founds in a day.</summary>
/// <remarks>Each replica counts for itself. What happens in a live session is bounded by the session, which knows whose turn it is, and is not counted here.</remarks>
/// <param name="Account">By one account.</param>
/// <param name="Group">Of one group or organisation, by everybody together.</param>
/// <param name="Address">From one address on the network: a whole hall may sit behind one router.</param>
/// <param name="FoundedPerDay">Groups and organisations, by one account.</param>
internal sealed record ChangeLimits(int Account, int Group, int Address, int FoundedPerDay)
{
    private const int AccountDefault = 600;
    private const int GroupDefault = 3000;
    private const int AddressDefault = 6000;

    /// <summary>More than anybody founds who means it; an organisation brings in hundreds by an import.</summary>
    private const int FoundedDefault = 100;

    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    public static ChangeLimits From(IConfiguration configuration)
    {
        var section = configuration.GetSection("PeerMesh:Limits");
        return new ChangeLimits(
            section.GetValue("ChangesPerAccountAndMinute", AccountDefault),
            section.GetValue("ChangesPerGroupAndMinute", GroupDefault),
            section.GetValue("ChangesPerAddressAndMinute", AddressDefault),
            section.GetValue("FoundedPerAccountAndDay", FoundedDefault));
    }

    public PartitionedRateLimiter<HttpContext> Limiter() => PartitionedRateLimiter.CreateChained(
        Each(Account, Minute, context => IsChange(context) ? AccountOf(context) : null),
        Each(Group, Minute, context => IsChange(context) ? (context.Request.RouteValues["groupId"] ?? context.Request.RouteValues["bodyId"]) as string : null),
        Each(Address, Minute, context => IsChange(context) ? context.Connection.RemoteIpAddress?.ToString() : null),
        Each(FoundedPerDay, Day, context => IsFounding(context) ? AccountOf(context) : null));

    /// <param name="keyOf">What is counted together; null is not counted.</param>
    private static PartitionedRateLimiter<HttpContext> Each(int max, TimeSpan window, Func<HttpContext, string?> keyOf) =>
        PartitionedRateLimiter.Create<HttpContext, string>(context => keyOf(context) is { Length: > 0 } key
            ? RateLimitPartition.GetFixedWindowLimiter(key, _ => new FixedWindowRateLimiterOptions { PermitLimit = max, Window = window, QueueLimit = 0 })
            : RateLimitPartition.GetNoLimiter(""));

    private static bool IsChange(HttpContext context) =>
        !HttpMethods.IsGet(context.Request.Method) && !HttpMethods.IsHead(context.Request.Method)
        && !context.Request.Path.StartsWithSegments("/v1/sessions", StringComparison.OrdinalIgnoreCase)
        && !context.Request.Path.StartsWithSegments("/room", StringComparison.OrdinalIgnoreCase);

    private static bool IsFounding(HttpContext context) =>
        HttpMethods.IsPost(context.Request.Method) && context.Request.Path.Value?.TrimEnd('/') is "/v1/groups" or "/v1/bodies" or "/groups/new" or "/bodies/new";

    private static string? AccountOf(HttpContext context) => context.User.AsCaller()?.Member.Value;
}
