using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

[Collection(OneStage.Name)]
public sealed class KeyboardTests(Stage stage)
{
    [BrowserFact]
    public async Task A_whole_visit_needs_no_mouse()
    {
        await using var ida = await stage.Invite("Ida");
        await ida.SignIn("ida@example.org");
        var path = await Meeting.Open(ida, await Meeting.Found(ida, "Near chairs", lobby: false));
        await ida.Page.GotoAsync(path);
        await ida.Part("door").WaitForAsync();
        var keys = ida.Page.Keyboard;

        await ida.TabTo("#name");
        await keys.TypeAsync("Ida");
        await ida.TabTo("#agree");
        await keys.PressAsync("Space");
        await ida.TabTo("#come-in");
        await keys.PressAsync("Enter");
        await ida.Part("room").WaitForAsync();

        await ida.TabTo("[data-key=start]");
        await keys.PressAsync("Enter");
        await ida.SeesInTheMiddle("You have the floor");

        // The button that was pressed is gone; focus has stayed among my actions instead of falling to the top of the page.
        Assert.True(await ida.Page.EvaluateAsync<bool>("() => document.activeElement.closest('#actions') !== null"), "Focus left the actions.");

        await ida.TabTo("[data-key='lead.giveFloor']");
        await keys.PressAsync("Enter");
        await Assertions.Expect(ida.Part("choose")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(ida.Part("choose")).ToBeHiddenAsync();
        Assert.Equal("lead.giveFloor", await ida.Page.EvaluateAsync<string>("() => document.activeElement.dataset.key"));

        await ida.TabTo("[data-key='lead.extend']");
        await keys.PressAsync("Enter");
        await ida.Page.WaitForFunctionAsync("() => /of 10 min/.test(document.querySelector('#agenda .now time').textContent)");
        Assert.Equal("lead.extend", await ida.Page.EvaluateAsync<string>("() => document.activeElement.dataset.key"));

        await ida.TabTo("[data-key=leave]");
        await keys.PressAsync("Enter");
        await ida.TabTo("#ask-yes");
        await keys.PressAsync("Enter");
        await ida.Sees("#after-title", "Take care");
        Assert.Equal("after", await ida.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        ida.AssertNoProblems();
    }
}
