using System.Text.Json;

namespace PeerMesh.Grains.Sessions;

/// <summary>A record's own JSON once it was written, kept in the record beside what it says: no two records differ by it.</summary>
internal struct KeptJson : IEquatable<KeptJson>
{
    private Json? _json;

    /// <summary>The bytes, if they were written for this record by these options: a copy with other members has still those of the first.</summary>
    public readonly byte[]? Of(object record, JsonSerializerOptions options) =>
        _json is { } json && ReferenceEquals(json.Record, record) && ReferenceEquals(json.Options, options) ? json.Bytes : null;

    /// <summary>Keeps them. Storage may write from several threads; each has the same bytes.</summary>
    public byte[] Keep(object record, JsonSerializerOptions options, byte[] bytes)
    {
        _json = new Json(record, options, bytes);
        return bytes;
    }

    public readonly bool Equals(KeptJson other) => true;

    public override readonly bool Equals(object? obj) => obj is KeptJson;

    public override readonly int GetHashCode() => 0;

    private sealed record Json(object Record, JsonSerializerOptions Options, byte[] Bytes);
}
