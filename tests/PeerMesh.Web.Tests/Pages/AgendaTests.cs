using System.Globalization;
using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

/// <summary>The agenda's editor, with the mouse, with the keyboard, without the script, and in another language.</summary>
[Collection(OneStage.Name)]
public sealed class AgendaTests(Stage stage)
{
    [BrowserFact]
    public async Task Parts_are_moved_by_drag_and_by_keys_and_saved_as_they_stand()
    {
        await using var mei = await stage.Invite("Mei", 1280, 1800);
        var group = await Found(mei, "Sorted chairs");
        await mei.Page.GotoAsync($"/groups/{group}/agenda");
        await AssertParts(mei, "Welcome", "Check-in", "Talk", "Kind words");

        // By drag: the last part is let go at the top.
        await Drag(mei, 3, 0);
        await AssertParts(mei, "Kind words", "Welcome", "Check-in", "Talk");
        await mei.Sees("#agenda-said", "Kind words is part 1 of 4 now.");
        await Drag(mei, 0, 1);
        await AssertParts(mei, "Welcome", "Kind words", "Check-in", "Talk");

        // By keys: up and down where the focus stays on the button, so that it can be pressed again.
        await mei.TabTo("#agenda-rows li:nth-child(4) .up");
        await mei.Page.Keyboard.PressAsync("Enter");
        await AssertParts(mei, "Welcome", "Kind words", "Talk", "Check-in");
        await mei.Page.Keyboard.PressAsync("Enter");
        await AssertParts(mei, "Welcome", "Talk", "Kind words", "Check-in");
        await mei.Sees("#agenda-said", "Talk is part 2 of 4 now.");
        await Assertions.Expect(mei.Page.Locator("#agenda-rows li:nth-child(2) .up")).ToBeFocusedAsync();
        await mei.AssertOpenToAll();
        await mei.TakePicture("agenda", fullPage: true);

        // A part goes, and the sum follows; what is saved is what stands there.
        await mei.TabTo("#agenda-rows li:nth-child(3) button[value^=remove]");
        await mei.Page.Keyboard.PressAsync("Enter");
        await mei.Sees("#agenda-sum", "35 minutes in all");
        await mei.TabTo("button[value=save]");
        await mei.Page.Keyboard.PressAsync("Enter");
        await mei.Page.WaitForURLAsync($"**/groups/{group}");
        await Assertions.Expect(mei.Page.Locator(".parts b")).ToHaveTextAsync(["Welcome", "Talk", "Check-in"]);
        mei.AssertNoProblems();
    }

    [BrowserFact]
    public async Task On_a_phone_a_finger_moves_a_part_too()
    {
        await using var mei = await stage.Invite("Mei", 390, 844);
        await mei.Page.GotoAsync("/help");
        var group = await Found(mei, "Thumbed chairs");
        await mei.Page.GotoAsync($"/groups/{group}/agenda");
        await mei.AssertFits();

        // The page must not scroll under the finger that holds a grip.
        Assert.Equal("none", await mei.Page.Locator("#agenda-rows .grip").First.EvaluateAsync<string>("grip => getComputedStyle(grip).touchAction"));
        await mei.Page.Locator("#agenda-rows").EvaluateAsync("rows => scrollTo(0, rows.getBoundingClientRect().top)");
        await Drag(mei, 0, 1);
        await AssertParts(mei, "Check-in", "Welcome", "Talk", "Kind words");

        // Held at the edge of the screen, the page goes on under it to parts that are out of sight.
        var grip = await mei.Page.Locator("#agenda-rows .grip").First.BoundingBoxAsync();
        await mei.Page.Mouse.MoveAsync(grip!.X + (grip.Width / 2), grip.Y + (grip.Height / 2));
        await mei.Page.Mouse.DownAsync();
        await mei.Page.Mouse.MoveAsync(grip.X, 836, new() { Steps = 8 });
        await mei.Page.WaitForFunctionAsync("() => document.querySelector('#agenda-rows > li:last-child').getBoundingClientRect().bottom < innerHeight");
        await mei.Page.Mouse.UpAsync();
        await AssertParts(mei, "Welcome", "Talk", "Kind words", "Check-in");
        await mei.TakePicture("agenda", fullPage: true);
        mei.AssertNoProblems();
    }

