using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>One meeting, in which each reads their own language.</summary>
[Collection(OneStage.Name)]
public sealed class ThreeLanguagesTests(Stage stage)
{
    private static readonly string[] Others = ["Rosa", "Dee", "Lou", "Bea", "Sam", "Theo", "Wren"];

    [BrowserFact]
    public async Task One_meeting_is_held_in_three_languages()
    {
        await using var sol = await stage.Invite("Sol", 1280, 900);
        await using var luz = await stage.Invite("Luz", 390, 844, language: "es");
        await using var ren = await stage.Invite("Ren", 390, 844, language: "ht");
        await using var iris = await stage.Invite("Iris", 820, 1180, language: "es");
        await using var nad = await stage.Invite("Nad", 820, 1180, ColorScheme.Dark, language: "ht");
        await sol.SignInByCookie("sol.three@example.org");
        var made = await sol.Call("POST", "/v1/groups", new { name = "Tuesday circle", about = "A group of a test.", form = "dbsa", rules = new { lobby = false } });
        var path = await Meeting.Open(sol, made.GetProperty("id").GetString()!);
        await sol.ComeIn(path, throughLobby: false);
        foreach (var guest in (Guest[])[luz, ren, iris, nad])
        {
            await guest.SignInByCookie($"{guest.Name}.three@example.org");
            await guest.Page.GotoAsync(path);
            await guest.Page.Locator("#name").FillAsync(guest.Name);
            await guest.Page.Locator("#agree").CheckAsync();
            await guest.Page.Locator("#come-in").ClickAsync();
            await guest.Part("room").WaitForAsync();
        }

        await Fill(path);
        await sol.Page.Locator("#people li").Nth(11).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await sol.Press("Start the meeting");
        foreach (var part in (string[])["Welcome", "Guidelines", "Check-in"])
        {
            await sol.Page.Locator("#lead-buttons").GetByRole(AriaRole.Button, new() { Name = $"Next: {part}" }).ClickAsync();
            await sol.Page.Locator("#agenda .now", new() { HasText = part }).WaitForAsync();
        }

        // Each is told the same, in words of their own.
        await luz.SeesInTheMiddle("Tienes la palabra");
        await luz.Sees("#where-part", "Ronda de inicio");
        await ren.SeesOwnPlace("Se ou ki pwochen an.");
        await ren.Sees("#where-part", "Tou akèy");
        await iris.SeesInTheMiddle("Luz tiene la palabra");
        await nad.SeesInTheMiddle("Luz gen lapawòl");
        await ren.TakePicture("next-ht");
        await luz.Page.Locator("[data-settings]").First.ClickAsync();
        await luz.TakePicture("settings-es");
        await luz.Page.Keyboard.PressAsync("Escape");

        await nad.Page.Locator("[data-help]").ClickAsync();
        await nad.Page.Locator("[data-key='call.now']").ClickAsync();
        await nad.Sees("#crisis-told", "Apèl ou a rive jwenn moun k ap mennen.");
        await nad.TakePicture("help-ht");
        await nad.AssertOpenToAll();
        await nad.Page.Keyboard.PressAsync("Escape");
        await sol.Page.GetByRole(AriaRole.Button, new() { Name = "Tell Nad: I am with you" }).ClickAsync();
        await nad.Page.Locator("[data-key='private.withdraw']").ClickAsync();
        await Assertions.Expect(sol.Part("alerts-card")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });

        luz.ExpectsOutage = true;
        await luz.Page.Context.SetOfflineAsync(true);
        await luz.Part("link").WaitForAsync();
        await luz.TakePicture("offline-es");
        await luz.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(luz.Part("link")).ToBeHiddenAsync(new() { Timeout = Guest.Patience });
        await luz.SeesInTheMiddle("Tienes la palabra");

        await sol.Page.Locator("[data-key='lead.silence']").ClickAsync();
        await sol.Page.Locator("#silence button[value=yes]").ClickAsync();
        await iris.SeesInTheMiddle("Un momento de silencio");
        await nad.SeesInTheMiddle("Yon moman silans");
        await sol.Page.Locator(".toast").First.WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await iris.TakePicture("silence-es");
        await sol.TakePicture("silence");
        foreach (var guest in (Guest[])[sol, luz, ren, iris, nad])
        {
            var (client, server) = await guest.Compare();
            Assert.Equal(server, client);
            Assert.Equal("PeerMesh", await guest.Page.TitleAsync());
            await guest.AssertFits();
            guest.AssertNoProblems();
        }
    }

    /// <summary>More people, without a browser each.</summary>
    private async Task Fill(string path)
    {
        foreach (var name in Others)
        {
            await using var guest = await stage.Invite(name);
            await guest.SignInByCookie($"{name}.three@example.org");
            await guest.Call("POST", $"/v1/sessions/{Uri.EscapeDataString(path["/room/".Length..])}/commands", new { type = "enter", commandId = $"in-{name}", name, guidelinesVersion = 1 });
        }
    }
}
