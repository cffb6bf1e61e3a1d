using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>Twelve browsers hold a DBSA meeting from the door to the thank-you.</summary>
[Collection(OneStage.Name)]
public sealed class WholeMeetingTests(Stage stage)
{
    private static readonly string[] Names = ["Ana", "Rosa", "Dee", "Lou", "Kim", "Bea", "Jo", "Sam", "Noor", "Theo", "Wren"];
    private static readonly (int Width, int Height, ColorScheme Colors)[] Screens =
        [(390, 844, ColorScheme.Light), (820, 1180, ColorScheme.Light), (1280, 800, ColorScheme.Dark), (390, 844, ColorScheme.Dark)];

    [BrowserFact]
    public async Task Twelve_people_hold_a_meeting_with_pairs_feedback_and_a_call_for_help()
    {
        await using var sol = await stage.Invite("Sol", 1280, 900);
        await sol.SignInByCookie("sol12@example.org");
        var made = await sol.Call("POST", "/v1/groups", new { name = "Tuesday circle", about = "A group of a test.", form = "dbsa", rules = new { lobby = false } });
        var path = await Meeting.Open(sol, made.GetProperty("id").GetString()!);
        await sol.ComeIn(path, throughLobby: false);
        var others = new List<Guest>();
        try
        {
            foreach (var name in Names)
            {
                var (width, height, colors) = Screens[others.Count % Screens.Length];
                var guest = await stage.Invite(name, width, height, colors);
                others.Add(guest);
                await guest.SignInByCookie($"{name}12@example.org");
                await guest.ComeIn(path, throughLobby: false);
            }

            await Begin(sol, others);
            await CheckIn(sol, others);
            await Discuss(sol, others);
            await Pairs(sol, others);
            await Close(sol, others);
            foreach (var guest in others.Prepend(sol))
            {
                guest.AssertNoProblems();
            }
        }
        finally
        {
            foreach (var guest in others)
            {
                await guest.DisposeAsync();
            }
        }
    }

    private static async Task Begin(Guest sol, List<Guest> others)
    {
        await sol.Page.Locator("#people li").Nth(11).WaitForAsync(new() { State = WaitForSelectorState.Attached });
        await Picture(sol, others, "gathering");
        await sol.Press("Start the meeting");
        await others[0].SeesInTheMiddle("Open conversation");
        foreach (var part in (string[])["Welcome", "Guidelines", "Check-in"])
        {
            await Next(sol, part);
        }
    }

    private static async Task CheckIn(Guest sol, List<Guest> others)
    {
        for (var i = 0; i < others.Count; i++)
        {
            await others[i].SeesInTheMiddle("You have the floor");
            if (i == 5)
            {
                await others[0].Page.Locator("#signs button").First.ClickAsync();
                await Picture(sol, others, "check-in");
                await AssertSame([sol, .. others]);
            }

            // Everyone may pass, and some do.
            await others[i].Press(i % 4 == 3 ? "Pass" : "I'm done");
        }

        await sol.SeesInTheMiddle("You have the floor");
        await sol.Press("I'm done");
        await others[3].SeesInTheMiddle("Everyone has had a turn");
        await Next(sol, "Discussion");
    }

    private static async Task Discuss(Guest sol, List<Guest> others)
    {
        var (ana, rosa, dee, lou) = (others[0], others[1], others[2], others[3]);
        await ana.Press("Raise hand for…");
        await ana.Page.Locator("#wish [name=feedback][value=experiences]").CheckAsync();
        await ana.TakePicture("wish");
        await ana.AssertOpenToAll();
        await ana.Page.Locator("#wish-yes").ClickAsync();
        await ana.SeesInTheMiddle("You have the floor");
        await rosa.Sees("#hint-text", "Ana would like to hear experiences.");
        await dee.Press("Raise hand");
        await lou.Press("Raise hand");
        await rosa.Press("Reply");

        // A reply to this share comes before the shares that wait.
        await rosa.SeesOwnPlace("You are next.");
        await dee.SeesOwnPlace("You are second.");
        await rosa.Page.Locator("#signs button").Nth(4).ClickAsync();
        await lou.Page.Locator("#say-text").FillAsync("I am glad that you said that.");
        await lou.Page.Locator("#say-send").ClickAsync();
        await ana.Page.Locator(".message", new() { HasText = "I am glad" }).WaitForAsync();

        await CallForHelp(sol, others);
        await AssertSame([sol, .. others]);
        await Picture(sol, others, "discussion");
        await ana.Press("I'm done");
        await rosa.SeesInTheMiddle("You have the floor");
        await sol.SeesInTheMiddle("Rosa replies");
        await rosa.Press("I'm done");
        await dee.SeesInTheMiddle("You have the floor");
        await dee.Press("I'm done");
        await lou.SeesInTheMiddle("You have the floor");
        await lou.Press("I'm done");
        await sol.SeesInTheMiddle("The floor is free");
    }

