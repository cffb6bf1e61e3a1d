using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Groups;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

internal sealed class EditModel(IGrainFactory grains, IStringLocalizer<PageTexts> texts) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    /// <summary>The group's name as it is now.</summary>
    public string Name { get; private set; } = "";

    public GroupForm Form { get; private set; } = new();

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGet() => await Change(wanted: null);

    public async Task<IActionResult> OnPost([FromForm] GroupForm wanted) => await Change(wanted);

    private async Task<IActionResult> Change(GroupForm? wanted)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var grain = grains.GetGrain<IGroupGrain>(Id);
        if (!PageIds.Possible(Id) || await grain.Look(caller) is not { } group)
        {
            return NotFound();
        }

        if (group.MyRole != GroupRole.Facilitator)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Name = group.Profile.Name;
        Form = wanted ?? GroupForm.Of(group.Profile);
        if (wanted is null)
        {
            return Page();
        }

        if (wanted.ToDraft(group.Profile) is not { } draft)
        {
            Problem = texts["Form.Missing"];
            return Page();
        }

        if (await grain.Change(caller, draft) is { } refusal)
        {
            Problem = refusal.InWords();
            return Page();
        }

        return RedirectToPage("/Groups/Group", new { id = Id });
    }
}
