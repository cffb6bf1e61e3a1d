namespace PeerMesh.Domain.Organizations;

/// <summary>Which pictures a body may have as its logo. What they are is told by their first bytes, never by what somebody says they are.</summary>
public static class BodyLogos
{
    /// <summary>Bytes: a drawing of 512 by 512 points, with room.</summary>
    public const int BytesMax = 64 * 1024;

    /// <summary>The media type; null for what is no PNG, JPEG or WebP. Pictures that can hold script (SVG) are none of these.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> picture) =>
        picture.Length > BytesMax ? null
        : picture.StartsWith<byte>([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) ? "image/png"
        : picture.StartsWith<byte>([0xFF, 0xD8, 0xFF]) ? "image/jpeg"
        : picture.Length > 12 && picture.StartsWith("RIFF"u8) && picture[8..].StartsWith("WEBP"u8) ? "image/webp"
        : null;
}
