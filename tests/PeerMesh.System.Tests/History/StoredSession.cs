using System.Text.Json;

namespace PeerMesh.SystemTests.History;

/// <summary>What a row of storage says of a session, read as text: the tests know the stored form, not the types behind it.</summary>
/// <param name="Version">The newest version stored.</param>
/// <param name="Recent">The latest versions and the commands that brought them about.</param>
internal sealed record StoredSession(long Version, IReadOnlyList<(long Version, string? CommandId)> Recent)
{
    /// <summary>When it was asked for, by the clock that answers were heard by; null for the end, when everything had been answered.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    public static StoredSession Read(string json)
    {
        using var row = JsonDocument.Parse(json);
        var document = row.RootElement.GetProperty("Document");
        var recent = document.GetProperty(nameof(Recent)).EnumerateArray()
            .Select(stored => (stored.GetProperty(nameof(Version)).GetInt64(), stored.TryGetProperty("CommandId", out var command) ? command.GetString() : null))
            .ToList();
        return new StoredSession(document.GetProperty("BaseVersion").GetInt64() + recent.Count, recent);
    }
}
