using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>Somebody needs a quiet moment: a co-facilitator goes aside with them, and the group goes on.</summary>
[Collection(OneStage.Name)]
public sealed class AsideTests(Stage stage)
{
    [BrowserFact]
    public async Task A_co_facilitator_steps_aside_with_somebody_while_the_group_goes_on()
    {
        await using var sol = await stage.Invite("Sol", 1280, 900);
        await using var cora = await stage.Invite("Cora", 1280, 900, ColorScheme.Dark);
        await using var kit = await stage.Invite("Kit", 390, 844);
        foreach (var guest in (Guest[])[sol, cora, kit])
        {
            await guest.SignInByCookie($"{guest.Name}.aside@example.org");
        }

        var path = await Meeting.Open(sol, await Meeting.Found(sol, "Side chairs", lobby: false));
        await sol.ComeIn(path, throughLobby: false);
        await cora.ComeIn(path, throughLobby: false);
        await kit.ComeIn(path, throughLobby: false);
        await sol.Press("Start the meeting");
        await sol.Page.Locator("#people-card summary").ClickAsync();
        await sol.Page.Locator("#roll button", new() { HasText = "Cora" }).ClickAsync();
        await sol.Press("Make co-facilitator");
        await cora.Part("lead").WaitForAsync();

        // Kit calls; Cora asks Kit aside. Nothing happens before Kit says yes.
        await kit.Page.Locator("[data-help]").ClickAsync();
        await kit.Press("Call those who lead");
        await kit.Page.Keyboard.PressAsync("Escape");
        await cora.Page.GetByRole(AriaRole.Button, new() { Name = "Tell Kit: I am with you" }).ClickAsync();
        await cora.Page.Locator("#alerts [data-key$='.aside']").ClickAsync();
        await kit.Sees("#private-text", "Cora asks whether you would like to talk apart, the two of you.");
        await kit.TakePicture("asked-aside");
        await kit.AssertOpenToAll();
        await cora.AssertOpenToAll();
        await kit.Page.Locator("[data-key='private.accept']").ClickAsync();
        await kit.SeesOwnPlace("You have stepped aside. Your place is kept.");
        await cora.SeesOwnPlace("You have stepped aside. Your place is kept.");

        // They write to each other, and nobody else reads it, not even whoever leads.
        await kit.Page.Locator("#say-to").SelectOptionAsync("aside");
        await kit.Page.Locator("#say-text").FillAsync("It came back tonight.");
        await kit.Page.Locator("#say-send").ClickAsync();
        await cora.Page.Locator(".message", new() { HasText = "It came back tonight." }).WaitForAsync();
        await kit.TakePicture("aside");
        await cora.TakePicture("aside");
        await kit.AssertFits();
        await kit.AssertOpenToAll();
        await cora.AssertOpenToAll();

        // The group goes on with Sol.
        await sol.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await sol.SeesInTheMiddle("You have the floor");
        await sol.Press("I'm done");
        await sol.SeesInTheMiddle("Everyone has had a turn");
        Assert.Equal(0, await sol.Page.Locator(".message", new() { HasText = "It came back" }).CountAsync());

        // Both come back, and the round asks them after all.
        await kit.Page.Locator("[data-key='private.back']").ClickAsync();
        await cora.Page.Locator("[data-key='private.back'], [data-key=stepBack]").First.ClickAsync();
        await kit.Sees("#private-text", "Cora has seen your call and is with you.");
        await kit.Press("I am all right");
        await Assertions.Expect(kit.Part("private-card")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        await Assertions.Expect(cora.Part("private-card")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        await kit.SeesInTheMiddle("You have the floor");
        foreach (var guest in (Guest[])[sol, cora, kit])
        {
            var (client, server) = await guest.Compare();
            Assert.Equal(server, client);
            guest.AssertNoProblems();
        }
    }

    [BrowserFact]
    public async Task Whoever_is_asked_aside_may_stay()
    {
        await using var sol = await stage.Invite("Sol", 1280, 900);
        await using var cora = await stage.Invite("Cora");
        await using var kit = await stage.Invite("Kit", 390, 844);
        foreach (var guest in (Guest[])[sol, cora, kit])
        {
            await guest.SignInByCookie($"{guest.Name}.stay@example.org");
        }

        var path = await Meeting.Open(sol, await Meeting.Found(sol, "Kept chairs", lobby: false));
        await sol.ComeIn(path, throughLobby: false);
        await cora.ComeIn(path, throughLobby: false);
        await kit.ComeIn(path, throughLobby: false);
        await sol.Page.Locator("#people-card summary").ClickAsync();

        // Alone, whoever leads cannot go: the group would be left to itself.
        await sol.Page.Locator("#roll button", new() { HasText = "Kit" }).ClickAsync();
        await sol.Page.Locator("[data-key='sheet.aside']").ClickAsync();
        await sol.SeesNotice("Somebody has to stay with the group.");
        await sol.Page.Keyboard.PressAsync("Escape");
        await sol.Page.Locator("#roll button", new() { HasText = "Cora" }).ClickAsync();
        await sol.Press("Make co-facilitator");
        await cora.Part("lead").WaitForAsync();
        await sol.Page.Locator("#roll button", new() { HasText = "Kit" }).ClickAsync();
        await sol.Page.Locator("[data-key='sheet.aside']").ClickAsync();
        await kit.Page.Locator("[data-key='private.stay']").ClickAsync();
        await Assertions.Expect(kit.Part("private-card")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        await Assertions.Expect(sol.Part("alerts-card")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        sol.AssertNoProblems();
        kit.AssertNoProblems();
    }
}
