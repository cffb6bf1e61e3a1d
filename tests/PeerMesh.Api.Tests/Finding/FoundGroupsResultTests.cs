using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.Extensions.Time.Testing;
using PeerMesh.Api.Finding;
using PeerMesh.Api.Http;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Search;

namespace PeerMesh.Api.Tests.Finding;

/// <summary>Results are written without the serializer, and look as if it had written them.</summary>
public sealed class FoundGroupsResultTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 6, 22, 40, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("")]
    [InlineData("limit=2")]
    [InlineData("near=Tampa,+FL&miles=500")]
    [InlineData("lat=27.97&lon=-82.48&day=tuesday&zone=America/New_York")]
    [InlineData("q=nothing+like+this")]
    public void They_are_what_the_serializer_writes(string address)
    {
        var online = Listings.Of("plain");
        DirectoryEntry[] entries =
        [
            Listings.Of("accents", name: "Círculo \"calma\" <b>&amp;</b> 輪"),
            Listings.Of("open") with { OpenSessions = [new SessionId("open.2026-03-06T1740")] },
            online with { Listing = online.Listing with { Venue = null, Timetable = null, Body = new BodyId("bay") } },
        ];
        using var index = new DirectoryIndex(new FakeTimeProvider(Now)) { Bodies = new BodyTree([new BodyNode(new("bay"), null, "Bay")]) };
        for (var shard = 0; shard < IDirectoryShardGrain.Shards; shard++)
        {
            index.Apply(shard, [.. entries.Where(entry => DirectoryShards.Of(entry.Group) == shard).Select((entry, i) => new DirectoryChange(i + 1, entry.Group, entry))]);
            index.MarkWhole(shard);
        }

        var parameters = QueryHelpers.ParseQuery(address);
        var read = QueryReader.Read(name => parameters.TryGetValue(name, out var values) ? values : [], index, Now);
        var cards = new GroupCards();

        // The second time what can be remembered is.
        for (var time = 0; time < 2; time++)
        {
            var page = index.Search(read.Query!, read.Cursor);
            using var stream = new MemoryStream();
            using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = WireJson.Options.Encoder, SkipValidation = true }))
            {
                new FoundGroupsResult(read, page, index.Bodies, cards).Write(json);
            }

            Assert.Equal(JsonSerializer.Serialize(FoundGroupsResponse.Of(read, page, index.Bodies), WireJson.Options), Encoding.UTF8.GetString(stream.ToArray()));
        }
    }

    [Fact]
    public void A_changed_group_is_written_anew()
    {
        var cards = new GroupCards();
        var entry = Listings.Of("changes", name: "Before");
        var hit = new SearchHit(entry, int.MaxValue, null, null, null, false);

        Assert.Contains("Before", Encoding.UTF8.GetString(cards.Of(hit, BodyTree.Empty).Json), StringComparison.Ordinal);
        Assert.Contains("After", Encoding.UTF8.GetString(cards.Of(hit with { Group = entry with { Name = "After" } }, BodyTree.Empty).Json), StringComparison.Ordinal);
    }
}
