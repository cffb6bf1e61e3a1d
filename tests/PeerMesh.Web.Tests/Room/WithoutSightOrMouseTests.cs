using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>Whole meetings held with the keyboard alone, and by what the accessibility tree says alone.</summary>
[Collection(OneStage.Name)]
public sealed class WithoutSightOrMouseTests(Stage stage)
{
    [BrowserFact]
    public async Task Two_people_hold_a_whole_meeting_with_their_keyboards()
    {
        await using var una = await stage.Invite("Una");
        await using var gil = await stage.Invite("Gil", 390, 844);
        await una.SignInByCookie("una.keys@example.org");
        await gil.SignInByCookie("gil.keys@example.org");
        var path = await Meeting.Open(una, await Meeting.Found(una, "Keyed chairs", lobby: true));
        await EnterByKeys(una, path);
        await una.Part("room").WaitForAsync();
        await EnterByKeys(gil, path);
        await gil.Part("lobby").WaitForAsync();
        await una.Page.Locator("#knocks li").WaitForAsync();
        await una.TabTo("[data-key^='admit.']");
        await una.Page.Keyboard.PressAsync("Enter");
        await gil.Part("room").WaitForAsync();

        // Welcome and check-in: N goes on, D is done, P passes.
        await una.Page.Keyboard.PressAsync("n");
        await una.SeesInTheMiddle("You have the floor");
        await una.Page.Keyboard.PressAsync("n");
        await gil.SeesOwnPlace("You are next.");
        await una.Page.Keyboard.PressAsync("d");
        await gil.SeesInTheMiddle("You have the floor");
        await gil.Page.Keyboard.PressAsync("p");
        await una.SeesInTheMiddle("Everyone has had a turn");

        // Raised hands: F says what for, R raises and lowers, the sheet moves a hand.
        await una.Page.Keyboard.PressAsync("n");
        await gil.SeesInTheMiddle("The floor is free");
        await gil.Page.Keyboard.PressAsync("f");
        await gil.Page.Locator("#wish[open]").WaitForAsync();
        await gil.TabTo("#wish [name=kind]");
        await gil.Page.Keyboard.PressAsync("ArrowDown");
        await gil.TabTo("#wish-yes");
        await gil.Page.Keyboard.PressAsync("Enter");
        await una.SeesInTheMiddle("Gil has a question");
        await una.Page.Keyboard.PressAsync("r");
        await una.SeesOwnPlace("You are next.");
        await una.Page.Keyboard.PressAsync("r");
        await una.SeesOwnPlace("Raise your hand when you want to speak.");

        // M goes to the written words; while somebody types, letters are letters.
        await gil.Page.Keyboard.PressAsync("m");
        await gil.Page.Keyboard.TypeAsync("drink water");
        await gil.Page.Keyboard.PressAsync("Enter");
        await una.Page.Locator(".message", new() { HasText = "drink water" }).WaitForAsync();
        await gil.SeesInTheMiddle("You have the floor");

        // A call for help, and its answer.
        await gil.TabTo("[data-help]");
        await gil.Page.Keyboard.PressAsync("Enter");
        await gil.TabTo("[data-key='call.now']");
        await gil.Page.Keyboard.PressAsync("Enter");
        await gil.Sees("#crisis-told", "Your call has reached those who lead.");
        await gil.Page.Keyboard.PressAsync("Escape");
        await una.TabTo("#alerts [data-key$='.come']");
        await una.Page.Keyboard.PressAsync("Enter");
        await gil.Sees("#private-text", "Una has seen your call and is with you.");

        // A break and back, then the end.
        await gil.Page.Locator("body").FocusAsync();
        await gil.TabTo("[data-key=endShare]");
        await gil.Page.Keyboard.PressAsync("Enter");
        await una.SeesInTheMiddle("The floor is free");
        await gil.Page.Keyboard.PressAsync("b");
        await gil.SeesOwnPlace("You are on a break. Your place is kept.");
        await gil.Page.Keyboard.PressAsync("b");
        await gil.SeesOwnPlace("Raise your hand when you want to speak.");
        await una.TabTo("[data-key='lead.close']");
        await una.Page.Keyboard.PressAsync("Enter");
        await una.TabTo("#ask-yes");
        await una.Page.Keyboard.PressAsync("Enter");
        await gil.Sees("#after-title", "Thank you for being here");
        una.AssertNoProblems();
        gil.AssertNoProblems();
    }

