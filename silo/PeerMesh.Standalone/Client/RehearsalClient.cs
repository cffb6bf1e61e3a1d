using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Standalone.Client;

/// <summary>A client of the HTTP API as a phone's would be: signs in, keeps its token fresh, retries a command under the same id.</summary>
internal sealed class RehearsalClient(HttpClient http, ICredentials credentials) : IDisposable
{
    // Time for a killed server to come back; a person would have given up by then too.
    private static readonly TimeSpan RetryFor = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan AttemptMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan TokenMargin = TimeSpan.FromSeconds(60);

    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private readonly string _name = Convert.ToHexStringLower(Guid.NewGuid().ToByteArray()[..6]);
    private Tokens? _tokens;
    private DateTimeOffset _renewAt;
    private int _commands;

    /// <summary>A command id of this client's, used for nothing else.</summary>
    public string NextCommandId() => $"{_name}-{Interlocked.Increment(ref _commands)}";

    public Task SignIn(CancellationToken cancellationToken) => AccessToken(rejected: null, cancellationToken);

    /// <summary>A token that is good just now, for requests this client does not make itself.</summary>
    public Task<string> Token(CancellationToken cancellationToken) => AccessToken(rejected: null, cancellationToken);

    public async Task<TAnswer> Get<TAnswer>(string path, CancellationToken cancellationToken)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Get, path), cancellationToken);
        return await Read<TAnswer>(answer, cancellationToken);
    }

    public async Task<TAnswer> Post<TBody, TAnswer>(string path, TBody body, CancellationToken cancellationToken)
    {
        using var answer = await Send(() => new HttpRequestMessage(HttpMethod.Post, path) { Content = JsonContent.Create(body, options: Wire.Json) }, cancellationToken);
        return await Read<TAnswer>(answer, cancellationToken);
    }

    /// <summary>Any other request; the caller looks at the answer.</summary>
    public Task<HttpResponseMessage> Send(HttpMethod method, string path, object? body, CancellationToken cancellationToken) =>
        Send(() => new HttpRequestMessage(method, path) { Content = body is null ? null : JsonContent.Create(body, options: Wire.Json) }, cancellationToken);

    public Task<SessionView> Look(SessionId session, CancellationToken cancellationToken) =>
        Get<SessionView>($"/v1/sessions/{session.Value}", cancellationToken);

    public Task<MinutesView> Minutes(SessionId session, CancellationToken cancellationToken) =>
        Get<MinutesView>($"/v1/sessions/{session.Value}/minutes", cancellationToken);

    /// <summary>Puts a command, again and again under the same id until there is an answer.</summary>
    public async Task<CommandAnswer> Submit(SessionId session, SessionCommand command, CancellationToken cancellationToken)
    {
        using var answer = await Send(
            () => new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{session.Value}/commands") { Content = JsonContent.Create(command, options: Wire.Json) },
            cancellationToken);
        using var body = await JsonDocument.ParseAsync(await answer.Content.ReadAsStreamAsync(cancellationToken), default, cancellationToken);
        return answer.IsSuccessStatusCode
            ? new CommandAnswer(body.RootElement.GetProperty("version").GetInt64(), null, (int)answer.StatusCode)
            : new CommandAnswer(null, body.RootElement.GetProperty("code").GetString(), (int)answer.StatusCode);
    }

    /// <summary>Opens the event stream after a version, or from a snapshot. The answer may be a refusal: look at its status.</summary>
    public async Task<HttpResponseMessage> OpenEvents(SessionId session, long? after, CancellationToken cancellationToken)
    {
        var token = await AccessToken(rejected: null, cancellationToken);
        var answer = await OpenEvents(session, after, token, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            return answer;
        }

        answer.Dispose();
        return await OpenEvents(session, after, await AccessToken(token, cancellationToken), cancellationToken);
    }

    /// <summary>The messages of an opened stream, until it ends.</summary>
    public static async IAsyncEnumerable<StreamMessage> Events(
        HttpResponseMessage stream,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var parser = SseParser.Create(await stream.Content.ReadAsStreamAsync(cancellationToken));
        await foreach (var item in parser.EnumerateAsync(cancellationToken))
        {
            yield return StreamMessage.Read(item.EventId!, item.EventType, item.Data);
        }
    }

    public void Dispose()
    {
        _signingIn.Dispose();
        http.Dispose();
    }

    private async Task<HttpResponseMessage> OpenEvents(SessionId session, long? after, string token, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/sessions/{session.Value}/events");
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.ParseAdd("text/event-stream");
        if (after is { } version)
        {
            request.Headers.Add("Last-Event-ID", version.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }

        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
    }

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetTimestamp();
        for (var attempt = 0; ; attempt++)
        {
            try
            {
                using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                limit.CancelAfter(AttemptMax);
                var answer = await SendSignedIn(make, limit.Token);
                if (!IsPassing(answer) || GaveUp())
                {
                    return answer;
                }

                answer.Dispose();
            }
            catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException
                && !cancellationToken.IsCancellationRequested && !GaveUp())
            {
                // The server may or may not have heard it; the same request again settles that.
            }

            // Full jitter: a roomful of clients does not come back in the same instant.
            var wait = Math.Min(1000, 25 << Math.Min(attempt, 6));
            await Task.Delay(Random.Shared.Next(5, wait + 5), cancellationToken);
        }

        bool GaveUp() => TimeProvider.System.GetElapsedTime(started) > RetryFor;
    }

    private static bool IsPassing(HttpResponseMessage answer) =>
        answer.StatusCode >= HttpStatusCode.InternalServerError || (answer.StatusCode == HttpStatusCode.TooManyRequests && answer.Headers.RetryAfter is not null);

    private async Task<HttpResponseMessage> SendSignedIn(Func<HttpRequestMessage> make, CancellationToken cancellationToken)
    {
        var token = await AccessToken(rejected: null, cancellationToken);
        var answer = await Send(make, token, cancellationToken);
        if (answer.StatusCode != HttpStatusCode.Unauthorized)
        {
            return answer;
        }

        answer.Dispose();
        return await Send(make, await AccessToken(token, cancellationToken), cancellationToken);
    }

    private async Task<HttpResponseMessage> Send(Func<HttpRequestMessage> make, string token, CancellationToken cancellationToken)
    {
        using var request = make();
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await http.SendAsync(request, cancellationToken);
    }

    // One at a time: a refresh token is good once, and using it twice would end the sign-in.
    private async Task<string> AccessToken(string? rejected, CancellationToken cancellationToken)
    {
        await _signingIn.WaitAsync(cancellationToken);
        try
        {
            if (_tokens is null)
            {
                Keep(await credentials.SignIn(http, cancellationToken));
            }
            else if (_tokens.AccessToken == rejected || TimeProvider.System.GetUtcNow() >= _renewAt)
            {
                Keep(await credentials.Renew(http, _tokens, cancellationToken));
            }

            return _tokens!.AccessToken;
        }
        finally
        {
            _signingIn.Release();
        }
    }

    private void Keep(Tokens tokens)
    {
        _tokens = tokens;
        _renewAt = TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(tokens.ExpiresIn) - TokenMargin;
    }

    private static async Task<TAnswer> Read<TAnswer>(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        if (!answer.IsSuccessStatusCode)
        {
            throw new HttpRequestException($"{(int)answer.StatusCode}: {await answer.Content.ReadAsStringAsync(cancellationToken)}", null, answer.StatusCode);
        }

        return (await answer.Content.ReadFromJsonAsync<TAnswer>(Wire.Json, cancellationToken))!;
    }
}
