using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json.Serialization;

namespace PeerMesh.Bench.Peers;

/// <summary>The one rule that all the compared servers have: a line of raised hands, in each room one, kept in memory alone.</summary>
internal sealed class Lines
{
    /// <summary>How long an event is in all: as long as one of PeerMesh's.</summary>
    private static readonly int EventBytes = int.Parse(Environment.GetEnvironmentVariable("EVENT_BYTES") ?? "400", CultureInfo.InvariantCulture);

    private readonly ConcurrentDictionary<string, Line> _lines = new();

    public Line Of(string room) => _lines.GetOrAdd(room, _ => new Line(EventBytes));
}

internal sealed class Line(int eventBytes)
{
    /// <summary>What an event takes without its hands and its filling.</summary>
    private const int Bare = 170;

    private readonly Lock _turn = new();
    private readonly List<string> _hands = [];
    private long _version;

    /// <summary>What happened, or null where a hand is raised twice or was not up.</summary>
    public RoomEvent? Decide(RoomCommand command)
    {
        lock (_turn)
        {
            var raises = command.Type == "raiseHand";
            if (raises == _hands.Contains(command.Who))
            {
                return null;
            }

            if (raises)
            {
                _hands.Add(command.Who);
            }
            else
            {
                _hands.Remove(command.Who);
            }

            var filling = new string('.', Math.Max(0, eventBytes - Bare - (_hands.Count * 5)));
            return new RoomEvent(++_version, DateTimeOffset.UtcNow, command.CommandId, new Fact(raises ? "handRaised" : "handLowered", command.Who), [.. _hands], filling);
        }
    }
}

internal sealed record RoomCommand(string Type, string CommandId, string Who);

internal sealed record Fact(string Type, string Participant);

internal sealed record RoomEvent(long Version, DateTimeOffset At, string CommandId, Fact Event, string[] Hands, string Filling);

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(RoomCommand))]
[JsonSerializable(typeof(RoomEvent))]
internal sealed partial class RoomJson : JsonSerializerContext;
