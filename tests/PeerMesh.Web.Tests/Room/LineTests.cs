using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>Whoever leads puts raised hands in another order, with the mouse or the keyboard, and everyone sees why.</summary>
[Collection(OneStage.Name)]
public sealed class LineTests(Stage stage)
{
    [BrowserFact]
    public async Task A_hand_is_moved_by_drag_and_by_keys_and_everyone_sees_the_reason()
    {
        await using var ada = await stage.Invite("Ada", 1280, 900);
        await using var ben = await stage.Invite("Ben");
        await using var cam = await stage.Invite("Cam", 390, 844);
        await using var dot = await stage.Invite("Dot");
        await using var eli = await stage.Invite("Eli");
        Guest[] others = [ben, cam, dot, eli];
        foreach (var guest in others.Prepend(ada))
        {
            await guest.SignInByCookie($"{guest.Name}.line@example.org");
        }

        var path = await Meeting.Open(ada, await Meeting.Found(ada, "Moved chairs", lobby: false));
        await ada.ComeIn(path, throughLobby: false);
        await cam.ComeIn(path, throughLobby: false);
        foreach (var guest in others.Where(guest => guest != cam))
        {
            await Send(guest, path, new { type = "enter", commandId = $"in-{guest.Name}", name = guest.Name, guidelinesVersion = 1 });
        }

        await ada.Press("Start the meeting");
        await ada.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await ada.Page.Locator("#lead-buttons").GetByRole(AriaRole.Button, new() { Name = "Next: Talk" }).ClickAsync();
        await ada.SeesInTheMiddle("The floor is free");
        foreach (var guest in others)
        {
            await Send(guest, path, new { type = "raiseHand", commandId = $"up-{guest.Name}" });
            await ada.Page.Locator(guest == ben ? "#now" : "#line", new() { HasText = guest.Name }).WaitForAsync();
        }

        await AssertLine(ada, "Cam", "Dot", "Eli");

        // By drag: Eli's row is taken by its grip and let go above Cam's.
        await Drag(ada, "Eli", "Cam");
        await ada.Page.Locator("#reason[open]").WaitForAsync();
        await ada.AssertOpenToAll();
        await ada.TakePicture("move-a-hand");
        await ada.Page.Locator("#reasons button").First.ClickAsync();
        await AssertLine(ada, "Eli", "Cam", "Dot");
        await cam.SeesNotice("Eli");
        await AssertLine(cam, "Eli", "You", "Dot");

        // By keys: Dot goes up one place, with words of one's own, and Enter sends them.
        var dots = $"#line li[data-key='{await ada.Page.Locator(Row("Dot")).GetAttributeAsync("data-key")}']";
        await ada.TabTo($"{dots} .up");
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.Locator("#reason[open]").WaitForAsync();
        await ada.TabTo("#reason-text");
        await ada.Page.Keyboard.TypeAsync("Dot has to go early.");
        await ada.Page.Keyboard.PressAsync("Enter");
        await AssertLine(ada, "Eli", "Dot", "Cam");
        await cam.SeesNotice("Dot has to go early.");

        // And up again from where the focus is; at the top there is no way up, and the focus stays in the row.
        await Assertions.Expect(ada.Page.Locator($"{dots} .up")).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.Locator("#reason[open]").WaitForAsync();
        await ada.TabTo("#reasons button");
        await ada.Page.Keyboard.PressAsync("Enter");
        await AssertLine(ada, "Dot", "Eli", "Cam");
        await Assertions.Expect(ada.Page.Locator($"{dots} .down")).ToBeFocusedAsync();

        // Changed one's mind: nothing moves.
        await Drag(ada, "Cam", "Dot");
        await ada.Page.Locator("#reason[open]").WaitForAsync();
        await ada.Page.Keyboard.PressAsync("Escape");
        await AssertLine(ada, "Dot", "Eli", "Cam");

        // Those who do not lead have nothing to drag.
        Assert.Equal(0, await cam.Page.Locator("#line .grip:visible").CountAsync());
        ada.AssertNoProblems();
        cam.AssertNoProblems();
    }

    private static string Row(string name) => $"#line li:has(.who:text-is('{name}'))";

    private static async Task Drag(Guest guest, string name, string ontoName)
    {
        await guest.Page.Locator("#line-card").ScrollIntoViewIfNeededAsync();
        var from = await guest.Page.Locator($"{Row(name)} .grip").BoundingBoxAsync();
        var onto = await guest.Page.Locator(Row(ontoName)).BoundingBoxAsync();
        await guest.Page.Mouse.MoveAsync(from!.X + (from.Width / 2), from.Y + (from.Height / 2));
        await guest.Page.Mouse.DownAsync();
        await guest.Page.Mouse.MoveAsync(from.X, onto!.Y + (onto.Height / 2) + 6, new() { Steps = 6 });
        await guest.Page.Mouse.MoveAsync(from.X, onto.Y + 4, new() { Steps = 3 });
        await guest.Page.Mouse.UpAsync();
    }

    private static Task AssertLine(Guest guest, params string[] names) =>
        Assertions.Expect(guest.Page.Locator("#line li .who")).ToHaveTextAsync(names, new() { Timeout = Guest.Patience });

    private static async Task Send(Guest guest, string path, object command) =>
        await guest.Call("POST", $"/v1/sessions/{Uri.EscapeDataString(path["/room/".Length..])}/commands", command);
}
