using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.WebUtilities;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Identity;

/// <summary>Makes access tokens for callers that were proved elsewhere: a rehearsal's peers have no mailbox to sign in with.</summary>
public interface IAccessTokens
{
    /// <summary>A bearer token, good for <paramref name="lifetime"/>.</summary>
    string Issue(Caller caller, string device, TimeSpan lifetime);
}

/// <summary>Bearer tokens: who calls, from which sign-in, until when, sealed with the keys all gateways share.</summary>
internal sealed class AccessTokens(IDataProtectionProvider protection, TimeProvider clock) : IAccessTokens
{
    /// <summary>Short, because a token that was overheard is good until it ends.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <summary>A token that was opened is not opened again for so long: shorter than it lives, so that a key that is revoked takes its tokens with it.</summary>
    private static readonly TimeSpan OpenFor = TimeSpan.FromMinutes(1);

    /// <summary>Opened tokens remembered at once: more than the callers of a minute, and a few megabytes at most.</summary>
    private const int OpenedMax = 50_000;

    // By a part of its hash long enough that nobody finds two tokens with the same.
    private readonly Remembered<UInt128, AccessPayload> _opened = new(OpenFor, OpenedMax);

    private readonly IDataProtector _access = protection.CreateProtector("PeerMesh.AccessToken.v1");
    private readonly IDataProtector _refresh = protection.CreateProtector("PeerMesh.RefreshToken.v1");

    public string Issue(Caller caller, string device, TimeSpan lifetime) =>
        Seal(_access, new AccessPayload(caller.Member.Value, device, caller.Simulated, clock.GetUtcNow() + lifetime));

    /// <summary>What a token says, or null for one that is not ours or is over.</summary>
    public (Caller Caller, string Device)? Read(ReadOnlySpan<char> token)
    {
        var now = clock.GetUtcNow();
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(MemoryMarshal.AsBytes(token), hash);
        var key = BinaryPrimitives.ReadUInt128LittleEndian(hash);
        var payload = _opened.TryGet(key, now - OpenFor, out var opened) ? opened : Open<AccessPayload>(_access, token.ToString());
        if (payload is null || payload.Until <= now)
        {
            return null;
        }

        if (opened is null)
        {
            _opened.Keep(key, payload, now);
        }

        return (new Caller(new MemberId(payload.Member), payload.Simulated), payload.Device);
    }

    /// <summary>A refresh token as clients hold it: the grain's own, with whose it is, sealed so that it tells nothing.</summary>
    public string WrapRefresh(DeviceGrant grant) => Seal(_refresh, new RefreshPayload(grant.Member.Value, grant.RefreshToken));

    public (MemberId Member, string Token)? UnwrapRefresh(string token) =>
        Open<RefreshPayload>(_refresh, token) is { } payload ? (new MemberId(payload.Member), payload.Token) : null;

    private static string Seal<T>(IDataProtector protector, T payload) =>
        WebEncoders.Base64UrlEncode(protector.Protect(JsonSerializer.SerializeToUtf8Bytes(payload)));

    private static T? Open<T>(IDataProtector protector, string token)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(protector.Unprotect(WebEncoders.Base64UrlDecode(token)));
        }
        catch (Exception e) when (e is FormatException or CryptographicException or JsonException)
        {
            // Made up, cut short, or sealed with a key that was revoked: no token of ours, whatever it is.
            return null;
        }
    }

    private sealed record AccessPayload(string Member, string Device, bool Simulated, DateTimeOffset Until);

    private sealed record RefreshPayload(string Member, string Token);
}
