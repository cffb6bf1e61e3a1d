using System.Text.Json;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Standalone.Client;

/// <summary>JSON as it crosses the wire.</summary>
internal static class Wire
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        AllowOutOfOrderMetadataProperties = true,
    };
}

/// <summary>What a command came to.</summary>
/// <param name="Version">The session's version after it, where it was done.</param>
/// <param name="Code">Why it was not done, or null.</param>
/// <param name="Status">The HTTP status of the answer.</param>
internal sealed record CommandAnswer(long? Version, string? Code, int Status)
{
    public bool Done => Code is null;
}

/// <summary>One message of a session's event stream.</summary>
/// <param name="Version">The version it tells of; its id on the stream.</param>
/// <param name="Kind">"snapshot", "quiet", or the event's type.</param>
/// <param name="At">When it happened, by the server's clock; for a snapshot, when it was taken.</param>
/// <param name="CommandId">The command that caused it, where the reader may know.</param>
/// <param name="Event">What happened; null for a snapshot and for "quiet".</param>
/// <param name="Now">The parts of the view that changed, or with <paramref name="Whole"/> all of it.</param>
internal sealed record StreamMessage(
    long Version,
    string Kind,
    DateTimeOffset At,
    string? CommandId,
    SessionEvent? Event,
    SessionView? Now,
    bool Whole)
{
    public const string Snapshot = "snapshot";

    public static StreamMessage Read(string id, string kind, string data)
    {
        var version = long.Parse(id, System.Globalization.CultureInfo.InvariantCulture);
        if (kind == Snapshot)
        {
            var view = JsonSerializer.Deserialize<SessionView>(data, Wire.Json)!;
            return new StreamMessage(version, kind, view.At!.Value, null, null, view, Whole: true);
        }

        var body = JsonSerializer.Deserialize<Body>(data, Wire.Json)!;
        return body.Version == version
            ? new StreamMessage(version, kind, body.At, body.CommandId, body.Event, body.Now, body.Whole)
            : throw new StreamBrokenException($"A message with id {version} says it is version {body.Version}.");
    }

    private sealed record Body(long Version, DateTimeOffset At, string? CommandId, SessionEvent? Event, SessionView? Now, bool Whole);
}

/// <summary>The server broke its promise about the stream: a version was missing, came twice or out of order.</summary>
internal sealed class StreamBrokenException(string message) : Exception(message);
