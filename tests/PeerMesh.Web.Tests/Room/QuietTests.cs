using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>What a screen reader is told, and when it is left in peace.</summary>
[Collection(OneStage.Name)]
public sealed class QuietTests(Stage stage)
{
    [BrowserFact]
    public async Task While_only_the_clock_moves_nothing_is_announced_for_a_minute_and_the_clock_is_in_no_live_region()
    {
        await using var ivo = await stage.Invite("Ivo");
        await using var uma = await stage.Invite("Uma", 390, 844);
        await uma.Page.Clock.InstallAsync(new() { TimeDate = DateTime.UtcNow });
        await ivo.SignIn("ivo@example.org");
        await uma.SignIn("uma2@example.org");
        var path = await Meeting.Open(ivo, await Meeting.Found(ivo, "Quiet corner", lobby: false));
        await ivo.ComeIn(path, throughLobby: false);
        await uma.ComeIn(path, throughLobby: false);
        await ivo.Press("Start the meeting");
        await ivo.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await uma.SeesInTheMiddle("Ivo has the floor");
        await uma.SeesOwnPlace("You are next.");

        // What was said about the change is over; from here on only time passes.
        await uma.Page.Clock.RunForAsync(7_000);
        var before = await uma.Page.Locator("#clock").InnerTextAsync();
        await uma.Page.EvaluateAsync(
            """
            () => {
              window.heard = [];
              const live = [...document.querySelectorAll("[aria-live], [role=status], [role=alert], [role=log], [role=timer]")];
              for (const region of live) new MutationObserver(changes => window.heard.push(...changes.map(change => `${region.id}: ${change.target.textContent}`)))
                .observe(region, { childList: true, characterData: true, subtree: true, attributes: true });
              window.clockIsLive = live.some(region => region.contains(document.getElementById("clock")) || region.contains(document.getElementById("next")) || region.contains(document.getElementById("place-when")));
            }
            """);
        await uma.Page.Clock.RunForAsync(60_000);
        Assert.NotEqual(before, await uma.Page.Locator("#clock").InnerTextAsync());
        Assert.Equal("", string.Join('\n', await uma.Page.EvaluateAsync<string[]>("() => window.heard")));
        Assert.False(await uma.Page.EvaluateAsync<bool>("() => window.clockIsLive"));

        // And the regions are not deaf: a change of the floor is told.
        await ivo.Press("I'm done");
        await uma.Page.WaitForFunctionAsync("() => window.heard.some(text => text.startsWith('say: '))");
    }

    [BrowserFact]
    public async Task A_listener_chooses_how_much_is_said_and_a_key_says_how_things_stand()
    {
        await using var oda = await stage.Invite("Oda");
        await using var rui = await stage.Invite("Rui", 390, 844);
        await oda.SignIn("oda@example.org");
        await rui.SignIn("rui@example.org");
        var path = await Meeting.Open(oda, await Meeting.Found(oda, "Few words", lobby: false));
        await oda.ComeIn(path, throughLobby: false);
        await rui.ComeIn(path, throughLobby: false);
        await rui.Page.Keyboard.PressAsync("s");
        await rui.Page.Locator("#pref-say").SelectOptionAsync("mine");
        await rui.Page.Keyboard.PressAsync("Escape");
        await oda.Press("Start the meeting");
        await oda.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await rui.SeesOwnPlace("You are next.");
        await rui.Page.Locator("#say p", new() { HasText = "You are next." }).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        Assert.Equal(0, await rui.Page.Locator("#say p", new() { HasText = "Oda has the floor" }).CountAsync());

        await rui.Page.Keyboard.PressAsync("w");
        await rui.SeesNotice("Oda has the floor. You are next.");
        await rui.Page.Keyboard.PressAsync("t");
        await rui.SeesNotice("left in this share.");

        // Switched off, the keys are a person's own again; the list of them can still be asked for.
        await rui.Page.Keyboard.PressAsync("s");
        await rui.Page.Locator("[data-pref=keys]").UncheckAsync();
        await rui.Page.Keyboard.PressAsync("Escape");
        await rui.Page.Keyboard.PressAsync("b");
        await rui.Page.Keyboard.PressAsync("?");
        await Assertions.Expect(rui.Part("keys")).ToBeVisibleAsync();
        await rui.SeesOwnPlace("You are next.");
    }
}
