using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Directory;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

/// <summary>Changes that others propose to a group's listing, the answers, and the history of each field.</summary>
internal sealed class ChangesModel(IGrainFactory grains) : PageModel
{
    private Refusal? _refusal;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public ProposalFacts? Facts { get; private set; }

    public ListingRequestsLook? Look { get; private set; }

    public string? Problem => _refusal?.InWords();

    public PostedFields Typed { get; private set; } = PostedFields.None;

    /// <summary>Made with the form, so that pressing its button twice makes one proposal.</summary>
    public string RequestId { get; private set; } = Guid.NewGuid().ToString("N");

    private IListingRequestsGrain Requests => grains.GetGrain<IListingRequestsGrain>(Id);

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPost()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        Typed = new PostedFields(Request.Form);
        RequestId = Typed.Text("requestId") ?? RequestId;
        return await Done(await Requests.Propose(HttpContext.Caller()!, RequestId, Typed.Text("byName") ?? "", Typed.Text("note") ?? "", Posted(Facts!.Fields.Select(one => one.Field))));
    }

    public async Task<IActionResult> OnPostAnswer(string? request, bool approve, string? message, string? byName)
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        var fields = Look!.Requests.Find(one => one.Id == request) is { } found ? Said(new PostedFields(Request.Form), found.Fields) : [];
        return await Done(await Requests.Answer(HttpContext.Caller()!, new ListingAnswer(request ?? "", approve, byName ?? "", message ?? "", fields)));
    }

    /// <summary>What the listing says now.</summary>
    public string? Now(ListingField field) => Facts!.Fields.Find(one => one.Field == field)?.Value;

    /// <summary>What a field of the proposal shows: what was typed where it could not be sent, else what the listing says.</summary>
    public string? Was(ListingField field) => _refusal is null ? Now(field) : Typed.Text($"f-{field}");

    private ImmutableList<FieldProposal> Posted(IEnumerable<ListingField> fields) => [.. fields.Select(field => new FieldProposal(field, Typed.Text($"f-{field}")))];

    // Left as it was proposed it is the proposal itself, whatever a browser makes of its lines.
    private static ImmutableList<FieldProposal> Said(PostedFields typed, ImmutableList<FieldProposal> proposed) => proposed.ConvertAll(one =>
    {
        var text = typed.Text($"f-{one.Field}")?.ReplaceLineEndings("\n");
        return text == one.Value?.Trim().ReplaceLineEndings("\n") ? one : one with { Value = text };
    });

    private async Task<IActionResult> Done(Refusal? refusal)
    {
        _refusal = refusal;
        return refusal is null ? RedirectToPage("/Groups/Changes", new { id = Id }) : await Load() ?? Page();
    }

    private async Task<IActionResult?> Load()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!PageIds.Possible(Id) || await grains.GetGrain<IGroupProposalsGrain>(Id).Listed(caller.Member) is not { } facts)
        {
            return NotFound();
        }

        (Facts, Look) = (facts, await Requests.Look(caller));
        return null;
    }
}
