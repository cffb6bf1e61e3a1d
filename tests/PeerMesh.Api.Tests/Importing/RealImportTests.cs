using System.Net;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json.Nodes;
using Json.Schema;
using PeerMesh.Api.Importing;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Api.Tests.Importing;

/// <summary>Real meetings go in through the API and come out of the feeds as they went in.</summary>
public sealed class RealImportTests(ImportedRegion region) : IClassFixture<ImportedRegion>
{
    private static readonly string[] Answers =
    [
        "GetFieldKeys", "GetFieldValues&meeting_key=location_municipality", "GetFormats&show_all=1", "GetFormats&lang_enum=es&show_all=1", "GetSearchResults",
        "GetSearchResults&get_used_formats", "GetSearchResults&get_formats_only=1&get_used_formats=1", "GetChanges", "GetServerInfo", "GetCoverageArea", "GetServiceBodies",
    ];

    [Fact]
    public void Every_meeting_is_imported()
    {
        Assert.Equal(1555, (int)region.Import["read"]!);
        Assert.Equal(1555, (int)region.Import["counts"]!["added"]!);
        Assert.Equal(0, (int)region.Import["counts"]!["failed"]!);
        Assert.Empty(region.Import["problems"]!.AsArray());
        Assert.Equal(44, (int)region.Import["bodiesMade"]!);
    }

    [Fact]
    public async Task Public_meetings_come_out_of_the_BMLT_feed_as_they_went_in_field_by_field()
    {
        var found = (await region.Bmlt("switcher=GetSearchResults")).AsArray().ToDictionary(row => (string)row!["id_bigint"]!);
        var source = region.Source["meetings"]!.AsArray().Where(row => (string)row!["published"]! == "1").ToList();

        Assert.Equal(ImportedRegion.Public, source.Count);
        Assert.Equal(source.Count, found.Count);
        foreach (var row in source)
        {
            var came = found[(string)row!["id_bigint"]!]!.AsObject();
            Assert.All(row.AsObject(), field => Assert.True((string)field.Value! == (string?)came[field.Key], $"{row["id_bigint"]}: {field.Key} was \"{field.Value}\" and is \"{came[field.Key]}\"."));
        }
    }

    [Fact]
    public async Task Bodies_and_words_come_out_as_they_went_in()
    {
        var bodies = (await region.Bmlt("switcher=GetServiceBodies")).AsArray().ToDictionary(row => (string)row!["id"]!);
        var own = bodies.Values.Single(row => (string)row!["name"]! == "Fellowship of the region")!;
        foreach (var row in region.Source["serviceBodies"]!.AsArray())
        {
            // What stood at the top now stands below the body that imports.
            var parent = (string)row!["parent_id"]! == "0" ? (string)own["id"]! : (string)row["parent_id"]!;
            Assert.All(
                row.AsObject().Where(field => field.Key != "parent_id"),
                field => Assert.Equal((string)field.Value!, (string)bodies[(string)row["id"]!]![field.Key]!));
            Assert.Equal(parent, (string)bodies[(string)row["id"]!]!["parent_id"]!);
        }

        foreach (var language in region.Source["formats"]!.AsArray().GroupBy(row => (string)row!["lang"]!))
        {
            var words = (await region.Bmlt($"switcher=GetFormats&show_all=1&lang_enum={language.Key}")).AsArray().ToDictionary(row => (string)row!["id"]!);
            foreach (var row in language)
            {
                Assert.All(row!.AsObject(), field => Assert.Equal((string?)field.Value ?? "", (string)words[(string)row["id"]!]![field.Key]!));
            }
        }
    }

