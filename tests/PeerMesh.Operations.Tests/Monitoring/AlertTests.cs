using System.Text.Json;

namespace PeerMesh.OperationsTests.Monitoring;

public sealed class AlertTests
{
    [PromtoolFact]
    public Task Rules_are_well_formed() => Tool.Run("promtool", "check", "rules", Alerts.File);

    [PromtoolFact]
    public Task Alerts_fire_when_they_should_and_only_then() => Tool.Run("promtool", "test", "rules", "k8s/monitoring/alerts_test.yml");

    [Fact]
    public void Every_alert_is_seen_to_fire_and_to_stay_quiet()
    {
        var tests = Repository.Read("k8s/monitoring/alerts_test.yml");
        foreach (var alert in Alerts.Names)
        {
            Assert.Contains($"alertname: {alert}, exp_alerts: []", tests, StringComparison.Ordinal);
            Assert.Contains($"runbook: k8s/runbooks/{alert}.md", tests, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Every_alert_has_a_runbook_and_every_runbook_an_alert()
    {
        var runbooks = Repository.Files("k8s/runbooks", "*.md").Select(Path.GetFileNameWithoutExtension);

        Assert.Equal(Alerts.Names.Order(StringComparer.Ordinal), runbooks.Order(StringComparer.Ordinal));
        foreach (var alert in Alerts.Names)
        {
            var text = Repository.Read($"k8s/runbooks/{alert}.md");
            Assert.StartsWith($"# {alert}\n", text, StringComparison.Ordinal);
            Assert.Contains("## What to do", text, StringComparison.Ordinal);
            Assert.Contains("## Afterwards", text, StringComparison.Ordinal);
            Assert.Contains($"runbook: k8s/runbooks/{alert}.md", Alerts.Text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Runbooks_and_documents_lead_to_files_that_exist()
    {
        foreach (var file in Repository.Files("k8s", "*.md").Concat(Repository.Files("docs", "*.md")))
        {
            foreach (System.Text.RegularExpressions.Match link in System.Text.RegularExpressions.Regex.Matches(File.ReadAllText(file), @"\]\(([^)#:]+)(?:#[^)]*)?\)"))
            {
                var target = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, link.Groups[1].Value));
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{Path.GetRelativePath(Repository.Root, file)} leads to {link.Groups[1].Value}, which is not there.");
            }
        }
    }

    [Fact]
    public void Dashboards_are_read_by_grafana_and_ask_only_the_chosen_source()
    {
        Assert.NotEmpty(Alerts.Dashboards);
        foreach (var file in Alerts.Dashboards)
        {
            using var dashboard = JsonDocument.Parse(File.ReadAllText(file));
            var root = dashboard.RootElement;
            Assert.NotEmpty(root.GetProperty("title").GetString()!);
            Assert.True(root.GetProperty("schemaVersion").GetInt32() >= 36);
            var panels = root.GetProperty("panels").EnumerateArray().ToList();
            Assert.Equal(panels.Count, panels.Select(panel => panel.GetProperty("id").GetInt32()).Distinct().Count());
            Assert.All(panels, panel =>
            {
                Assert.Equal("${datasource}", panel.GetProperty("datasource").GetProperty("uid").GetString());
                Assert.All(panel.GetProperty("targets").EnumerateArray(), target => Assert.NotEmpty(Alerts.MetricsIn(target.GetProperty("expr").GetString()!)));
            });
        }
    }
}
