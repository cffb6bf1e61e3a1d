using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PeerMesh.Load;

/// <summary>One signed-in person, with a share in the connections of all.</summary>
internal sealed class Person(HttpClient http, string email) : IDisposable
{
    // Access tokens are good for ten minutes.
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(8);

    private const int AttemptsMax = 20;

    private readonly SemaphoreSlim _renewing = new(1);
    private string _access = "";
    private string _refresh = "";
    private long _since;

    public string Name { get; } = email.Split('@')[0];

    public async Task SignIn(MailSink mail, CancellationToken stop)
    {
        using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email }, stop);
        asked.EnsureSuccessStatusCode();
        var code = await mail.CodeFor(email, stop);
        Take(await Post("/v1/sign-in/tokens", new { email, code }, authorized: false, stop));
    }

    /// <summary>Sends something that has to be done before the run begins; a server that is away for a moment is asked again, as its answer says.</summary>
    public async Task<JsonNode> Post(string path, object body, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await Post(path, body, authorized: true, stop);
            }
            catch (HttpRequestException away) when (away.StatusCode == HttpStatusCode.ServiceUnavailable && attempt < AttemptsMax)
            {
                await Task.Delay(TimeSpan.FromSeconds(1), stop);
            }
        }
    }

    public void Dispose() => _renewing.Dispose();

    /// <summary>Sends a request and answers it whatever its status.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, CancellationToken stop, HttpClient? over = null)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body, body.GetType()),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", await Token(stop)) },
        };
        return await (over ?? http).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
    }

    private async Task<JsonNode> Post(string path, object body, bool authorized, CancellationToken stop)
    {
        using var answer = authorized ? await Send(HttpMethod.Post, path, body, stop) : await http.PostAsJsonAsync(path, body, stop);
        var text = await answer.Content.ReadAsStringAsync(stop);
        return answer.IsSuccessStatusCode ? JsonNode.Parse(text)! : throw new HttpRequestException($"{(int)answer.StatusCode} from {path}: {text}", inner: null, answer.StatusCode);
    }

    private async ValueTask<string> Token(CancellationToken stop)
    {
        if (Stopwatch.GetElapsedTime(_since) < Fresh)
        {
            return _access;
        }

        await _renewing.WaitAsync(stop);
        try
        {
            if (Stopwatch.GetElapsedTime(_since) >= Fresh)
            {
                Take(await Post("/v1/sign-in/refresh", new { refreshToken = _refresh }, authorized: false, stop));
            }
        }
        finally
        {
            _renewing.Release();
        }

        return _access;
    }

    private void Take(JsonNode tokens) =>
        (_access, _refresh, _since) = ((string)tokens["accessToken"]!, (string)tokens["refreshToken"]!, Stopwatch.GetTimestamp());
}
