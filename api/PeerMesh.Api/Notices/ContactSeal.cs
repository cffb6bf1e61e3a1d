using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Notices;

/// <summary>
/// Seals addresses with the network's key ring and a key of the one account each belongs to: a sealed address moved to another account opens nowhere, and once the
/// account's key is gone neither does one in an old copy of the row.
/// </summary>
/// <remarks>The key ring makes a new key every ninety days and keeps the old ones to open with; what is sealed names its key.</remarks>
internal sealed class ContactSeal(IDataProtectionProvider protection, IGrainFactory grains)
{
    /// <returns>Null where the account is deleted.</returns>
    public async Task<string?> Seal(MemberId member, string address) =>
        await KeyOf(member) is { } key ? Protector(member, key).Protect(address) : null;

    /// <summary>The address, or null for what cannot be opened (any more).</summary>
    public async Task<string?> Open(MemberId member, string sealedAddress) =>
        await KeyOf(member) is { } key ? Open(Protector(member, key), sealedAddress) ?? Open(WithoutKey(member), sealedAddress) : null;

    private static string? Open(IDataProtector protector, string sealedAddress)
    {
        try
        {
            return protector.Unprotect(sealedAddress);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private Task<string?> KeyOf(MemberId member) => GrainCalls.Twice(() => grains.GetGrain<IPersonGrain>(member.Value).Key());

    // The purposes go into the key that is used, so that without the account's own it cannot be made.
    private IDataProtector Protector(MemberId member, string key) => protection.CreateProtector("PeerMesh.Contact.v2", member.Value, key);

    // Of what an earlier release sealed.
    private IDataProtector WithoutKey(MemberId member) => protection.CreateProtector("PeerMesh.Contact.v1", member.Value);
}
