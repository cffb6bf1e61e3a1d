using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class SessionClockTests
{
    private static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_goes_with_the_wall_clock()
    {
        var wall = new Wall();
        var clock = new SessionClock(wall, notBefore: null);

        wall.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Noon.AddSeconds(5), clock.Now);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-1)]
    public void A_wall_clock_set_forward_or_back_does_not_move_it(int hours)
    {
        var wall = new Wall();
        var clock = new SessionClock(wall, notBefore: null);

        wall.SetBy(TimeSpan.FromHours(hours));
        wall.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Noon.AddSeconds(5), clock.Now);
    }

    [Fact]
    public void It_starts_no_earlier_than_the_latest_event()
    {
        var wall = new Wall();

        var clock = new SessionClock(wall, Noon.AddMinutes(3));
        wall.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(Noon.AddMinutes(3).AddSeconds(5), clock.Now);
    }

    /// <summary>A clock on a wall: it can be set, which changes nothing about how much time goes by.</summary>
    private sealed class Wall : TimeProvider
    {
        private DateTimeOffset _now = Noon;
        private TimeSpan _elapsed;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override DateTimeOffset GetUtcNow() => _now;

        public override long GetTimestamp() => _elapsed.Ticks;

        public void Advance(TimeSpan time) => (_now, _elapsed) = (_now + time, _elapsed + time);

        public void SetBy(TimeSpan time) => _now += time;
    }
}
