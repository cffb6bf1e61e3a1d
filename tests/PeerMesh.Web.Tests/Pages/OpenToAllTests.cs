using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Playwright;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

/// <summary>Nothing a machine can find keeps anybody out of any page: in each language, light and dark, with and without an account.</summary>
[Collection(OneStage.Name)]
public sealed partial class OpenToAllTests(Stage stage)
{
    // A new page goes in here. The room is looked at where people sit in it.
    private static readonly string[] Pages =
    [
        "/", "/find", "/help", "/offline", "/settings", "/feeds", "/calendar", "/me", "/me/profile", "/me/second-step", "/sign-in", "/sign-in/code", "/sign-out",
        "/bodies", "/bodies/{id}", "/bodies/{id}/edit", "/bodies/{id}/imports", "/bodies/{id}/imports/{batch}", "/bodies/{id}/print",
        "/bodies/{id}/console", "/bodies/{id}/figures", "/bodies/{id}/applications", "/bodies/{id}/people", "/bodies/{id}/settings", "/apply", "/applications", "/applications/{application}",
        "/groups/new", "/groups/{id}", "/groups/{id}/adopt", "/groups/{id}/agenda", "/groups/{id}/changes", "/groups/{id}/edit", "/groups/{id}/join", "/groups/{id}/listing",
        "/groups/{id}/membership", "/groups/{id}/roster", "/groups/{id}/timetable",
    ];

    // What a route does not say: the same page with something asked, found, or not there.
    private static readonly string[] ForEveryone = ["/find?q=circle&near=Tampa", "/find?q=nothingofthekind&day=tuesday", "/groups/sunshine-circle", "/docs/api", "/nothing-here"];

    [BrowserFact]
    public async Task Every_page_is_open_to_all_in_every_language_and_both_themes()
    {
        // Side by side: a browser at work leaves a processor free. And all faults at once, for whoever mends a page sees what the next one has.
        var faults = await Task.WhenAll(((string[])["en", "es", "ht"]).Select(language => Task.Run(() => FaultsIn(language))));
        Assert.True(faults.All(found => found.Count == 0), string.Join('\n', faults.SelectMany(found => found)));
    }

    [BrowserFact]
    public async Task A_button_without_a_name_and_pale_words_at_night_are_found()
    {
        await using var guest = await stage.Invite("Eye", 390, 844);
        await guest.Page.SetContentAsync("<html lang=en><title>t</title><main><h1>t</h1><button></button></main>");
        var nameless = await Record.ExceptionAsync(guest.AssertOpenToAll);
        await guest.Page.SetContentAsync(
            "<html lang=en><title>t</title><style>@media (prefers-color-scheme: dark) { p { color: #ccc } }</style><main><h1>t</h1><p>Pale</p></main>");
        await guest.AssertOpenToAll();
        var pale = await Record.ExceptionAsync(guest.AssertOpenToAllInBothThemes);

        Assert.Contains("button-name", nameless?.Message, StringComparison.Ordinal);
        Assert.Contains("color-contrast", pale?.Message, StringComparison.Ordinal);
    }

    private async Task<IReadOnlyList<string>> FaultsIn(string language)
    {
        await using var staff = await stage.Invite("Mar", 390, 844, language: language);
        await using var guest = await stage.Invite("Gus", 1280, 900, language: language);
        var routes = await Routes(staff, guest, language);

        await using var stranger = await stage.Invite("Stranger", 390, 844, language: language);

        // There is a network here, and with one the page for none leads away in the midst of being looked at: its question gets no answer.
        await stranger.Page.RouteAsync("**/offline", route => route.Request.Method == "HEAD" ? Task.CompletedTask : route.ContinueAsync());
        var forAccounts = new List<string>();
        var faults = new List<string>();
        foreach (var path in routes.Concat(ForEveryone))
        {
            await stranger.Page.GotoAsync(path);

            // Where an account is needed this was the way to it, which is looked at once.
            if (path == "/sign-in" || !stranger.Page.Url.Contains("/sign-in", StringComparison.Ordinal))
            {
                await Look(stranger, language, path, faults);
            }
            else
            {
                forAccounts.Add(path);
            }
        }

        // What looks otherwise to somebody whose it is.
        foreach (var path in forAccounts.Concat(routes.Where(path => path == "/" || path.Split('/').Length == 3)))
        {
            await staff.Page.GotoAsync(path);
            await Look(staff, language, path, faults);
        }

        return [.. faults, .. staff.Problems, .. stranger.Problems];
    }

