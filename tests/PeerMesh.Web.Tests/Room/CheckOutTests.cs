using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>After the end: thanks, one's own minutes, the next date, and three questions that may be left alone.</summary>
[Collection(OneStage.Name)]
public sealed class CheckOutTests(Stage stage)
{
    [BrowserFact]
    public async Task People_answer_at_the_end_without_a_name_and_whoever_led_sees_what_it_comes_to()
    {
        await using var sol = await stage.Invite("Sol");
        await using var ana = await stage.Invite("Ana", 390, 844);
        await using var bo = await stage.Invite("Bo", 820, 1100, ColorScheme.Dark);
        await using var cy = await stage.Invite("Cy", 390, 844);
        Guest[] others = [ana, bo, cy];
        foreach (var guest in others.Prepend(sol))
        {
            await guest.SignInByCookie($"{guest.Name}.end@example.org");
        }

        // A group that meets again: the good-bye says when.
        var made = await sol.Call("POST", "/v1/groups", new { name = "Last chairs", about = "A group of a test.", form = "dbsa", rules = new { lobby = false } });
        var group = made.GetProperty("id").GetString()!;
        await sol.Call("PUT", $"/v1/groups/{group}/timetable", new
        {
            zone = "America/New_York",
            rules = new[] { new { recurrence = new { type = "weekly", days = (string[])["monday", "thursday"] }, startsAt = "19:00", minutes = 90, from = "2026-01-05" } },
        });
        var path = await Meeting.Open(sol, group);
        foreach (var guest in others.Prepend(sol))
        {
            await guest.ComeIn(path, throughLobby: false);
        }

        await sol.Press("Start the meeting");
        foreach (var part in (string[])["Welcome", "Guidelines", "Check-in", "Discussion", "Check-out"])
        {
            await sol.Page.Locator("#lead-buttons").GetByRole(AriaRole.Button, new() { Name = $"Next: {part}" }).ClickAsync();
            await sol.Page.Locator("#agenda .now", new() { HasText = part }).WaitForAsync();
        }

        // The last part asks its question while it lasts, too.
        await ana.Sees("#hint-question", "How do you leave tonight?");
        await ana.SeesInTheMiddle("You have the floor");
        await ana.Press("I'm done");
        await sol.Press("Close…");
        await sol.Press("Close it");
        foreach (var guest in others)
        {
            await guest.Sees("#after-title", "Thank you for being here");
            await guest.Part("after-minutes").WaitForAsync();
            await guest.Part("after-next").WaitForAsync();
            await guest.Sees("#checkout-question", "How do you leave tonight?");
            await guest.AssertFits();
            await guest.AssertOpenToAll();
        }

        await ana.Part("after-spoken").WaitForAsync();
        Assert.False(await cy.Part("after-spoken").IsVisibleAsync());
        await ana.TakePicture("check-out", fullPage: true);
        await sol.Sees("#results-lead", "Their answers show here once three people have given theirs.");
        Assert.False(await ana.Part("checkout-results").IsVisibleAsync());

        // Nothing at all is no answer; one of the three is.
        await ana.Press("Send");
        await ana.Sees("#checkout-problem", "Choose an answer or write a few words first.");
        await ana.AssertOpenToAll();
        await Choose(ana, "heard", "5");
        await ana.Press("Send");
        await Choose(bo, "heard", "4");
        await Choose(bo, "back", "yes");
        await bo.Page.Locator("#checkout-words").FillAsync("Lighter than I came.");
        await bo.Press("Send");

        // By keys alone.
        await cy.TabTo("#checkout [name=back]");
        await cy.Page.Keyboard.PressAsync("ArrowDown");
        await cy.TabTo("#checkout button");
        await cy.Page.Keyboard.PressAsync("Enter");
        foreach (var guest in others)
        {
            await guest.Sees("#checkout-said", "Thank you. That helps the group.");
            await Assertions.Expect(guest.Part("checkout")).ToBeHiddenAsync();
        }

        // Once only: whoever comes back is not asked again.
        await ana.Page.ReloadAsync();
        await ana.Part("after-minutes").WaitForAsync();
        await Assertions.Expect(ana.Part("checkout")).ToBeHiddenAsync();

        // Whoever led learns it without doing anything, with no name beside it.
        await sol.Sees("#results-lead", "3 people have answered.");
        Assert.Contains("5 very much × 1 · 4 × 1", await sol.Part("results").InnerTextAsync(), StringComparison.Ordinal);
        await sol.Sees("#results-words", "Lighter than I came.");
        Assert.DoesNotContain("Bo", await sol.Part("checkout-results").InnerTextAsync(), StringComparison.Ordinal);
        await sol.TakePicture("check-out-results", fullPage: true);
        await sol.AssertFits();
        await sol.AssertOpenToAll();
        foreach (var guest in others.Prepend(sol))
        {
            guest.AssertNoProblems();
        }
    }

    private static Task Choose(Guest guest, string question, string answer) =>
        guest.Page.Locator($"#checkout label:has([name='{question}'][value='{answer}'])").ClickAsync();
}
