using System.Net;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

[Collection(OneStage.Name)]
public sealed class FindTests(Stage stage)
{
    [BrowserFact]
    public async Task Somebody_finds_a_group_without_the_script_and_sees_its_page()
    {
        await using var guest = await stage.Invite("Guest", 390, 844);
        await guest.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        guest.ExpectsOutage = true;
        await guest.Page.GotoAsync("/");
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Find a group" }).ClickAsync();
        await guest.Page.GetByLabel("What is it about?").FillAsync("sunshin evenning");
        await guest.Press("Search");
        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Sunshine evening circle (demo)", Exact = true }).ClickAsync();

        Assert.StartsWith("/groups/sunshine-evening-circle", new Uri(guest.Page.Url).AbsolutePath, StringComparison.Ordinal);
        await guest.Sees("h1", "Sunshine evening circle (demo)");
        await guest.AssertFits();
        await guest.AssertOpenToAll();
    }

    [BrowserFact]
    public async Task A_place_that_is_not_known_is_said_below_its_field_and_the_rest_is_searched()
    {
        await using var guest = await stage.Invite("Guest", 1280, 800);
        await guest.Page.GotoAsync("/find?q=circle&near=xyzzyplugh");
        await Assertions.Expect(guest.Page.Locator("#near-problem")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.Locator(".result").First).ToBeVisibleAsync();
        await guest.AssertOpenToAll();
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task The_filters_are_fields_that_fit_a_phone_in_both_themes()
    {
        foreach (var colors in new[] { ColorScheme.Light, ColorScheme.Dark })
        {
            await using var guest = await stage.Invite("Guest", 390, 844, colors);
            await guest.Page.GotoAsync("/find?ages=adults&kind=supportGroup");
            await Assertions.Expect(guest.Page.GetByLabel("Kind of group")).ToHaveValueAsync("supportGroup");
            await guest.AssertFits();
            await guest.AssertOpenToAll();
            await guest.TakePicture($"find-{colors}", fullPage: true);
            guest.AssertNoProblems();
        }
    }

    [BrowserFact]
    public async Task A_groups_page_has_one_address_for_search_engines_and_its_events_run_nothing()
    {
        await using var guest = await stage.Invite("Guest", 1280, 800);
        await guest.Page.GotoAsync("/groups/sunshine-circle");
        var canonical = await guest.Page.Locator("link[rel=canonical]").GetAttributeAsync("href");
        Assert.Contains("/groups/sunshine-evening-circle", canonical, StringComparison.Ordinal);
        Assert.Equal(0, await guest.Page.Locator("meta[name=robots]").CountAsync());
        var events = JsonNode.Parse(await guest.Page.Locator("script[type='application/ld+json']").InnerTextAsync())!;
        Assert.Equal("https://schema.org", (string)events["@context"]!);

        await guest.Page.GotoAsync(canonical!);
        await guest.Sees("h1", "Sunshine evening circle (demo)");

        // Though a session is open, the coming dates stand there once.
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Next meetings" })).ToHaveCountAsync(1);
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task Search_engines_are_told_where_the_public_pages_are()
    {
        await using var guest = await stage.Invite("Guest", 390, 844);
        var robots = await (await guest.Page.APIRequest.GetAsync("/robots.txt")).TextAsync();
        Assert.Contains("/sitemap.xml", robots, StringComparison.Ordinal);
        var answer = await guest.Page.APIRequest.GetAsync("/sitemap.xml");
        var addresses = XDocument.Parse(await answer.TextAsync()).Descendants().Where(element => element.Name.LocalName == "loc").Select(element => element.Value).ToList();
        Assert.Contains(addresses, address => address.Contains("/groups/sunshine-evening-circle", StringComparison.Ordinal));

        var again = await guest.Page.APIRequest.GetAsync("/sitemap.xml", new() { Headers = new Dictionary<string, string> { ["If-None-Match"] = answer.Headers["etag"] } });
        Assert.Equal((int)HttpStatusCode.NotModified, again.Status);
        Assert.Equal(404, (await guest.Page.APIRequest.GetAsync("/bodies/nowhere/print")).Status);
    }
}