    private static async Task Look(Guest guest, string language, string path, List<string> faults)
    {
        if (await Record.ExceptionAsync(() => Look(guest, language, path)) is { } fault)
        {
            faults.Add($"{path}: {fault.Message}");
        }
    }

    private static async Task Look(Guest guest, string language, string path)
    {
        Assert.Equal(language, await guest.Page.EvaluateAsync<string>("() => document.documentElement.lang"));

        // Help and the way out, without signing in and whatever else is on the page; without a network the page is the card itself.
        await Assertions.Expect(guest.Page.Locator(path.StartsWith("/offline", StringComparison.Ordinal) ? "main a[href='tel:988']" : "[data-help]").First).ToBeVisibleAsync(new() { Timeout = Guest.Patience });
        await Assertions.Expect(guest.Page.Locator("[data-exit]")).ToBeVisibleAsync(new() { Timeout = Guest.Patience });
        Assert.True(await guest.Page.Locator("a[href='tel:988']").CountAsync() > 0, $"{path} says nowhere whom to call.");
        Assert.DoesNotMatch(TextKey(), await guest.Page.InnerTextAsync("body"));
        await guest.AssertFits();
        await guest.Page.EvaluateAsync("() => document.querySelectorAll('main details').forEach(part => part.open = true)");
        await guest.AssertOpenToAllInBothThemes();
    }

    /// <summary>The address of every page, with something to see on it.</summary>
    private static async Task<IReadOnlyList<string>> Routes(Guest staff, Guest guest, string language)
    {
        await staff.SignInByCookie($"mar.{language}@example.org");
        await guest.SignInByCookie($"gus.{language}@example.org");
        var body = (await staff.Call("POST", "/v1/bodies", new { name = $"Coast network {language}", description = "A network of a test." })).GetProperty("id").GetString()!;
        var made = await staff.Call("POST", "/v1/groups", new { name = $"Coast circle {language}", about = "A group of a test.", form = "peermesh-circle" });
        var group = made.GetProperty("id").GetString()!;
        await staff.Call("PUT", $"/v1/groups/{group}/timetable", new
        {
            zone = "America/New_York",
            rules = new[] { new { recurrence = new { type = "weekly", days = (string[])["monday", "thursday"] }, startsAt = "19:00", minutes = 60, from = "2026-01-05" } },
        });
        await guest.Call("POST", $"/v1/groups/{group}/membership/join", new { name = "Gus", words = "I am new in town." });

        var application = (await guest.Call("POST", $"/v1/bodies/{body}/applications", new { kind = "newChapter", name = "Harbour Chapter", about = "A chapter of a test.", contactName = "Gus", town = "Tampa" })).GetProperty("id").GetString()!;

        // An import with one row that can be read and one that cannot.
        await staff.Page.GotoAsync($"/bodies/{body}/imports");
        await staff.Page.Locator("#file").SetInputFilesAsync(new FilePayload
        {
            Name = "meetings.json",
            MimeType = "application/json",
            Buffer = Encoding.UTF8.GetBytes(
                """[{"name":"Sunrise","slug":"sunrise","day":1,"time":"07:00","end_time":"08:00","timezone":"America/New_York","conference_url":"https://example.org/x"},{"name":"","slug":"","day":9,"time":"25:00"}]"""),
        });
        await staff.Page.Locator("#source").FillAsync($"test-{language}");
        await staff.Page.Locator("button[name=dryRun][value=true]").ClickAsync();
        await staff.Page.WaitForURLAsync("**/imports/*");
        var batch = new Uri(staff.Page.Url).Segments[^1];

        return
        [
            .. Pages.Select(path => path.StartsWith("/bodies/", StringComparison.Ordinal) ? path.Replace("{id}", body, StringComparison.Ordinal) : path.Replace("{id}", group, StringComparison.Ordinal))
                .Select(path => path.Replace("{batch}", batch, StringComparison.Ordinal).Replace("{application}", application, StringComparison.Ordinal)),
            "/bodies/new/edit",
        ];
    }

    // A missing text shows its key, and keys are words joined by dots.
    [GeneratedRegex(@"\b[A-Z][a-z]+\.[A-Z][A-Za-z0-9.]+\b")]
    private static partial Regex TextKey();
}
