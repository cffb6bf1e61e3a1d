using System.Collections.Immutable;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Bodies;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Apply;

/// <summary>The form of an application as it is posted.</summary>
internal sealed class ApplyForm
{
    public string? RequestId { get; set; } = Guid.NewGuid().ToString("N");

    public string? With { get; set; }

    public ApplicantKind Kind { get; set; }

    public string? Name { get; set; }

    public string? Town { get; set; }

    public string? Language { get; set; }

    public string? About { get; set; }

    public string? ContactName { get; set; }

    public string? Email { get; set; }

    public string? Group { get; set; }

    public string? Body { get; set; }

    public AffiliationDraft ToDraft() => new(
        !string.IsNullOrEmpty(Group) ? ApplicantKind.Group : !string.IsNullOrEmpty(Body) ? ApplicantKind.Body : Kind == ApplicantKind.NewGroup ? Kind : ApplicantKind.NewChapter,
        Name ?? "",
        Town ?? "",
        string.IsNullOrEmpty(Language) ? null : Language,
        About ?? "",
        ContactName ?? "",
        string.IsNullOrEmpty(Group) ? null : new GroupId(Group),
        string.IsNullOrEmpty(Body) ? null : new BodyId(Body));
}

/// <summary>Where anybody asks to become a chapter or a group of an organisation. Works without script.</summary>
internal sealed class ApplyModel(IGrainFactory grains, IContactDesk contacts) : PageModel
{
    // The fields under which a "no" stands; the others stand above the form.
    private static readonly ImmutableDictionary<string, string> FieldOf = new Dictionary<string, string>
    {
        [AffiliationRefusals.NameInvalid.Code] = "name",
        [AffiliationRefusals.TownInvalid.Code] = "town",
        [AffiliationRefusals.AboutInvalid.Code] = "about",
        [AffiliationRefusals.ContactNameInvalid.Code] = "contactName",
        [AffiliationRefusals.NobodyDecides.Code] = "with",
        [GroupRefusals.LanguageInvalid.Code] = "language",
        [NoticeRefusals.AddressNotYours.Code] = "email",
    }.ToImmutableDictionary();

    private IReadOnlyList<Refusal> _refusals = [];

    public ApplyForm Form { get; private set; } = new();

    /// <summary>The organisations one can ask, each after the one it is a branch of.</summary>
    public IReadOnlyList<(Body Body, int Depth)> Choices { get; private set; } = [];

    public string? Problem => _refusals.FirstOrDefault(refusal => !FieldOf.ContainsKey(refusal.Code))?.InWords();

    public string? Why(string field) => _refusals.FirstOrDefault(refusal => FieldOf.GetValueOrDefault(refusal.Code) == field)?.InWords();

    public async Task OnGet(string? with, string? group, string? body)
    {
        await Load();
        Form.With = with;
        Form.Language = Languages.Current;
        if (HttpContext.Caller() is not { } caller)
        {
            return;
        }

        if (group is not null && PageIds.Possible(group) && await grains.GetGrain<IGroupGrain>(group).Look(caller) is { } known)
        {
            (Form.Group, Form.Name, Form.About, Form.Language) = (known.Id.Value, known.Profile.Name, known.Profile.About, known.Profile.Language);
        }
        else if (body is not null && Choices.FirstOrDefault(choice => choice.Body.Id.Value == body).Body is { } organisation)
        {
            (Form.Body, Form.Name, Form.About) = (organisation.Id.Value, organisation.Name, organisation.Description);
        }
    }

    public async Task<IActionResult> OnPost([FromForm] ApplyForm wanted)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        await Load();
        Form = wanted;
        _refusals = await Apply(caller, wanted);
        return _refusals.Count == 0 ? RedirectToPage("/Apply/Application", new { id = IdOf(caller.Member, wanted) }) : Page();
    }

    private async Task<IReadOnlyList<Refusal>> Apply(Contracts.Common.Caller caller, ApplyForm wanted)
    {
        var draft = wanted.ToDraft();
        if (AffiliationRules.CheckAll(draft).ToList() is { Count: > 0 } invalid)
        {
            return invalid;
        }

        if (!BodyRules.IsId(wanted.With) || (draft.Group is { } group && !PageIds.Possible(group.Value)) || (draft.Body is { } body && !BodyRules.IsId(body.Value)))
        {
            return [BodyRefusals.NotFound];
        }

        // Before the application itself: an address that is not theirs is for them to put right first.
        if (!string.IsNullOrWhiteSpace(wanted.Email) && await contacts.SetAddress(caller, wanted.Email) is { } notTheirs)
        {
            return [notTheirs];
        }

        return await grains.GetGrain<IAffiliationGrain>(IdOf(caller.Member, wanted)).Apply(caller, new BodyId(wanted.With!), draft) is { } refusal ? [refusal] : [];
    }

    private async Task Load() =>
        Choices = BodyOutline.Of((await grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(known: -1))?.Bodies ?? [], body => body.ClosedOn is null);

    private static string IdOf(MemberId member, ApplyForm wanted) => ApplicationIds.For(member, wanted.RequestId ?? "");
}
