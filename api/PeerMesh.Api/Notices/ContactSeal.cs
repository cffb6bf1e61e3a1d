using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Notices;

/// <summary>Seals addresses with the gateways' key ring, each for the one account it belongs to: a sealed address moved to another account opens nowhere.</summary>
internal sealed class ContactSeal(IDataProtectionProvider protection)
{
    public string Seal(MemberId member, string address) => Protector(member).Protect(address);

    /// <summary>The address, or null for what cannot be opened (any more).</summary>
    public string? Open(MemberId member, string sealedAddress)
    {
        try
        {
            return Protector(member).Unprotect(sealedAddress);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(MemberId member) => protection.CreateProtector("PeerMesh.Contact.v1", member.Value);
}
