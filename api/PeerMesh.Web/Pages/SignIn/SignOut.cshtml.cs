using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.SignIn;

internal sealed class SignOutModel(ISignInDesk desk) : PageModel
{
    public IActionResult OnGet() => HttpContext.Caller() is null ? RedirectToPage("/Index") : Page();

    public async Task<IActionResult> OnPost()
    {
        if (HttpContext.Caller() is { } caller && HttpContext.Device() is { } device)
        {
            await desk.SignOut(caller.Member, device);
        }

        await HttpContext.SignOutHere();
        return RedirectToPage("/Index");
    }
}
