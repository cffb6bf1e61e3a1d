using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Apply;

internal sealed class MineModel(IGrainFactory grains) : PageModel
{
    public IReadOnlyList<ApplicationCard> Cards { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        Cards = await grains.ApplicationsOf(caller.Member).List();
        return Page();
    }
}
