using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Groups;

/// <summary>Names for roster entries that tell nothing about the account and mean nothing in another group.</summary>
internal sealed class RosterTokens(IDataProtectionProvider protection)
{
    public string Seal(GroupId group, MemberId member) => Protector(group).Protect(member.Value);

    /// <summary>The member behind an entry, or null for what is no entry of this group.</summary>
    public MemberId? Open(GroupId group, string entry)
    {
        try
        {
            return new MemberId(Protector(group).Unprotect(entry));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private IDataProtector Protector(GroupId group) => protection.CreateProtector("PeerMesh.RosterEntry.v1", group.Value);
}
