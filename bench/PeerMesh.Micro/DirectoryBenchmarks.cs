using BenchmarkDotNet.Attributes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PeerMesh.Api.Finding;
using PeerMesh.Contracts.Directory;
using PeerMesh.DirectoryBench;
using PeerMesh.Search;

namespace PeerMesh.Micro;

/// <summary>Searches of a directory of made-up groups, one after the other.</summary>
public class DirectoryBenchmarks
{
    private const int Groups = 20_000;
    private const int Searches = 256;

    private DirectoryIndex _index = null!;
    private ReadQuery[] _asked = null!;
    private int _next;

    [Params("topic + day + near", "topic + day + near + window + venue", "near + words")]
    public string Kind { get; set; } = "";

    [GlobalSetup]
    public void Begin()
    {
        _index = new DirectoryIndex(TimeProvider.System);
        var number = 0L;
        foreach (var shard in Network.Groups(Groups).GroupBy(entry => DirectoryShards.Of(entry.Group)))
        {
            _index.Apply(shard.Key, [.. shard.Select(entry => new DirectoryChange(++number, entry.Group, entry))]);
            _index.MarkWhole(shard.Key);
        }

        var mix = Mix.Of(Array.IndexOf(Mix.Kinds, Kind), Searches).Select(each => new QueryCollection(QueryHelpers.ParseQuery(each.Address)));
        _asked = [.. mix.Select(query => QueryReader.Read(name => query.TryGetValue(name, out var values) ? values : [], _index, DateTimeOffset.UtcNow))];
    }

    [GlobalCleanup]
    public void End() => _index.Dispose();

    [Benchmark(Description = "search of 20,000 groups")]
    public object Search() => _index.Search(_asked[_next++ % Searches].Query!);
}
