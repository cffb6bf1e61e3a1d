using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>Writes the state that a document's events go on from. It stays the same for dozens of writes, and so do its bytes.</summary>
internal sealed class BaseJson : JsonConverter<Session>
{
    private static readonly ConditionalWeakTable<Session, Written> Known = [];

    public override Session? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<Session>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, Session value, JsonSerializerOptions options)
    {
        if (!Known.TryGetValue(value, out var written) || !ReferenceEquals(written.Options, options))
        {
            written = new Written(options, JsonSerializer.SerializeToUtf8Bytes(value, options));
            Known.AddOrUpdate(value, written);
        }

        writer.WriteRawValue(written.Bytes, skipInputValidation: true);
    }

    private sealed record Written(JsonSerializerOptions Options, byte[] Bytes);
}