    [BrowserFact]
    public async Task A_form_speaks_every_readers_language_until_the_group_says_it_otherwise()
    {
        await using var luz = await stage.Invite("Luz", 390, 844, language: "es");
        await using var ren = await stage.Invite("Ren", 390, 844, language: "ht");
        await luz.SignInByCookie("luz.forms@example.org");
        await ren.SignInByCookie("ren.forms@example.org");
        var made = await luz.Call("POST", "/v1/groups", new { name = "Sillas", about = "Un grupo de una prueba.", form = "dbsa", language = "es", rules = new { lobby = false } });
        var group = made.GetProperty("id").GetString()!;
        await luz.Page.GotoAsync($"/groups/{group}");
        await Assertions.Expect(luz.Page.Locator(".parts b").Nth(3)).ToHaveTextAsync("Ronda de inicio");
        await luz.Page.GetByText("Lo que se dice aquí, aquí se queda.").WaitForAsync();

        // One part gets a name of the group's own; everything else is saved untouched.
        await luz.Page.GotoAsync($"/groups/{group}/agenda");
        await luz.Page.Locator("#name-4").FillAsync("Nuestra charla");
        await luz.Page.Locator("button[value=save]").ClickAsync();
        await luz.Page.WaitForURLAsync($"**/groups/{group}");

        var path = await Meeting.Open(luz, group);
        await luz.Page.GotoAsync(path);
        await ren.Page.GotoAsync(path);
        await ren.Page.GetByText("Sa yo di isit la rete isit la.").WaitForAsync();
        foreach (var guest in (Guest[])[luz, ren])
        {
            await guest.Page.Locator("#name").FillAsync(guest.Name);
            await guest.Page.Locator("#agree").CheckAsync();
            await guest.Page.Locator("#come-in").ClickAsync();
            await guest.Part("room").WaitForAsync();
        }

        await luz.Page.Locator("[data-key=start]").ClickAsync();
        await luz.Sees("#lead-words", "Pasa, ponte a gusto, saluda. Empezamos en unos minutos.");
        await Assertions.Expect(luz.Page.Locator("#agenda li span").Nth(3)).ToHaveTextAsync("Ronda de inicio");
        await ren.Sees("#where-part", "Nou rasanble");
        await Assertions.Expect(ren.Page.Locator("#agenda li span").Nth(3)).ToHaveTextAsync("Tou akèy");
        await Assertions.Expect(ren.Page.Locator("#agenda li span").Nth(4)).ToHaveTextAsync("Nuestra charla");
        await luz.TakePicture("form-es", fullPage: true);
        await ren.TakePicture("form-ht", fullPage: true);
        luz.AssertNoProblems();
        ren.AssertNoProblems();
    }

    private static async Task<string> Found(Guest guest, string name)
    {
        await guest.SignInByCookie(string.Create(CultureInfo.InvariantCulture, $"{guest.Name}@example.org"));
        return await Meeting.Found(guest, name, lobby: false);
    }

    private static async Task AssertParts(Guest guest, params string[] names) => await guest.Page.WaitForFunctionAsync(
        "names => [...document.querySelectorAll('#agenda-rows input[id^=name]')].map(field => field.value).join() === names", string.Join(',', names));

    private static async Task Drag(Guest guest, int from, int to)
    {
        var rows = guest.Page.Locator("#agenda-rows > li");
        var grip = await rows.Nth(from).Locator(".grip").BoundingBoxAsync();
        var onto = await rows.Nth(to).BoundingBoxAsync();
        var down = to > from;
        await guest.Page.Mouse.MoveAsync(grip!.X + (grip.Width / 2), grip.Y + (grip.Height / 2));
        await guest.Page.Mouse.DownAsync();
        var own = await rows.Nth(from).BoundingBoxAsync();
        var shift = onto!.Y - own!.Y + (down ? 12 : -12);
        await guest.Page.Mouse.MoveAsync(grip.X, grip.Y + (shift / 2), new() { Steps = 5 });
        await guest.Page.Mouse.MoveAsync(grip.X, grip.Y + (grip.Height / 2) + shift, new() { Steps = 5 });
        await guest.Page.Mouse.UpAsync();
    }
}