    [BrowserFact]
    public async Task Whoever_hears_the_page_follows_a_whole_meeting_from_its_accessibility_tree()
    {
        await using var sol = await stage.Invite("Sol");
        await using var ear = await stage.Invite("Ear", 390, 844);
        await sol.SignInByCookie("sol.tree@example.org");
        await ear.SignInByCookie("ear.tree@example.org");
        var path = await Meeting.Open(sol, await Meeting.Found(sol, "Told chairs", lobby: false));
        await sol.ComeIn(path, throughLobby: false);

        await ear.Page.GotoAsync(path);
        await Hears(ear, "heading \"Told chairs\"", "What is said here stays here.", "textbox \"What should we call you?\"", "checkbox \"I have read this and agree\"");
        await ear.Page.GetByRole(AriaRole.Textbox, new() { Name = "What should we call you?" }).FillAsync("Ear");
        await ear.Page.GetByRole(AriaRole.Checkbox, new() { Name = "I have read this and agree" }).CheckAsync();
        await ear.Page.GetByRole(AriaRole.Button, new() { Name = "Come in" }).ClickAsync();

        // Who is here, in order; the picture itself says nothing twice.
        await Hears(ear, "list \"Everyone here\"", "The meeting has not begun.", "button \"Take a break\"", "heading \"Agenda\"");
        await sol.Press("Start the meeting");
        await Hears(ear, "Sol leads", "Now is a time to listen.");
        await sol.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await Hears(ear, "Sol has the floor", "You are next.", "has the floor", "button \"Pass my turn\"", "heading \"Next in the round\"");
        await sol.Press("I'm done");
        await Hears(ear, "You have the floor", "button \"I'm done\"", "button \"Pass\"", "button \"Pass for now\"");
        await ear.Page.GetByRole(AriaRole.Button, new() { Name = "I'm done", Exact = true }).ClickAsync();
        await Hears(ear, "Everyone has had a turn", "You have spoken.");
        await sol.Part("actions").GetByRole(AriaRole.Button, new() { Name = "Next: Talk" }).ClickAsync();
        await Hears(ear, "The floor is free", "button \"Raise hand\"");
        await sol.Press("Raise hand");
        await ear.Page.GetByRole(AriaRole.Button, new() { Name = "Raise hand", Exact = true }).ClickAsync();
        await Hears(ear, "While Sol speaks", "Sol would like people to just listen.", "button \"Strength\"", "button \"Lower hand\"");
        await ear.Page.GetByRole(AriaRole.Button, new() { Name = "Strength" }).ClickAsync();
        await sol.Press("I'm done");
        await Hears(ear, "You have the floor");

        // The clock is nobody's interruption: it is not in the tree at all, and can be asked for.
        Assert.DoesNotMatch(@"text: \d+:\d\d", await ear.Page.Locator("#stage").AriaSnapshotAsync());
        await ear.Page.Keyboard.PressAsync("t");
        await Hears(ear, "left in this share.");
        await ear.Page.GetByRole(AriaRole.Button, new() { Name = "Leave", Exact = true }).ClickAsync();
        await Hears(ear, "dialog \"Leave the session?\"");
        await ear.Page.GetByRole(AriaRole.Dialog).GetByRole(AriaRole.Button, new() { Name = "Leave" }).ClickAsync();
        await Hears(ear, "heading \"Take care\"", "button \"Come back in\"");
        sol.AssertNoProblems();
        ear.AssertNoProblems();
    }

    private static async Task EnterByKeys(Guest guest, string path)
    {
        await guest.Page.GotoAsync(path);
        await guest.Part("door").WaitForAsync();
        await guest.TabTo("#name");
        await guest.Page.Keyboard.TypeAsync(guest.Name);
        await guest.TabTo("#agree");
        await guest.Page.Keyboard.PressAsync("Space");
        await guest.TabTo("#come-in");
        await guest.Page.Keyboard.PressAsync("Enter");
    }

    /// <summary>Waits until the tree that assistive technology reads holds all of this.</summary>
    private static async Task Hears(Guest guest, params string[] texts)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(Guest.Patience));
        while (true)
        {
            var tree = await guest.Page.Locator("body").AriaSnapshotAsync();
            var missing = texts.Where(text => !tree.Contains(text, StringComparison.Ordinal)).ToList();
            if (missing.Count == 0)
            {
                return;
            }

            Assert.False(limit.IsCancellationRequested, $"The tree does not say: {string.Join(" / ", missing)}\n{tree}");
        }
    }
}
