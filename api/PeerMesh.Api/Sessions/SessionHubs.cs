using PeerMesh.Api.Telemetry;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;

namespace PeerMesh.Api.Sessions;

/// <summary>All sessions that clients of this gateway follow.</summary>
/// <param name="nearby">Where a silo is in the same process; null in a gateway of its own.</param>
internal sealed class SessionHubs(
    IGrainFactory grains,
    TimeProvider clock,
    GatewayInstruments instruments,
    ILoggerFactory loggers,
    IHostApplicationLifetime lifetime,
    NearbyWatches? nearby = null) : IDisposable
{
    /// <summary>A hub outlives its last client by this long: a page that reloads finds it warm.</summary>
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(10);

    // A name of this process, made anew at each start: what an earlier one held open is nothing of ours.
    private readonly string _gateway = $"gw-{Guid.NewGuid():N}";
    private readonly Lock _state = new();
    private readonly Dictionary<SessionId, Entry> _hubs = [];

    /// <summary>Adds a client to its session's hub.</summary>
    public SessionHub Join(SessionId session, StreamClient client)
    {
        lock (_state)
        {
            if (!_hubs.TryGetValue(session, out var entry))
            {
                entry = new Entry(new SessionHub(
                    session,
                    grains.GetGrain<ISessionGrain>(session.Value),
                    _gateway,
                    nearby,
                    clock,
                    instruments,
                    loggers.CreateLogger<SessionHub>(),
                    lifetime.ApplicationStopping));
                _hubs[session] = entry;
                instruments.HubOpened();
            }

            entry.Clients++;
            entry.Closing?.Dispose();
            entry.Closing = null;
            entry.Hub.Add(client);
            return entry.Hub;
        }
    }

    public void Leave(SessionId session, StreamClient client)
    {
        lock (_state)
        {
            var entry = _hubs[session];
            entry.Hub.Remove(client);
            if (--entry.Clients == 0)
            {
                entry.Closing = clock.CreateTimer(_ => CloseIfEmpty(session, entry), null, Linger, Timeout.InfiniteTimeSpan);
            }
        }
    }

    /// <summary>Ends the streams of sign-ins that are over.</summary>
    /// <param name="isOver">By the device's id.</param>
    public void CutOff(MemberId member, Predicate<string> isOver)
    {
        foreach (var client in Clients(who => who == member).Where(client => isOver(client.Device)))
        {
            instruments.CutOff("signed_out");
            client.CutOff();
        }
    }

    /// <summary>The streams of some people.</summary>
    public IReadOnlyList<StreamClient> Clients(Func<MemberId, bool> whose)
    {
        SessionHub[] hubs;
        lock (_state)
        {
            hubs = [.. _hubs.Values.Select(entry => entry.Hub)];
        }

        return [.. hubs.SelectMany(hub => hub.Clients).Where(client => whose(client.Caller.Member))];
    }

    public void Dispose()
    {
        lock (_state)
        {
            foreach (var entry in _hubs.Values)
            {
                entry.Closing?.Dispose();
                entry.Hub.Dispose();
            }

            _hubs.Clear();
        }
    }

    private void CloseIfEmpty(SessionId session, Entry entry)
    {
        lock (_state)
        {
            // A client may have come while the timer waited for the lock.
            if (entry.Clients == 0 && _hubs.GetValueOrDefault(session) == entry)
            {
                _hubs.Remove(session);
                entry.Closing?.Dispose();
                entry.Hub.Dispose();
                instruments.HubClosed();
            }
        }
    }

    private sealed class Entry(SessionHub hub)
    {
        public SessionHub Hub => hub;

        public int Clients { get; set; }

        public ITimer? Closing { get; set; }
    }
}
