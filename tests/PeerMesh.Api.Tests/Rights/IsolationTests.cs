using System.Text.Json.Nodes;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Rights;

/// <summary>What another network keeps to itself answers like what there is not: the same status and the same body.</summary>
public sealed class IsolationTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private const int Requests = 10_000;
    private const int AtOnce = 16;

    [Fact]
    public async Task Ten_thousand_requests_from_another_network_learn_nothing()
    {
        var world = await World.Make(api);
        var operations = (await Operations.All(api))
            .Where(operation => operation.Path.Contains("{groupId}", StringComparison.Ordinal) || operation.Path.Contains("{sessionId}", StringComparison.Ordinal) || operation.Path.Contains("{importId}", StringComparison.Ordinal))
            .ToList();
        HttpClient[] callers = [world.Nobody, world.Stranger.Http, world.Foreigner.Http];
        var random = new Random(20261129);
        var tries = Enumerable.Range(0, Requests / 2).Select(_ => (Operation: operations[random.Next(operations.Count)], Caller: callers[random.Next(callers.Length)], Unknown: Unknown(random))).ToList();
        var leaks = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await Parallel.ForEachAsync(tries, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (one, _) =>
        {
            var real = await Ask(one.Operation, one.Caller, world.Group, world.Session, world.Import);
            var unknown = await Ask(one.Operation, one.Caller, one.Unknown, $"{one.Unknown}.{world.Session.Split('.', 2)[1]}", one.Unknown);
            if (real != unknown)
            {
                leaks.Enqueue($"{one.Operation}: {real} instead of {unknown}");
            }
        });

        Assert.Empty(leaks.Distinct());
    }

    private static async Task<string> Ask(Operation operation, HttpClient caller, string group, string session, string import)
    {
        using var request = operation.Request(name => name switch { "groupId" => group, "sessionId" => session, "importId" => import, _ => "none-such" });
        using var answer = await caller.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        if (text.StartsWith('{') && JsonNode.Parse(text) is JsonObject body)
        {
            // Made for each answer anew.
            body.Remove("traceId");
            text = body.ToJsonString();
        }

        return $"{(int)answer.StatusCode} {text.Replace(session, "ID", StringComparison.Ordinal).Replace(group, "ID", StringComparison.Ordinal)}";
    }

    private static string Unknown(Random random) => new([.. Enumerable.Range(0, 20).Select(_ => "abcdefghijklmnopqrstuvwxyz234567"[random.Next(32)])]);
}
