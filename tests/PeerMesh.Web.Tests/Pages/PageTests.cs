using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

[Collection(OneStage.Name)]
public sealed class PageTests(Stage stage)
{
    private static readonly string[] ForEveryone = ["/", "/help", "/find", "/find?q=circle&near=Tampa", "/find?q=nothingofthekind&day=tuesday", "/sign-in", "/groups/sunshine-circle", "/nothing-here"];
    private static readonly string[] ForFacilitators =
        ["/", "/groups/new", "/groups/sunshine-circle", "/groups/sunshine-circle/edit", "/groups/sunshine-circle/roster", "/sign-out"];

    [BrowserFact]
    public async Task Every_page_offers_help_and_the_way_out_fits_a_phone_and_tells_a_bystander_nothing()
    {
        foreach (var (width, height) in ((int, int)[])[(390, 844), (1280, 800)])
        {
            await using var guest = await stage.Invite("Guest", width, height);
            await Visit(guest, ForEveryone, isSignedIn: false);
            await guest.SignIn("facilitator@demo.example");
            await Visit(guest, ForFacilitators, isSignedIn: true);
            guest.AssertNoProblems();
        }
    }

    private static async Task Visit(Guest guest, string[] paths, bool isSignedIn)
    {
        foreach (var path in paths)
        {
            await guest.Page.GotoAsync(path);
            // To somebody looking over a shoulder a title tells nothing; a page that is public has a name while nobody is signed in.
            Assert.Equal(isSignedIn || !(path.StartsWith("/find", StringComparison.Ordinal) || path.StartsWith("/groups/", StringComparison.Ordinal)), await guest.Page.TitleAsync() == "PeerMesh");
            await Assertions.Expect(guest.Page.Locator("nav a[href='/help']")).ToBeVisibleAsync();
            await Assertions.Expect(guest.Page.Locator("[data-exit]")).ToBeVisibleAsync();
            await guest.AssertFits();
            await guest.AssertOpenToAll();
            await guest.TakePicture($"page{path.Split('?')[0]}", fullPage: true);

            // A missing text shows its key, and keys are words joined by dots.
            Assert.DoesNotMatch(@"\b[A-Z][a-z]+\.[A-Z][A-Za-z0-9.]+\b", await guest.Page.InnerTextAsync("body"));
        }
    }

    [BrowserFact]
    public async Task A_wrong_code_is_said_below_its_field_and_a_foreign_return_address_leads_home()
    {
        await using var guest = await stage.Invite("Guest", 390, 844);
        await guest.Page.GotoAsync("/sign-in?returnUrl=https%3A%2F%2Felsewhere.example%2F");
        await guest.Page.GetByLabel("E-mail address").FillAsync("no address");
        await guest.Press("Send me a code");
        await guest.Sees("#email-problem", "That does not look like an e-mail address. Please check it.");

        await guest.Page.GetByLabel("E-mail address").FillAsync("mia@example.org");
        await guest.Press("Send me a code");
        var right = await guest.CodeFor("mia@example.org");
        var wrong = right == "111111" ? "222222" : "111111";
        await guest.Page.GetByLabel("Code", new() { Exact = true }).FillAsync(wrong);
        await SignIn(guest);
        await Assertions.Expect(guest.Page.Locator("#code-problem")).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.Locator("#code")).ToHaveAttributeAsync("aria-invalid", "true");
        await guest.TakePicture("wrong-code");

        // As people copy it: with a space in the middle.
        await guest.Page.GetByLabel("Code", new() { Exact = true }).FillAsync($"{right[..3]} {right[3..]}");
        await SignIn(guest);
        await guest.Page.WaitForURLAsync("**/");
        Assert.Equal("/", new Uri(guest.Page.Url).AbsolutePath);
        Assert.DoesNotContain("elsewhere", guest.Page.Url, StringComparison.Ordinal);
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task A_facilitator_founds_changes_and_staffs_a_group_without_the_script()
    {
        await using var guest = await stage.Invite("Nia", 390, 844);
        await guest.SignIn("nia@example.org", "/groups/new");
        await guest.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        guest.ExpectsOutage = true;

        await guest.Page.GotoAsync("/groups/new");
        await guest.Page.GetByLabel("Name of the group").FillAsync("Quiet chairs");
        await guest.Page.GetByText("LifeRing", new() { Exact = true }).ClickAsync();
        await guest.Press("Start the group");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Quiet chairs" })).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.GetByText("How was your week?")).ToBeVisibleAsync();

        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "Change the group" }).ClickAsync();
        await guest.Page.GetByLabel("Name of the group").FillAsync("Loud chairs");
        await guest.Page.GetByText("Members only", new() { Exact = true }).ClickAsync();
        await guest.Press("Save");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Loud chairs" })).ToBeVisibleAsync();

        await guest.Page.GetByRole(AriaRole.Link, new() { Name = "People on the list" }).ClickAsync();
        await guest.Page.GetByLabel("First name, or a name they go by").FillAsync("Ola");
        await guest.Page.GetByLabel("E-mail address").FillAsync("ola@example.org");
        await guest.Page.GetByLabel("Role").SelectOptionAsync("CoFacilitator");
        await guest.Press("Add");
        await Assertions.Expect(guest.Page.Locator("li", new() { HasText = "Ola" })).ToContainTextAsync("Co-facilitator");
        Assert.DoesNotContain("ola@example.org", await guest.Page.ContentAsync(), StringComparison.Ordinal);
        await guest.Press("Remove Ola");
        await Assertions.Expect(guest.Page.Locator("li", new() { HasText = "Ola" })).ToHaveCountAsync(0);
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task A_group_shows_strangers_no_way_to_change_it()
    {
        await using var guest = await stage.Invite("Vik");
        await guest.SignIn("vik@example.org");
        await guest.Page.GotoAsync("/groups/sunshine-circle");
        Assert.Equal(0, await guest.Page.GetByText("Change the group").CountAsync());
        foreach (var path in (string[])["/groups/sunshine-circle/edit", "/groups/sunshine-circle/roster"])
        {
            var answer = await guest.Page.GotoAsync(path);
            Assert.Equal(403, answer!.Status);
            await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "This is not open to you" })).ToBeVisibleAsync();
        }
    }

    private static Task SignIn(Guest guest) =>
        guest.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
}
