using System.Net.Http.Json;

namespace PeerMesh.Standalone.Client;

/// <summary>What signing in gives a client. The wire's names.</summary>
internal sealed record Tokens(string AccessToken, int ExpiresIn, string RefreshToken);

/// <summary>How a client comes by its tokens.</summary>
internal interface ICredentials
{
    Task<Tokens> SignIn(HttpClient http, CancellationToken cancellationToken);

    Task<Tokens> Renew(HttpClient http, Tokens old, CancellationToken cancellationToken);
}

/// <summary>Signs in as everyone does: asks for a code by mail and types it in.</summary>
/// <param name="email">Whose account.</param>
/// <param name="readCode">Looks into that person's mailbox; null where no mail has come yet.</param>
internal sealed class MailedCode(string email, Func<string, CancellationToken, Task<string?>> readCode) : ICredentials
{
    // The mail is written before the answer to the request, or shortly after it.
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public async Task<Tokens> SignIn(HttpClient http, CancellationToken cancellationToken)
    {
        var before = await readCode(email, cancellationToken);
        using var asked = await http.PostAsJsonAsync("/v1/sign-in/codes", new { email }, Wire.Json, cancellationToken);
        asked.EnsureSuccessStatusCode();

        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(Patience);
        string? code;
        while ((code = await readCode(email, patience.Token)) is null || code == before)
        {
            await Task.Delay(Look, patience.Token);
        }

        return await Post(http, "/v1/sign-in/tokens", new { email, code }, cancellationToken);
    }

    public Task<Tokens> Renew(HttpClient http, Tokens old, CancellationToken cancellationToken) =>
        Post(http, "/v1/sign-in/refresh", new { old.RefreshToken }, cancellationToken);

    private static async Task<Tokens> Post<TBody>(HttpClient http, string path, TBody body, CancellationToken cancellationToken)
    {
        using var answer = await http.PostAsJsonAsync(path, body, Wire.Json, cancellationToken);
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<Tokens>(Wire.Json, cancellationToken))!;
    }
}
