using System.Security.Cryptography;
using System.Text;
using PeerMesh.Api.Identity;
using PeerMesh.Domain.Common;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Membership;

/// <inheritdoc cref="IInviteCodes"/>
internal sealed class InviteCodes(KeyRing keys) : IInviteCodes
{
    private const string SecretName = "invite-codes";

    // Without the letters and digits that are taken for one another when read aloud.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>Close to sixty bits: nobody guesses one of fifty in a lifetime of tries.</summary>
    private const int CodeLength = 12;

    private const int LinkLength = 10;

    public async Task<InviteCode> Make(GroupId group, MemberId maker, string requestId)
    {
        var digest = HMACSHA512.HashData(await keys.Secret(SecretName), Encoding.UTF8.GetBytes($"{group.Value}\n{maker.Value}\n{requestId}"));
        var code = Text(digest.AsSpan(0, CodeLength));
        var link = Text(digest.AsSpan(CodeLength, LinkLength)).ToLowerInvariant();
        return new InviteCode(link, $"{code[..4]}-{code[4..8]}-{code[8..]}");
    }

    private static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[bytes[i] % Alphabet.Length];
        }

        return new string(text);
    }
}
