using Orleans.Runtime;
using PeerMesh.Api.Http;

namespace PeerMesh.Api.Tests.Http;

public sealed class GrainCallsTests
{
    [Fact]
    public async Task A_call_that_fails_for_a_moment_is_made_again()
    {
        var calls = 0;

        var answer = await GrainCalls.Twice(() => ++calls < 4 ? throw new SiloUnavailableException() : Task.FromResult(calls));

        Assert.Equal(4, answer);
    }

    [Fact]
    public async Task A_call_that_goes_on_failing_is_given_up()
    {
        var calls = 0;

        await Assert.ThrowsAsync<SiloUnavailableException>(() => GrainCalls.Twice(() =>
        {
            calls++;
            return Task.FromException<int>(new SiloUnavailableException());
        }));

        Assert.Equal(4, calls);
    }

    [Fact]
    public async Task A_call_that_is_wrong_is_not_made_again()
    {
        var calls = 0;

        await Assert.ThrowsAsync<ArgumentException>(() => GrainCalls.Twice(() =>
        {
            calls++;
            return Task.FromException<int>(new ArgumentException("wrong"));
        }));

        Assert.Equal(1, calls);
    }
}
