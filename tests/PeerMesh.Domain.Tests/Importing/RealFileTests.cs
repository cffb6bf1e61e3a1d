using System.Text.Json;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Feeds;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Schedules;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Domain.Tests.Importing;

/// <summary>The real meetings of a region: none is lost, and each field comes out as it went in.</summary>
public sealed class RealFileTests
{
    private static readonly ImportOptions Options = new("new-york", "batch-1", Zone: null, Body: null, new DateOnly(2026, 3, 2));
    private static readonly byte[] Bytes = TestData.Read("bmlt-new-york.json");
    private static readonly ImportFile File = ImportReader.Read(Bytes, Options).File!;

    // Numbers are given by the network, and formats are compared where they are known: with the feed itself.
    private static readonly HashSet<string> ByNetwork = ["id_bigint", "service_body_bigint", "formats", "format_shared_id_list"];

    [Fact]
    public void Every_meeting_is_read()
    {
        Assert.Equal(ImportKind.Bmlt, File.Kind);
        Assert.Empty(File.Problems);
        Assert.Equal(1555, File.Rows.Count);
        Assert.Equal(1555, File.Rows.Select(row => row.Group).Distinct().Count());
        Assert.Equal(44, File.Bodies.Count);
        Assert.Equal(139, File.Formats.Count);
        Assert.Equal(42, File.Rows.Count(row => row.Listing.Visibility == Visibility.Private));
        Assert.All(File.Rows, row => Assert.Equal("America/New_York", row.Listing.Timetable!.Zone));
        Assert.All(File.Rows, row => Assert.Contains(File.Bodies, body => body.Id == row.Listing.Body));
    }

    [Fact]
    public void Every_field_comes_out_as_it_went_in()
    {
        using var document = JsonDocument.Parse(Bytes);
        var compared = 0;
        foreach (var (source, row) in document.RootElement.GetProperty("meetings").EnumerateArray().Zip(File.Rows))
        {
            var rule = Assert.Single(row.Listing.Timetable!.Rules);
            var day = Assert.Single(Assert.IsType<Weekly>(rule.Recurrence).Days);
            var fields = BmltFields.Of(row.Name, row.Listing, rule, day);
            foreach (var property in source.EnumerateObject().Where(property => !ByNetwork.Contains(property.Name)))
            {
                Assert.True(property.Value.GetString() == fields.GetValueOrDefault(property.Name), $"Row {row.Line}: {property.Name} was \"{property.Value}\" and is \"{fields.GetValueOrDefault(property.Name)}\".");
                compared++;
            }

            Assert.Equal(source.GetProperty("formats").GetString(), string.Join(',', BmltFields.OwnFormats(row.Listing)!));
        }

        Assert.Equal(1555 * 22, compared);
    }

    [Fact]
    public void A_field_that_was_changed_here_does_not_come_out_in_the_sources_words()
    {
        var row = File.Rows.First(row => row.Listing.Origin!.Extra.ContainsKey("meeting_name"));
        var rule = row.Listing.Timetable!.Rules[0];

        Assert.EndsWith(" ", BmltFields.Of(row.Name, row.Listing, rule, Weekday.Monday)["meeting_name"], StringComparison.Ordinal);
        Assert.Equal("Renamed", BmltFields.Of("Renamed", row.Listing, rule, Weekday.Monday)["meeting_name"]);
        Assert.Null(BmltFields.OwnFormats(row.Listing with { Types = ["POA"] }));
    }

    [Fact]
    public void Bodies_hang_together_as_in_the_source()
    {
        var queens = File.Bodies.Single(body => body.Name == "Queens Area Service");
        var eastern = File.Bodies.Single(body => body.Name == "Eastern New York Region");

        Assert.Equal(eastern.Id, queens.Parent);
        Assert.Null(eastern.Parent);
        Assert.Equal(1016, queens.Number);
        Assert.True(File.Bodies.IndexOf(eastern) < File.Bodies.IndexOf(queens));
    }

    [Fact]
    public void What_a_meeting_is_like_is_read_from_the_sources_words()
    {
        var macho = File.Rows.Single(row => row.Name == "Nothing Macho");

        Assert.Equal(["M", "O", "ST"], macho.Listing.Types);
        Assert.Equal(new TimeOnly(14, 0), macho.Listing.Timetable!.Rules[0].StartsAt);
        Assert.Equal(90, macho.Listing.Timetable.Rules[0].Minutes);
        Assert.Equal("00005415", macho.Listing.Origin!.WorldId);
        Assert.Equal(29, File.Rows.Count(row => row.Listing.Languages[0] == "es"));
    }

    [Fact]
    public void Reading_the_same_file_under_the_same_name_gives_the_same_groups()
    {
        var again = ImportReader.Read(Bytes, Options with { Batch = "batch-2" }).File!;
        var other = ImportReader.Read(Bytes, Options with { Source = "elsewhere" }).File!;

        Assert.Equal(File.Rows.Select(row => row.Group), again.Rows.Select(row => row.Group));
        Assert.Empty(File.Rows.Select(row => row.Group).Intersect(other.Rows.Select(row => row.Group)));
    }
}
