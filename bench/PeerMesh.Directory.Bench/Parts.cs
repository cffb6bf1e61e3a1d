using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;
using PeerMesh.Api.Finding;
using PeerMesh.Api.Http;
using PeerMesh.Search;

namespace PeerMesh.DirectoryBench;

/// <summary>Where the time of a search goes, in one thread and without HTTP.</summary>
internal static class Parts
{
    public static void Run(int groups, int searches)
    {
        using var index = new DirectoryIndex(TimeProvider.System);
        Server.Load(index, groups);
        var cards = new GroupCards();
        for (var kind = 0; kind < Mix.Kinds.Length; kind++)
        {
            var mix = Mix.Of(kind, searches);
            var asked = mix.Select(each => new QueryCollection(QueryHelpers.ParseQuery(each.Address))).ToArray();
            ReadQuery Read(int i) => QueryReader.Read(name => asked[i].TryGetValue(name, out var values) ? values : [], index, DateTimeOffset.UtcNow);
            var read = Enumerable.Range(0, searches).Select(Read).ToArray();
            var pages = read.Select(each => index.Search(each.Query!)).ToArray();
            var buffer = new ArrayBufferWriter<byte>(65536);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Mix.Kinds[kind]}: {pages.Average(page => page.Total):0} found, {pages.Average(page => page.Hits.Length):0.0} shown"));
            Time("read", searches, i => Read(i));
            Time("search", searches, i => index.Search(read[i].Query!));
            Time("write", searches, i =>
            {
                buffer.ResetWrittenCount();
                using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { SkipValidation = true });
                new FoundGroupsResult(read[i], pages[i], index.Bodies, cards).Write(json);
            });
            Time("serialize", searches, i => JsonSerializer.SerializeToUtf8Bytes(FoundGroupsResponse.Of(read[i], pages[i], index.Bodies), WireJson.Options));
        }
    }

    private static void Time(string what, int count, Action<int> each)
    {
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < count; i++)
            {
                each(i);
            }
        }

        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var start = Stopwatch.GetTimestamp();
            each(i);
            times[i] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
        }

        Array.Sort(times);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"  {what,-10} {times.Average(),8:0.0} µs, p50 {times[count / 2],8:0.0}, p99 {times[(int)(count * .99)],8:0.0}"));
    }
}
