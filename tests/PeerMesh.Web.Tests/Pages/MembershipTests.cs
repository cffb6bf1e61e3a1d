using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

/// <summary>Joining, asking, leading and leaving, on a phone and without the script.</summary>
[Collection(OneStage.Name)]
public sealed class MembershipTests(Stage stage)
{
    [BrowserFact]
    public async Task People_ask_to_join_are_welcomed_and_leave_without_the_script()
    {
        await using var lead = await stage.Invite("Uma", 390, 844);
        await lead.SignIn("uma@example.org", "/groups/new");
        await NoScript(lead);
        await lead.Page.GotoAsync("/groups/new");
        await lead.Page.GetByLabel("Name of the group").FillAsync("Open windows");
        await lead.Page.GetByText("LifeRing", new() { Exact = true }).ClickAsync();
        await lead.Press("Start the group");
        var group = new Uri(lead.Page.Url).AbsolutePath;
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "Joining and places" }).ClickAsync();
        await lead.Page.GetByText("By asking", new() { Exact = true }).ClickAsync();
        await lead.Page.GetByLabel("Places in the group").FillAsync("1");
        await lead.Press("Save");
        await lead.TakePicture("desk", fullPage: true);
        await lead.AssertFits();
        await lead.AssertOpenToAll();

        await using var guest = await stage.Invite("Wim", 390, 844);
        await guest.SignIn("wim@example.org", group);
        await NoScript(guest);
        await guest.Page.GotoAsync(group);
        await guest.Page.GetByLabel("What should this group call you?").FillAsync("Wim");
        await guest.Page.GetByLabel("A few words for those who answer, if you like").FillAsync("I am new in town.");
        await guest.Press("Ask to join");
        await Assertions.Expect(guest.Page.GetByText("You have asked to join.")).ToBeVisibleAsync();
        await guest.TakePicture("asked", fullPage: true);
        await guest.AssertFits();
        await guest.AssertOpenToAll();

        await lead.Page.ReloadAsync();
        await Assertions.Expect(lead.Page.GetByText("I am new in town.")).ToBeVisibleAsync();
        await lead.AssertOpenToAll();
        await lead.Press("Welcome them: Wim");
        await Assertions.Expect(lead.Page.GetByText("1 of 1 places are taken.")).ToBeVisibleAsync();

        await guest.Page.GotoAsync("/me");
        await Assertions.Expect(guest.Page.GetByText("You are part of this group.")).ToBeVisibleAsync();
        await guest.TakePicture("me", fullPage: true);
        await guest.AssertFits();
        await guest.AssertOpenToAll();
        await guest.Press("Leave the group: Open windows");
        await Assertions.Expect(guest.Page.GetByText("You are in no group yet.")).ToBeVisibleAsync();
        lead.AssertNoProblems();
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task Mail_is_turned_on_with_ones_own_address_and_off_again()
    {
        await using var guest = await stage.Invite("Xia", 390, 844);
        await guest.SignIn("xia@example.org", "/me");
        await NoScript(guest);
        await guest.Page.GotoAsync("/me");
        await guest.Page.GetByLabel("E-mail address").FillAsync("somebody.else@example.org");
        await guest.Press("Keep it and write to me");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("the address you sign in with");
        await guest.Page.GetByLabel("E-mail address").FillAsync("xia@example.org");
        await guest.Press("Keep it and write to me");
        await guest.Page.GetByLabel("My time zone").FillAsync("America/New_York");
        await guest.Press("Save");
        await Assertions.Expect(guest.Page.GetByLabel("My time zone")).ToHaveValueAsync("America/New_York");
        await guest.AssertOpenToAll();
        await guest.Press("Write to me no more and forget my address");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Button, new() { Name = "Keep it and write to me" })).ToBeVisibleAsync();
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task A_link_carries_its_code_to_whoever_opens_it()
    {
        await using var lead = await stage.Invite("Yan", 1280, 800);
        await lead.SignIn("yan@example.org", "/groups/new");
        await lead.Page.GotoAsync("/groups/new");
        await lead.Page.GetByLabel("Name of the group").FillAsync("Round table");
        await lead.Page.GetByText("LifeRing", new() { Exact = true }).ClickAsync();
        await lead.Press("Start the group");
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "Joining and places" }).ClickAsync();
        await lead.Page.GetByText("By a code", new() { Exact = true }).ClickAsync();
        await lead.Press("Save");
        await lead.Press("Make a link");
        await lead.AssertOpenToAll();
        var link = await lead.Page.Locator("[role=status] a").GetAttributeAsync("href");
        await lead.AssertFits();

        await using var guest = await stage.Invite("Zoe", 390, 844);
        await guest.SignIn("zoe@example.org", "/");
        await guest.Page.GotoAsync(new Uri(link!).PathAndQuery);
        await guest.Page.GetByLabel("What should this group call you?").FillAsync("Zoe");
        await guest.Press("Join");
        await Assertions.Expect(guest.Page.GetByText("You are part of this group.")).ToBeVisibleAsync();
        lead.AssertNoProblems();
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task A_code_that_went_too_far_is_replaced_in_one_tap_on_a_phone_without_the_script()
    {
        await using var lead = await stage.Invite("Vic", 390, 844);
        await lead.SignIn("vic@example.org", "/groups/new");
        await NoScript(lead);
        await lead.Page.GotoAsync("/groups/new");
        await lead.Page.GetByLabel("Name of the group").FillAsync("Harbour lights");
        await lead.Page.GetByText("LifeRing", new() { Exact = true }).ClickAsync();
        await lead.Press("Start the group");
        await lead.Page.GetByRole(AriaRole.Link, new() { Name = "Joining and places" }).ClickAsync();
        await lead.Page.GetByLabel("For your own list: where you give it away").FillAsync("Poster");
        await lead.Page.GetByText("Every week", new() { Exact = true }).ClickAsync();
        await lead.Press("Make a link");
        var shown = lead.Page.Locator("[role=status] a");
        var first = await shown.GetAttributeAsync("href");
        var listed = lead.Page.Locator("li").Filter(new() { HasText = "Poster" }).GetByRole(AriaRole.Link);
        await Assertions.Expect(listed).ToHaveAttributeAsync("href", first!);
        await lead.TakePicture("codes", fullPage: true);
        await lead.AssertFits();
        await lead.AssertOpenToAll();

        await lead.Press("New code: Poster");
        await Assertions.Expect(shown).Not.ToHaveAttributeAsync("href", first!);
        await Assertions.Expect(listed).ToHaveAttributeAsync("href", (await shown.GetAttributeAsync("href"))!);
        await lead.Page.GotoAsync(new Uri(lead.Page.Url).AbsolutePath);
        await Assertions.Expect(listed).ToBeVisibleAsync();
        lead.AssertNoProblems();
    }

    private static async Task NoScript(Guest guest)
    {
        await guest.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        guest.ExpectsOutage = true;
    }
}
