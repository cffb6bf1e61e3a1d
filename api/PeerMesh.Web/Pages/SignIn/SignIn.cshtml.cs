using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.SignIn;

/// <summary>First step: an e-mail address. Known or not, the next step looks the same.</summary>
internal sealed class SignInModel(ISignInDesk desk, IStringLocalizer<PageTexts> texts) : PageModel
{
    // The address travels between the steps in a protected cookie, never in a URL, where it would be logged.
    internal const string EmailKey = "email";

    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Email { get; set; }

    public string? Problem { get; private set; }

    public IActionResult OnGet() => HttpContext.Caller() is null ? Page() : LocalRedirect(this.LocalOrHome(ReturnUrl));

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
