using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Notices;

/// <summary>
/// Makes the links by which a mail is unsubscribed from without signing in. Sealed with the gateways' key ring: nobody can make
/// one or read of whom it is, and all it does is stop mail. It is good for as long as the key ring keeps the key, which is for good.
/// </summary>
internal sealed class UnsubscribeSeal(IDataProtectionProvider protection)
{
    private readonly IDataProtector _protector = protection.CreateProtector("PeerMesh.Unsubscribe.v1");

    public string Seal(Unsubscribing from) => _protector.Protect($"{from.Member.Value}\n{from.Group.Value}\n{from.Topic}");

    /// <summary>What the link stops, or null for what is no such link.</summary>
    public Unsubscribing? Open(string token)
    {
        try
        {
            return _protector.Unprotect(token).Split('\n') is [var member, var group, var topic] && Enum.TryParse<NoticeTopic>(topic, out var about)
                ? new Unsubscribing(new MemberId(member), new GroupId(group), about)
                : null;
        }
        catch (Exception broken) when (broken is CryptographicException or FormatException)
        {
            return null;
        }
    }
}
