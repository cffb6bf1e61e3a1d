using System.Text.Json;

namespace PeerMesh.SystemTests.History;

/// <summary>What a row of storage says of a session, read as text: the tests know the stored form, not the types behind it.</summary>
/// <param name="Version">The newest version stored.</param>
/// <param name="Recent">The latest versions and the commands that brought them about.</param>
internal sealed record StoredSession(long Version, IReadOnlyList<(long Version, string? CommandId)> Recent)
{
    /// <summary>When it was asked for, by the clock that answers were heard by; null for the end, when everything had been answered.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <param name="json">The session's own row and, where there is one, its checkpoint, which the own row goes on from.</param>
    public static StoredSession Read(string json)
    {
        using var rows = JsonDocument.Parse(json);
        var own = DocumentOf(rows, "session");
        if (!own.TryGetProperty("Since", out var since))
        {
            return Whole(own);
        }

        var checkpoint = Whole(DocumentOf(rows, "session-checkpoint"));
        var events = EventsOf(since.GetProperty("Events"));
        return new StoredSession(since.GetProperty(nameof(Version)).GetInt64() + events.Count, [.. checkpoint.Recent, .. events.Where(happened => happened.Version > checkpoint.Version)]);
    }

    private static JsonElement DocumentOf(JsonDocument rows, string state) => rows.RootElement.GetProperty(state).GetProperty("Document");

    private static StoredSession Whole(JsonElement document)
    {
        var recent = EventsOf(document.GetProperty(nameof(Recent)));
        return new StoredSession(document.GetProperty("BaseVersion").GetInt64() + recent.Count, recent);
    }

    private static IReadOnlyList<(long Version, string? CommandId)> EventsOf(JsonElement events) =>
        [.. events.EnumerateArray().Select(stored => (stored.GetProperty(nameof(Version)).GetInt64(), stored.TryGetProperty("CommandId", out var command) ? command.GetString() : null))];
}
