using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

[Collection(OneStage.Name)]
public sealed class ConnectionTests(Stage stage)
{
    [BrowserFact]
    public async Task After_a_killed_server_the_page_goes_on_by_itself_and_a_press_made_meanwhile_counts_once()
    {
        await using var lee = await stage.Invite("Lee");
        await using var max = await stage.Invite("Max", 390, 844);
        await lee.SignIn("lee@example.org");
        await max.SignIn("max@example.org");
        var path = await Meeting.Open(lee, await Meeting.Found(lee, "Sturdy chairs", lobby: false));
        await lee.ComeIn(path, throughLobby: false);
        await max.ComeIn(path, throughLobby: false);
        await lee.Press("Start the meeting");
        await lee.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await lee.SeesInTheMiddle("You have the floor");
        await max.SeesOwnPlace("You are next.");

        (lee.ExpectsOutage, max.ExpectsOutage) = (true, true);
        await stage.KillAndRestart(async () =>
        {
            await max.Sees("#link", "Reconnecting… Your place, your hand and your turn are kept.");
            await max.TakePicture("reconnecting");

            // Nothing is shown that the server did not say: the button waits, the floor stays where it was.
            await lee.Press("I'm done");
            await Assertions.Expect(lee.Page.Locator("[data-key=endShare]")).ToHaveAttributeAsync("aria-busy", "true");
            await lee.SeesInTheMiddle("You have the floor");
        });

        await max.SeesInTheMiddle("You have the floor");
        await lee.SeesInTheMiddle("Max has the floor");
        await Assertions.Expect(max.Part("link")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        foreach (var guest in (Guest[])[lee, max])
        {
            var (client, server) = await guest.Compare();
            Assert.Equal(server, client);
            guest.AssertNoProblems();
        }
    }

    [BrowserFact]
    public async Task A_gap_is_told_of_however_often_the_browser_tries_to_come_back()
    {
        await using var noa = await stage.Invite("Noa", 390, 844);
        await noa.SignIn("noa@example.org");
        var path = await Meeting.Open(noa, await Meeting.Found(noa, "Steady chairs", lobby: false));
        var streams = 0;
        noa.ExpectsOutage = true;
        await noa.Page.RouteAsync("**/events?*", route => Interlocked.Increment(ref streams) == 1
            ? route.FulfillAsync(new() { ContentType = "text/event-stream", Body = "retry: 200\n\n" })
            : route.AbortAsync("connectionrefused"));
        await noa.ComeIn(path, throughLobby: false);

        await noa.Sees("#link", "Reconnecting… Your place, your hand and your turn are kept.");
        Assert.InRange(streams, 3, int.MaxValue);

        await noa.Page.UnrouteAllAsync();
        await Assertions.Expect(noa.Part("link")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        noa.AssertNoProblems();
    }

    [BrowserFact]
    public async Task Whoever_is_removed_is_told_kindly_and_cannot_come_back()
    {
        await using var kit = await stage.Invite("Kit");
        await using var una = await stage.Invite("Una", 390, 844);
        await kit.SignIn("kit@example.org");
        await una.SignIn("una@example.org");
        var path = await Meeting.Open(kit, await Meeting.Found(kit, "Firm chairs", lobby: false));
        await kit.ComeIn(path, throughLobby: false);
        await una.ComeIn(path, throughLobby: false);

        await kit.Page.Locator("#people-card summary").ClickAsync();
        await kit.Page.Locator("#roll button", new() { HasText = "Una" }).ClickAsync();
        await kit.Press("Remove from the room…");
        await kit.Press("Remove");

        await una.Sees("#after-title", "You are out of the session");
        await una.Page.ReloadAsync();
        await una.Sees("#after-title", "You are out of the session");
        kit.AssertNoProblems();
        una.AssertNoProblems();
    }

    [BrowserFact]
    public async Task A_refusal_is_shown_in_its_own_words_and_changes_nothing()
    {
        await using var pia = await stage.Invite("Pia");
        await using var other = await stage.Invite("Pia", 390, 844);
        await pia.SignIn("pia@example.org");
        await other.SignIn("other@example.org");
        var path = await Meeting.Open(pia, await Meeting.Found(pia, "Named chairs", lobby: false));
        await pia.ComeIn(path, throughLobby: false);

        await other.Page.GotoAsync(path);
        await other.Page.GetByLabel("What should we call you?").FillAsync("Pia");
        await other.Page.GetByLabel("I have read this and agree").CheckAsync();
        await other.Press("Come in");
        await other.Sees("#name-problem", "Somebody here goes by that name. Please choose another.");
        await other.TakePicture("name-taken", fullPage: true);
        Assert.Equal("name", await other.Page.EvaluateAsync<string>("() => document.activeElement.id"));
        other.AssertNoProblems();
    }
}
