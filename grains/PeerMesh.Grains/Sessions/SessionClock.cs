namespace PeerMesh.Grains.Sessions;

/// <summary>The time of one session: it never goes back, and a wall clock set forward or back does not move it.</summary>
/// <remarks>
/// It starts from the wall clock, or from the latest stored event where another machine's clock was ahead, and goes on
/// by elapsed time alone. So turns and attendance keep their length whatever happens to the wall clock in the meantime.
/// </remarks>
internal sealed class SessionClock
{
    private readonly TimeProvider _clock;
    private readonly DateTimeOffset _origin;
    private readonly long _started;

    public SessionClock(TimeProvider clock, DateTimeOffset? notBefore)
    {
        _clock = clock;
        _started = clock.GetTimestamp();
        var wall = clock.GetUtcNow();
        _origin = notBefore > wall ? notBefore.Value : wall;
    }

    public DateTimeOffset Now => _origin + _clock.GetElapsedTime(_started);
}
