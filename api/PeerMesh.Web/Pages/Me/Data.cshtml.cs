using System.Net.Mime;
using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Search;
using PeerMesh.Web.Http;
using PeerMesh.Web.Privacy;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Me;

/// <summary>Where people take a copy of what is held about them, see who has looked at it, and delete their account.</summary>
internal sealed class DataModel(IGrainFactory grains, IMyData data, IDirectory directory, IStringLocalizer<AuditTexts> texts) : PageModel
{
    private static readonly JsonSerializerOptions Readable = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    public IReadOnlyList<SeenRead> Seen { get; private set; } = [];

    public string? Problem { get; private set; }

    /// <summary>What the organisation is called for which somebody looked; null where it was for none, or for one that is gone.</summary>
    public string? OrganisationOf(SeenRead look) => look.Body is { } body ? directory.Bodies.Find(body)?.Name : null;

    public async Task<IActionResult> OnGet() => HttpContext.Caller() is { } caller ? await Show(caller) : this.ToSignIn();

    public async Task<IActionResult> OnPostExport()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var (document, refusal) = await data.Export(caller);
        if (document is not null)
        {
            return File(JsonSerializer.SerializeToUtf8Bytes(document, Readable), MediaTypeNames.Application.Json, "peermesh-my-data.json");
        }

        Problem = refusal!.InWords();
        return await Show(caller);
    }

    public async Task<IActionResult> OnPostDelete(bool confirmed)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!confirmed)
        {
            Problem = texts["Data.DeleteUnchecked"];
            return await Show(caller);
        }

        if (await grains.GetGrain<IPersonGrain>(caller.Member.Value).Delete(caller) is { } refusal)
        {
            Problem = refusal.InWords();
            return await Show(caller);
        }

        await HttpContext.SignOutHere();
        return RedirectToPage("/Index");
    }

    private async Task<IActionResult> Show(Caller caller)
    {
        Seen = await grains.GetGrain<IPersonGrain>(caller.Member.Value).Seen(caller);
        return Page();
    }
}
