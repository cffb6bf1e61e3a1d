using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Standalone.Client;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>Signs a made-up person in without a mailbox, marked as simulated in everything they do.</summary>
internal sealed class DeskPass(IAccessTokens tokens, string name) : ICredentials
{
    private const string Device = "rehearsal";
    private static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    private readonly Caller _caller = new(new MemberId($"simulated-{name}"), Simulated: true);

    public Task<Tokens> SignIn(HttpClient http, CancellationToken cancellationToken) =>
        Task.FromResult(new Tokens(tokens.Issue(_caller, Device, Lifetime), (int)Lifetime.TotalSeconds, RefreshToken: ""));

    // There is no mailbox to lose, so the desk simply issues the next one.
    public Task<Tokens> Renew(HttpClient http, Tokens old, CancellationToken cancellationToken) => SignIn(http, cancellationToken);
}
