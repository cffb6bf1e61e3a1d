using System.Security.Cryptography;
using System.Text;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Importing;

/// <summary>Ids of what is imported: they follow from the source and its own ids, so that the same file read again finds what it made.</summary>
public static class ImportIds
{
    private const string Alphabet = "abcdefghijklmnopqrstuvwxyz234567";

    // Ninety-five bits: no two rows of all sources together make the same.
    private const int Length = 19;

    public static GroupId Group(string source, string id) => new("i" + Derived("group", source, id));

    public static BodyId Body(string source, string id) => new("b" + Derived("body", source, id));

    /// <summary>A name for a row whose source gave it none: the same for the same content.</summary>
    public static string OfContent(params ReadOnlySpan<string> parts) => "x" + Derived(parts);

    public static bool IsSource(string? source) =>
        source is { Length: >= 1 and <= ImportLimits.SourceMax }
        && source.All(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '-' or '.')
        && source[0] is not ('.' or '-');

    /// <summary>A source's name from a file's name or an address.</summary>
    public static string SourceOf(string name)
    {
        var text = Uri.TryCreate(name, UriKind.Absolute, out var address) && address.Host.Length > 0
            ? address.Host
            : Path.GetFileNameWithoutExtension(name.Replace('\\', '/'));
        var tidy = new string([.. text.ToLowerInvariant().Select(c => c is (>= 'a' and <= 'z') or (>= '0' and <= '9') or '.' ? c : '-')]).Trim('-', '.');
        tidy = tidy.Length > ImportLimits.SourceMax ? tidy[..ImportLimits.SourceMax] : tidy;
        return tidy.Length == 0 ? "import" : tidy;
    }

    private static string Derived(params ReadOnlySpan<string> parts)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var part in parts)
        {
            var bytes = Encoding.UTF8.GetBytes(part);
            hash.AppendData(BitConverter.GetBytes(bytes.Length));
            hash.AppendData(bytes);
        }

        return string.Create(Length, hash.GetHashAndReset(), static (text, from) =>
        {
            for (var i = 0; i < text.Length; i++)
            {
                text[i] = Alphabet[from[i] % Alphabet.Length];
            }
        });
    }
}
