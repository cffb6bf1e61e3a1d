using PeerMesh.Standalone.Hosting;

namespace PeerMesh.SystemTests.Rehearsal;

public sealed class AcceleratedTimeProviderTests
{
    [Fact]
    public async Task A_minute_on_it_takes_a_fraction_of_a_second_and_is_never_short()
    {
        var clock = new AcceleratedTimeProvider(600);
        var (began, stamp, real) = (clock.GetUtcNow(), clock.GetTimestamp(), TimeProvider.System.GetTimestamp());

        await Task.Delay(TimeSpan.FromMinutes(1), clock);

        Assert.True(clock.GetUtcNow() - began >= TimeSpan.FromMinutes(1));
        Assert.True(clock.GetElapsedTime(stamp) >= TimeSpan.FromMinutes(1));
        Assert.True(TimeProvider.System.GetElapsedTime(real) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void It_starts_at_the_real_time()
    {
        var before = TimeProvider.System.GetUtcNow();

        var now = new AcceleratedTimeProvider(1).GetUtcNow();

        Assert.InRange(now, before, TimeProvider.System.GetUtcNow() + TimeSpan.FromSeconds(1));
    }
}
