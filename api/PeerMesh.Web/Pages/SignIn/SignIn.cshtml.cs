using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.SignIn;

/// <summary>First step: an e-mail address. Known or not, the next step looks the same.</summary>
internal sealed class SignInModel(ISignInDesk desk, IPasskeyDesk passkeys, IGrainFactory grains, SignInDoors doors, IStringLocalizer<PageTexts> texts) : PageModel
{
    // The address travels between the steps in a protected cookie, never in a URL, where it would be logged.
    internal const string EmailKey = "email";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public string? Problem { get; private set; }

    public string? PasskeyProblem { get; private set; }

    /// <summary>Organisations that sign their people in themselves.</summary>
    public IReadOnlyList<(string Id, string Name)> Doors => doors.All;

    /// <summary>Set where one of them could not.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Elsewhere { get; set; }

    /// <summary>Off to an organisation's own sign-in, and from there back to where it was asked for.</summary>
    public IActionResult OnGetWith(string? door) =>
        doors.All.Any(known => known.Id == door)
            ? Challenge(new AuthenticationProperties { RedirectUri = this.LocalOrHome(ReturnUrl) }, SignInDoors.SchemeOf(door!))
            : NotFound();

    public IActionResult OnGet() => HttpContext.Caller() is null ? Page() : LocalRedirect(this.LocalOrHome(ReturnUrl));

    /// <summary>With a passkey: both steps at once, and no mail to wait for.</summary>
    public async Task<IActionResult> OnPostPasskey(string? credential, string? state)
    {
        var outcome = await passkeys.SignInHere(credential ?? "", state ?? "", DeviceNames.Of(Request), HttpContext);
        if (outcome is not { Member: { } member, Device: { } device })
        {
            PasskeyProblem = outcome.Refusal!.InWords();
            return Page();
        }

        await HttpContext.SignInHere(member, device, keep: false);
        await HttpContext.SpeakTheirLanguage(grains, member);
        return LocalRedirect(this.LocalOrHome(ReturnUrl));
    }

    public async Task<IActionResult> OnPost()
    {
        Email = Email?.Trim();
        if (string.IsNullOrEmpty(Email) || !await desk.RequestCode(Email))
        {
            Problem = texts["SignIn.NotAnAddress"];
            return Page();
        }

        TempData[EmailKey] = Email;
        return RedirectToPage("/SignIn/Code", new { returnUrl = ReturnUrl });
    }
}
