using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Apply;

/// <summary>One application: how far it is, for who asked; and the next step, for those who decide.</summary>
internal sealed class ApplicationModel(IGrainFactory grains, IStringLocalizer<BodyTexts> texts) : PageModel
{
    private static readonly ImmutableDictionary<string, string> FieldOf = new Dictionary<string, string>
    {
        [AffiliationRefusals.ReasonInvalid.Code] = "reason",
        [AffiliationRefusals.ByNameInvalid.Code] = "byName",
        [AffiliationRefusals.SponsorNeeded.Code] = "sponsor",
        [AffiliationRefusals.RenewalInvalid.Code] = "renewalOn",
    }.ToImmutableDictionary();

    private Refusal? _refusal;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public Affiliation? Affiliation { get; private set; }

    public bool Reviews { get; private set; }

    public bool IsMine { get; private set; }

    public string WithName { get; private set; } = "";

    /// <summary>What the organisation's list calls who reads this; null where it does not say.</summary>
    public string? MyName { get; private set; }

    public PostedFields Typed { get; private set; } = PostedFields.None;

    public IReadOnlyList<AffiliationStage> Next => Reviews ? AffiliationRules.Next(Affiliation!.Stage) : [];

    /// <summary>Whether there is a group or a chapter to go to.</summary>
    public bool Exists => Affiliation!.Steps.Exists(step => AffiliationRules.Meets(step.To)) || Affiliation.Draft.Kind is ApplicantKind.Group or ApplicantKind.Body;

    public string? Problem => _refusal is { } refusal && !FieldOf.ContainsKey(refusal.Code) ? refusal.InWords() : null;

    public string? Why(string field) => _refusal is { } refusal && FieldOf.GetValueOrDefault(refusal.Code) == field ? refusal.InWords() : null;

    /// <summary>A paper of every checklist in the reader's language; any other as its reviewer called it.</summary>
    public string Paper(string name) => AffiliationRules.Papers.Contains(name) ? texts[$"Paper.{name}"] : name;

    public async Task<IActionResult> OnGet() => await Load() ?? Page();

    public async Task<IActionResult> OnPostStep()
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        Typed = new PostedFields(Request.Form);
        var move = new AffiliationMove(
            Typed.Choice<AffiliationStage>("to") ?? Affiliation!.Stage,
            Typed.Text("byName") ?? "",
            Typed.Text("reason") ?? "",
            Typed.Text("sponsor"),
            Typed.Date("renewalOn"));
        return await Done(await grains.GetGrain<IAffiliationGrain>(Id).Move(HttpContext.Caller()!, move));
    }

    public async Task<IActionResult> OnPostPaper(string? paper, bool received)
    {
        if (await Load() is { } elsewhere)
        {
            return elsewhere;
        }

        // Whoever the list names; else the one step of theirs that says how they are called.
        var name = MyName ?? Affiliation!.Steps.LastOrDefault(step => step.By == HttpContext.Caller()!.Member)?.ByName ?? texts["Paper.Reviewer"];
        return await Done(await grains.GetGrain<IAffiliationGrain>(Id).SetPaper(HttpContext.Caller()!, paper ?? "", received, name));
    }

    private async Task<IActionResult> Done(Refusal? refusal)
    {
        _refusal = refusal;
        if (refusal is null)
        {
            return RedirectToPage("/Apply/Application", new { id = Id });
        }

        return await Load() ?? Page();
    }

    private async Task<IActionResult?> Load()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!BodyRules.IsId(Id) || await grains.GetGrain<IAffiliationGrain>(Id).Look(caller) is not { Affiliation: { } affiliation } look)
        {
            return NotFound();
        }

        (Affiliation, Reviews, IsMine) = (affiliation, look.Reviews, look.IsMine);
        WithName = (await grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).Find(affiliation.With))?.Name ?? "";
        if (Reviews)
        {
            MyName = await NameOf(caller, affiliation.With);
        }

        return null;
    }

    private async Task<string?> NameOf(Caller caller, BodyId body) =>
        (await grains.GetGrain<IOrganizationGrain>(body.Value).Administrators(caller)).Entries?.Find(entry => entry.Member == caller.Member)?.Name is { Length: > 0 } name ? name : null;
}
