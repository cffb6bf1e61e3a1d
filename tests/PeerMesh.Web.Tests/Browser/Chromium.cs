namespace PeerMesh.Web.Tests.Browser;

/// <summary>The system's own Chromium; nothing is downloaded for these tests.</summary>
internal static class Chromium
{
    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

    /// <summary>Where it is, or null. PEERMESH_CHROMIUM names one in another place.</summary>
    public static string? Program { get; } =
        Array.Find(Environment.GetEnvironmentVariable("PEERMESH_CHROMIUM") is { Length: > 0 } named ? [named] : Places, File.Exists);

    /// <summary>On a build server a missing browser is a failure: a skipped test there would be noticed by nobody.</summary>
    public static bool IsRequired => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
}
