using System.Globalization;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Membership;

namespace PeerMesh.Web.Membership;

/// <summary>Moments as pages say them: on the group's wall clock, with the city that names its zone.</summary>
internal static class Moments
{
    public static string Of(DateTimeOffset at, string? zone) =>
        zone is not null && TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found)
            ? $"{TimeZoneInfo.ConvertTime(at, found).ToString("f", CultureInfo.CurrentCulture)} ({CityOf(zone)})"
            : $"{at.ToUniversalTime().ToString("f", CultureInfo.CurrentCulture)} (UTC)";

    // "New York": whose clock it is, in as few letters as a phone has room for.
    private static string CityOf(string zone) => zone[(zone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>"8 of 12 places free", "All 12 places are taken, 3 wait".</summary>
    public static string Places(IStringLocalizer texts, DateStanding date) =>
        date.Free > 0 ? texts["Date.Free", date.Free, date.Places]
        : date.Waiting > 0 ? texts["Date.FullAndWaiting", date.Places, date.Waiting]
        : texts["Date.Full", date.Places];
}
