using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Mvc;
using PeerMesh.Contracts.Members;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Http;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>Who has which right on the organisation.</summary>
internal sealed class PeopleModel(IGrainFactory grains, IAddressBook addresses, IDataProtectionProvider protection) : ConsolePage(grains)
{
    public static readonly IReadOnlyList<BodyRights> Choices = [.. BodyRightsRules.Each(BodyRightsRules.All).Reverse()];

    private static readonly Refusal NotAnAddress = BodyRefusals.EmailInvalid;

    /// <summary>Each with what stands in for the account on the page, and its number there.</summary>
    public IReadOnlyList<(Administrator Entry, string Token, int At)> People { get; private set; } = [];

    /// <summary>What was typed about somebody new, when it could not be done.</summary>
    public PostedFields Typed { get; private set; } = PostedFields.None;

    /// <summary>The name that whoever reads this usually goes by; for a list that has none for them yet.</summary>
    public string? UsualName { get; private set; }

    // A page never carries an account's id; what stands in for it opens only here and only for this organisation.
    private IDataProtector Entries => protection.CreateProtector("PeerMesh.Web.Bodies.People", Id);

    public bool IsMe(Administrator entry) => entry.Member == Caller.Member;

    public Task<IActionResult> OnGet() => Show();

    public async Task<IActionResult> OnPostAdd(string? email, string? name)
    {
        if (await Enter(BodyAct.ManagePeople, "people") is { } elsewhere)
        {
            return elsewhere;
        }

        Typed = new PostedFields(Request.Form);

        // Asked before the address is looked up: a wrong form must not make accounts.
        var refusal = !BodyRules.IsPersonName(name) ? Domain.Groups.GroupRefusals.RosterNameInvalid
            : !BodyRightsRules.IsGrant(Posted()) ? BodyRefusals.RightsInvalid
            : await addresses.Resolve(email ?? "") is not { } member ? NotAnAddress
            : await Organization.SetRights(Caller, member, Posted(), name!);
        return await Done(refusal, Show);
    }

    public Task<IActionResult> OnPostChange(string? entry, string? name) => Set(entry, name, remove: false);

    public Task<IActionResult> OnPostRemove(string? entry) => Set(entry, name: "", remove: true);

    // What is wrong with somebody who is on the list already stands above it: their card is not the form at the end.
    protected override string? FieldOf(Refusal refusal) =>
        Typed == PostedFields.None ? null
        : refusal.Code == NotAnAddress.Code ? "email"
        : refusal.Code == Domain.Groups.GroupRefusals.RosterNameInvalid.Code ? "name"
        : null;

    private async Task<IActionResult> Set(string? entry, string? name, bool remove)
    {
        if (await Enter(BodyAct.ManagePeople, "people") is { } elsewhere)
        {
            return elsewhere;
        }

        var refusal = Open(entry) is not { } member ? BodyRefusals.NotFound
            : !remove && !BodyRightsRules.IsGrant(Posted()) ? BodyRefusals.RightsInvalid
            : await Organization.SetRights(Caller, member, remove ? BodyRights.None : Posted(), name ?? "");
        return await Done(refusal, Show);
    }

    private BodyRights Posted() =>
        BodyRightsRules.Together(new PostedFields(Request.Form).All("rights").Select(text => Enum.TryParse<BodyRights>(text, out var right) ? right : BodyRights.None));

    private async Task<IActionResult> Show()
    {
        if (await Enter(BodyAct.ManagePeople, "people") is { } elsewhere)
        {
            return elsewhere;
        }

        var look = await Organization.Administrators(Caller);
        UsualName = (await Grains.GetGrain<IMemberGrain>(Caller.Member.Value).Look()).Profile?.Name;
        People = [.. (look.Entries ?? []).Select((entry, at) => (entry, Entries.Protect(entry.Member.Value), at))];
        return Page();
    }

    private MemberId? Open(string? token)
    {
        try
        {
            return string.IsNullOrEmpty(token) ? null : new MemberId(Entries.Unprotect(token));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}
