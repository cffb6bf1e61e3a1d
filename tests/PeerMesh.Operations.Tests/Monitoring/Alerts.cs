using System.Text.RegularExpressions;

namespace PeerMesh.OperationsTests.Monitoring;

/// <summary>Alerts, dashboards and runbooks as they lie in the repository.</summary>
internal static partial class Alerts
{
    public const string File = "k8s/monitoring/alerts.yml";

    public static string Text => Repository.Read(File);

    public static IReadOnlyList<string> Names => [.. AlertName().Matches(Text).Select(found => found.Groups[1].Value)];

    public static IEnumerable<string> Dashboards => Repository.Files("k8s/monitoring/dashboards", "*.json");

    /// <summary>The metrics that an expression asks for.</summary>
    public static IEnumerable<string> MetricsIn(string text) => Metric().Matches(text).Select(found => found.Value).Distinct();

    [GeneratedRegex(@"^\s*- alert: (\w+)$", RegexOptions.Multiline)]
    private static partial Regex AlertName();

    // Every name that a meter of ours, of the runtime's or of the web server's can have begins with one of these.
    [GeneratedRegex(@"\b(?:peermesh|orleans|http_server|kestrel|dotnet|aspnetcore|db_client)_[a-z0-9_]+\b")]
    private static partial Regex Metric();
}
