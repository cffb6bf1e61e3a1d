namespace PeerMesh.Standalone.Hosting;

/// <summary>A clock that starts at the real time and runs faster, so that a meeting of an hour takes a minute.</summary>
/// <remarks>Timers, delays and timestamps agree with it: whoever waits a minute on it waits a minute of the meeting.</remarks>
internal sealed class AcceleratedTimeProvider(int speed) : TimeProvider
{
    private readonly DateTimeOffset _start = System.GetUtcNow();
    private readonly long _origin = System.GetTimestamp();

    public int Speed { get; } = speed;

    public override long TimestampFrequency => System.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => _start + System.GetElapsedTime(_origin) * Speed;

    public override long GetTimestamp() => _origin + ((System.GetTimestamp() - _origin) * Speed);

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        new Timer(System.CreateTimer(callback, state, Shorten(dueTime), Shorten(period)), this);

    // Never early: a timer that fires before its time on this clock would find nothing due and have to be set again. The
    // system's own timers may be early by less than a millisecond, hence the one more.
    private TimeSpan Shorten(TimeSpan time) =>
        time <= TimeSpan.Zero ? time : TimeSpan.FromMilliseconds(Math.Ceiling(time.TotalMilliseconds / Speed) + 1);

    private sealed class Timer(ITimer inner, AcceleratedTimeProvider clock) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period) => inner.Change(clock.Shorten(dueTime), clock.Shorten(period));

        public void Dispose() => inner.Dispose();

        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }
}
