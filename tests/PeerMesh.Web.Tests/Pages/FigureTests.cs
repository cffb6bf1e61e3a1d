using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

/// <summary>What an organisation sees of its groups: small numbers in words, and names where a group shows them; on a phone, without the script.</summary>
[Collection(OneStage.Name)]
public sealed class FigureTests(Stage stage)
{
    [BrowserFact]
    public async Task Small_numbers_are_words_and_names_are_behind_a_link_once_the_group_shows_them()
    {
        await using var pat = await stage.Invite("Pat", 390, 844);
        await pat.SignInByCookie("pat.figures@example.org");
        var body = (await pat.Call("POST", "/v1/bodies", new { name = "Figures network" })).GetProperty("id").GetString()!;
        await pat.Call("POST", $"/v1/bodies/{body}/imports?source=figures", new[]
        {
            new { name = "Sunrise", slug = "sunrise", day = 1, time = "07:00", end_time = "08:00", timezone = "America/New_York", conference_url = "https://example.org/x" },
            new { name = "Sunset", slug = "sunset", day = 2, time = "19:00", end_time = "20:00", timezone = "America/New_York", conference_url = "https://example.org/y" },
        });
        var group = await Found(pat, body, "Sunrise");
        await pat.Call("POST", $"/v1/groups/{group}/adopt", new { name = "Patience" });
        await pat.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        pat.ExpectsOutage = true;

        await pat.Page.GotoAsync($"/bodies/{body}/console");
        await pat.Page.GetByRole(AriaRole.Link, new() { Name = "Figures", Exact = true }).ClickAsync();
        await Assertions.Expect(pat.Page.GetByRole(AriaRole.Row, new() { NameRegex = new("Sunrise") })).ToContainTextAsync("fewer than five");
        await Assertions.Expect(pat.Page.Locator("tfoot")).ToContainTextAsync("fewer than five in each group");
        await Assertions.Expect(pat.Page.GetByRole(AriaRole.Link, new() { NameRegex = new("^Names") })).ToHaveCountAsync(0);
        await pat.TakePicture("figures", fullPage: true);
        await pat.AssertFits();
        await pat.AssertOpenToAllInBothThemes();

        await pat.Page.GotoAsync($"/groups/{group}/membership");
        await pat.Page.GetByLabel("The organisation may see the names on our list; everybody on it is told.").CheckAsync();
        await pat.Press("Save");
        await Assertions.Expect(pat.Page.GetByLabel("The organisation may see the names on our list; everybody on it is told.")).ToBeCheckedAsync();
        await pat.Page.GotoAsync($"/bodies/{body}/figures");
        await pat.Page.GetByRole(AriaRole.Link, new() { Name = "Names: Sunrise" }).ClickAsync();
        await Assertions.Expect(pat.Page.GetByRole(AriaRole.Region, new() { Name = "Names on the list of Sunrise" })).ToContainTextAsync("Patience");
        await pat.TakePicture("figures-names", fullPage: true);
        await pat.AssertFits();
        await pat.AssertOpenToAllInBothThemes();

        await using var guest = await stage.Invite("Wim", 390, 844);
        await guest.SignInByCookie("wim.figures@example.org");
        Assert.Equal(403, (await guest.Page.GotoAsync($"/bodies/{body}/figures"))!.Status);
        await guest.Page.GotoAsync($"/groups/{group}/join");
        await Assertions.Expect(guest.Page.GetByText("The organisation that this group belongs to may see the names on its list.")).ToBeVisibleAsync();
        pat.AssertNoProblems();
    }

    /// <summary>The group's id, once the import has made it and the directory has it.</summary>
    private static async Task<string> Found(Guest by, string body, string name)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Guest.Patience * 4));
        while (true)
        {
            patience.Token.ThrowIfCancellationRequested();
            var groups = (await by.Call("GET", $"/v1/directory/groups?body={body}")).GetProperty("groups").EnumerateArray().ToList();
            if (groups.Count == 2)
            {
                return groups.Find(group => group.GetProperty("name").GetString() == name).GetProperty("id").GetString()!;
            }
        }
    }
}
