using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Groups;

/// <summary>Two hundred people at the door of a group of twelve, and a silo that dies in the middle.</summary>
public sealed class JoinRushTests : IAsyncLifetime
{
    private const int People = 200;
    private const int Places = 12;

    // A cluster of its own: one of its silos does not survive the test.
    private readonly ClusterFixture _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Twelve_are_in_the_rest_wait_in_order_and_nobody_is_lost(bool killed)
    {
        var founder = new Caller(new MemberId($"ana-{Guid.NewGuid():n}"));
        var group = _cluster.Grains.GetGrain<IGroupGrain>($"g-{Guid.NewGuid():n}");
        await group.Found(founder, NetworkFixture.Draft);
        await group.Ask(founder, new ChangeMembership(new MembershipSettings(JoinMode.Open, Places)) { RequestId = "places" });
        var people = Enumerable.Range(0, People).Select(i => new Caller(new MemberId($"p{i}-{Guid.NewGuid():n}"))).ToList();

        var answered = 0;
        var joining = people.Select((person, i) => Task.Run(async () =>
        {
            await Insist(group, person, new JoinGroup($"Person {i}") { RequestId = $"join-{i}" });
            Interlocked.Increment(ref answered);
        })).ToList();
        if (killed)
        {
            await Until.True(() => Volatile.Read(ref answered) >= People / 4);
            var address = await _cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(group);
            await _cluster.Cluster.KillSiloAsync(_cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));
        }

        await Task.WhenAll(joining);
        var standings = await Task.WhenAll(people.Select(async person => (await group.Standing(person))!));
        var roster = (await group.Roster(founder)).Entries!;

        Assert.Equal(Places, standings.Count(standing => standing.State == MembershipState.Member));
        Assert.Equal(Places, roster.Count(entry => entry.Role == GroupRole.Member));
        Assert.Equal(Enumerable.Range(1, People - Places), standings.Where(standing => standing.Place is not null).Select(standing => standing.Place!.Value).Order());

        // In order: whoever stands further back came no earlier.
        var line = (await group.Desk(founder)).Desk!.Line;
        Assert.Equal(line.OrderBy(waiting => waiting.Since).Select(waiting => waiting.Member), line.Select(waiting => waiting.Member));
        Assert.Equal(People, line.Select(waiting => waiting.Member).Concat(roster.Select(entry => entry.Member)).Distinct().Count() - 1);
    }

    // As a client does: the same request again until there is an answer.
    private static async Task Insist(IGroupGrain group, Caller caller, MembershipCommand command)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        while (true)
        {
            try
            {
                Assert.Null((await group.Ask(caller, command)).Refusal);
                return;
            }
            catch (Exception failure) when (failure is TimeoutException or OrleansException or IOException or Contracts.Common.StorageUnavailableException)
            {
                await Task.Delay(50, patience.Token);
            }
        }
    }
}