    [Fact]
    public async Task Public_meetings_come_out_of_the_Meeting_Guide_feed_where_the_fields_meet()
    {
        var feed = (await region.Get("/feeds/meeting-guide.json")).AsArray();
        var source = region.Source["meetings"]!.AsArray().Where(row => (string)row!["published"]! == "1").ToList();

        Assert.Equal(feed.Count, feed.Select(row => (string)row!["slug"]!).Distinct().Count());
        Assert.All(feed, row => Assert.True(((string)row!["slug"]!).Length <= 64 && ((string)row["formatted_address"]!).Length > 0 && (string)row["timezone"]! == "America/New_York"));
        Assert.All(feed, row => Assert.Matches(@"^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$", (string)row!["updated"]!));
        Assert.Equal(source.Select(OfBmlt).Order(), feed.Select(OfGuide).Order());
    }

    [Fact]
    public async Task Every_BMLT_answer_is_what_the_interface_is_documented_to_be()
    {
        var document = JsonNode.Parse(TestData.Read("bmlt-semantic-openapi.json"))!;
        var definitions = document["components"]!["schemas"]!.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);
        foreach (var answer in Answers)
        {
            var path = document["paths"]![$"/client_interface/json/?switcher={answer.Split('&')[0]}"]!;
            var shape = path["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal);

            // A list of meetings fits the shape of a list of formats too, whose members are all optional: one of them fitting is what is meant.
            shape = shape.Replace("\"oneOf\"", "\"anyOf\"", StringComparison.Ordinal);
            var schema = JsonSchema.FromText($"{{\"$defs\":{definitions},{shape[1..]}");
            using var body = System.Text.Json.JsonDocument.Parse((await region.Bmlt($"switcher={answer}")).ToJsonString());
            Assert.True(schema.Evaluate(body.RootElement).IsValid, $"{answer} does not fit its schema.");
        }
    }

    [Theory]
    [InlineData("weekdays=1", "weekdays[]=1")]
    [InlineData("formats=17,-33", "formats[]=17&formats[]=-33")]
    [InlineData("services=1005", "services[0]=1005")]
    public async Task Lists_are_read_however_they_are_written(string one, string other) =>
        Assert.Equal(await Count(one), await Count(other));

    [Fact]
    public async Task Parameters_choose_as_BMLT_chooses()
    {
        var meetings = region.Source["meetings"]!.AsArray().Where(row => (string)row!["published"]! == "1").Select(row => row!).ToList();
        int Where(Func<JsonNode, bool> choose) => meetings.Count(choose);
        string[] Formats(JsonNode row) => ((string)row["format_shared_id_list"]!).Split(',');

        Assert.Equal(Where(row => (string)row["weekday_tinyint"]! == "1"), await Count("weekdays=1"));
        Assert.Equal(Where(row => (string)row["weekday_tinyint"]! != "1"), await Count("weekdays=-1"));
        Assert.Equal(Where(row => Formats(row).Contains("17") && Formats(row).Contains("27")), await Count("formats=17,27"));
        Assert.Equal(Where(row => Formats(row).Contains("17") || Formats(row).Contains("27")), await Count("formats=17,27&formats_comparison_operator=OR"));
        Assert.Equal(Where(row => !Formats(row).Contains("17")), await Count("formats=-17"));
        Assert.Equal(Where(row => string.CompareOrdinal((string)row["start_time"]!, "19:00:00") > 0), await Count("StartsAfterH=19"));
        Assert.Equal(Where(row => string.CompareOrdinal((string)row["start_time"]!, "12:00:00") < 0), await Count("StartsBeforeH=12&StartsBeforeM=0"));
        Assert.Equal(Where(row => string.CompareOrdinal((string)row["duration_time"]!, "01:30:00") >= 0), await Count("MinDurationH=1&MinDurationM=30"));
        Assert.Equal(Where(row => (string)row["location_municipality"]! == "Albany"), await Count("meeting_key=location_municipality&meeting_key_value=Albany"));
        Assert.Equal(0, await Count("services=2"));
        Assert.True(await Count("services=2&recursive=1") > 100);
        Assert.Equal(10, await Count("page_size=10&page_num=2"));
        Assert.Equal(0, await Count("venue_types=2"));
        Assert.Equal(ImportedRegion.Public, await Count("venue_types=-2"));
        Assert.Equal(0, await Count("advanced_published=-1"));
        Assert.Equal(ImportedRegion.Public, await Count("SearchString=ab"));
        Assert.Equal(1, await Count("SearchString=2"));
        Assert.True(await Count("lat_val=40.7&long_val=-73.9&geo_width=2") is > 0 and < 500);
        Assert.True(await Count("lat_val=40.7&long_val=-73.9&geo_width=-20") >= 20);
        foreach (var bad in (string[])["weekdays=x", "lat_val=40.7", "lat_val=40.7&long_val=-73.9", "StartsAfterH=25", "meeting_key=weekday_tinyint", "page_size=0", "formats=0"])
        {
            Assert.Equal(0, await Count(bad));
        }
    }

