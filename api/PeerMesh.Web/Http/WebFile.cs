using System.IO.Compression;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace PeerMesh.Web.Http;

/// <summary>One file that is the same for everyone, as it is and compressed.</summary>
/// <remarks>Compressing is safe here: nothing in these files is secret, and nothing a stranger sends is mixed into them.</remarks>
internal sealed class WebFile
{
    // Below this the headers weigh more than what compressing saves.
    private const int WorthIt = 512;

    private readonly byte[] _plain;
    private readonly Lazy<byte[]?> _brotli;
    private readonly Lazy<byte[]?> _gzip;
    private readonly string _hash;

    public WebFile(byte[] content, string contentType)
    {
        (_plain, ContentType) = (content, contentType);
        _hash = Convert.ToHexStringLower(SHA256.HashData(content)[..12]);
        _brotli = new(() => Smaller(target => new BrotliStream(target, CompressionLevel.SmallestSize)));
        _gzip = new(() => Smaller(target => new GZipStream(target, CompressionLevel.SmallestSize)));
    }

    public string ContentType { get; }

    /// <summary>The content in the best form that a browser takes. Each form has a tag of its own.</summary>
    public (byte[] Content, string? Encoding, EntityTagHeaderValue Tag) For(IList<StringWithQualityHeaderValue> accepted)
    {
        if (Takes(accepted, "br") && _brotli.Value is { } brotli)
        {
            return (brotli, "br", Tag("-br"));
        }

        return Takes(accepted, "gzip") && _gzip.Value is { } gzip ? (gzip, "gzip", Tag("-gz")) : (_plain, null, Tag(""));
    }

    private static bool Takes(IList<StringWithQualityHeaderValue> accepted, string encoding) =>
        accepted.Any(one => one.Value.Equals(encoding, StringComparison.OrdinalIgnoreCase) && one.Quality is not 0);

    private EntityTagHeaderValue Tag(string form) => new($"\"{_hash}{form}\"");

    private byte[]? Smaller(Func<Stream, Stream> compressor)
    {
        if (_plain.Length < WorthIt || ContentType.StartsWith("image/png", StringComparison.Ordinal))
        {
            return null;
        }

        using var target = new MemoryStream();
        using (var stream = compressor(target))
        {
            stream.Write(_plain);
        }

        // The compressor has closed the stream; what it wrote can still be taken.
        var smaller = target.ToArray();
        return smaller.Length < _plain.Length ? smaller : null;
    }
}
