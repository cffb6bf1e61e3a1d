using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using PeerMesh.OperationsTests.Monitoring;
using PeerMesh.Tests.Shared;

namespace PeerMesh.OperationsTests.Telemetry;

/// <summary>All that a real process says to the outside: to a collector, to Prometheus and on its console.</summary>
public sealed class SinkTests
{
    [Fact]
    public async Task Traces_metrics_and_logs_arrive_and_name_nobody()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        using var folder = new TemporaryFolder();
        await using var collector = await Collector.Start();
        var metricsPort = TestPorts.Free();
        await using var server = await StandaloneProcess.Start(
            folder.Path,
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_METRIC_EXPORT_INTERVAL"] = "500",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
                ["OTEL_BLRP_SCHEDULE_DELAY"] = "200",
                ["PeerMesh__MetricsPort"] = $"{metricsPort}",
                ["Logging__LogLevel__Default"] = "Debug",
                ["Logging__LogLevel__Orleans"] = "Information",
            });
        using var ana = new Person(server.CreateClient(), "Anastasia Canary", "anastasia.canary@example.org");
        await ana.SignIn(StandaloneProcess.ReadCode, over.Token);
        var code = await StandaloneProcess.ReadCode(ana.Http, ana.Email, over.Token);
        var group = (string)(await ana.Post("/v1/groups", new { name = "Canary lantern circle", about = "Canary about", form = "dbsa", rules = new { lobby = false } }, over.Token))["id"]!;
        var session = (string)(await ana.Post($"/v1/groups/{group}/sessions", new { title = "Canary evening" }, over.Token))["id"]!;
        var member = (string)(await ana.Get("/v1/me", over.Token))["id"]!;
        await ana.Send(session, new JsonObject { ["type"] = "enter", ["name"] = ana.Name, ["guidelinesVersion"] = 1 }, over.Token);
        using var events = await ana.Follow(session, over.Token);
        await ana.Send(session, new JsonObject { ["type"] = "unlock" }, over.Token);
        await ana.Send(session, new JsonObject { ["type"] = "start" }, over.Token);
        using var nowhere = await ana.Http.GetAsync($"/{ana.Name}?to={ana.Email}", over.Token);

        await Poll.Until(() => collector.Everything("traces").Contains("session.save", StringComparison.Ordinal), over.Token);
        await Poll.Until(() => collector.Everything("metrics").Contains("peermesh.session.commands", StringComparison.Ordinal), over.Token);
        await Poll.Until(() => collector.Everything("logs").Contains("/v1/sessions/{sessionId}/commands", StringComparison.Ordinal), over.Token);
        using var prometheus = new HttpClient();
        var scraped = await prometheus.GetStringAsync(new Uri($"http://127.0.0.1:{metricsPort}/metrics"), over.Token);

        // A refusal is a log line of the session's grain, with its id: this shows that the lines which could tell are among those searched.
        Assert.Contains("session/", server.Errors, StringComparison.Ordinal);
        Assert.Contains("refused a command", server.Errors, StringComparison.Ordinal);
        foreach (var (sink, said) in new[]
        {
            ("traces", collector.Everything("traces")),
            ("metrics", collector.Everything("metrics")),
            ("logs", collector.Everything("logs")),
            ("console", server.Output + server.Errors),
            ("prometheus", scraped),
        })
        {
            foreach (var secret in new[] { ana.Email, "anastasia", "canary", "lantern", member, session, group, code! })
            {
                Assert.False(said.Contains(secret, StringComparison.OrdinalIgnoreCase), $"{sink} say \"{secret}\".");
            }
        }
    }

    [Fact]
    public async Task One_trace_leads_from_the_gateways_request_into_the_silo_and_to_its_write()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        await using var collector = await Collector.Start();
        await using var cluster = await SmallCluster.Start(
            new Dictionary<string, string>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = collector.Address.ToString(),
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["OTEL_BSP_SCHEDULE_DELAY"] = "200",
            },
            over.Token);
        using var ana = await cluster.SignIn("Ana", over.Token);
        var group = (string)(await ana.Post("/v1/groups", new { name = "Traced circle", about = "", form = "dbsa", rules = new { lobby = false } }, over.Token))["id"]!;
        var session = (string)(await ana.Post($"/v1/groups/{group}/sessions", new { }, over.Token))["id"]!;
        await ana.Send(session, new JsonObject { ["type"] = "enter", ["name"] = ana.Name, ["guidelinesVersion"] = 1 }, over.Token);
        var trace = ActivityTraceId.CreateRandom();
        ana.Http.DefaultRequestHeaders.Add("traceparent", $"00-{trace}-{ActivitySpanId.CreateRandom()}-01");

        await ana.Send(session, new JsonObject { ["type"] = "lock" }, over.Token);

        // Each span carries its trace's id as it is: the request and the call in one process; the call, the command, the save and the write in the other.
        await Poll.Until(() => SpansOf("peermesh-api") >= 2 && SpansOf("peermesh-silo") >= 4, over.Token);

        int SpansOf(string service) =>
            collector.Each("traces").Where(sent => sent.Contains(service, StringComparison.Ordinal)).Sum(sent => sent.Split(Encoding.Latin1.GetString(Convert.FromHexString(trace.ToHexString()))).Length - 1);
    }

    [Fact]
    public async Task Measurements_are_served_on_their_own_port_alone_and_nothing_else_there()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var folder = new TemporaryFolder();
        var metricsPort = TestPorts.Free();
        await using var server = await StandaloneProcess.Start(folder.Path, port: null, "--PeerMesh:MetricsPort", $"{metricsPort}");
        using var web = server.CreateClient();
        using var metrics = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{metricsPort}") };

        Assert.Equal(404, await StatusOf(web, "/metrics"));
        Assert.Equal(200, await StatusOf(metrics, "/metrics"));
        foreach (var path in new[] { "/", "/health/live", "/v1/groups", "/sign-in" })
        {
            Assert.Equal(404, await StatusOf(metrics, path));
        }

        async Task<int> StatusOf(HttpClient http, string path)
        {
            using var answer = await http.GetAsync(path, over.Token);
            return (int)answer.StatusCode;
        }
    }

    [Theory]
    [InlineData("PeerMesh:MetricsPort", "http")]
    [InlineData("PeerMesh:TracedShare", "2")]
    public async Task A_setting_that_makes_no_sense_is_said_in_one_line(string setting, string value)
    {
        using var folder = new TemporaryFolder();

        var (exitCode, _, errors) = await StandaloneProcess.RunToEnd(
            folder.Path, TestPorts.Free(), TimeSpan.FromMinutes(2), $"--{setting}", value);

        Assert.Equal(1, exitCode);
        var line = Assert.Single(errors.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains(setting, line, StringComparison.Ordinal);
    }
}
