using System.Security.Cryptography;
using System.Text;
using PeerMesh.Api.Identity;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Membership;

/// <inheritdoc cref="IInviteCodes"/>
internal sealed class InviteCodes(KeyRing keys) : IInviteCodes
{
    private const string SecretName = "invite-codes";
    private const int LinkLength = 10;

    public async Task<InviteCode> Make(GroupId group, MemberId maker, string requestId, CodePace pace)
    {
        var digest = await Digest($"{group.Value}\n{maker.Value}\n{requestId}");
        var link = CodeRules.Text(digest.AsSpan(CodeRules.CodeLength, LinkLength)).ToLowerInvariant();
        return await Begin(group, link, digest, pace != CodePace.Never);
    }

    // A group's id has no space in it, so none of these is ever the digest of another.
    public async Task<InviteCode> Renew(GroupId group, MemberId maker, InviteLink link, string requestId) =>
        await Begin(group, link.Id, await Digest($"new code\n{group.Value}\n{maker.Value}\n{link.Id}\n{requestId}"), link.Row is not null);

    public async Task<string?> Now(GroupId group, InviteLink link, DateTimeOffset now) =>
        link.Row is { } row && CodeRules.PeriodOf(row, now) is < CodeRules.RowLength and var period
            ? Shown(CodeRules.CodeAt(group, link.Id, await LastOf(group, link.Id, row.Name), period))
            : null;

    private static string Shown(string code) => $"{code[..4]}-{code[4..8]}-{code[8..]}";

    private async Task<InviteCode> Begin(GroupId group, string link, byte[] digest, bool changes)
    {
        if (!changes)
        {
            var code = CodeRules.Text(digest.AsSpan(0, CodeRules.CodeLength));
            return new InviteCode(link, Shown(code), MembershipRules.HashOf(group, code));
        }

        // The second half: what names the row is stored, and nothing of it is in a code or in the name of a link.
        var row = Convert.ToHexStringLower(digest.AsSpan(digest.Length / 2, 16));
        var last = await LastOf(group, link, row);
        return new InviteCode(link, Shown(CodeRules.CodeAt(group, link, last, 0)), CodeRules.HashOf(group, link, last), row);
    }

    private async Task<string> LastOf(GroupId group, string link, string row) =>
        CodeRules.Text((await Digest($"row of codes\n{group.Value}\n{link}\n{row}")).AsSpan(0, CodeRules.CodeLength));

    private async Task<byte[]> Digest(string text) => HMACSHA512.HashData(await keys.Secret(SecretName), Encoding.UTF8.GetBytes(text));
}
