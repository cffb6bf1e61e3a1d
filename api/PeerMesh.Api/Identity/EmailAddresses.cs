using System.Security.Cryptography;
using System.Text;
using MimeKit;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Common;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Identity;

/// <summary>From what somebody typed to the key that stands for their address. The address itself goes no further than the mail.</summary>
internal sealed class EmailAddresses(IGrainFactory grains, KeyRing keys) : IAddressBook
{
    public const string SecretName = "email-lookup";

    /// <summary>The longest address that mail servers exchange.</summary>
    private const int LengthMax = 254;

    /// <summary>The address in the one form that is compared and hashed, or null for what is no address.</summary>
    public static string? Normalize(string text)
    {
        // Half a surrogate pair has no normal form; asking for it throws.
        if (text.Length > LengthMax * 2 || !IsWellFormed(text))
        {
            return null;
        }

        var address = text.Trim().Normalize(NormalizationForm.FormKC).ToLowerInvariant();
        return address.Length <= LengthMax
            && !address.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or '"' or '(' or ')' or ',' or ';' or ':' or '\\')
            && address.IndexOf('@', StringComparison.Ordinal) is > 0 and var at
            && address.LastIndexOf('@') == at
            && IsDomain(address[(at + 1)..])
            && MailboxAddress.TryParse(address, out var mailbox)
            && mailbox.Address == address
                ? address
                : null;
    }

    /// <summary>The grain of a normalised address. The hash is keyed, so that a copy of the store cannot be searched for addresses.</summary>
    public async Task<IEmailGrain> Find(string normalized)
    {
        var hash = HMACSHA256.HashData(await keys.Secret(SecretName), Encoding.UTF8.GetBytes(normalized));
        return grains.GetGrain<IEmailGrain>(Convert.ToHexStringLower(hash));
    }

    public async Task<MemberId?> Resolve(string email)
    {
        if (Normalize(email) is not { } address)
        {
            return null;
        }

        var grain = await Find(address);
        return await Http.GrainCalls.Twice(grain.Resolve);
    }

    private static bool IsDomain(string text) =>
        text.Contains('.', StringComparison.Ordinal)
        && text.Split('.').All(label => label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-' && label.All(c => char.IsLetterOrDigit(c) || c == '-'));

    private static bool IsWellFormed(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
            {
                i++;
            }
            else if (char.IsSurrogate(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
