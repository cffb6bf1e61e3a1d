using System.Collections.Concurrent;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.SystemTests.History;

/// <summary>One message as a client took it, and the picture it had afterwards.</summary>
internal sealed record Seen(StreamMessage Message, SessionView View);

/// <summary>Everything one client's stream brought, over all its connections.</summary>
internal sealed class Recording
{
    private readonly ConcurrentQueue<Seen> _seen = new();

    public Recording(string client, SessionFollower follower)
        : this(client) =>
        follower.Heard += message => _seen.Enqueue(new Seen(message, follower.View!));

    private Recording(string client) => Client = client;

    public string Client { get; }

    public IReadOnlyCollection<Seen> Seen => _seen;

    public static Recording Of(string client, IEnumerable<Seen> seen)
    {
        var recording = new Recording(client);
        foreach (var one in seen)
        {
            recording._seen.Enqueue(one);
        }

        return recording;
    }

    public IEnumerable<StreamMessage> Changes => _seen.Select(seen => seen.Message).Where(message => message.Kind != StreamMessage.Snapshot);
}

/// <summary>A command and the answer its sender got.</summary>
internal sealed record Answered(string Client, string CommandId, CommandAnswer Answer)
{
    /// <summary>When it was sent first, by the clock of the client's machine; null where nobody looked.</summary>
    public DateTimeOffset? SentAt { get; init; }

    public DateTimeOffset? HeardAt { get; init; }
}
