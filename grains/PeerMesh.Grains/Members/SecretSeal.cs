using System.Security.Cryptography;
using System.Text;

namespace PeerMesh.Grains.Members;

/// <summary>Seals a secret for the one account it belongs to (AES-GCM): moved to another account it opens nowhere.</summary>
internal static class SecretSeal
{
    /// <summary>Names the key in the key ring.</summary>
    public const string KeyName = "second-step";

    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    public static string Seal(byte[] key, string owner, ReadOnlySpan<byte> secret)
    {
        var sealedBytes = new byte[NonceBytes + TagBytes + secret.Length];
        var nonce = sealedBytes.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, secret, sealedBytes.AsSpan(NonceBytes + TagBytes), sealedBytes.AsSpan(NonceBytes, TagBytes), Encoding.UTF8.GetBytes(owner));
        return Convert.ToBase64String(sealedBytes);
    }

    /// <exception cref="CryptographicException">It was sealed with another key, for another account, or changed since.</exception>
    public static byte[] Open(byte[] key, string owner, string sealedText)
    {
        var bytes = Convert.FromBase64String(sealedText);
        var secret = new byte[bytes.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes + TagBytes), bytes.AsSpan(NonceBytes, TagBytes), secret, Encoding.UTF8.GetBytes(owner));
        return secret;
    }
}
