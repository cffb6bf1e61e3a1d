using System.Security.Cryptography;
using System.Text;
using PeerMesh.Api.Identity;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Auditing;

/// <summary>Signs for people in a record of acts: the same all through one record, so that it can be read, and never the same in two.</summary>
internal sealed class AuditSigns(KeyRing keys)
{
    private const string SecretName = "audit-signs";

    /// <summary>Eighty bits: nobody has the same as another.</summary>
    private const int Bytes = 10;

    public async ValueTask<Func<MemberId, string>> For(string record)
    {
        var secret = await keys.Secret(SecretName);
        return member => "p-" + Convert.ToHexStringLower(HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"{record}\n{member.Value}")).AsSpan(0, Bytes));
    }
}
