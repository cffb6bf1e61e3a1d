using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Web.Tests.Browser;

/// <summary>One person with a browser context of their own, who notes everything that should not happen in it.</summary>
internal sealed partial class Guest : IAsyncDisposable
{
    // Generous: the whole product, three browsers and their tests may share one small machine.
    public const float Patience = 30_000;

    private static readonly string Pictures = Directory.CreateDirectory(
        Path.Combine(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.FullName, "screenshots")).FullName;

    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    private readonly IBrowserContext _context;
    private readonly Uri _address;
    private readonly List<string> _problems = [];

    private Guest(IBrowserContext context, IPage page, Uri address, string name)
    {
        (_context, Page, _address, Name) = (context, page, address, name);
        page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning" && !IsExpected(message.Text))
            {
                _problems.Add($"console: {message.Text}");
            }
        };
        page.PageError += (_, error) => _problems.Add($"script: {error}");
        page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith(address.ToString(), StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal))
            {
                _problems.Add($"third party: {request.Url}");
            }
        };
    }

    public string Name { get; }

    public IPage Page { get; }

    /// <summary>Set while a test takes the server away: then, and only then, failed requests are no problem.</summary>
    public bool ExpectsOutage { get; set; }

    /// <param name="language">What the browser asks for: "en", "es", "ht".</param>
    /// <param name="installable">With the service worker; a test that does not ask for it runs without, as requests made by one pass by the test's eyes.</param>
    public static async Task<Guest> Arrive(
        IBrowser browser, Uri address, string name, int width, int height, ColorScheme colors, string language = "en", bool installable = false)
    {
        var context = await browser.NewContextAsync(new()
        {
            BaseURL = address.ToString(),
            ViewportSize = new() { Width = width, Height = height },
            ColorScheme = colors,
            Locale = language,
            ServiceWorkers = installable ? ServiceWorkerPolicy.Allow : ServiceWorkerPolicy.Block,
            ReducedMotion = ReducedMotion.Reduce,
        });
        context.SetDefaultTimeout(Patience);
        return new Guest(context, await context.NewPageAsync(), address, name);
    }

    /// <summary>Through the sign-in pages with the code from the demo's mailbox.</summary>
    public async Task SignIn(string email, string returnUrl = "/")
    {
        await Page.GotoAsync($"/sign-in?returnUrl={Uri.EscapeDataString(returnUrl)}");
        await Page.GetByLabel("E-mail address").FillAsync(email);
        await Page.GetByRole(AriaRole.Button, new() { Name = "Send me a code" }).ClickAsync();
        await Page.GetByLabel("Code", new() { Exact = true }).FillAsync(await CodeFor(email));
        await Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        try
        {
            await Page.WaitForURLAsync(url => !url.Contains("/sign-in", StringComparison.Ordinal), new() { WaitUntil = WaitUntilState.Commit });
        }
        catch (TimeoutException late)
        {
            throw new TimeoutException($"{Name} is still at {Page.Url}, which says: {await Page.GetByRole(AriaRole.Main).InnerTextAsync()}", late);
        }
    }

    /// <summary>The same without the pages: nothing of them is in the browser's cache afterwards, and no language matters.</summary>
    public async Task SignInByCookie(string email)
    {
        var form = await Page.APIRequest.GetAsync("/sign-in");
        var asked = await Page.APIRequest.PostAsync("/sign-in", new() { Form = WithToken(await form.TextAsync(), "email", email) });
        var typed = await Page.APIRequest.PostAsync("/sign-in/code", new() { Form = WithToken(await asked.TextAsync(), "code", await CodeFor(email)) });
        Assert.True(typed.Ok, $"{Name} could not sign in: {typed.Status}");
        Assert.Contains(await _context.CookiesAsync(), cookie => cookie.Name.EndsWith("peermesh", StringComparison.Ordinal));
    }

    private IFormData WithToken(string page, string field, string value)
    {
        var data = Page.APIRequest.CreateFormData();
        data.Append("__RequestVerificationToken", FormToken().Match(page[page.IndexOf("<main", StringComparison.Ordinal)..]).Groups[1].Value);
        data.Append(field, value);
        return data;
    }

    public async Task<string> CodeFor(string email)
    {
        using var http = new HttpClient { BaseAddress = _address };
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(Patience));
        string? code;
        while ((code = await StandaloneProcess.ReadCode(http, email, limit.Token)) is null)
        {
            await Task.Delay(50, limit.Token);
        }

        return code;
    }

    /// <summary>From the door to the lobby or the room.</summary>
    public async Task ComeIn(string path, bool throughLobby)
    {
        await Page.GotoAsync(path);
        await Page.GetByLabel("What should we call you?").FillAsync(Name);
        await Page.GetByLabel("I have read this and agree").CheckAsync();
        await Press("Come in");
        await Part(throughLobby ? "lobby" : "room").WaitForAsync();
    }

    /// <summary>A part of the live page: "door", "lobby", "room", "after".</summary>
    public ILocator Part(string id) => Page.Locator($"#{id}");

    public Task Press(string button) => Page.GetByRole(AriaRole.Button, new() { Name = button, Exact = true }).ClickAsync();

    /// <summary>Waits until the middle of the circle says this.</summary>
    public Task SeesInTheMiddle(string text) => Sees("#now", text);

    /// <summary>Waits until the sentence above the buttons is this.</summary>
    public Task SeesOwnPlace(string text) => Sees("#place", text);

    public Task SeesNotice(string text) => Page.Locator(".toast", new() { HasText = text }).First.WaitForAsync();

    public Task Sees(string selector, string text) =>
        Assertions.Expect(Page.Locator(selector)).ToHaveTextAsync(text, new() { Timeout = Patience });

    /// <summary>Presses Tab until an element that matches has the focus.</summary>
    public async Task TabTo(string selector)
    {
        // More stops than any page of ours has; running into it means that something cannot be reached.
        const int stopsMax = 160;
        await Page.Locator(selector).First.WaitForAsync();
        for (var stop = 0; stop < stopsMax; stop++)
        {
            if (await Page.EvaluateAsync<bool>("selector => document.activeElement?.matches(selector) ?? false", selector))
            {
                return;
            }

            await Page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"{selector} cannot be reached with the Tab key.");
    }

    /// <summary>Writes down what was measured, beside the pictures.</summary>
    public static void WriteReport(string name, string text) => File.WriteAllText(Path.Combine(Pictures, name), text + "\n");

    /// <summary>Calls the API as the page does, with its cookie.</summary>
    public async Task<JsonElement> Call(string method, string path, object? body = null)
    {
        if (Page.Url == "about:blank")
        {
            await Page.GotoAsync("/help");
        }

        return await Page.EvaluateAsync<JsonElement>(
                """
                async ([method, path, body]) => {
                  const headers = { "X-PeerMesh": "1" };
                  if (body) headers["Content-Type"] = "application/json";
                  const answer = await fetch(path, { method, headers, body: body ?? undefined });
                  const text = await answer.text();
                  if (!answer.ok) throw new Error(`${answer.status} ${text}`);
                  return text ? JSON.parse(text) : null;
                }
                """,
                new[] { method, path, body is null ? null : JsonSerializer.Serialize(body, JsonSerializerOptions.Web) });
    }

    /// <summary>What the script holds and what the server says at the same version, each as canonical JSON.</summary>
    public async Task<(string Client, string Server)> Compare()
    {
        var pair = await Page.EvaluateAsync<string[]>(
            """
            async () => {
              const { wire } = await import("/_content/PeerMesh.Web/room/room.js");
              const { page } = await import("/_content/PeerMesh.Web/room/texts.js");
              const sorted = value => Array.isArray(value) ? value.map(sorted)
                : value && typeof value === "object" ? Object.fromEntries(Object.keys(value).sort().map(key => [key, sorted(value[key])])) : value;
              const text = view => JSON.stringify(sorted({ ...view, version: 0, at: 0 }));
              const until = Date.now() + 20000;
              for (;;) {
                const server = await (await fetch(page.api)).json();
                if (server.version === wire.version) return [text(wire.view), text(server)];
                if (Date.now() > until) throw new Error(`The page is at ${wire.version}, the server at ${server.version}.`);
                await new Promise(done => setTimeout(done, 50));
              }
            }
            """);
        return (pair[0], pair[1]);
    }

    public async Task TakePicture(string name, bool fullPage = false)
    {
        var size = Page.ViewportSize!;
        var file = string.Create(CultureInfo.InvariantCulture, $"{Unsafe().Replace(name, "-")}-{size.Width}.png");
        await Page.ScreenshotAsync(new() { Path = Path.Combine(Pictures, file), FullPage = fullPage });
    }

    /// <summary>Nothing is wider than the screen: nobody has to scroll sideways.</summary>
    public async Task AssertFits() =>
        Assert.False(await Page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth > innerWidth"), $"{Page.Url} is wider than the screen.");

    /// <summary>Nothing that a machine can tell keeps anybody out: WCAG 2.2, levels A and AA.</summary>
    public Task AssertOpenToAll() => AssertNoViolation(new { type = "tag", values = (string[])["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] });

    /// <summary>The same in the light theme, and in the dark one whatever colours can do wrong: all else is the same page.</summary>
    public async Task AssertOpenToAllInBothThemes()
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Light });
        await AssertOpenToAll();
        await Page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        await AssertNoViolation(new { type = "rule", values = (string[])["color-contrast", "link-in-text-block"] });
    }

    // Run in the page itself: the package for Playwright opens a further page for every answer, which took longer than all the looking.
    private async Task AssertNoViolation(object runOnly)
    {
        if (await Page.EvaluateAsync<bool>("() => typeof axe === 'undefined'"))
        {
            await Page.EvaluateAsync(Axe);
        }

        var violations = await Page.EvaluateAsync<string[]>(
            """
            async runOnly => (await axe.run(document, { runOnly, resultTypes: ["violations"] })).violations.map(violation =>
              `${violation.id}: ${violation.help}\n` + violation.nodes.map(node => `  ${node.html} ${node.any.map(check => check.message).join(" ")}`).join("\n"))
            """,
            runOnly);
        Assert.True(violations.Length == 0, $"{Page.Url}\n{string.Join('\n', violations)}");
    }

    /// <summary>What the browser complained of, each with whose it is.</summary>
    public IReadOnlyList<string> Problems => [.. _problems.Select(problem => $"{Name}: {problem}")];

    public void AssertNoProblems() => Assert.True(_problems.Count == 0, string.Join('\n', Problems));

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();

    // A refusal is an HTTP error by design, and the browser notes each one; so are requests to a server that is away.
    private bool IsExpected(string text) =>
        text.StartsWith("Service Worker registration blocked", StringComparison.Ordinal)
        || (text.StartsWith("Failed to load resource", StringComparison.Ordinal) && (ExpectsOutage || !text.Contains("net::", StringComparison.Ordinal)));

    [GeneratedRegex("__RequestVerificationToken\" type=\"hidden\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("[^a-z0-9]+", RegexOptions.IgnoreCase)]
    private static partial Regex Unsafe();
}
