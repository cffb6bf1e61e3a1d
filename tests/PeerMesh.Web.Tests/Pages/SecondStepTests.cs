using Microsoft.Playwright;
using PeerMesh.Domain.Members;
using PeerMesh.Tests.Shared;
using PeerMesh.Web.Tests.Browser;

namespace PeerMesh.Web.Tests.Pages;

/// <summary>Passkeys with Chromium's own virtual authenticator, and an app's codes, on a phone and by keyboard.</summary>
[Collection(OneStage.Name)]
public sealed class SecondStepTests(Stage stage)
{
    [BrowserFact]
    public async Task A_passkey_is_registered_signs_in_and_is_the_second_step_of_another_sign_in()
    {
        await using var guest = await stage.InviteByName("Pia", 390, 844);
        await guest.SignIn("pia@example.org", "/me/second-step");
        await Authenticator(guest);
        await guest.AssertOpenToAll();
        await guest.Page.GetByLabel("Name of the new passkey").FillAsync("Pia's phone");
        await guest.TabTo("form[data-passkey=create] button");
        await guest.Page.Keyboard.PressAsync("Enter");

        // Recovery codes come with the first one.
        await Assertions.Expect(guest.Page.Locator("#codes li")).ToHaveCountAsync(SecondStepRules.RecoveryCodes, new() { Timeout = Guest.Patience });
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Heading, new() { Name = "Pia's phone" })).ToBeVisibleAsync();
        await guest.TakePicture("second-step", fullPage: true);
        await guest.AssertFits();
        await guest.AssertOpenToAll();

        // With the passkey alone, and both steps are done.
        await guest.Page.GotoAsync("/sign-out");
        await guest.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await guest.Page.GotoAsync("/sign-in?returnUrl=%2Fme%2Fprofile");
        await guest.Press("Sign in with a passkey");
        await guest.Page.WaitForURLAsync("**/me/profile");
        await Assertions.Expect(guest.Page.GetByText("With a second step")).ToBeVisibleAsync();

        // With a mailed code it is asked for, and the way back is kept.
        await guest.Page.GotoAsync("/sign-out");
        await guest.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await guest.SignIn("pia@example.org", "/me/profile");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Link, new() { Name = "Not now: go on as a member" })).ToBeVisibleAsync();
        await guest.AssertOpenToAll();
        await guest.Press("Use a passkey");
        await guest.Page.WaitForURLAsync("**/me/profile");

        await guest.Page.GotoAsync("/me/second-step");
        await guest.Press("Remove: Pia's phone");
        await Assertions.Expect(guest.Page.GetByText("You have not set one up.")).ToBeVisibleAsync();
        guest.AssertNoProblems();
    }

    [BrowserFact]
    public async Task An_app_is_set_up_without_the_script_by_its_square_code_or_its_key()
    {
        await using var guest = await stage.Invite("Quin", 390, 844);
        await guest.SignIn("quin@example.org", "/me/second-step");
        await guest.Page.RouteAsync("**/*.js", route => route.AbortAsync());
        guest.ExpectsOutage = true;
        await guest.Page.GotoAsync("/me/second-step");
        await guest.Press("Set up an app");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Img, new() { NameString = "Square code for the app; the key below says the same" })).ToBeVisibleAsync();
        var secret = (await guest.Page.Locator("code.key").TextContentAsync())!.Replace(" ", "", StringComparison.Ordinal);
        await guest.TakePicture("app", fullPage: true);
        await guest.AssertFits();
        await guest.AssertOpenToAll();

        await guest.Page.GetByLabel("Code that the app shows now").FillAsync("000000x");
        await guest.Press("Take it into use");
        await Assertions.Expect(guest.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("That code is not right");
        await guest.Page.GetByLabel("Code that the app shows now").FillAsync(Totp.CodeAt(Base32.Read(secret), Totp.StepAt(TimeProvider.System.GetUtcNow())));
        await guest.Press("Take it into use");
        await Assertions.Expect(guest.Page.Locator("#codes li")).ToHaveCountAsync(SecondStepRules.RecoveryCodes);
        var recovery = await guest.Page.Locator("#codes code").First.TextContentAsync();

        // On another sign-in a recovery code passes.
        await guest.Page.GotoAsync("/sign-out");
        await guest.Page.GetByRole(AriaRole.Main).GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await guest.SignIn("quin@example.org", "/me/profile");
        await guest.Page.GetByLabel("Code of your app, or a recovery code").FillAsync(recovery!);
        await guest.Press("Go on");
        await guest.Page.WaitForURLAsync("**/me/profile");
        await Assertions.Expect(guest.Page.GetByText("With a second step")).ToBeVisibleAsync();
        guest.AssertNoProblems();
    }

    /// <summary>A security chip of the browser's own, with a finger that is always there.</summary>
    private static async Task Authenticator(Guest guest)
    {
        var devtools = await guest.Page.Context.NewCDPSessionAsync(guest.Page);
        await devtools.SendAsync("WebAuthn.enable");
        await devtools.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });
    }
}
