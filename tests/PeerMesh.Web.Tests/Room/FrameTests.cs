using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Room;

/// <summary>Forty people in the room and twenty facts a second. How smooth it was is written down, not asserted: that is for a quiet machine.</summary>
[Collection(OneStage.Name)]
public sealed class FrameTests(Stage stage)
{
    private const int People = 40;
    private const int Facts = 200;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(50);

    [BrowserFact]
    public async Task Forty_people_and_two_hundred_facts_are_drawn_without_a_loss()
    {
        await using var ida = await stage.Invite("Ida", 1280, 900);
        await ida.SignInByCookie("ida40@example.org");
        var path = await Meeting.Open(ida, await Meeting.Found(ida, "Forty chairs", lobby: false));
        await ida.ComeIn(path, throughLobby: false);
        using var http = new HttpClient { BaseAddress = new Uri(ida.Page.Url) };
        var session = path["/room/".Length..];
        var tokens = new List<string>();
        for (var i = 1; i < People; i++)
        {
            tokens.Add(await SignIn(ida, http, $"forty{i}@example.org"));
            await Send(http, session, tokens[^1], new { type = "enter", commandId = $"e{i}", name = $"Peer {i}", guidelinesVersion = 1 });
        }

        await ida.Page.WaitForFunctionAsync("count => document.querySelectorAll('#circle .person').length === count", People);
        await ida.Press("Start the meeting");
        await ida.Part("actions").GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Next: Check-in" }).ClickAsync();
        await ida.Page.Locator("#lead-buttons").GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = "Next: Talk" }).ClickAsync();
        await ida.SeesInTheMiddle("The floor is free");
        await ida.TakePicture("forty");

        await ida.Page.EvaluateAsync(
            """
            () => {
              window.frames40 = [];
              let last = performance.now();
              const frame = now => { window.frames40.push(now - last); last = now; requestAnimationFrame(frame); };
              requestAnimationFrame(frame);
            }
            """);
        using var pace = new PeriodicTimer(Between);
        for (var i = 0; i < Facts && await pace.WaitForNextTickAsync(); i++)
        {
            // Up goes a hand in the first half of a round, down in the second.
            var who = i % (People - 1);
            await Send(http, session, tokens[who], new { type = i / (People - 1) % 2 == 0 ? "raiseHand" : "lowerHand", commandId = $"f{i}" }, refusalsToo: true);
        }

        var (client, server) = await ida.Compare();
        Assert.Equal(server, client);
        var frames = (await ida.Page.EvaluateAsync<double[]>("() => window.frames40")).Order().ToArray();
        Assert.NotEmpty(frames);
        Guest.WriteReport("frames-40-people.txt", string.Create(CultureInfo.InvariantCulture,
            $"{frames.Length} frames; median {At(frames, .5):F1} ms, 95th percentile {At(frames, .95):F1} ms, 99th {At(frames, .99):F1} ms, longest {frames[^1]:F1} ms; over 50 ms: {frames.Count(frame => frame > 50)}"));
        ida.AssertNoProblems();
    }

    private static double At(double[] sorted, double part) => sorted[(int)Math.Min(sorted.Length - 1, sorted.Length * part)];

    private static async Task<string> SignIn(Guest guest, HttpClient http, string email)
    {
        (await http.PostAsJsonAsync("/v1/sign-in/codes", new { email })).EnsureSuccessStatusCode();
        var answer = await http.PostAsJsonAsync("/v1/sign-in/tokens", new { email, code = await guest.CodeFor(email) });
        answer.EnsureSuccessStatusCode();
        return (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("accessToken").GetString()!;
    }

    private static async Task Send(HttpClient http, string session, string token, object command, bool refusalsToo = false)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v1/sessions/{Uri.EscapeDataString(session)}/commands") { Content = JsonContent.Create(command) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var answer = await http.SendAsync(request);
        if (!refusalsToo)
        {
            Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        }
    }
}
