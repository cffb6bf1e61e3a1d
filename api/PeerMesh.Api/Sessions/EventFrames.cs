using System.Buffers;
using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Sessions;

/// <summary>Writes complete server-sent events as bytes.</summary>
internal static class EventFrames
{
    private const string Quiet = "quiet";

    /// <summary>More than an event's number and name take.</summary>
    private const int HeadMax = 256;

    /// <summary>What a thread keeps to put events together in; a view of a long meeting takes more, and is rare.</summary>
    private const int KeptMax = 64 * 1024;

    [ThreadStatic]
    private static Desk? _desk;

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
        var desk = _desk ??= new Desk();
        desk.Bytes.ResetWrittenCount();
        Utf8.TryWrite(desk.Bytes.GetSpan(HeadMax), CultureInfo.InvariantCulture, $"id: {version}\nevent: {name}\ndata: ", out var head);
        desk.Bytes.Advance(head);
        desk.Json.Reset(desk.Bytes);
        JsonSerializer.Serialize(desk.Json, data, WireJson.Options);
        desk.Bytes.Write("\n\n"u8);
        if (desk.Bytes.Capacity > KeptMax)
        {
            _desk = null;
        }

        return desk.Bytes.WrittenSpan.ToArray();
    }

    // Where a thread puts events together, one after the other.
    private sealed class Desk
    {
        public Desk() => Json = new Utf8JsonWriter(Bytes, new JsonWriterOptions { Encoder = WireJson.Options.Encoder });

        public ArrayBufferWriter<byte> Bytes { get; } = new(4096);

        public Utf8JsonWriter Json { get; }
    }
}
