namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>The machine's clock, set ahead by as much as a test says. Timers run as ever: Orleans has many that no test means to move.</summary>
internal sealed class SetAheadClock : TimeProvider
{
    private long _ahead;

    public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + TimeSpan.FromTicks(Volatile.Read(ref _ahead));

    public void Advance(TimeSpan time) => Interlocked.Add(ref _ahead, time.Ticks);
}
