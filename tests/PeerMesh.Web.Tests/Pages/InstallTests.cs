using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

[Collection(OneStage.Name)]
public sealed class InstallTests(Stage stage)
{
    [BrowserFact]
    public async Task Without_a_network_a_page_says_so_in_the_readers_language_and_gives_the_crisis_numbers()
    {
        await using var guest = await stage.Invite("Eva", 390, 844, language: "es", installable: true);
        await guest.Page.GotoAsync("/");
        await guest.Page.EvaluateAsync("async () => { await navigator.serviceWorker.ready; }");
        await guest.Page.WaitForFunctionAsync("async () => navigator.serviceWorker.controller !== null && (await caches.keys()).length > 0");

        guest.ExpectsOutage = true;
        await guest.Page.Context.SetOfflineAsync(true);
        await guest.Page.GotoAsync("/groups/sunshine-circle");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "No tienes conexión" })).ToBeVisibleAsync();
        await Assertions.Expect(guest.Page.Locator("a[href='tel:988']")).ToBeVisibleAsync();
        Assert.Equal("PeerMesh", await guest.Page.TitleAsync());
        await guest.TakePicture("offline-page");

        // Nothing of a group or a person is kept on the device.
        var kept = await guest.Page.EvaluateAsync<string[]>("async () => (await Promise.all((await caches.keys()).map(async key => (await (await caches.open(key)).keys()).map(entry => new URL(entry.url).pathname)))).flat()");
        Assert.All(kept, path => Assert.True(path == "/offline" || path.StartsWith("/_content/", StringComparison.Ordinal), path));

        await guest.Page.Context.SetOfflineAsync(false);
        await Assertions.Expect(guest.Page.Locator(".prose").First).ToBeVisibleAsync(new() { Timeout = Guest.Patience });
    }

    [BrowserFact]
    public async Task It_can_be_installed_and_its_icons_are_there()
    {
        await using var guest = await stage.Invite("Eva");
        await guest.Page.GotoAsync("/");
        var faults = await guest.Page.EvaluateAsync<string[]>(
            """
            async () => {
              const faults = [];
              const address = document.querySelector("link[rel=manifest]").href;
              const manifest = await (await fetch(address)).json();
              for (const member of ["name", "short_name", "start_url", "display", "icons"]) if (!manifest[member]) faults.push(member);
              for (const icon of manifest.icons) {
                const image = new Image();
                image.src = new URL(icon.src, address);
                await image.decode().catch(() => faults.push(icon.src));
                if (icon.sizes !== "any" && `${image.naturalWidth}x${image.naturalHeight}` !== icon.sizes) faults.push(`${icon.src} is ${image.naturalWidth}`);
              }
              return faults;
            }
            """);
        Assert.Empty(faults);
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task The_crisis_card_opens_over_any_page_without_an_account_and_shift_three_times_leads_away()
    {
        await using var guest = await stage.Invite("Eva", 390, 844);
        await guest.Page.RouteAsync("https://www.weather.gov/", route => route.FulfillAsync(new() { Body = "<title>Weather</title>", ContentType = "text/html" }));
        foreach (var path in (string[])["/", "/sign-in", "/groups/sunshine-circle", "/nothing-here"])
        {
            await guest.Page.GotoAsync(path);
            await guest.Page.Locator("[data-help]").ClickAsync();
            await Assertions.Expect(guest.Page.Locator("#crisis a[href='tel:988']")).ToBeVisibleAsync();
            await Assertions.Expect(guest.Page.Locator("#crisis a[href='sms:988']")).ToBeVisibleAsync();
            await guest.AssertOpenToAll();
            await guest.Page.Keyboard.PressAsync("Escape");
        }

        // On a busy machine the three may come too far apart to count as one wish; a person would press again too.
        for (var presses = 0; presses < 60 && !guest.Page.Url.StartsWith("https://www.weather.gov/", StringComparison.Ordinal); presses++)
        {
            await guest.Page.Keyboard.PressAsync("Shift");
        }

        await guest.Page.WaitForURLAsync("https://www.weather.gov/");
        await guest.Page.GoBackAsync();
        Assert.DoesNotContain("/nothing-here", guest.Page.Url, StringComparison.Ordinal);
    }
}
