using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;
using PeerMesh.Web.Bodies;
using PeerMesh.Web.Finding;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Bodies;

internal sealed class BodyModel(IGrainFactory grains, IDirectory directory, IStringLocalizer<BodyTexts> texts) : PageModel
{
    private const int PageLength = 200;

    private IReadOnlyDictionary<BodyId, string> _names = new Dictionary<BodyId, string>();

    /// <summary>Rules told of one group in the list; its page has them all.</summary>
    private const int RulesMax = 3;

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    public BodyView? View { get; private set; }

    /// <summary>Those it is a branch of, the nearest first.</summary>
    public IReadOnlyList<Body> Above { get; private set; } = [];

    /// <summary>What holds here, whichever organisation says it.</summary>
    public EffectiveSettings Settings { get; private set; } = EffectiveSettings.None;

    public IReadOnlyList<Body> Branches { get; private set; } = [];

    public IReadOnlyList<DirectoryEntry> Groups { get; private set; } = [];

    public int GroupCount { get; private set; }

    public new int Page { get; private set; } = 1;

    public int Pages { get; private set; } = 1;

    /// <summary>Its address on the web, if it is one that can be opened.</summary>
    public Uri? Website => Uri.TryCreate(View?.Body.Website, UriKind.Absolute, out var address) && address.Scheme is "https" or "http" ? address : null;

    public async Task<IActionResult> OnGet()
    {
        if (!BodyRules.IsId(Id) || await grains.GetGrain<IOrganizationGrain>(Id).Look(HttpContext.Caller()) is not { } view)
        {
            return NotFound();
        }

        View = view;
        Settings = await grains.GetGrain<IOrganizationGrain>(Id).Settings();
        var bodies = (await grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(known: -1))?.Bodies ?? [];
        var byId = bodies.ToDictionary(body => body.Id);
        Above = [.. BodyTreeRules.Above(byId, view.Body.Id).Skip(1).Select(id => byId[id])];
        _names = bodies.ToDictionary(body => body.Id, body => body.Name);
        Branches = [.. bodies.Where(body => body.Parent == view.Body.Id && body.ClosedOn is null).OrderBy(body => body.Name, StringComparer.CurrentCultureIgnoreCase)];
        var below = BodyTreeRules.Below(bodies, view.Body.Id);
        var groups = below.SelectMany(id => directory.OfBody(id, withBranches: false)).OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(group => group.Slug, StringComparer.Ordinal).ToList();
        GroupCount = groups.Count;
        Pages = Math.Max(1, (groups.Count + PageLength - 1) / PageLength);
        Page = Math.Clamp(Number, 1, Pages);
        Groups = groups.Skip((Page - 1) * PageLength).Take(PageLength).ToList();
        return base.Page();
    }

    /// <summary>How it stands with the organisation it asked, in words; null where there is nothing to say.</summary>
    public string? MarkWords(AffiliationMark mark) => AffiliationWords.Say(texts, mark, _names.GetValueOrDefault(mark.With));

    /// <summary>When it meets, in short: groups of one name in one town are told apart by it.</summary>
    public static string When(IStringLocalizer texts, DirectoryEntry group) => string.Join(
        "; ",
        (group.Listing.Timetable?.Rules ?? []).Take(RulesMax).Select(rule => $"{FindWords.Rule(texts, rule)}, {FindWords.TimeOfRule(rule)}"));

    public static string Town(DirectoryEntry group)
    {
        var place = group.Listing.Venue?.Place;
        return string.Join(", ", new[] { place?.City ?? place?.Borough, place?.Region }.Where(part => part is not null));
    }
}
