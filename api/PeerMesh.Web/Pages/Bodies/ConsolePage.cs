using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>What stands above every page of the console.</summary>
/// <param name="Here">Which of its pages this is.</param>
internal sealed record ConsoleHead(string Id, string Name, BodyRights Rights, string Here)
{
    public bool May(BodyAct act) => BodyRightsRules.May(Rights, act);
}

/// <summary>A page of an organisation's console: for those with the right it needs, and nobody else.</summary>
internal abstract class ConsolePage(IGrainFactory grains) : PageModel
{
    private Refusal? _refusal;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public BodyView View { get; private set; } = null!;

    public ConsoleHead Head { get; private set; } = null!;

    /// <summary>The "no" that belongs to no field.</summary>
    public string? Problem => _refusal is { } refusal && FieldOf(refusal) is null ? refusal.InWords() : null;

    protected bool WasRefused => _refusal is not null;

    protected IGrainFactory Grains => grains;

    protected IOrganizationGrain Organization => grains.GetGrain<IOrganizationGrain>(Id);

    protected Caller Caller { get; private set; } = null!;

    /// <summary>The "no" about a field.</summary>
    public string? Why(string field) => _refusal is { } refusal && FieldOf(refusal) == field ? refusal.InWords() : null;

    /// <summary>The field under which a "no" stands; null where it stands above the page.</summary>
    protected virtual string? FieldOf(Refusal refusal) => null;

    /// <summary>Fetches the organisation; an answer where the reader has to go elsewhere.</summary>
    /// <param name="needs">The right that the page needs.</param>
    protected async Task<IActionResult?> Enter(BodyAct needs, string here)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!BodyRules.IsId(Id) || await Organization.Look(caller) is not { } view)
        {
            return NotFound();
        }

        (Caller, View, Head) = (caller, view, new ConsoleHead(Id, view.Body.Name, view.Rights, here));
        ViewData["Organising"] = true;
        return BodyRightsRules.May(view.Rights, needs) ? null : StatusCode(StatusCodes.Status403Forbidden);
    }

    /// <summary>Back to the page, fresh, where it was done; else the page again with the reason.</summary>
    protected async Task<IActionResult> Done(Refusal? refusal, Func<Task<IActionResult>> again)
    {
        _refusal = refusal;
        return refusal is null ? RedirectToPage(new { id = Id }) : await again();
    }
}
