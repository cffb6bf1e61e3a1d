using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Members;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.SignIn;

/// <summary>Second step: the code from the mail.</summary>
internal sealed class CodeModel(ISignInDesk desk, IGrainFactory grains, IStringLocalizer<PageTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    [BindProperty]
    public string? Code { get; set; }

    [BindProperty]
    public bool Keep { get; set; }

    public string? Email => TempData.Peek(SignInModel.EmailKey) as string;

    public string? Problem { get; private set; }

    public bool SentAgain { get; private set; }

    public IActionResult OnGet() => Email is null ? Restart() : Page();

    public async Task<IActionResult> OnPost()
    {
        if (Email is not { } email)
        {
            return Restart();
        }

        // People type a code the way the mail showed it: spaces and dashes mean nothing.
        var digits = string.Concat((Code ?? "").Where(char.IsDigit));
        var outcome = digits.Length > 0 ? await desk.Redeem(email, digits, DeviceNames.Of(Request)) : null;
        if (outcome is not { Member: { } member, Device: { } device })
        {
            Problem = outcome?.Refusal?.InWords() ?? texts["Code.Missing"];
            return Page();
        }

        await HttpContext.SignInHere(member, device, Keep);
        await HttpContext.SpeakTheirLanguage(grains, member);
        TempData.Remove(SignInModel.EmailKey);
        if ((await grains.GetGrain<ISecondStepGrain>(member.Value).Look(device)).IsSetUp)
        {
            return RedirectToPage("/Me/SecondStep", new { returnUrl = this.LocalOrHome(ReturnUrl) });
        }

        return LocalRedirect(this.LocalOrHome(ReturnUrl));
    }

    public async Task<IActionResult> OnPostAgain()
    {
        if (Email is not { } email)
        {
            return Restart();
        }

        await desk.RequestCode(email);
        SentAgain = true;
        return Page();
    }

    private RedirectToPageResult Restart() => RedirectToPage("/SignIn/SignIn", new { returnUrl = ReturnUrl });
}
