using PeerMesh.Api.Http;
using PeerMesh.Api.Telemetry;
using PeerMesh.Contracts.Directory;
using PeerMesh.Search;

namespace PeerMesh.Api.Finding;

/// <summary>Fills the index from the directory's shards, state first and then changes, and never stops trying.</summary>
/// <remarks>
/// Each shard is followed on its own from the last number that is here. Whatever ends a watch (a silo that went away, a database
/// that cannot be read), what is here goes on being searched.
/// </remarks>
internal sealed partial class DirectoryFollower(
    IGrainFactory grains, DirectoryIndex index, TimeProvider clock, GatewayInstruments instruments, ILogger<DirectoryFollower> log) : BackgroundService
{
    /// <summary>Entries in one page: about a megabyte on the way.</summary>
    private const int PageLength = 400;

    /// <summary>Shards read at once while the gateway starts: enough to keep the database busy, few enough to leave room for others.</summary>
    private const int ReadersMax = 4;

    private static readonly TimeSpan BackOffMin = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan BackOffMax = TimeSpan.FromSeconds(5);

    /// <summary>A watch begins anew after this long: one that sits with a silo that others have given up would hear nothing more.</summary>
    private static readonly TimeSpan WatchLength = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim _readers = new(ReadersMax, ReadersMax);

    public override void Dispose()
    {
        _readers.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(Enumerable.Range(0, IDirectoryShardGrain.Shards).Select(shard => Task.Run(() => Follow(shard, stoppingToken), stoppingToken)));

    private async Task Follow(int shard, CancellationToken stop)
    {
        for (var failures = 0; !stop.IsCancellationRequested;)
        {
            try
            {
                // Before the cluster has been reached, nobody knows yet that there are such grains.
                var grain = grains.GetGrain<IDirectoryShardGrain>(shard);
                await ReadAll(grain, shard, stop);
                failures = 0;
                await Watch(grain, shard, stop);
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                LogBroke(e, shard);
                instruments.DirectoryWatchRestarted();
                await Task.Delay(BackOff(failures++), clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ReadAll(IDirectoryShardGrain grain, int shard, CancellationToken stop)
    {
        await _readers.WaitAsync(stop);
        try
        {
            for (var more = true; more;)
            {
                var page = await grain.Read(index.NumberOf(shard), PageLength).WaitAsync(GrainCalls.Attempt, stop);
                index.Apply(shard, page.Changes);
                more = page.More;
            }
        }
        finally
        {
            _readers.Release();
        }

        index.MarkWhole(shard);
    }

    private async Task Watch(IDirectoryShardGrain grain, int shard, CancellationToken stop)
    {
        using var enough = new CancellationTokenSource(WatchLength * (0.5 + (Random.Shared.NextDouble() / 2)), clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(stop, enough.Token);
        try
        {
            await foreach (var change in grain.Watch(index.NumberOf(shard), either.Token).WithCancellation(either.Token))
            {
                index.Apply(shard, [change]);
            }

            // The shard moved or its silo stops; it is back in a moment.
            await Task.Delay(BackOff(0), clock, stop);
        }
        catch (OperationCanceledException) when (enough.IsCancellationRequested && !stop.IsCancellationRequested)
        {
        }
    }

    private static TimeSpan BackOff(int failures)
    {
        var longest = TimeSpan.FromTicks(Math.Min(BackOffMax.Ticks, BackOffMin.Ticks << Math.Min(failures, 10)));
        return longest * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Part {Shard} of the directory cannot be followed just now")]
    private partial void LogBroke(Exception failure, int shard);
}
