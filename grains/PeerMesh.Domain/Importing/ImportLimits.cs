namespace PeerMesh.Domain.Importing;

/// <summary>Bounds of an import. Each says where its number comes from.</summary>
public static class ImportLimits
{
    /// <summary>Bytes of a file: thirty times the real file of a region of 1,500 meetings.</summary>
    public const int FileBytesMax = 48 * 1024 * 1024;

    /// <summary>Rows of a file: the largest directory of one fellowship is half of it.</summary>
    public const int RowsMax = 100_000;

    /// <summary>Rows that are worked on and stored together: a few hundred kilobytes.</summary>
    public const int RowsPerPart = 100;

    /// <summary>Characters of a source's name.</summary>
    public const int SourceMax = 64;

    /// <summary>Facts of a row that PeerMesh has no place for.</summary>
    public const int ExtraMax = 60;

    /// <summary>Characters of one such fact.</summary>
    public const int ExtraValueMax = 4000;

    /// <summary>Rows that could not be read and are reported one by one; beyond it they are only counted.</summary>
    public const int ProblemsMax = 2000;

    /// <summary>Imports of one source that are remembered.</summary>
    public const int BatchesMax = 50;
}