    [Fact]
    public async Task Distance_projection_and_order_are_as_asked()
    {
        var rows = (await region.Bmlt("switcher=GetSearchResults&lat_val=40.7&long_val=-73.9&geo_width=-10&sort_results_by_distance=1&data_field_key=id_bigint,distance_in_miles")).AsArray();
        var miles = rows.Select(row => double.Parse((string)row!["distance_in_miles"]!, System.Globalization.CultureInfo.InvariantCulture)).ToList();

        Assert.Equal(miles.Order(), miles);
        Assert.Equal(["distance_in_miles", "id_bigint"], rows[0]!.AsObject().Select(field => field.Key).Order());
        var names = (await region.Bmlt("switcher=GetSearchResults&sort_keys=meeting_name&page_size=50")).AsArray().Select(row => (string)row!["meeting_name"]!).ToList();
        Assert.Equal(names.Order(StringComparer.OrdinalIgnoreCase), names);
    }

    [Fact]
    public async Task A_script_of_another_site_gets_its_callback_and_nothing_but_a_name_is_one()
    {
        using var http = region.Api.Http();
        using var good = await http.GetAsync("/bmlt/main_server/client_interface/jsonp/?switcher=GetServiceBodies&callback=jQuery34_1.done");
        using var bad = await http.GetAsync("/bmlt/main_server/client_interface/jsonp/?switcher=GetServiceBodies&callback=alert(1)//");
        using var unknown = await http.GetAsync("/bmlt/main_server/client_interface/json/?switcher=DropTables");
        using var format = await http.GetAsync("/bmlt/main_server/client_interface/xml/?switcher=GetFormats");

        var text = await good.Content.ReadAsStringAsync();
        Assert.StartsWith("/**/jQuery34_1.done([", text, StringComparison.Ordinal);
        Assert.EndsWith("]);", text, StringComparison.Ordinal);
        Assert.Equal("text/javascript", good.Content.Headers.ContentType!.MediaType);
        Assert.Equal("cross-origin", Assert.Single(good.Headers.GetValues("Cross-Origin-Resource-Policy")));
        Assert.Equal("nosniff", Assert.Single(good.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal([422, 422, 422], new[] { bad, unknown, format }.Select(answer => (int)answer.StatusCode));
    }

    [Fact]
    public async Task A_feed_that_is_known_is_not_sent_again_and_any_site_may_read_it()
    {
        using var http = region.Api.Http();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/feeds/meeting-guide.json");
        request.Headers.Add("Origin", "https://example.org");
        request.Headers.Add("Accept-Encoding", "gzip");
        using var first = await http.SendAsync(request);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/feeds/meeting-guide.json");
        again.Headers.IfNoneMatch.Add(first.Headers.ETag!);
        using var second = await http.SendAsync(again);

        Assert.Equal("*", Assert.Single(first.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("gzip", Assert.Single(first.Content.Headers.ContentEncoding));
        Assert.Equal(HttpStatusCode.NotModified, second.StatusCode);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_a_dry_run_says_what_would_change()
    {
        var again = await region.Run("source=new-york", TestData.Read("bmlt-new-york.json"));
        Assert.Equal(1555, (int)again["counts"]!["unchanged"]!);

        var changed = JsonNode.Parse(TestData.Read("bmlt-new-york.json"))!;
        var meetings = changed["meetings"]!.AsArray();
        meetings[0]!["start_time"] = "15:00:00";
        meetings.RemoveAt(meetings.Count - 1);
        var dry = await region.Run("source=new-york&dryRun=true", Encoding.UTF8.GetBytes(changed.ToJsonString()));

        Assert.Equal(1, (int)dry["counts"]!["changed"]!);
        Assert.Equal(1, (int)dry["counts"]!["gone"]!);
        Assert.Equal(1553, (int)dry["counts"]!["unchanged"]!);
        Assert.Equal("timetable", (string)(await region.Admin.Get($"/v1/imports/{dry["batch"]}/rows?part=0"))[0]!["fields"]![0]!);
        Assert.Equal(ImportedRegion.Public, await Count(""));
    }

    [Fact]
    public async Task Nobody_else_imports_and_no_address_of_this_network_is_fetched()
    {
        var ben = await region.Api.SignIn("Ben");
        using var stranger = await ben.Http.PostAsync($"/v1/bodies/{region.Body}/imports", new ByteArrayContent("[]"u8.ToArray()));
        using var empty = await region.Admin.Http.PostAsync($"/v1/bodies/{region.Body}/imports", new ByteArrayContent("[]"u8.ToArray()));
        Assert.Equal("body.administrators_only", await stranger.Problem(403));
        Assert.Equal("import.no_rows", await empty.Problem(400));
        foreach (var address in (string[])["http://127.0.0.1:5080/v1/me", "http://localhost/", "http://169.254.169.254/latest", "http://[::1]/", "http://10.0.0.1/", "file:///etc/passwd", "gopher://example.org/"])
        {
            using var refused = await region.Admin.Http.PostAsJsonAsync($"/v1/bodies/{region.Body}/imports/from-address", new { address });
            Assert.Equal("import.address_refused", await refused.Problem(400));
        }
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("127.0.0.1", false)]
    [InlineData("10.1.2.3", false)]
    [InlineData("172.20.0.1", false)]
    [InlineData("192.168.1.1", false)]
    [InlineData("100.64.0.1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("0.0.0.0", false)]
    [InlineData("224.0.0.1", false)]
    [InlineData("::1", false)]
    [InlineData("::ffff:10.0.0.1", false)]
    [InlineData("fe80::1", false)]
    [InlineData("fd00::1", false)]
    [InlineData("64:ff9b::a00:1", false)]
    public void Only_the_Internets_own_addresses_are_public(string address, bool isPublic) =>
        Assert.Equal(isPublic, AddressFetch.IsPublic(IPAddress.Parse(address)));

    private async Task<int> Count(string query) => (await region.Bmlt($"switcher=GetSearchResults&{query}")).AsArray().Count;

    private static string OfBmlt(JsonNode? row)
    {
        string Of(string key) => ((string)row![key]!).Trim();
        var start = TimeOnly.Parse(Of("start_time"), System.Globalization.CultureInfo.InvariantCulture);
        var length = TimeSpan.Parse(Of("duration_time"), System.Globalization.CultureInfo.InvariantCulture);
        return string.Join('|', Of("meeting_name"), int.Parse(Of("weekday_tinyint"), System.Globalization.CultureInfo.InvariantCulture) - 1, start.ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), start.Add(length).ToString("HH:mm", System.Globalization.CultureInfo.InvariantCulture), Of("location_text"), Of("location_street"), Of("location_municipality"), Of("location_province"), Of("location_postal_code_1"), Of("location_nation"), Math.Round(double.Parse(Of("latitude"), System.Globalization.CultureInfo.InvariantCulture), 5), Of("comments").ReplaceLineEndings("\n"));
    }

    private static string OfGuide(JsonNode? row)
    {
        string Of(string key) => (string?)row![key] ?? "";
        return string.Join('|', Of("name"), (int)row!["day"]!, Of("time"), Of("end_time"), Of("location"), Of("address"), Of("city"), Of("state"), Of("postal_code"), Of("country"), (double)row["latitude"]!, Of("notes"));
    }
}
