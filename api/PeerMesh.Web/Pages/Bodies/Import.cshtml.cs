using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.Importing;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>How far an import is. The page comes again by itself while it works, without script.</summary>
internal sealed class ImportModel(IGrainFactory grains, IImportDesk desk) : PageModel
{
    private const int AgainSeconds = 2;
    private const int RowsMax = 300;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Batch { get; set; } = "";

    public ImportView? Import { get; private set; }

    /// <summary>What is worth a look: everything but what stayed as it was.</summary>
    public IReadOnlyList<RowResult> Rows { get; private set; } = [];

    public string? Problem { get; private set; }

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPostUndo()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        if (await desk.Undo(HttpContext.Caller()!, Batch) is { } refusal)
        {
            Problem = refusal.InWords();
            return Page();
        }

        return RedirectToPage("/Bodies/Import", new { id = Id, batch = Batch });
    }

    private async Task<IActionResult?> Load()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!BodyRules.IsId(Id) || !PageIds.Possible(Batch)
            || await grains.GetGrain<IImportGrain>(Batch).Look() is not { } view || view.Owner?.Value != Id
            || !await grains.GetGrain<IOrganizationGrain>(Id).Administers(caller.Member))
        {
            return NotFound();
        }

        Import = view;
        if (view.Stage is ImportStage.Running or ImportStage.Undoing)
        {
            Response.Headers["Refresh"] = AgainSeconds.ToString(CultureInfo.InvariantCulture);
            return null;
        }

        List<RowResult> rows = [];
        for (var part = view.Parts; part >= 0 && rows.Count < RowsMax; part--)
        {
            rows.AddRange((await grains.GetGrain<IImportGrain>(Batch).Rows(part)).Where(row => row.Change != RowChange.Unchanged));
        }

        Rows = [.. rows.OrderByDescending(row => row.Change).Take(RowsMax)];
        return null;
    }
}
