using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace PeerMesh.Grains.Sessions;

/// <summary>Writes remembered answers in one go: hundreds of them are written with every change of a session.</summary>
internal sealed class AnswersJson : JsonConverter<ImmutableList<RememberedAnswer>>
{
    /// <summary>Three numbers of up to twenty digits with their names, and the code of a refusal.</summary>
    private const int BytesMax = 256;

    public override ImmutableList<RememberedAnswer>? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        JsonSerializer.Deserialize<ImmutableList<RememberedAnswer>>(ref reader, options);

    public override void Write(Utf8JsonWriter writer, ImmutableList<RememberedAnswer> value, JsonSerializerOptions options)
    {
        var bytes = ArrayPool<byte>.Shared.Rent(2 + (value.Count * BytesMax));
        try
        {
            var length = 0;
            foreach (var answer in value)
            {
                bytes[length] = length == 0 ? (byte)'[' : (byte)',';
                length += 1 + Put(bytes.AsSpan(length + 1, BytesMax - 1), answer, options);
            }

            if (length == 0)
            {
                bytes[length++] = (byte)'[';
            }

            bytes[length++] = (byte)']';
            writer.WriteRawValue(bytes.AsSpan(0, length), skipInputValidation: true);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // As the names and the ignored null of RememberedAnswer say.
    private static int Put(Span<byte> free, RememberedAnswer answer, JsonSerializerOptions options)
    {
        var refusal = answer.Refusal is { } code ? $",\"r\":\"{JsonEncodedText.Encode(code, options.Encoder)}\"" : "";
        return Utf8.TryWrite(
            free, CultureInfo.InvariantCulture, $"{{\"k\":{answer.Key},\"c\":{answer.Content},\"v\":{answer.Version}{refusal}}}", out var written)
            ? written
            : throw new JsonException("An answer is longer than any code of a refusal makes it.");
    }
}
