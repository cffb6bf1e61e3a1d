using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Localization;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Groups;

internal sealed class RosterModel(
    IGrainFactory grains,
    IAddressBook addresses,
    IDataProtectionProvider protection,
    IStringLocalizer<PageTexts> texts) : PageModel
{
    internal static readonly IReadOnlyList<GroupRole> Roles = [GroupRole.Member, GroupRole.CoFacilitator, GroupRole.Facilitator];

    // A page never carries an account's id; what stands in for it opens only here and only for this group.
    private IDataProtector Entries => protection.CreateProtector("PeerMesh.Web.Roster", Id);

    [BindProperty(SupportsGet = true)]
    public string Id { get; set; } = "";

    public string Name { get; private set; } = "";

    public IReadOnlyList<RosterLine> Lines { get; private set; } = [];

    public string? NewName { get; private set; }

    public string? NewEmail { get; private set; }

    public GroupRole NewRole { get; private set; } = GroupRole.Member;

    public string? Problem { get; private set; }

    public Task<IActionResult> OnGet() => Show((_, _) => Task.FromResult<string?>(null), stay: true);

    public Task<IActionResult> OnPostAdd(string? name, string? email, GroupRole role) => Show(
        async (group, caller) =>
        {
            (NewName, NewEmail, NewRole) = (name, email, role);
            if (string.IsNullOrWhiteSpace(name) || string.IsNullOrWhiteSpace(email) || !Roles.Contains(role))
            {
                return texts["Form.Missing"];
            }

            return await addresses.Resolve(email.Trim()) is { } member
                ? (await group.SetRole(caller, member, role, name.Trim()))?.InWords()
                : texts["SignIn.NotAnAddress"];
        },
        stay: false);

    public Task<IActionResult> OnPostRemove(string? entry) => Show(
        async (group, caller) => Open(entry) is { } member
            ? (await group.SetRole(caller, member, GroupRole.None, ""))?.InWords()
            : texts["Roster.Unknown"],
        stay: false);

    private async Task<IActionResult> Show(Func<IGroupGrain, Caller, Task<string?>> first, bool stay)
    {
        if (HttpContext.Caller() is not { } caller)
        {
            return this.ToSignIn();
        }

        var group = grains.GetGrain<IGroupGrain>(Id);
        if (!PageIds.Possible(Id) || await group.Look(caller) is not { } view)
        {
            return NotFound();
        }

        if (view.MyRole != GroupRole.Facilitator)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        Problem = await first(group, caller);
        if (Problem is null && !stay)
        {
            return RedirectToPage("/Groups/Roster", new { id = Id });
        }

        Name = view.Profile.Name;
        var roster = await group.Roster(caller);
        Lines = [.. (roster.Entries ?? []).Select(entry => new RosterLine(Entries.Protect(entry.Member.Value), entry.Name, entry.Role))];
        Problem ??= roster.Refusal?.InWords();
        return Page();
    }

    private MemberId? Open(string? entry)
    {
        try
        {
            return string.IsNullOrEmpty(entry) ? null : new MemberId(Entries.Unprotect(entry));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

/// <param name="Entry">Stands for the account on the page.</param>
internal sealed record RosterLine(string Entry, string Name, GroupRole Role);
