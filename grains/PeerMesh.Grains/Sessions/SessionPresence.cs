using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>Who is connected, through which gateway. Kept in memory alone: gateways say it again to a new activation.</summary>
internal sealed class SessionPresence
{
    /// <summary>Pages and devices one person may follow a session with: more than anyone has, connections not yet known to be broken included.</summary>
    public const int ConnectionsMax = 256;

    /// <summary>How long a gateway's connections count without its watch: long enough to resume one, with back-off.</summary>
    public static readonly TimeSpan GatewayWaits = TimeSpan.FromSeconds(10);

    /// <summary>How long people have to come back after the session moved or restarted; as long as a speaker's turn is held.</summary>
    public static readonly TimeSpan ReturnWithin = SessionLimits.TurnHeld;

    private readonly Dictionary<string, Dictionary<string, ParticipantId>> _gateways = new(StringComparer.Ordinal);
    private readonly Dictionary<string, DateTimeOffset> _unwatched = new(StringComparer.Ordinal);
    private readonly Dictionary<ParticipantId, int> _counts = [];
    private DateTimeOffset? _returnBy;

    /// <summary>When <see cref="Expire"/> has something to say next.</summary>
    public DateTimeOffset? NextDue
    {
        get
        {
            var due = _returnBy;
            foreach (var until in _unwatched.Values)
            {
                due = due < until ? due : until;
            }

            return due;
        }
    }

    public bool IsConnected(ParticipantId who) => _counts.ContainsKey(who);

    /// <summary>Takes a connection; false where the person has too many. The same connection again changes nothing.</summary>
    public bool TryAdd(string gateway, string connection, ParticipantId who)
    {
        if (_gateways.TryGetValue(gateway, out var connections) && connections.TryGetValue(connection, out var known))
        {
            if (known == who)
            {
                return true;
            }

            Remove(gateway, connection);
        }

        var count = _counts.GetValueOrDefault(who);
        if (count >= ConnectionsMax)
        {
            return false;
        }

        if (!_gateways.TryGetValue(gateway, out connections))
        {
            _gateways.Add(gateway, connections = new Dictionary<string, ParticipantId>(StringComparer.Ordinal));
        }

        connections.Add(connection, who);
        _counts[who] = count + 1;
        return true;
    }

    /// <summary>Ends a connection; the person, if it was their last.</summary>
    public ParticipantId? Remove(string gateway, string connection)
    {
        if (!_gateways.TryGetValue(gateway, out var connections) || !connections.Remove(connection, out var who))
        {
            return null;
        }

        if (connections.Count == 0)
        {
            _gateways.Remove(gateway);
            _unwatched.Remove(gateway);
        }

        return Release(who) ? who : null;
    }

    /// <summary>A gateway has connections here and no watch: they count until then.</summary>
    public void Unwatched(string gateway, DateTimeOffset until)
    {
        if (_gateways.ContainsKey(gateway))
        {
            _unwatched.TryAdd(gateway, until);
        }
    }

    public void Watched(string gateway) => _unwatched.Remove(gateway);

    /// <summary>The session was loaded from storage: whoever it knows as connected has until then to connect again.</summary>
    public void AwaitReturn(DateTimeOffset until) => _returnBy = until;

    /// <summary>Who no longer counts as connected, as far as time tells.</summary>
    public IReadOnlyList<ParticipantId> Expire(Session session, DateTimeOffset now)
    {
        var gone = new List<ParticipantId>();
        foreach (var gateway in _unwatched.Where(entry => entry.Value <= now).Select(entry => entry.Key).ToList())
        {
            _unwatched.Remove(gateway);
            if (_gateways.Remove(gateway, out var connections))
            {
                gone.AddRange(connections.Values.Where(Release));
            }
        }

        if (_returnBy <= now)
        {
            _returnBy = null;
            gone.AddRange(session.People
                .Where(person => person.Connected && !IsConnected(person.Id) && !gone.Contains(person.Id))
                .Select(person => person.Id));
        }

        return gone;
    }

    // One connection less; true where it was the last.
    private bool Release(ParticipantId who)
    {
        var left = _counts[who] - 1;
        if (left > 0)
        {
            _counts[who] = left;
            return false;
        }

        return _counts.Remove(who);
    }
}
