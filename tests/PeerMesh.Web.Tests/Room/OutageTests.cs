using System.Globalization;
using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>The network goes away and comes back: nothing is lost and nothing is shown twice.</summary>
[Collection(OneStage.Name)]
public sealed class OutageTests(Stage stage)
{
    public static TheoryData<int> Outages => [3, 30, 300];

    [BrowserTheory]
    [MemberData(nameof(Outages))]
    public async Task After_an_outage_the_room_heals_by_itself_with_nothing_lost_and_nothing_shown_twice(int seconds)
    {
        await using var nia = await stage.Invite("Nia");
        await using var tom = await stage.Invite("Tom", 390, 844);

        // The outage is as long as the page's own clock says; nobody waits five minutes for it.
        await tom.Page.Clock.InstallAsync(new() { TimeDate = DateTime.UtcNow });
        await nia.SignInByCookie($"nia{seconds}@example.org");
        await tom.SignInByCookie($"tom{seconds}@example.org");
        var path = await Meeting.Open(nia, await Meeting.Found(nia, $"Steady chairs {seconds}", lobby: false));
        await nia.ComeIn(path, throughLobby: false);
        await tom.ComeIn(path, throughLobby: false);
        await nia.Press("Start the meeting");
        await nia.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await tom.SeesOwnPlace("You are next.");
        await Write(nia, "before");
        await tom.Page.Locator(".message").First.WaitForAsync();

        tom.ExpectsOutage = true;
        await tom.Page.Context.SetOfflineAsync(true);
        for (var i = 1; i <= 3; i++)
        {
            await Write(nia, $"meanwhile {i}");
        }

        await nia.Press("I'm done");
        await tom.Page.Clock.RunForAsync(seconds * 1000L);
        await tom.Sees("#link", "You are offline. Your place is kept; this page goes on by itself when you are back.");
        await tom.TakePicture(string.Create(CultureInfo.InvariantCulture, $"offline-{seconds}"));

        await tom.Page.Context.SetOfflineAsync(false);
        await tom.SeesInTheMiddle("You have the floor");
        await tom.Page.Locator(".message", new() { HasText = "meanwhile 3" }).WaitForAsync();
        await Assertions.Expect(tom.Part("link")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        Assert.Equal(["before", "meanwhile 1", "meanwhile 2", "meanwhile 3"], await tom.Page.Locator(".message p").AllInnerTextsAsync());
        Assert.Equal(2, await tom.Page.Locator("#circle .person").CountAsync());

        // What comes from here on comes once, too.
        await tom.Press("I'm done");
        await Write(nia, "after");
        await tom.Page.Locator(".message", new() { HasText = "after" }).WaitForAsync();
        Assert.Equal(5, await tom.Page.Locator(".message").CountAsync());
        var (client, server) = await tom.Compare();
        Assert.Equal(server, client);
        nia.AssertNoProblems();
        tom.AssertNoProblems();
    }

    private static async Task Write(Guest guest, string text)
    {
        await guest.Page.Locator("#say-text").FillAsync(text);
        await guest.Page.Locator("#say-text").PressAsync("Enter");
        await guest.Page.Locator(".message", new() { HasText = text }).WaitForAsync();
    }
}
