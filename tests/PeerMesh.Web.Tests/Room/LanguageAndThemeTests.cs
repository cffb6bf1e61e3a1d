using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>Nothing a machine can find keeps anybody out of any part of the room, in each language, light and dark.</summary>
[Collection(OneStage.Name)]
public sealed class LanguageAndThemeTests(Stage stage)
{
    // Those whose words come with the page; the others are looked at where somebody opens them.
    private static readonly string[] Dialogs = ["settings", "crisis", "circles", "silence", "pin"];

    public static TheoryData<string> Languages => ["en", "es", "ht"];

    [BrowserTheory]
    [MemberData(nameof(Languages))]
    public async Task Every_part_of_the_room_is_open_to_all_in_both_themes(string language)
    {
        await using var guest = await stage.Invite("Mar", 390, 844, language: language);
        await guest.SignInByCookie("facilitator@demo.example");
        var room = await Meeting.Open(guest, await Meeting.Found(guest, $"Chairs of {language}", lobby: false));
        await guest.Page.GotoAsync(room);
        await guest.Part("door").WaitForAsync();
        await guest.Page.EvaluateAsync("() => document.querySelectorAll('#door details').forEach(part => part.open = true)");
        await guest.AssertOpenToAllInBothThemes();
        await guest.Page.Locator("#name").FillAsync("Mar");
        await guest.Page.Locator("#agree").CheckAsync();
        await guest.Page.Locator("#come-in").ClickAsync();
        await guest.Page.Locator("[data-key=start]").ClickAsync();
        await guest.Page.Locator("#lead-words").WaitForAsync();
        await guest.Page.EvaluateAsync("() => document.querySelectorAll('#room details').forEach(part => part.open = true)");
        await guest.AssertFits();
        await guest.AssertOpenToAllInBothThemes();
        await guest.TakePicture($"room {language}", fullPage: true);
        foreach (var dialog in Dialogs)
        {
            await guest.Page.EvaluateAsync("id => document.getElementById(id).showModal()", dialog);
            await guest.AssertOpenToAllInBothThemes();
            await guest.Page.EvaluateAsync("id => document.getElementById(id).close()", dialog);
        }

        await OpenDialogs(guest);
        await ThroughTheMeeting(guest);
        guest.AssertNoProblems();
    }

    /// <summary>Dialogs whose words come when they are opened.</summary>
    private static async Task OpenDialogs(Guest guest)
    {
        await guest.Page.Keyboard.PressAsync("?");
        await InDialog(guest, "keys");
        await guest.Page.Locator("[data-key='lead.giveFloor']").ClickAsync();
        await InDialog(guest, "choose");
        await guest.Page.Locator("[data-key=leave]").ClickAsync();
        await InDialog(guest, "ask");
        await guest.Page.Locator("#roll button").First.ClickAsync();
        await InDialog(guest, "sheet");
        await guest.Page.Locator("#say-text").FillAsync("Hola, sak pase?");
        await guest.Page.Locator("#say-text").PressAsync("Enter");
        await guest.Page.Locator(".message .link").First.ClickAsync();
        await InDialog(guest, "words");
    }

    private static async Task InDialog(Guest guest, string id)
    {
        await guest.Page.Locator($"#{id}[open]").WaitForAsync();
        await guest.AssertOpenToAllInBothThemes();
        await guest.Page.Keyboard.PressAsync("Escape");
        await guest.Page.Locator($"#{id}[open]").WaitForAsync(new() { State = WaitForSelectorState.Hidden });
    }

    /// <summary>What the room looks like in its other hours, to the good-bye.</summary>
    private static async Task ThroughTheMeeting(Guest guest)
    {
        await guest.Page.Locator("[data-key='lead.silence']").ClickAsync();
        await guest.Page.Locator("#silence button[value=yes]").ClickAsync();
        await guest.Page.Locator("body.silent").WaitForAsync();
        await guest.AssertOpenToAllInBothThemes();
        await guest.Page.Locator("[data-key=endSilence]").ClickAsync();
        await guest.Page.Locator("[data-key='lead.suspend']").ClickAsync();
        await guest.Page.Locator("body.suspended").WaitForAsync();
        await guest.AssertOpenToAllInBothThemes();
        await guest.Page.Locator("[data-key=resume]").ClickAsync();
        await guest.Page.Locator("body:not(.suspended)").WaitForAsync();
        foreach (var mode in (string[])["goRound", "queue", "popcorn"])
        {
            await guest.Page.Locator("[data-key='lead.next']").ClickAsync();
            await guest.Page.WaitForFunctionAsync("mode => import('/_content/PeerMesh.Web/room/room.js').then(({ wire }) => wire.view.stage.mode === mode)", mode);
            if (mode != "goRound")
            {
                await guest.Page.Locator("[data-key=raiseHand]").ClickAsync();
                await guest.Page.Locator("[data-key=endShare]").WaitForAsync();
            }

            await guest.AssertOpenToAllInBothThemes();
        }

        await guest.Page.Locator("[data-key='lead.close']").ClickAsync();
        await guest.Page.Locator("#ask-yes").ClickAsync();
        await guest.Part("checkout").WaitForAsync();
        await guest.AssertFits();
        await guest.AssertOpenToAllInBothThemes();
    }

    [BrowserFact]
    public async Task A_language_chosen_once_stays_and_what_a_group_wrote_stays_in_its_own()
    {
        await using var guest = await stage.Invite("Lou", 390, 844);
        await guest.Page.GotoAsync("/groups/sunshine-circle");
        var about = await guest.Page.Locator(".prose").First.InnerTextAsync();
        await guest.Page.GetByRole(AriaRole.Button, new() { Name = "Kreyòl ayisyen" }).ClickAsync();
        await Assertions.Expect(guest.Page.Locator("html")).ToHaveAttributeAsync("lang", "ht");
        Assert.EndsWith("/groups/sunshine-circle", guest.Page.Url, StringComparison.Ordinal);
        Assert.Equal(about, await guest.Page.Locator(".prose").First.InnerTextAsync());
        await guest.Page.GotoAsync("/sign-in");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Button, new() { Name = "Voye yon kòd ban mwen" })).ToBeVisibleAsync();
        await guest.Page.GotoAsync("/settings?returnUrl=%2Fhelp");
        await guest.Page.Locator("[name=text][value=largest]").CheckAsync();
        await guest.Page.Locator("main form .primary").ClickAsync();
        Assert.EndsWith("/help", guest.Page.Url, StringComparison.Ordinal);
        await Assertions.Expect(guest.Page.Locator("html")).ToHaveAttributeAsync("data-text", "largest");
        await guest.AssertFits();
        guest.AssertNoProblems();
    }
}
