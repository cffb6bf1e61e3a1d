using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Search;

namespace PeerMesh.Api.Tests.Finding;

public sealed class SearchTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    private DirectoryIndex Index => api.Gateway.Services.GetRequiredService<DirectoryIndex>();

    [Fact]
    public async Task A_group_is_found_by_what_it_says_and_where_it_is()
    {
        await Put(Listings.Of("found1", name: "Círculo de calma"));

        var found = await Get("/v1/directory/groups?q=circulo+calmma&topic=anxiety&near=Tampa,+FL&miles=10&day=tuesday&from=18:00&to=20:00&zone=America/New_York&access=step-free");

        var group = Assert.Single(found["groups"]!.AsArray(), each => (string)each!["id"]! == "found1")!;
        Assert.Equal("Círculo de calma", (string)group["name"]!);
        Assert.Equal("evening-circle-found1", (string)group["slug"]!);
        Assert.EndsWith(":00:00-05:00", (string)group["nextMeeting"]!["startsAt"]!, StringComparison.Ordinal);
        Assert.InRange((double)group["miles"]!, 0, 5);
        Assert.Equal("Tampa, FL", (string)found["near"]!["name"]!);
        Assert.Equal("America/New_York", (string)found["zone"]!);

        Assert.Empty((await Get("/v1/directory/groups?q=calma&near=33602&day=wednesday&zone=America/New_York"))["groups"]!.AsArray());
        Assert.Empty((await Get("/v1/directory/groups?q=calma&near=Boston,+MA"))["groups"]!.AsArray());
    }

    [Fact]
    public async Task One_group_shows_its_coming_meetings_and_public_contacts_alone()
    {
        var entry = Listings.Of("one1");
        await Put(entry with
        {
            Listing = entry.Listing with { Contacts = [new Contact("Rosa", "rosa@example.org", null, Public: true), new Contact("Sam", "sam@example.org", null, Public: false)] },
        });

        foreach (var address in new[] { "/v1/directory/groups/evening-circle-one1", "/v1/directory/groups/one1" })
        {
            var group = await Get(address);
            Assert.Equal("one1", (string)group["id"]!);
            Assert.InRange(group["meetings"]!.AsArray().Count, 8, 9);
            Assert.Contains("rosa@example.org", group.ToJsonString(), StringComparison.Ordinal);
            Assert.DoesNotContain("sam", group.ToJsonString(), StringComparison.OrdinalIgnoreCase);
        }
    }

    [Fact]
    public async Task A_private_group_is_nowhere()
    {
        await Put(Listings.Of("hidden1", name: "Hidden zephyrs"));
        await Put(Listings.Of("hidden1", version: 2, name: "Hidden zephyrs", visibility: Visibility.Private), gone: true);

        Assert.Empty((await Get("/v1/directory/groups?q=zephyrs"))["groups"]!.AsArray());
        using var http = api.Http();
        foreach (var address in new[] { "/v1/directory/groups/hidden1", "/v1/directory/groups/evening-circle-hidden1" })
        {
            Assert.Equal("group.not_found", await Code(await http.GetAsync(address), HttpStatusCode.NotFound));
        }

        Assert.DoesNotContain("zephyrs", await http.GetStringAsync("/v1/directory/groups?limit=100"), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task Groups_of_one_name_all_stay_and_pages_hold_each_once()
    {
        foreach (var i in Enumerable.Range(0, 30))
        {
            await Put(Listings.Of($"same{i}", name: "Same lantern name"));
        }

        var (seen, cursor) = (new List<string>(), "");
        do
        {
            var page = await Get($"/v1/directory/groups?q=same+lantern&limit=7{cursor}");
            Assert.Equal(30, (int)page["total"]!);
            seen.AddRange(page["groups"]!.AsArray().Select(group => (string)group!["id"]!));
            cursor = page["next"] is { } next ? $"&cursor={next}" : null;
        }
        while (cursor is not null);

        Assert.Equal(30, seen.Count);
        Assert.Equal(30, seen.Distinct().Count());
    }

    [Fact]
    public async Task Facets_count_and_places_are_found()
    {
        await Put(Listings.Of("facet1", name: "Facet lantern"));
        var facets = await Get("/v1/directory/facets?q=facet+lantern");
        Assert.Equal(1, (int)facets["total"]!);
        Assert.Equal(1, (int)facets["facets"]!["topic"]![0]!["count"]!);
        Assert.Equal("anxiety", (string)facets["facets"]!["topic"]![0]!["value"]!);

        Assert.Equal("Tampa, FL", (string)(await Get("/v1/directory/places?q=tamp"))["places"]![0]!["name"]!);
    }

    [Theory]
    [InlineData("day=someday", "directory.invalid_parameter", "day")]
    [InlineData("from=25:00", "directory.invalid_parameter", "from")]
    [InlineData("zone=Mars/Olympus", "directory.invalid_parameter", "zone")]
    [InlineData("near=xyzzyplugh", "directory.place_unknown", "near")]
    [InlineData("lat=27.9", "directory.invalid_parameter", "lon")]
    [InlineData("lat=127&lon=3", "directory.invalid_parameter", "lat")]
    [InlineData("lat=NaN&lon=3", "directory.invalid_parameter", "lat")]
    [InlineData("miles=0&near=Tampa", "directory.invalid_parameter", "miles")]
    [InlineData("sort=distance", "directory.invalid_parameter", "sort")]
    [InlineData("sort=best", "directory.invalid_parameter", "sort")]
    [InlineData("limit=1000", "directory.invalid_parameter", "limit")]
    [InlineData("cursor=zzz", "directory.invalid_parameter", "cursor")]
    [InlineData("venue=moon", "directory.invalid_parameter", "venue")]
    [InlineData("when=7", "directory.invalid_parameter", "when")]
    [InlineData("orOnline=true", "directory.invalid_parameter", "orOnline")]
    [InlineData("limit=3&limit=4", "directory.invalid_parameter", "limit")]
    [InlineData("topics=grief", "request.unknown_parameter", null)]
    public async Task A_parameter_that_cannot_be_is_named(string parameters, string code, string? parameter)
    {
        using var http = api.Http();
        foreach (var path in new[] { "groups", "facets" })
        {
            using var answer = await http.GetAsync($"/v1/directory/{path}?{parameters}");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
            var problem = JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
            Assert.Equal(code, (string)problem["code"]!);
            Assert.Equal(parameter, (string?)problem["parameter"]);
            Assert.NotEmpty((string)problem["detail"]!);
        }
    }

    [Fact]
    public async Task A_gateway_that_has_not_read_the_directory_says_when_to_come_back()
    {
        api.Directory.FailReads = true;
        await using var second = await TestGateway.Start(api.Cluster.Client);
        using var http = second.Http();
        using (var answer = await http.GetAsync("/v1/directory/groups"))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, answer.StatusCode);
            Assert.Equal("2", answer.Headers.RetryAfter!.ToString());
        }

        // Whoever reads a feed takes what is missing from it for gone.
        foreach (var address in new[]
        {
            "/v1/directory/groups/nobody", "/feeds/meeting-guide.json", "/feeds/groups.csv", "/feeds/new-groups.xml", "/calendars/groups/nobody.ics",
            "/bmlt/main_server/client_interface/json/?switcher=GetSearchResults",
        })
        {
            Assert.Equal("directory.not_ready", await Code(await http.GetAsync(address), HttpStatusCode.ServiceUnavailable));
        }

        api.Directory.FailReads = false;
        await Until.True(async () =>
        {
            using var answer = await http.GetAsync("/v1/directory/groups");
            return answer.IsSuccessStatusCode;
        });
    }

    private async Task<JsonNode> Get(string address)
    {
        await Until.True(() => Index.IsWhole);
        using var http = api.Http();
        using var answer = await http.GetAsync(address);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static async Task<string> Code(HttpResponseMessage answer, HttpStatusCode status)
    {
        using (answer)
        {
            var text = await answer.Content.ReadAsStringAsync();
            Assert.True(answer.StatusCode == status, text);
            return (string)JsonNode.Parse(text)!["code"]!;
        }
    }

    private async Task Put(DirectoryEntry entry, bool gone = false)
    {
        await api.Cluster.Client.DirectoryShardOf(entry.Group).Put([entry]);
        await Until.True(() => gone ? Index.Find(entry.Group) is null : Index.Find(entry.Group) == entry || Index.Find(entry.Group)?.Version == entry.Version);
    }
}

/// <summary>What is in a gateway's memory is found while nothing behind it answers.</summary>
public sealed class SilosAwayTests(ApiFixture api) : IClassFixture<ApiFixture>
{
    [Fact]
    public async Task Search_goes_on_while_every_silo_is_away()
    {
        var index = api.Gateway.Services.GetRequiredService<DirectoryIndex>();
        await api.Cluster.Client.DirectoryShardOf(new GroupId("away1")).Put([Listings.Of("away1")]);
        await Until.True(() => index.IsWhole && index.Find(new GroupId("away1")) is not null);

        foreach (var silo in api.Cluster.Silos.ToList())
        {
            await api.Cluster.KillSiloAsync(silo);
        }

        using var http = api.Http();
        foreach (var address in new[] { "/v1/directory/groups?q=evening", "/v1/directory/groups/away1", "/v1/directory/facets", "/v1/directory/places?q=tampa" })
        {
            using var answer = await http.GetAsync(address);
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        }
    }
}