    private static async Task CallForHelp(Guest sol, List<Guest> others)
    {
        var noor = others[8];
        await noor.Page.Locator("[data-help]").ClickAsync();
        await noor.Press("Call those who lead");
        await noor.Sees("#crisis-told", "Your call has reached those who lead.");
        await noor.TakePicture("crisis-card");
        await noor.AssertOpenToAll();
        await noor.Page.Keyboard.PressAsync("Escape");
        await sol.SeesNotice("Noor calls for help");
        await sol.Page.Locator("#alerts-card").ScrollIntoViewIfNeededAsync();
        await sol.TakePicture("help-call");
        await sol.Page.GetByRole(AriaRole.Button, new() { Name = "Tell Noor: I am with you" }).ClickAsync();
        await noor.Sees("#private-text", "Sol has seen your call and is with you.");
        await sol.AssertOpenToAll();
        await noor.AssertOpenToAll();

        // Nobody else learns of it.
        Assert.False(await others[0].Part("alerts-card").IsVisibleAsync());
        Assert.Equal(0, await others[0].Page.Locator("body", new() { HasText = "calls for help" }).CountAsync());
        await noor.Press("I am all right");
        await Assertions.Expect(sol.Part("alerts-card")).ToBeHiddenAsync();
    }

    private static async Task Pairs(Guest sol, List<Guest> others)
    {
        await sol.Press("Pairs…");
        await sol.TakePicture("pairs-dialog");
        await sol.AssertOpenToAll();
        await sol.Page.Locator("#circles button[value=yes]").ClickAsync();
        foreach (var guest in others)
        {
            await guest.Page.WaitForFunctionAsync("() => { const seats = document.querySelectorAll('#circle .person').length; return seats === 2 || seats === 3; }");
        }

        await others[1].Sees("#where-mode", "Small circle");
        await Picture(sol, others, "pairs");
        await AssertSame([sol, .. others]);
        await sol.Press("Back at once");
        foreach (var guest in others)
        {
            await guest.Page.WaitForFunctionAsync("() => document.querySelectorAll('#circle .person').length === 12");
        }
    }

    private static async Task Close(Guest sol, List<Guest> others)
    {
        await Next(sol, "Check-out");
        await others[0].SeesInTheMiddle("You have the floor");
        await others[1].Page.Locator("#people-card summary").ClickAsync();
        await others[1].Page.Locator("#roll button", new() { HasText = "Ana" }).ClickAsync();
        await others[1].Press("Thank them");
        await others[0].SeesNotice("Rosa thanks you.");
        await sol.Press("Close…");
        await sol.Press("Close it");
        foreach (var guest in others)
        {
            await guest.Sees("#after-title", "Thank you for being here");
            await guest.Part("after-minutes").WaitForAsync();
        }

        await others[0].Sees("#after-thanks", "Rosa thanked you.");
        await Picture(sol, others, "after");
    }

    private static async Task Next(Guest sol, string part)
    {
        await sol.Page.Locator("#lead-buttons").GetByRole(AriaRole.Button, new() { Name = $"Next: {part}" }).ClickAsync();
        await sol.Page.Locator("#agenda .now", new() { HasText = part }).WaitForAsync();
    }

    /// <summary>The same moment at 390, 820 and 1280 pixels.</summary>
    private static async Task Picture(Guest sol, List<Guest> others, string moment)
    {
        await sol.TakePicture($"dbsa-{moment}");
        await others[1].TakePicture($"dbsa-{moment}");
        await others[0].TakePicture($"dbsa-{moment}");
        await others[3].TakePicture($"dbsa-{moment}-dark");
    }

    private static async Task AssertSame(IReadOnlyList<Guest> guests)
    {
        foreach (var guest in guests)
        {
            var (client, server) = await guest.Compare();
            Assert.Equal(server, client);
            await guest.AssertFits();
        }
    }
}
