namespace PeerMesh.OperationsTests.Monitoring;

/// <summary>Who sees the Orleans dashboard, and what of it.</summary>
public sealed class DashboardTests
{
    [Fact]
    public async Task Operators_see_figures_and_nobody_sees_more()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var cluster = await SmallCluster.Start(
            new Dictionary<string, string> { ["PeerMesh__Dashboard"] = "true", ["PeerMesh__Operators"] = "night@example.org, OPS@example.org" }, over.Token);
        using var ops = await cluster.SignIn("Ops", over.Token);
        using var ana = await cluster.SignIn("Ana", over.Token);
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = cluster.Web };

        Assert.Contains("<html", await ops.Http.GetStringAsync("/operators/dashboard/", over.Token), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("\"hosts\"", await ops.Http.GetStringAsync("/operators/dashboard/DashboardCounters", over.Token), StringComparison.OrdinalIgnoreCase);
        foreach (var path in new[] { "GrainState?grainId=x&grainType=y", "grainstate?grainId=x&grainType=y", "Reminders", "Reminders/1", "Trace" })
        {
            Assert.Equal(404, await StatusOf(ops.Http, path));
        }

        foreach (var path in new[] { "", "index.min.js", "DashboardCounters", "GrainState", "Trace" })
        {
            Assert.Equal(404, await StatusOf(ana.Http, path));
            Assert.True(await StatusOf(nobody, path) is 302 or 401, "Without a sign-in the dashboard answers.");
        }

        async Task<int> StatusOf(HttpClient http, string path)
        {
            using var answer = await http.GetAsync($"/operators/dashboard/{path}", HttpCompletionOption.ResponseHeadersRead, over.Token);
            return (int)answer.StatusCode;
        }
    }

    [Fact]
    public async Task It_is_off_unless_it_is_set()
    {
        using var over = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        await using var cluster = await SmallCluster.Start(new Dictionary<string, string> { ["PeerMesh__Operators"] = "ops@example.org" }, over.Token);
        using var ops = await cluster.SignIn("Ops", over.Token);

        using var answer = await ops.Http.GetAsync("/operators/dashboard/", over.Token);

        Assert.Equal(404, (int)answer.StatusCode);
    }
}
