using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using PeerMesh.Api.Finding;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Directory;
using PeerMesh.Search;

namespace PeerMesh.DirectoryBench;

/// <summary>The gateway's search endpoint over a directory in memory, and beside it the same answers without a search.</summary>
internal static class Server
{
    public static async Task Run(int groups, int searches, int port)
    {
        using var index = new DirectoryIndex(TimeProvider.System);
        Load(index, groups);
        var floor = Enumerable.Range(0, Mix.Kinds.Length).Select(kind => Mix.Of(kind, searches).Select(asked => Answer(index, asked)).ToArray()).ToArray();

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls($"http://127.0.0.1:{port}");
        builder.Services.AddSingleton(index).AddSingleton<GroupCards>().AddSingleton(TimeProvider.System);
        builder.Services.ConfigureHttpJsonOptions(options => WireJson.Configure(options.SerializerOptions));
        var app = builder.Build();
        app.MapFinding();
        app.MapGet("/floor/{kind:int}/{number:int}", (int kind, int number) => TypedResults.Ok(floor[kind][number]));
        app.MapGet("/cpu", () => Process.GetCurrentProcess().TotalProcessorTime.TotalSeconds.ToString("R", CultureInfo.InvariantCulture));
        await app.StartAsync();
        Console.WriteLine("ready");
        await app.WaitForShutdownAsync();
    }

    internal static FoundGroupsResponse Answer(DirectoryIndex index, Asked asked)
    {
        var parameters = QueryHelpers.ParseQuery(asked.Address);
        var read = QueryReader.Read(name => parameters.TryGetValue(name, out var values) ? values : [], index, DateTimeOffset.UtcNow);
        return FoundGroupsResponse.Of(read, index.Search(read.Query!), index.Bodies);
    }

    internal static void Load(DirectoryIndex index, int count)
    {
        GC.Collect();
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var made = Stopwatch.StartNew();
        var shards = Network.Groups(count).GroupBy(entry => DirectoryShards.Of(entry.Group)).ToDictionary(shard => shard.Key, shard => shard.ToArray());
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"made {count} groups in {made.Elapsed.TotalSeconds:0.0} s"));
        var loading = Stopwatch.StartNew();
        var cpu = Process.GetCurrentProcess().TotalProcessorTime;
        Parallel.For(0, IDirectoryShardGrain.Shards, shard =>
        {
            // As they come from the silo: in pages.
            var number = 0L;
            foreach (var page in shards.GetValueOrDefault(shard, []).Chunk(400))
            {
                index.Apply(shard, [.. page.Select(entry => new DirectoryChange(++number, entry.Group, entry))]);
            }

            index.MarkWhole(shard);
            lock (shards)
            {
                shards[shard] = [];
            }
        });
        var (seconds, used) = (loading.Elapsed.TotalSeconds, (Process.GetCurrentProcess().TotalProcessorTime - cpu).TotalSeconds);
        shards.Clear();
        var bytes = GC.GetTotalMemory(forceFullCollection: true) - before;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"load {seconds:0.0} {used:0.0} {bytes / 1048576.0:0}"));
    }
}
