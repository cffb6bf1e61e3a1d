using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using PeerMesh.Api.Tests.Fixtures;
using PeerMesh.Domain.Members;
using PeerMesh.Grains.Members;
using PeerMesh.Tests.Shared;

namespace PeerMesh.Api.Tests.Identity;

/// <summary>A network whose operator demands a second step of those who lead, with a wall clock that only tests move.</summary>
public sealed class DemandingFixture : ApiFixture
{
    internal SetAheadClock WallClock { get; } = new();

    protected override void Configure(ISiloBuilder silo)
    {
        silo.Services.AddSingleton<TimeProvider>(WallClock);
        silo.Services.Configure<SecondStepPolicy>(policy => policy.SecondStep = SecondStepDemand.Required);
    }
}

public sealed class SecondStepTests(DemandingFixture api) : IClassFixture<DemandingFixture>
{
    [Fact]
    public async Task Whoever_leads_is_sent_to_set_one_up_and_takes_part_meanwhile()
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();

        using var refused = await ana.Http.PostAsJsonAsync($"/v1/groups/{group}/sessions", new { });
        using var roster = await ana.Http.GetAsync($"/v1/groups/{group}/roster");

        var problem = await refused.Must(403);
        Assert.Equal("second_step.required", (string)problem["code"]!);
        Assert.Equal("/me/second-step", (string)problem["setUpAt"]!);
        Assert.Equal("second_step.required", await roster.Problem(403));

        // What a member does works on.
        Assert.Equal("Evening circle", (string)(await ana.Get($"/v1/groups/{group}"))["profile"]!["name"]!);
        await ana.Get("/v1/me/groups");

