using System.Security.Cryptography;
using System.Text;

namespace PeerMesh.Grains.Common;

/// <summary>Names made by chance or from other names. Small letters and digits only: they stand in addresses and grain keys.</summary>
internal static class Chance
{
    // Base 32 without the digits that look like letters. A grain key of hexadecimal digits alone could be mistaken for a number
    // by the storage provider; twenty characters are too many for one.
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";
    private const int IdLength = 20;

    /// <summary>A hundred bits of chance.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Alphabet, IdLength);

    /// <summary>A token of 256 bits of chance, fit for addresses and headers.</summary>
    public static string NewToken() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>The same few characters for the same parts.</summary>
    public static string Derived(int length, params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            // With its length before it, no two lists of parts read the same.
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        var digest = hash.GetHashAndReset();
        return string.Create(length, digest, static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[from[i] % Alphabet.Length];
            }
        });
    }

    /// <summary>What is stored of a token: enough to know it again, not enough to use it.</summary>
    public static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));
}
