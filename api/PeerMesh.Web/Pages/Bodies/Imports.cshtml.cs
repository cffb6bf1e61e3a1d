using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Importing;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.Importing;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>Where an organisation's administrators hand in files.</summary>
[RequestSizeLimit(ImportLimits.FileBytesMax + (64 * 1024)), RequestFormLimits(MultipartBodyLengthLimit = ImportLimits.FileBytesMax + (64 * 1024))]
internal sealed class ImportsModel(IGrainFactory grains, IImportDesk desk, IStringLocalizer<BodyTexts> texts) : PageModel
{
    private const int LatestMax = 20;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public string Name { get; private set; } = "";

    public string? Address { get; private set; }

    public string? Source { get; private set; }

    public string? Zone { get; private set; }

    public string? Problem { get; private set; }

    public IReadOnlyList<ImportView> Latest { get; private set; } = [];

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost(IFormFile? file, string? address, string? source, string? zone, bool dryRun, bool keepGone, CancellationToken stop)
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        (Address, Source, Zone) = (address, source, zone);
        if ((file is null || file.Length == 0) && string.IsNullOrWhiteSpace(address))
        {
            Problem = texts["Imports.Nothing"];
            return Page();
        }

        byte[]? bytes = null;
        if (file is { Length: > 0 })
        {
            using var copy = new MemoryStream();
            await file.CopyToAsync(copy, stop);
            bytes = copy.ToArray();
        }

        var wish = new ImportWish(new BodyId(Id), bytes is null ? null : new ReadOnlyMemory<byte>(bytes), file?.FileName, address, source, zone, dryRun, keepGone);
        var begun = await desk.Begin(HttpContext.Caller()!, wish, stop);
        if (begun.Batch is { } batch)
        {
            return RedirectToPage("/Bodies/Import", new { id = Id, batch });
        }

        Problem = begun.Refusal!.InWords();
        return Page();
    }

    private async Task<IActionResult?> Load()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!BodyRules.IsId(Id) || await grains.GetGrain<IOrganizationGrain>(Id).Look(caller) is not { } view)
        {
            return NotFound();
        }

        if (!view.Administers)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Name = view.Body.Name;
        var batches = await grains.GetGrain<IImportLogGrain>(Id).Latest();
        Latest = [.. (await Task.WhenAll(batches.Take(LatestMax).Select(batch => grains.GetGrain<IImportGrain>(batch).Look()))).OfType<ImportView>()];
        return null;
    }
}
