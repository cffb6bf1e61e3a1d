using System.Text;
using PeerMesh.Api.Tests.Fixtures;

namespace PeerMesh.Api.Tests.Rights;

/// <summary>Nothing that anybody sends to any endpoint makes the server fail.</summary>
public sealed class FuzzTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private static readonly string[] Bodies =
    [
        "", "{", "}", "[]", "null", "0", "\"\"", "{}", "{\"\":null}", "{\"a\":{\"a\":{\"a\":1}}}", "{\"name\":null,\"email\":null,\"type\":null}",
        "{\"name\":[],\"email\":{},\"type\":7,\"role\":[],\"code\":false}", "{\"name\":1e400}", "{\"name\":\"\\ud800\"}", "{\"name\":\"\\u0000\"}", "{\"name\":\"‮💥ñ́\"}",
        new string('[', 2000), "{\"a\":" + new string('[', 500) + new string(']', 500) + "}",
        "{\"name\":\"" + new string('x', 60_000) + "\"}", "{\"name\":\"" + new string('x', 200_000) + "\"}",
        "{\"name\":\"a\",\"name\":\"b\"}", "<xml/>", "name=a&b=c", "{\"type\":\"no-such\",\"commandId\":\"c\"}", "{\"requestId\":\"\"}",
        "{\"from\":\"9999-12-31\",\"until\":\"0001-01-01\",\"date\":\"2026-02-30\"}",
    ];

    private static readonly string[] Ids =
    [
        "x", "..", ".", "%", "a b", "💥", "ñ", "\u0001", "‮", "0", "-1", "00000000-0000-0000-0000-000000000000", "g.2026-03-02-m1", "'; DROP TABLE x; --", "<script>", new string('x', 1000), "a/b", "null",
    ];

    private static readonly string[] Queries =
    [
        "", "?limit=-1", "?limit=99999999999999999999", "?limit=", "?after=%00", "?before=0&before=x", "?from=yesterday&to=9999-99-99", "?lat=NaN&lon=1e999", "?q=%F0%9F%92%A5%E2%80%AE", "?part=-1", "?part=2147483648",
        "?zone=Nowhere/At_All", "?near=0,0&within=-5", "?cursor=AAAA", "?confirmed=maybe", "?a=" + "x",
    ];

    [Fact]
    public async Task No_input_gives_a_5xx()
    {
        var (ana, dan) = (await api.SignIn("Ana"), await api.SignIn("Dan"));
        var group = await ana.FoundGroup();
        var session = await ana.StartSession(group);
        var failures = new List<string>();
        foreach (var operation in await Operations.All(api))
        {
            if (operation.Path.StartsWith("/health", StringComparison.Ordinal))
            {
                continue;
            }

            string Real(string name) => name switch { "groupId" => group, "sessionId" => session, _ => "x" };
            foreach (var body in operation.Method == HttpMethod.Get ? [] : Bodies)
            {
                await Try(operation, Real, "", body, "application/json");
            }

            foreach (var type in (string[])["text/plain", "application/octet-stream", "application/json; charset=utf-16"])
            {
                await Try(operation, Real, "", "{}", type);
            }

            foreach (var id in operation.Path.Contains('{', StringComparison.Ordinal) ? Ids : [])
            {
                await Try(operation, _ => id, "", operation.Body, "application/json");
            }

            foreach (var query in Queries)
            {
                await Try(operation, Real, query, operation.Body, "application/json");
            }

            foreach (var method in (string[])["PATCH", "OPTIONS", "TRACE", "PUT", "DELETE", "POST", "GET"])
            {
                if (!(method == "DELETE" && operation.Path is "/v1/me" or "/v1/me/devices") && !(method == "POST" && operation.Path.EndsWith("sign-out", StringComparison.Ordinal)))
                {
                    await Try(operation with { Method = new HttpMethod(method), Name = $"{method} {operation.Path}" }, Real, "", "{}", "application/json");
                }
            }
        }

        Assert.Empty(failures);

        async Task Try(Operation operation, Func<string, string> ids, string query, string? body, string type)
        {
            using var request = operation.Request(ids);
            request.RequestUri = new Uri(request.RequestUri + query, UriKind.Relative);
            if (body is not null && operation.Method != HttpMethod.Get)
            {
                request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(body));
                request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
            }

            // Whoever signs out is a stranger to all that follows.
            var asks = operation.Path.EndsWith("sign-out", StringComparison.Ordinal) || operation.Path.StartsWith("/v1/me/devices", StringComparison.Ordinal) ? dan : ana;
            using var answer = await asks.Http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead);
            if ((int)answer.StatusCode >= 500)
            {
                failures.Add($"{(int)answer.StatusCode} {operation.Name}{query} {body?[..Math.Min(60, body.Length)]}");
            }
        }
    }
}
