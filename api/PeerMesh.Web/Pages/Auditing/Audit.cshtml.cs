using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Auditing;

/// <summary>The record of acts of a group or an organisation, for those who lead it. People are named as far as the list names them now.</summary>
internal sealed class AuditModel(IGrainFactory grains, IStringLocalizer<AuditTexts> texts) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public string Kind { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public string Name { get; private set; } = "";

    public IReadOnlyList<AuditLine> Lines { get; private set; } = [];

    public bool More { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        if (!ModelState.IsValid)
        {
            return BadRequest();
        }

        var (name, look) = Kind == "groups" ? await OfGroup(caller) : await OfBody(caller);
        if (name is null || look is null || look.Refusal?.Kind == RefusalKind.NotFound)
        {
            return NotFound();
        }

        if (look.Entries is not { } entries)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        var names = look.People.ToDictionary(person => person.Member, person => person.Name);
        string NameOf(MemberId member) => names.GetValueOrDefault(member) ?? texts["Someone"];
        (Name, More) = (name, look.More);
        Lines =
        [
            .. entries.Select(entry => new AuditLine(
                entry.Number,
                entry.At,
                entry.Actor is { } actor ? NameOf(actor) : texts["System"],
                entry.Action,
                AuditSubjects.MemberOf(entry.Subject) is { } subject ? NameOf(subject) : null,
                entry.Reason)),
        ];
        return Page();
    }

    private async Task<(string? Name, AuditLook? Look)> OfGroup(Caller caller) =>
        PageIds.Possible(Id) && await grains.GetGrain<IGroupGrain>(Id).Look(caller) is { } view
            ? (view.Profile.Name, await grains.GetGrain<IGroupAuditGrain>(Id).Audit(caller, Before, PageSize))
            : (null, null);

    private async Task<(string? Name, AuditLook? Look)> OfBody(Caller caller) =>
        BodyRules.IsId(Id) && await grains.GetGrain<IOrganizationGrain>(Id).Look(caller) is { } view
            ? (view.Body.Name, await grains.GetGrain<IBodyAuditGrain>(Id).Audit(caller, Before, PageSize))
            : (null, null);
}

/// <param name="Subject">To whom; null where it was done to no person.</param>
internal sealed record AuditLine(long Number, DateTimeOffset At, string Actor, string Action, string? Subject, string? Reason);
