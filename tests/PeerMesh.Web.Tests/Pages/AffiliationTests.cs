using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

/// <summary>A new chapter, from the public page to a running group on a list, and out again; on a phone, in two languages, without the script.</summary>
[Collection(OneStage.Name)]
public sealed class AffiliationTests(Stage stage)
{
    private sealed record Words(
        string Chapter, string Start, string Name, string Town, string About, string First, string Send, string Sent, string Forming, string Affiliated, string Ended, string ToGroup);

    private static readonly Dictionary<string, Words> Said = new()
    {
        ["en"] = new("Harbor Chapter", "Begin with your e-mail", "What is it to be called?", "Where do you meet?", "Who is it for?", "Your first name", "Send", "Sent", "Forming", "Affiliated", "Ended", "To the group"),
        ["es"] = new("Capítulo Bahía", "Empieza con tu correo", "¿Cómo se va a llamar?", "¿Dónde se reúnen?", "¿Para quién es?", "Tu nombre de pila", "Enviar", "Enviada", "En formación", "Afiliado", "Terminada", "Ir al grupo"),
    };

    [BrowserTheory]
    [InlineData("en")]
    [InlineData("es")]
    public async Task A_new_chapter_goes_from_its_application_to_a_listed_group_and_out_again(string language)
    {
        var words = Said[language];
        await using var parent = await stage.Invite("Pat", 1280, 900);
        await parent.SignInByCookie($"pat.{language}@example.org");
        var state = (await parent.Call("POST", "/v1/bodies", new { name = $"State coalition {language}" })).GetProperty("id").GetString()!;
        await parent.Call("PUT", $"/v1/bodies/{state}/settings", new { guidelines = (string[])["What is said here stays here, always."], crisisCard = "Call 988, day and night.", colour = "#1f5a55" });

        // Somebody without an account, on a phone, without the script.
        await using var ana = await stage.Invite("Ana", 390, 844, language: language);
        await NoScript(ana);
        await ana.Page.GotoAsync($"/apply?with={state}");
        await ana.AssertFits();
        await ana.AssertOpenToAll();
        await ana.TakePicture($"apply-start-{language}", fullPage: true);
        await Assertions.Expect(ana.Page.GetByRole(AriaRole.Link, new() { Name = words.Start })).ToBeVisibleAsync();
        await ana.SignInByCookie($"ana.{language}@example.org");
        await ana.Page.GotoAsync($"/apply?with={state}");

        // What is missing is said where it is missing, and nothing that was typed is lost.
        await ana.Page.GetByLabel(words.Town).FillAsync("Oakland");
        await ana.Press(words.Send);
        await Assertions.Expect(ana.Page.Locator("#name-problem")).ToBeVisibleAsync();
        await Assertions.Expect(ana.Page.GetByLabel(words.Town)).ToHaveValueAsync("Oakland");
        await ana.TabTo("#name");
        await ana.Page.Keyboard.TypeAsync(words.Chapter);
        await ana.Page.GetByLabel(words.About).FillAsync("For people living with a mood disorder.");
        await ana.Page.GetByLabel(words.First).FillAsync("Ana");
        await ana.TakePicture($"apply-{language}", fullPage: true);
        await ana.AssertFits();
        await ana.Press(words.Send);
        await Assertions.Expect(ana.Page.Locator("#stage")).ToHaveTextAsync(words.Sent);
        await ana.TakePicture($"application-{language}", fullPage: true);
        await ana.AssertFits();
        await ana.AssertOpenToAll();
        var application = new Uri(ana.Page.Url).AbsolutePath;

        // The parent's administrator finds it in the console and takes it from step to step.
        await parent.Page.GotoAsync($"/bodies/{state}");
        await parent.Page.GetByRole(AriaRole.Link, new() { Name = "Console", Exact = true }).ClickAsync();
        await parent.TakePicture($"console-{language}", fullPage: true);
        await parent.Page.GetByRole(AriaRole.Link, new() { Name = "Applications", Exact = true }).ClickAsync();
        await parent.Page.GetByRole(AriaRole.Link, new() { Name = words.Chapter }).ClickAsync();
        await Step(parent, "UnderReview", "I have read it.");
        await parent.Page.Locator("#sponsor").FillAsync("Hills Chapter");
        await Step(parent, "Forming", "A good plan.");
        await Assertions.Expect(parent.Page.Locator("#stage")).ToHaveTextAsync("Forming");

        // While it forms it meets, and its page says with whose help.
        await ana.Page.ReloadAsync();
        await Assertions.Expect(ana.Page.Locator("#stage")).ToHaveTextAsync(words.Forming);
        await Assertions.Expect(ana.Page.GetByText("A good plan.")).ToBeVisibleAsync();
        await ana.Page.GetByRole(AriaRole.Link, new() { Name = words.ToGroup }).ClickAsync();
        await Assertions.Expect(ana.Page.Locator("main").GetByText("Hills Chapter").First).ToBeVisibleAsync();
        await ana.TakePicture($"forming-{language}", fullPage: true);
        var group = new Uri(ana.Page.Url).Segments[^1];
        var made = await ana.Call("POST", $"/v1/groups/{group}/sessions", new { });
        Assert.NotNull(made.GetProperty("id").GetString());

        await Step(parent, "Recognised", "It stands on its own feet.");
        for (var left = 3; left > 0; left--)
        {
            await Assertions.Expect(parent.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^It is here") })).ToHaveCountAsync(left);
            await parent.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^It is here") }).First.ClickAsync();
        }

        await Assertions.Expect(parent.Page.GetByRole(AriaRole.Button, new() { NameRegex = new("^It is here") })).ToHaveCountAsync(0);
        await Step(parent, "Affiliated", "Welcome.");
        await parent.TakePicture($"review-{language}", fullPage: true);

        // Name, guidelines and crisis card of the parent, and a place on its list.
        await ana.Page.GotoAsync(application);
        await Assertions.Expect(ana.Page.Locator("#stage")).ToHaveTextAsync(words.Affiliated);
        await ana.Page.GotoAsync($"/groups/{group}");
        await Assertions.Expect(ana.Page.GetByText("Call 988, day and night.")).ToBeVisibleAsync();
        await Assertions.Expect(ana.Page.GetByText("What is said here stays here, always.")).ToBeVisibleAsync();
        await ana.TakePicture($"affiliated-{language}", fullPage: true);
        await ana.AssertFits();
        await ana.AssertOpenToAll();
        await SeesListed(parent, state, words.Chapter, listed: true);

        // The end takes name and listing away at once; who belonged to it still does.
        await parent.Page.GotoAsync(application);
        await Step(parent, "Ended", "They wish to go their own way.");
        await SeesListed(parent, state, words.Chapter, listed: false);
        await ana.Page.GotoAsync(application);
        await Assertions.Expect(ana.Page.Locator("#stage")).ToHaveTextAsync(words.Ended);
        var after = await ana.Call("GET", $"/v1/groups/{group}");
        Assert.Equal("facilitator", after.GetProperty("myRole").GetString());
        await ana.Page.GotoAsync($"/groups/{group}");
        await Assertions.Expect(ana.Page.GetByText("Call 988, day and night.")).ToHaveCountAsync(0);
        ana.AssertNoProblems();
        parent.AssertNoProblems();
    }

    [BrowserFact]
    public async Task The_console_says_where_settings_come_from_and_gives_rights()
    {
        await using var pat = await stage.Invite("Pat", 390, 844);
        await pat.SignInByCookie("pat.console@example.org");
        var top = (await pat.Call("POST", "/v1/bodies", new { name = "Top of the console" })).GetProperty("id").GetString()!;
        var leaf = (await pat.Call("POST", "/v1/bodies", new { name = "Leaf of the console", parent = top })).GetProperty("id").GetString()!;
        await pat.Call("PUT", $"/v1/bodies/{top}/settings", new { shareSeconds = 240 });
        await pat.Page.GotoAsync($"/bodies/{leaf}/settings");
        await Assertions.Expect(pat.Page.Locator("#shareSeconds-from")).ToHaveTextAsync("In force: 240. It comes from Top of the console.");
        await pat.TabTo("#shareSeconds");
        await pat.Page.Keyboard.TypeAsync("90");
        await pat.Press("Save");
        await Assertions.Expect(pat.Page.Locator("#shareSeconds-from")).ToHaveTextAsync("Set here.");
        await pat.Page.Locator("#colour").FillAsync("red");
        await pat.Press("Save");
        await Assertions.Expect(pat.Page.GetByRole(AriaRole.Alert)).ToBeVisibleAsync();
        await Assertions.Expect(pat.Page.Locator("#colour")).ToHaveValueAsync("red");
        await pat.TakePicture("body-settings", fullPage: true);
        await pat.AssertFits();

        await pat.Page.GotoAsync($"/bodies/{leaf}/people");
        await pat.Page.Locator("#email").FillAsync("ed@example.org");
        await pat.Page.Locator("#name").FillAsync("Ed");
        await pat.Page.Locator("section input[value=Editor]").CheckAsync();
        await pat.Press("Add somebody");
        await Assertions.Expect(pat.Page.GetByRole(AriaRole.Button, new() { Name = "Save: Ed" })).ToBeVisibleAsync();
        await pat.TakePicture("body-people", fullPage: true);
        await pat.AssertFits();
        pat.AssertNoProblems();
    }

    private static async Task Step(Guest by, string to, string reason)
    {
        await by.Page.Locator($"input[name=to][value={to}]").CheckAsync();
        await by.Page.Locator("#reason").FillAsync(reason);
        await by.Page.Locator("#byName").FillAsync("Pat");
        await by.Press("Take this step");
        await Assertions.Expect(by.Page.Locator(".steps li").First.GetByText(reason)).ToBeVisibleAsync(new() { Timeout = Guest.Patience });
    }

    // The directory follows on its own clock; the page is looked at again until it shows what it has to.
    private static async Task SeesListed(Guest by, string body, string name, bool listed)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromMilliseconds(Guest.Patience * 4));
        do
        {
            patience.Token.ThrowIfCancellationRequested();
            await by.Page.GotoAsync($"/bodies/{body}");
        }
        while (await by.Page.Locator("section[aria-labelledby=groups]").GetByRole(AriaRole.Link, new() { Name = name, Exact = true }).CountAsync() > 0 != listed);
    }

    private static async Task NoScript(Guest guest)
    {
        await guest.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        guest.ExpectsOutage = true;
    }
}
