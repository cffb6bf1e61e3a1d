using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Importing;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Bodies;

internal sealed class AdoptModel(IGrainFactory grains) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public string Name { get; private set; } = "";

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost(string? name)
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        if (await grains.GetGrain<IGroupImportGrain>(Id).Adopt(HttpContext.Caller()!, name ?? "") is { } refusal)
        {
            Problem = refusal.InWords();
            return Page();
        }

        return RedirectToPage("/Groups/Group", new { id = Id });
    }

    private async Task<IActionResult?> Load()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!PageIds.Possible(Id) || await grains.GetGrain<IGroupGrain>(Id).Look(caller) is not { } group)
        {
            return NotFound();
        }

        Name = group.Profile.Name;
        return null;
    }
}
