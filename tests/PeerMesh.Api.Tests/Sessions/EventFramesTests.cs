using System.Runtime.InteropServices;
using System.Text;
using PeerMesh.Api.Sessions;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Api.Tests.Sessions;

public sealed class EventFramesTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    // One thread puts them together in one place: what is sent must not be that place.
    [Fact]
    public void An_event_stays_as_it_is_while_others_are_put_together()
    {
        var first = FrameOf(1, "one");
        var text = Text(first);

        _ = EventFrames.Snapshot(2, new SessionView { Chat = null, Pins = [] });
        var large = FrameOf(3, new string('x', 200_000));
        var last = FrameOf(4, "four");

        Assert.Equal(text, Text(first));
        Assert.StartsWith("id: 1\nevent: handLowered\ndata: {\"version\":1,", text, StringComparison.Ordinal);
        Assert.EndsWith("}\n\n", text, StringComparison.Ordinal);
        Assert.Contains(new string('x', 200_000), Text(large), StringComparison.Ordinal);
        Assert.Equal(text.Replace("one", "four", StringComparison.Ordinal).Replace("id: 1", "id: 4", StringComparison.Ordinal).Replace("\"version\":1", "\"version\":4", StringComparison.Ordinal), Text(last));
    }

    // Ten thousand clients that are a little behind hold them.
    [Fact]
    public void An_event_takes_no_more_memory_than_it_is_long()
    {
        Assert.True(MemoryMarshal.TryGetArray(FrameOf(1, "one"), out var array));

        Assert.Equal(array.Count, array.Array!.Length);
    }

    private static ReadOnlyMemory<byte> FrameOf(long version, string commandId) => EventFrames.Message(
        new SessionNews(version, Noon, commandId, new HandLowered(Noon, new ParticipantId("p1")), [], []),
        new Telling(Facts: true, Now: null),
        whole: false);

    private static string Text(ReadOnlyMemory<byte> frame) => Encoding.UTF8.GetString(frame.Span);
}
