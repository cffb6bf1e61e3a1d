using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using PeerMesh.Tests.Shared;

namespace PeerMesh.OperationsTests.Telemetry;

/// <summary>Somebody who uses a running PeerMesh over HTTP.</summary>
internal sealed class Person(HttpClient http, string name, string email) : IDisposable
{
    private int _commands;

    public HttpClient Http => http;

    public string Name => name;

    public string Email => email;

    public async Task SignIn(Func<HttpClient, string, CancellationToken, Task<string?>> readCode, CancellationToken cancellationToken)
    {
        using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email }, cancellationToken);
        asked.EnsureSuccessStatusCode();
        string? code = null;
        while (code is null)
        {
            code = await readCode(http, email, cancellationToken);
            await Task.Delay(20, cancellationToken);
        }

        var tokens = await Post("/v1/sign-in/tokens", new { email, code }, cancellationToken);
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", (string)tokens["accessToken"]!);
    }

    public async Task<JsonNode> Post(string path, object body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(path, body, cancellationToken);
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        Assert.True(answer.IsSuccessStatusCode, $"{(int)answer.StatusCode} from {path}: {text}");
        return JsonNode.Parse(text)!;
    }

    public async Task<JsonNode> Get(string path, CancellationToken cancellationToken) =>
        JsonNode.Parse(await http.GetStringAsync(path, cancellationToken))!;

    /// <summary>Puts a command and does not mind a refusal.</summary>
    public async Task Send(string session, JsonObject command, CancellationToken cancellationToken)
    {
        command["commandId"] = $"c-{++_commands}";
        using var answer = await http.PostAsJsonAsync($"/v1/sessions/{session}/commands", command, cancellationToken);
        Assert.InRange((int)answer.StatusCode, 200, 499);
    }

    /// <summary>Opens the event stream and waits for its first event.</summary>
    public async Task<IDisposable> Follow(string session, CancellationToken cancellationToken)
    {
        var answer = await http.GetAsync($"/v1/sessions/{session}/events", HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
        var reader = new StreamReader(stream);
        while (await reader.ReadLineAsync(cancellationToken) is { } line && !line.StartsWith("data:", StringComparison.Ordinal))
        {
        }

        return answer;
    }

    public void Dispose() => http.Dispose();
}
