using Microsoft.AspNetCore.Http;
using NodaTime;

namespace PeerMesh.Web.Finding;

/// <summary>The zone a reader's times are in: chosen on the page, else what their browser told a visit before, else the directory's usual one.</summary>
internal static class ReaderZone
{
    /// <summary>Set by the page's script from the browser's own settings; no secret, and no more than the clock on the wall.</summary>
    public const string Cookie = "peermesh.zone";

    /// <summary>Offered first; any other is kept when it is asked for.</summary>
    public static readonly IReadOnlyList<string> Usual =
        ["America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles", "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico"];

    public static string? Remembered(HttpRequest request) =>
        request.Cookies[Cookie] is { Length: > 0 and <= 64 } name && DateTimeZoneProviders.Tzdb.GetZoneOrNull(name) is not null ? name : null;
}
