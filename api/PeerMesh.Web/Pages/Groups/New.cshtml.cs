using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Groups;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

internal sealed class NewModel(IGrainFactory grains, IStringLocalizer<PageTexts> texts) : PageModel
{
    public GroupForm Form { get; private set; } = new() { Language = "en" };

    public string RequestId { get; private set; } = Guid.NewGuid().ToString("N");

    public string? Problem { get; private set; }

    public IActionResult OnGet() => HttpContext.Caller() is null ? this.ToSignIn() : Page();

    public async Task<IActionResult> OnPost([FromForm] GroupForm wanted, string? requestId)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        Form = wanted;
        RequestId = string.IsNullOrWhiteSpace(requestId) ? RequestId : requestId;
        if (wanted.ToDraft(before: null) is not { } draft)
        {
            Problem = texts["Form.Missing"];
            return Page();
        }

        var id = GroupIds.For(caller.Member, RequestId);
        if (await grains.GetGrain<IGroupGrain>(id.Value).Found(caller, draft) is { } refusal)
        {
            Problem = refusal.InWords();
            return Page();
        }

        return RedirectToPage("/Groups/Group", new { id = id.Value });
    }
}
