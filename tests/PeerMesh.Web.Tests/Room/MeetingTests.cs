using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

[Collection(OneStage.Name)]
public sealed class MeetingTests(Stage stage)
{
    [BrowserFact]
    public async Task Three_people_hold_a_meeting_from_the_door_to_the_good_bye()
    {
        await using var sol = await stage.Invite("Sol");
        await using var ana = await stage.Invite("Ana", 390, 844);
        await using var bo = await stage.Invite("Bo", 820, 1100, ColorScheme.Dark);
        await sol.SignIn("sol@example.org");
        await ana.SignIn("ana@example.org");
        await bo.SignIn("bo@example.org");
        var group = await Meeting.Found(sol, "Three chairs", lobby: true);

        await sol.Page.GotoAsync($"/groups/{group}");
        await sol.Press("Open a session now");
        await sol.Page.WaitForURLAsync("**/room/**");
        var path = new Uri(sol.Page.Url).AbsolutePath;

        await AgreeBeforeComingIn(ana, path);
        await sol.ComeIn(path, throughLobby: false);
        await ana.ComeIn(path, throughLobby: true);
        await bo.ComeIn(path, throughLobby: true);
        await ana.TakePicture("lobby");
        await ana.AssertOpenToAll();
        await sol.TakePicture("lobby-of-facilitator");
        await sol.Press("Let in: Ana");
        await ana.Part("room").WaitForAsync();
        await sol.Press("Let in: Bo");
        await bo.Part("room").WaitForAsync();
        await AssertSame(sol, ana, bo);

        await GoRound(sol, ana, bo);
        await Queue(sol, ana, bo);
        await HandOverAndClose(sol, ana, bo);

        foreach (var guest in (Guest[])[sol, ana, bo])
        {
            guest.AssertNoProblems();
        }
    }

    private static async Task AgreeBeforeComingIn(Guest guest, string path)
    {
        await guest.Page.GotoAsync(path);
        await guest.Part("door").WaitForAsync();
        Assert.Contains("What is said here stays here.", await guest.Part("door").InnerTextAsync(), StringComparison.Ordinal);
        await guest.Press("Come in");
        await guest.Sees("#name-problem", "Choose a name, so that people can speak to you.");
        await guest.Page.GetByLabel("What should we call you?").FillAsync(guest.Name);
        await guest.Press("Come in");
        await guest.Sees("#agree-problem", "Please read the guidelines and agree to them first.");
        await guest.TakePicture("door", fullPage: true);
        await guest.AssertOpenToAll();
    }

    private static async Task GoRound(Guest sol, Guest ana, Guest bo)
    {
        await sol.Press("Start the meeting");
        await ana.SeesInTheMiddle("Sol leads");
        await sol.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();

        await sol.SeesInTheMiddle("You have the floor");
        await ana.SeesOwnPlace("You are next.");
        await bo.SeesOwnPlace("You are second.");
        await sol.TakePicture("round");
        await ana.TakePicture("round");
        await AssertSame(sol, ana, bo);

        await sol.Press("I'm done");
        await ana.SeesInTheMiddle("You have the floor");
        await ana.TakePicture("my-turn");
        await ana.Press("Pass");
        await ana.SeesOwnPlace("You passed. That is fine.");

        await bo.SeesInTheMiddle("You have the floor");
        await bo.Press("Pass for now");

        // Nobody else is left, so the question comes straight back; putting it off is possible once.
        await bo.Page.Locator("[data-key=passForNow]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await bo.Press("I'm done");
        foreach (var guest in (Guest[])[sol, ana, bo])
        {
            await guest.SeesInTheMiddle("Everyone has had a turn");
        }

        await AssertSame(sol, ana, bo);
    }

    private static async Task Queue(Guest sol, Guest ana, Guest bo)
    {
        await sol.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Talk" }).ClickAsync();
        await ana.Press("Raise hand");
        await ana.SeesInTheMiddle("You have the floor");
        await bo.Press("Raise hand");
        await bo.SeesOwnPlace("You are next.");
        await sol.Press("Raise hand");
        await sol.SeesOwnPlace("You are second.");
        await sol.TakePicture("queue");
        await bo.TakePicture("queue");
        await AssertSame(sol, ana, bo);

        // The first signal is for the speaker alone; when time is up everyone sees it.
        await ana.SeesNotice("Fifteen seconds left");
        Assert.Equal(0, await bo.Page.Locator(".toast", new() { HasText = "Fifteen" }).CountAsync());
        await ana.TakePicture("fifteen-seconds");
        await ana.SeesNotice("Time is up. Finish your thought.");
        await bo.Press("Let them go on a minute");
        await ana.Sees("#next", "one for a minute more");
        await ana.TakePicture("time-is-up");

        await ana.Press("I'm done");
        await bo.SeesInTheMiddle("You have the floor");
        await sol.SeesOwnPlace("You are next.");
        await sol.Press("Lower hand");
        await sol.SeesOwnPlace("Raise your hand when you want to speak.");
        await AssertSame(sol, ana, bo);
    }

    private static async Task HandOverAndClose(Guest sol, Guest ana, Guest bo)
    {
        await sol.Page.Locator("#people-card summary").ClickAsync();
        await sol.Page.Locator("#roll button", new() { HasText = "Bo" }).ClickAsync();
        await sol.TakePicture("one-person");
        await sol.AssertOpenToAll();
        await sol.Press("Hand over the gavel");
        await bo.Part("lead").WaitForAsync();
        await ana.SeesNotice("Bo leads now.");
        await bo.TakePicture("gavel");
        await AssertSame(sol, ana, bo);

        await bo.Press("Close…");
        await bo.Press("Close it");
        foreach (var guest in (Guest[])[sol, ana, bo])
        {
            await guest.Sees("#after-title", "Thank you for being here");
            await guest.Part("after-minutes").WaitForAsync();
            await guest.TakePicture("after");
            await guest.AssertOpenToAll();
        }

        // Only those who led learn who was here for how long.
        await sol.Part("after-people").WaitForAsync();
        Assert.False(await ana.Part("after-people").IsVisibleAsync());

        await ana.Page.ReloadAsync();
        await ana.Sees("#after-title", "Thank you for being here");
    }

    /// <summary>Every browser shows what the server says at the same version, and nothing more.</summary>
    private static async Task AssertSame(params Guest[] guests)
    {
        foreach (var guest in guests)
        {
            var (client, server) = await guest.Compare();
            Assert.Equal(server, client);
            await guest.AssertFits();
            await guest.AssertOpenToAll();
        }
    }
}
