using System.Collections.Concurrent;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Tests.Fixtures;

namespace PeerMesh.Grains.Tests.Sessions;

public sealed class CrashTests : IAsyncLifetime
{
    // A cluster of its own: one of its silos does not survive the test.
    private readonly ClusterFixture _cluster = new();

    public Task InitializeAsync() => _cluster.InitializeAsync();

    public Task DisposeAsync() => _cluster.DisposeAsync();

    [Fact]
    public async Task A_killed_silo_takes_no_answered_command_with_it()
    {
        string[] members = [.. Enumerable.Range(0, 10).Select(i => $"m-{i}")];
        var room = await Room.Gathered(_cluster, members: members);
        var answered = new ConcurrentDictionary<string, long>();
        using var stop = new CancellationTokenSource();
        var load = members.Select(member => Task.Run(async () =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                var command = i % 2 == 0 ? (SessionCommand)new StepOut { CommandId = $"{member}-{i}" } : new StepBack { CommandId = $"{member}-{i}" };
                answered[command.CommandId] = await room.Insist(member, command);
            }
        })).ToArray();
        await using var following = new Following(room.Grain);

        await Until.True(() => answered.Count > 100);
        var address = await _cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(room.Grain);
        var before = answered.Count;
        await _cluster.Cluster.KillSiloAsync(_cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)));
        await Until.True(() => answered.Count > before + 100);
        await stop.CancelAsync();
        await Task.WhenAll(load);
        await Until.True(() => following.Heard.Count >= answered.Values.Max());
        var heard = following.Heard;

        // Every version once and in order, across the crash; every answered command is one event, at the version answered.
        Assert.Equal(Enumerable.Range(1, heard.Count).Select(v => (long)v), heard.Select(news => news.Version));
        var done = heard.Where(news => news.CommandId is not null).ToLookup(news => news.CommandId!, news => news.Version);
        Assert.All(answered, answer => Assert.Equal(answer.Value, Assert.Single(done[answer.Key])));
    }

    [Fact]
    public async Task A_silo_that_stops_ends_its_watches_first_and_they_resume_elsewhere()
    {
        var room = await Room.Gathered(_cluster, members: "ana");
        var watches = Enumerable.Range(0, 5).Select(i => new Watching(room.Grain, $"gw-{i}")).ToList();
        await using var following = new Following(room.Grain);
        await Until.True(() => watches.TrueForAll(watch => watch.Heard.Count > 0) && following.Heard.Count > 0);
        var address = await _cluster.Grains.GetGrain<IManagementGrain>(0).GetActivationAddress(room.Grain);

        // Without the drain each open watch holds its grain until it times out.
        await _cluster.Cluster.StopSiloAsync(_cluster.Cluster.Silos.Single(silo => silo.SiloAddress.Equals(address)))
            .WaitAsync(TimeSpan.FromSeconds(20));

        await Until.True(() => watches.TrueForAll(watch => watch.Ended.IsCompleted));
        var version = await room.Insist("ana", new StepOut { CommandId = "out" });
        await Until.True(() => following.Heard.Count >= version);
        Assert.Equal(Enumerable.Range(1, following.Heard.Count).Select(v => (long)v), following.Heard.Select(news => news.Version));
    }
}
