using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>Somebody with a phone: signed in, and doing what people do, all of it over HTTP.</summary>
public sealed class Guest(HttpClient http, string name, string email)
{
    private static int _commands;

    public HttpClient Http => http;

    public string Name => name;

    public string Email => email;

    public string RefreshToken { get; private set; } = "";

    internal async Task SignIn(Mailbox mailbox)
    {
        using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email });
        asked.EnsureSuccessStatusCode();
        await Redeem(mailbox.CodeFor(email));
    }

    public async Task Redeem(string code, string? device = null)
    {
        using var redeemed = await http.PostAsJsonAsync("/v1/sign-in/tokens", new { email, code, device });
        var tokens = (await redeemed.Must(200)).AsObject();
        RefreshToken = (string)tokens["refreshToken"]!;
        Use((string)tokens["accessToken"]!);
    }

    public void Use(string accessToken) => http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", accessToken);

    public async Task<string> MemberId() => (string)(await Get("/v1/me"))["id"]!;

    public async Task<string> FoundGroup(bool lobby = false, object? agenda = null, string openness = "open")
    {
        using var founded = await http.PostAsJsonAsync("/v1/groups", new
        {
            name = "Evening circle",
            about = "For anyone who had a hard week.",
            form = "dbsa",
            openness,
            agenda,
            rules = new { lobby },
        });
        return (string)(await founded.Must(201))["id"]!;
    }

    public async Task<string> StartSession(string group)
    {
        using var started = await http.PostAsJsonAsync($"/v1/groups/{group}/sessions", new { });
        return (string)(await started.Must(201))["id"]!;
    }

    public async Task<long> Enter(string session) => await Do(session, new { type = "enter", name, guidelinesVersion = 1 });

    /// <summary>Puts a command that has to be done, and answers the version after it.</summary>
    public async Task<long> Do(string session, object command)
    {
        using var answer = await Send(session, command);
        return (long)(await answer.Must(200))["version"]!;
    }

    /// <summary>Puts a command; one that names no commandId gets a fresh one.</summary>
    public Task<HttpResponseMessage> Send(string session, object command)
    {
        var body = JsonSerializer.SerializeToNode(command)!.AsObject();
        body.TryAdd("commandId", $"{name}-{Interlocked.Increment(ref _commands)}");
        return http.PostAsJsonAsync($"/v1/sessions/{session}/commands", body);
    }

    public async Task<JsonNode> Get(string path)
    {
        using var answer = await http.GetAsync(path);
        return await answer.Must(200);
    }

    public Task<JsonNode> Look(string session) => Get($"/v1/sessions/{session}");

    public async Task<string> Participant(string session) => (string)(await Look(session))["me"]!["participant"]!;

    /// <summary>Opens the event stream; it has to be given.</summary>
    internal async Task<EventReader> Follow(string session, long? after = null) =>
        await EventReader.Open(http, session, after);
}

internal static class Answers
{
    /// <summary>The answer's JSON, where it has the status it must have.</summary>
    public static async Task<JsonNode> Must(this HttpResponseMessage answer, int status)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True((int)answer.StatusCode == status, $"{(int)answer.StatusCode} instead of {status}: {text}");
        return text.Length == 0 ? new JsonObject() : JsonNode.Parse(text)!;
    }

    /// <summary>The problem's code, where the answer is a problem of that status.</summary>
    public static async Task<string> Problem(this HttpResponseMessage answer, int status)
    {
        var problem = await answer.Must(status);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Equal(status, (int)problem["status"]!);
        Assert.NotEmpty((string)problem["title"]!);
        Assert.NotEmpty((string)problem["detail"]!);
        var code = (string)problem["code"]!;
        Assert.Equal($"urn:peermesh:refusal:{code}", (string)problem["type"]!);
        return code;
    }
}
