using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.WebUtilities;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Members;

namespace PeerMesh.Api.Identity;

/// <summary>Reads passkeys from the members' grains for <see cref="PasskeyHandler{TUser}"/>. What changes goes to the grain by way of <see cref="PasskeyDesk"/>, which knows the device it changes from.</summary>
internal sealed class PasskeyStore(IGrainFactory grains) : IUserPasskeyStore<Account>
{
    /// <summary>An account's id has twenty characters; what is longer comes from no passkey of ours.</summary>
    private const int IdMax = 64;

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) =>
        Task.FromResult(userId.Length is 0 or > IdMax ? null : new Account(userId));

    public async Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken) =>
        [.. (await Passkeys(user)).Select(Info)];

    public async Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        var id = WebEncoders.Base64UrlEncode(credentialId);
        return (await Passkeys(user)).Find(known => known.Id == id) is { } found ? Info(found) : null;
    }

    // A passkey is looked for in the one account that it names itself (its user handle) and never by its id alone: the same id in
    // another account proves nothing there, so nothing is kept that leads from passkeys to accounts.
    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken) => Task.FromResult<Account?>(null);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken) => Task.FromResult(user.Id);

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Id);

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => Task.FromResult<string?>(user.Id);

    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken) => throw ReadOnly();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw ReadOnly();

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) => FindByIdAsync(normalizedUserName, cancellationToken);

    public void Dispose()
    {
    }

    private static NotSupportedException ReadOnly() => new("Accounts are changed by their grains.");

    private Task<System.Collections.Immutable.ImmutableList<Passkey>> Passkeys(Account user) =>
        GrainCalls.Twice(() => grains.GetGrain<ISecondStepGrain>(user.Id).Passkeys());

    private static UserPasskeyInfo Info(Passkey known) => new(
        WebEncoders.Base64UrlDecode(known.Id),
        Convert.FromBase64String(known.PublicKey),
        known.AddedAt,
        (uint)known.SignCount,
        [.. known.Transports],
        known.UserVerified,
        known.BackupEligible,
        known.BackedUp,
        attestationObject: [],
        clientDataJson: [])
    {
        Name = known.Name,
    };
}
