using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace PeerMesh.Api.Feeds;

/// <summary>JSON that is written as it goes, however many meetings there are.</summary>
internal static class FeedJson
{
    private const int FlushAt = 64 * 1024;

    // What could end a script element stays escaped: some readers put feeds into pages.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    public static async Task WriteArray<T>(Stream stream, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(stream, Options);
        await WriteArray(json, items, write, cancellationToken);
        await json.FlushAsync(cancellationToken);
    }

    public static async Task WriteArray<T>(Utf8JsonWriter json, IEnumerable<T> items, Action<Utf8JsonWriter, T> write, CancellationToken cancellationToken)
    {
        json.WriteStartArray();
        foreach (var item in items)
        {
            write(json, item);
            if (json.BytesPending > FlushAt)
            {
                await json.FlushAsync(cancellationToken);
            }
        }

        json.WriteEndArray();
    }

    public static Utf8JsonWriter Writer(Stream stream) => new(stream, Options);
}
