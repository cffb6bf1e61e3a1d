using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>Signs for somebody who looks away, each by choice; and the choices that stay with this browser.</summary>
[Collection(OneStage.Name)]
public sealed class SignalTests(Stage stage)
{
    // What a phone has, noted rather than felt and heard.
    private const string Phone =
        """
        window.felt = []; window.heard = 0;
        navigator.vibrate = pattern => { window.felt.push(pattern); return true; };
        const start = OscillatorNode.prototype.start;
        OscillatorNode.prototype.start = function (...at) { window.heard++; return start.apply(this, at); };
        const media = window.matchMedia;
        window.matchMedia = query => query.includes("any-pointer") ? { matches: true } : media.call(window, query);
        """;

    [BrowserFact]
    public async Task A_soft_tone_and_a_short_buzz_come_with_next_and_only_for_whoever_chose_them()
    {
        await using var ove = await stage.Invite("Ove");
        await using var pam = await stage.Invite("Pam", 390, 844);
        await using var quy = await stage.Invite("Quy", 390, 844);
        foreach (var guest in (Guest[])[ove, pam, quy])
        {
            await guest.Page.AddInitScriptAsync(Phone);
            await guest.SignInByCookie($"{guest.Name}.signs@example.org");
        }

        var path = await Meeting.Open(ove, await Meeting.Found(ove, "Soft chairs", lobby: false));
        await ove.ComeIn(path, throughLobby: false);

        // At the door the device is tried out, and what was tried is chosen.
        await pam.Page.GotoAsync(path);
        await pam.Page.Locator("#check summary").ClickAsync();
        await pam.Page.Locator("#check-chime").ClickAsync();
        await pam.Page.Locator("#check-buzz").ClickAsync();
        await Assertions.Expect(pam.Part("check-link-said")).Not.ToBeEmptyAsync();
        Assert.Equal((3, 1), await Signs(pam));
        await pam.Page.EvaluateAsync("() => { window.felt = []; window.heard = 0; }");
        await pam.ComeIn(path, throughLobby: false);
        await quy.ComeIn(path, throughLobby: false);
        await ove.Press("Start the meeting");
        await ove.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await pam.SeesOwnPlace("You are next.");
        await quy.SeesOwnPlace("You are second.");
        await pam.Page.WaitForFunctionAsync("() => window.felt.length === 1 && window.heard === 2");
        await ove.Press("I'm done");
        await pam.SeesInTheMiddle("You have the floor");
        await pam.Page.WaitForFunctionAsync("() => window.felt.length === 2 && window.heard === 5");

        // Who chose nothing is left in peace, also when next.
        await quy.SeesOwnPlace("You are next.");
        Assert.Equal((0, 0), await Signs(quy));
    }

    [BrowserFact]
    public async Task Text_size_and_settings_stay_in_this_browser_and_captions_are_explained()
    {
        await using var una = await stage.Invite("Una", 390, 844);
        await una.SignInByCookie("una.size@example.org");
        var path = await Meeting.Open(una, await Meeting.Found(una, "Large chairs", lobby: false));
        await una.ComeIn(path, throughLobby: false);
        var before = await Size(una);
        await una.Page.Keyboard.PressAsync("s");
        Assert.Contains("captions come from that call", await una.Part("settings").InnerTextAsync(), StringComparison.Ordinal);
        await una.Page.Locator("#text-size").SelectOptionAsync("largest");
        await una.Page.Locator("#pref-say").SelectOptionAsync("all");
        await una.Page.Keyboard.PressAsync("Escape");
        Assert.True(await Size(una) > before * 1.2, "The text did not grow.");
        await una.AssertFits();
        await una.TakePicture("largest");
        await una.Page.ReloadAsync();
        await una.Part("room").WaitForAsync();
        Assert.True(await Size(una) > before * 1.2, "The choice did not last.");
        await una.Page.Keyboard.PressAsync("s");
        await Assertions.Expect(una.Page.Locator("#pref-say")).ToHaveValueAsync("all");
        una.AssertNoProblems();
    }

    [BrowserFact]
    public async Task The_room_leaves_no_name_in_the_history_and_the_quick_way_out_leads_back_to_nothing()
    {
        await using var via = await stage.Invite("Via", 390, 844);
        await via.SignInByCookie("via.exit@example.org");
        var group = await Meeting.Found(via, "Hidden chairs", lobby: false);
        await via.Page.GotoAsync("/help");
        await via.ComeIn(await Meeting.Open(via, group), throughLobby: false);
        Assert.Equal("PeerMesh", await via.Page.TitleAsync());
        Assert.DoesNotContain("idden", via.Page.Url, StringComparison.Ordinal);
        await via.Page.RouteAsync("https://www.weather.gov/", route => route.FulfillAsync(new() { Body = "<title>Weather</title>", ContentType = "text/html" }));
        await via.Page.Locator("[data-exit]").ClickAsync();
        await via.Page.WaitForURLAsync("https://www.weather.gov/");
        await via.Page.GoBackAsync();
        Assert.DoesNotContain("/room/", via.Page.Url, StringComparison.Ordinal);
    }

    private static async Task<(int Heard, int Felt)> Signs(Guest guest)
    {
        var counts = await guest.Page.EvaluateAsync<int[]>("() => [window.heard, window.felt.length]");
        return (counts[0], counts[1]);
    }

    private static Task<double> Size(Guest guest) =>
        guest.Page.EvaluateAsync<double>("() => parseFloat(getComputedStyle(document.getElementById('place')).fontSize)");
}