        await SetUpApp(ana);
        await ana.StartSession(group);
    }

    [Fact]
    public async Task A_page_of_those_who_lead_leads_to_the_page_that_sets_it_up()
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();

        using var request = new HttpRequestMessage(HttpMethod.Get, $"/groups/{group}/roster");
        request.Headers.Accept.ParseAdd("text/html");
        using var answer = await ana.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.SeeOther, answer.StatusCode);
        Assert.StartsWith("/me/second-step?returnUrl=", answer.Headers.Location!.OriginalString, StringComparison.Ordinal);
    }

    [Fact]
    public async Task In_a_meeting_a_device_without_it_leads_nothing_but_can_stop_everything()
    {
        var ana = await api.SignIn("Ana");
        var group = await ana.FoundGroup();
        var secret = await SetUpApp(ana);
        var session = await ana.StartSession(group);
        await ana.Enter(session);
        var phone = await Again(ana);

        using var locked = await phone.Send(session, new { type = "lock" });
        Assert.Equal("second_step.required", await locked.Problem(403));
        await phone.Do(session, new { type = "suspendAll" });

        await Pass(phone, CodeAfter(secret));
        await phone.Do(session, new { type = "resumeAll" });
        await phone.Do(session, new { type = "lock" });
    }

    [Fact]
    public async Task A_code_is_good_once_and_a_recovery_code_too()
    {
        var ana = await api.SignIn("Ana");
        var secret = await SetUpApp(ana, out var recovery);
        var phone = await Again(ana);
        var code = CodeAfter(secret);

        await Pass(phone, $" {code[..3]} {code[3..]} ");
        var tablet = await Again(ana);
        using var again = await tablet.Http.PostAsJsonAsync("/v1/me/second-step/pass", new { code });
        Assert.Equal("second_step.wrong_code", await again.Problem(403));

        var codes = await recovery;
        Assert.Equal(SecondStepRules.RecoveryCodes, codes.Count);
        await Pass(tablet, codes[0].ToUpperInvariant());
        var library = await Again(ana);
        using var used = await library.Http.PostAsJsonAsync("/v1/me/second-step/pass", new { code = codes[0] });
        Assert.Equal("second_step.wrong_code", await used.Problem(403));
        Assert.Equal(SecondStepRules.RecoveryCodes - 1, (int)(await library.Get("/v1/me/second-step"))["recoveryCodes"]!);
    }

    [Fact]
    public async Task A_mailbox_alone_does_not_take_it_away()
    {
        var ana = await api.SignIn("Ana");
        await SetUpApp(ana);
        var thief = await Again(ana);

        using var remove = await thief.Http.DeleteAsync("/v1/me/second-step/totp");
        using var codes = await thief.Http.PostAsync("/v1/me/second-step/recovery-codes", content: null);
        using var offer = await thief.Http.PostAsync("/v1/me/second-step/totp", content: null);

        Assert.Equal("second_step.not_passed", await remove.Problem(403));
        Assert.Equal("second_step.not_passed", await codes.Problem(403));
        Assert.Equal("second_step.not_passed", await offer.Problem(403));
        Assert.Equal("missing", (string)(await thief.Get("/v1/me/second-step"))["here"]!);
        Assert.Equal("passed", (string)(await ana.Get("/v1/me/second-step"))["here"]!);
    }

    [Fact]
    public async Task After_ten_wrong_codes_there_is_a_pause()
    {
        var ana = await api.SignIn("Ana");
        var secret = await SetUpApp(ana);
        var phone = await Again(ana);

        // One was wrong while the app was set up.
        for (var i = 1; i < SecondStepRules.TriesMax; i++)
        {
            using var wrong = await phone.Http.PostAsJsonAsync("/v1/me/second-step/pass", new { code = "nonsense" });
            Assert.Equal("second_step.wrong_code", await wrong.Problem(403));
        }

        using var paused = await phone.Http.PostAsJsonAsync("/v1/me/second-step/pass", new { code = CodeAfter(secret) });
        Assert.Equal("second_step.too_many_tries", await paused.Problem(429));

        api.WallClock.Advance(SecondStepRules.TriesWindow);
        await Pass(phone, CodeAfter(secret));
    }

    [Fact]
    public async Task Taken_away_it_leaves_nothing_that_passes()
    {
        var ana = await api.SignIn("Ana");
        var secret = await SetUpApp(ana, out var recovery);

        using var removed = await ana.Http.DeleteAsync("/v1/me/second-step/totp");
        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);

        using var code = await ana.Http.PostAsJsonAsync("/v1/me/second-step/pass", new { code = CodeAfter(secret) });
        using var spare = await ana.Http.PostAsJsonAsync("/v1/me/second-step/pass", new { code = (await recovery)[0] });
        Assert.Equal("second_step.wrong_code", await code.Problem(403));
        Assert.Equal("second_step.wrong_code", await spare.Problem(403));
        Assert.Equal("none", (string)(await ana.Get("/v1/me/second-step"))["here"]!);
    }

    [Fact]
    public async Task What_no_passkey_answered_is_refused_and_breaks_nothing()
    {
        var ana = await api.SignIn("Ana");
        using var asked = await ana.Http.PostAsync("/v1/me/second-step/passkeys/options", content: null);
        var question = await asked.Must(200);
        var options = JsonNode.Parse((string)question["options"]!)!;
        Assert.Equal("peermesh.example", (string)options["rp"]!["id"]!);
        Assert.Equal("required", (string)options["authenticatorSelection"]!["userVerification"]!);

        foreach (var credential in (string[])["", "null", "[]", "{}", "no json", """{"id":"AA","rawId":"AA","type":"public-key","clientExtensionResults":{},"response":{"clientDataJSON":"AA","attestationObject":"AA"}}"""])
        {
            foreach (var state in (string[])["", "made up", (string)question["state"]!])
            {
                using var register = await ana.Http.PostAsJsonAsync("/v1/me/second-step/passkeys", new { name = "My phone", credential, state });
                using var show = await ana.Http.PostAsJsonAsync("/v1/me/second-step/passkeys/pass", new { credential, state });
                using var signIn = await ana.Http.PostAsJsonAsync("/v1/sign-in/passkey", new { credential, state });
                Assert.Equal("second_step.passkey_refused", await register.Problem(403));
                Assert.Equal("second_step.passkey_refused", await show.Problem(403));
                Assert.Equal("second_step.passkey_refused", await signIn.Problem(401));
            }
        }
    }

    private Task<string> SetUpApp(Guest guest) => SetUpApp(guest, out _);

    private Task<string> SetUpApp(Guest guest, out Task<List<string>> recoveryCodes)
    {
        var codes = new TaskCompletionSource<List<string>>();
        recoveryCodes = codes.Task;
        return SetUp();

        async Task<string> SetUp()
        {
            using var offered = await guest.Http.PostAsync("/v1/me/second-step/totp", content: null);
            var secret = (string)(await offered.Must(200))["secret"]!;
            using var wrong = await guest.Http.PostAsJsonAsync("/v1/me/second-step/totp/confirm", new { code = "nonsense" });
            Assert.Equal("second_step.wrong_code", await wrong.Problem(403));
            using var confirmed = await guest.Http.PostAsJsonAsync("/v1/me/second-step/totp/confirm", new { code = CodeAfter(secret) });
            codes.SetResult([.. (await confirmed.Must(200))["recoveryCodes"]!.AsArray().Select(code => (string)code!)]);
            return secret;
        }
    }

    /// <summary>The next code the app shows: each is good once.</summary>
    private string CodeAfter(string secret)
    {
        api.WallClock.Advance(TimeSpan.FromSeconds(60));
        return Totp.CodeAt(Base32.Read(secret), Totp.StepAt(api.WallClock.GetUtcNow()));
    }

    private static async Task Pass(Guest guest, string code)
    {
        using var passed = await guest.Http.PostAsJsonAsync("/v1/me/second-step/pass", new { code });
        await passed.Must(204);
    }

    private async Task<Guest> Again(Guest person)
    {
        var again = new Guest(api.Http(), person.Name, person.Email);
        await again.SignIn(api.Gateway.Mailbox);
        return again;
    }
}
