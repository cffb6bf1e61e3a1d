using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace PeerMesh.OperationsTests.Monitoring;

/// <summary>What a real silo and a real gateway serve to Prometheus while a meeting runs.</summary>
public sealed partial class ScrapeTests
{
    [Fact]
    public async Task Every_metric_of_alerts_dashboards_and_documents_is_there()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var cluster = await SmallCluster.Start(new Dictionary<string, string>(), over.Token);
        await Meet(cluster, over.Token);

        using var prometheus = new HttpClient();
        var scraped = NamesIn(await prometheus.GetStringAsync(cluster.SiloMetrics, over.Token));
        scraped.UnionWith(NamesIn(await prometheus.GetStringAsync(cluster.GatewayMetrics, over.Token)));

        var asked = Alerts.Dashboards.Select(File.ReadAllText).Append(Alerts.Text).SelectMany(Alerts.MetricsIn);
        Assert.Equal([], asked.Distinct().Except(scraped));

        // The tables of docs/telemetry.md name each metric of ours once.
        var told = Listed().Matches(Repository.Read("docs/telemetry.md")).Select(found => found.Groups[1].Value);
        var ours = scraped.Where(name => name.StartsWith("peermesh_", StringComparison.Ordinal)).Select(Base).Distinct();
        Assert.Equal(ours.Order(StringComparer.Ordinal), told.Order(StringComparer.Ordinal));
    }

    // Somebody raises a hand and is given the floor after a share of another: every kind of measurement is made.
    private static async Task Meet(SmallCluster cluster, CancellationToken cancellationToken)
    {
        using var rosa = await cluster.SignIn("Rosa", cancellationToken);
        using var ben = await cluster.SignIn("Ben", cancellationToken);
        var group = (string)(await rosa.Post("/v1/groups", new { name = "Scraped circle", about = "", form = "dbsa", agenda = new[] { new { name = "Sharing", minutes = 60, mode = "queue" } }, rules = new { lobby = false } }, cancellationToken))["id"]!;
        var session = (string)(await rosa.Post($"/v1/groups/{group}/sessions", new { }, cancellationToken))["id"]!;
        foreach (var person in new[] { rosa, ben })
        {
            await person.Send(session, new JsonObject { ["type"] = "enter", ["name"] = person.Name, ["guidelinesVersion"] = 1 }, cancellationToken);
        }

        using var hers = await rosa.Follow(session, cancellationToken);
        using var his = await ben.Follow(session, cancellationToken);
        await rosa.Send(session, new JsonObject { ["type"] = "start" }, cancellationToken);
        await rosa.Send(session, new JsonObject { ["type"] = "raiseHand" }, cancellationToken);
        await ben.Send(session, new JsonObject { ["type"] = "raiseHand" }, cancellationToken);
        var look = await rosa.Get($"/v1/sessions/{session}", cancellationToken);
        await rosa.Send(session, new JsonObject { ["type"] = "endShare", ["turn"] = (int)look["floor"]!["turn"]! }, cancellationToken);
    }

    private static HashSet<string> NamesIn(string scraped) =>
        [.. scraped.Split('\n').Where(line => line.Length > 0 && line[0] != '#').Select(line => line.Split('{', ' ')[0])];

    private static string Base(string name) => Suffix().Replace(name, "");

    [GeneratedRegex(@"^\| `(peermesh_\w+)`", RegexOptions.Multiline)]
    private static partial Regex Listed();

    [GeneratedRegex(@"_(bucket|sum|count)$")]
    private static partial Regex Suffix();
}
