using Microsoft.AspNetCore.Http;

namespace PeerMesh.Web.SignIn;

/// <summary>What a device is called in its owner's list: browser and system in two words. The header itself, which tells machines apart, is not kept.</summary>
public static class DeviceNames
{
    private const int LengthMax = 40;

    // The first that fits: each says the names of those after it too, for old times' sake.
    private static readonly (string Mark, string Name)[] Browsers =
    [
        ("Edg", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser", "Samsung Internet"), ("Firefox", "Firefox"), ("FxiOS", "Firefox"), ("CriOS", "Chrome"),
        ("Chrome/", "Chrome"), ("Safari/", "Safari"),
    ];

    private static readonly (string Mark, string Name)[] Systems =
    [
        ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("CrOS", "Chromebook"), ("Windows", "Windows"), ("Mac OS", "Mac"), ("Linux", "Linux"),
    ];

    /// <param name="request">Tells by its User-Agent header.</param>
    /// <param name="given">What an app calls it; counts before that.</param>
    /// <returns>Null where nothing is known.</returns>
    public static string? Of(HttpRequest request, string? given = null)
    {
        ArgumentNullException.ThrowIfNull(request);
        var chosen = string.Concat((given ?? "").Where(c => !char.IsControl(c))).Trim();
        if (chosen.Length > 0)
        {
            return chosen.Length > LengthMax ? chosen[..LengthMax] : chosen;
        }

        var agent = request.Headers.UserAgent.ToString();
        var known = new[] { Find(Browsers, agent), Find(Systems, agent) }.OfType<string>().ToList();
        return known.Count == 0 ? null : string.Join(", ", known);
    }

    private static string? Find((string Mark, string Name)[] names, string agent) =>
        Array.Find(names, one => agent.Contains(one.Mark, StringComparison.Ordinal)).Name;
}
