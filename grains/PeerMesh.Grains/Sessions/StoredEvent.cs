using System.Text.Json;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>One fact with its version and the command that brought it about; none where time did.</summary>
[GenerateSerializer, Immutable, Alias("pm.session.stored-event"), JsonConverter(typeof(StoredEventJson))]
internal sealed record StoredEvent(
    [property: Id(0)] long Version,
    [property: Id(1)] string? CommandId,
    [property: Id(2)] SessionEvent Event)
{
    [NonSerialized]
    private KeptJson _json;

    /// <summary>Nearly a hundred events are written with every change of a session, and only the last of them is new: the others' bytes are at hand.</summary>
    private sealed class StoredEventJson : JsonConverter<StoredEvent>
    {
        public override StoredEvent? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            JsonSerializer.Deserialize<Members>(ref reader, options) is { } stored ? new StoredEvent(stored.Version, stored.CommandId, stored.Event) : null;

        public override void Write(Utf8JsonWriter writer, StoredEvent value, JsonSerializerOptions options)
        {
            var bytes = value._json.Of(value, options)
                ?? value._json.Keep(value, options, JsonSerializer.SerializeToUtf8Bytes(new Members(value.Version, value.CommandId, value.Event), options));
            writer.WriteRawValue(bytes, skipInputValidation: true);
        }

        /// <summary>The event as it is stored.</summary>
        private sealed record Members(long Version, string? CommandId, SessionEvent Event);
    }
}
