using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class SessionPresenceTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);
    private static readonly ParticipantId Ana = new("p1");
    private static readonly ParticipantId Ben = new("p2");

    private readonly SessionPresence _presence = new();

    [Fact]
    public void A_connection_used_by_somebody_else_now_is_theirs()
    {
        Assert.True(_presence.TryAdd("gw", "c", Ana));
        Assert.True(_presence.TryAdd("gw", "c", Ben));

        Assert.False(_presence.IsConnected(Ana));
        Assert.Equal(Ben, _presence.Remove("gw", "c"));
        Assert.Null(_presence.Remove("gw", "c"));
    }

    [Fact]
    public void A_gateway_that_never_watches_keeps_nobody_present()
    {
        _presence.TryAdd("gw", "c", Ana);
        _presence.TryAdd("gw-2", "c", Ben);
        _presence.Unwatched("gw", Noon.AddSeconds(10));
        _presence.Unwatched("gw", Noon.AddSeconds(99));

        Assert.Equal(Noon.AddSeconds(10), _presence.NextDue);
        Assert.Empty(_presence.Expire(Nobody, Noon.AddSeconds(9)));
        Assert.Equal([Ana], _presence.Expire(Nobody, Noon.AddSeconds(10)));
        Assert.Null(_presence.NextDue);
        Assert.True(_presence.IsConnected(Ben));
    }

    [Fact]
    public void Whoever_is_connected_through_another_gateway_too_stays()
    {
        _presence.TryAdd("gw", "c", Ana);
        _presence.TryAdd("gw-2", "c", Ana);
        _presence.Unwatched("gw", Noon);

        Assert.Empty(_presence.Expire(Nobody, Noon));
        Assert.Equal(Ana, _presence.Remove("gw-2", "c"));
    }

    [Fact]
    public void A_gateway_without_connections_is_not_waited_for()
    {
        _presence.Unwatched("gw", Noon);
        Assert.Null(_presence.NextDue);

        _presence.TryAdd("gw", "c", Ana);
        _presence.Unwatched("gw", Noon);
        _presence.Remove("gw", "c");
        Assert.Null(_presence.NextDue);
    }

    private static Session Nobody { get; } =
        new SessionPlay(Room.PlanOf(new SessionId("g.presence"), FloorMode.Queue, Room.Gentle)).State;
}
