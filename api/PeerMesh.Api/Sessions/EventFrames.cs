using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Sessions;

/// <summary>Writes complete server-sent events as bytes.</summary>
internal static class EventFrames
{
    private const string Quiet = "quiet";

    private static readonly FrozenDictionary<Type, string> Names = WireJson.Options.GetTypeInfo(typeof(SessionEvent)).PolymorphismOptions!.DerivedTypes
        .ToFrozenDictionary(kind => kind.DerivedType, kind => (string)kind.TypeDiscriminator!);

    /// <summary>Says that nothing is wrong, so that clients and what lies between do not give up.</summary>
    public static readonly ReadOnlyMemory<byte> Beat = ": beat\n\n"u8.ToArray();

    /// <summary>How long a client waits before it comes back after a break: each another time, so that not all come at once.</summary>
    public static ReadOnlyMemory<byte> Retry() => Retry(1000, 3000);

    /// <summary>The last word of a gateway that stops: come back to another one, and soon.</summary>
    public static ReadOnlyMemory<byte> ComeBack() => Retry(50, 1000);

    private static byte[] Retry(int atLeast, int atMost) =>
        Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"retry: {Random.Shared.Next(atLeast, atMost + 1)}\n\n"));

    public static ReadOnlyMemory<byte> Snapshot(long version, SessionView view) => Frame(version, "snapshot", view);

    public static ReadOnlyMemory<byte> Message(SessionNews news, Telling telling, bool whole) => telling.Facts
        ? Frame(news.Version, Names[news.Event.GetType()], new SessionMessage(news.Version, news.At, news.CommandId, news.Event, telling.Now, whole ? true : null))
        : Frame(news.Version, Quiet, new SessionMessage(news.Version, news.At, CommandId: null, Event: null, telling.Now, whole ? true : null));

    // JSON escapes line breaks, so the data of an event is always one line.
    private static ReadOnlyMemory<byte> Frame<T>(long version, string name, T data)
    {
        var bytes = new ArrayBufferWriter<byte>(512);
        bytes.Write(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"id: {version}\nevent: {name}\ndata: ")));
        using (var json = new Utf8JsonWriter(bytes, new JsonWriterOptions { Encoder = WireJson.Options.Encoder }))
        {
            JsonSerializer.Serialize(json, data, WireJson.Options);
        }

        bytes.Write("\n\n"u8);
        return bytes.WrittenMemory;
    }
}
