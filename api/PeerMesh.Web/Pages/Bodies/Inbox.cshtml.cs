using Microsoft.AspNetCore.Mvc;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>Who asks to belong to the organisation, who does, and who did.</summary>
internal sealed class InboxModel(IGrainFactory grains) : ConsolePage(grains)
{
    public IReadOnlyList<ApplicationCard> Waiting { get; private set; } = [];

    /// <summary>The next to be renewed first.</summary>
    public IReadOnlyList<ApplicationCard> Belonging { get; private set; } = [];

    public IReadOnlyList<ApplicationCard> Over { get; private set; } = [];

    public async Task<IActionResult> OnGet()
    {
        if (await Enter(BodyAct.Affiliate, "inbox") is { } elsewhere)
        {
            return elsewhere;
        }

        var cards = await Grains.ApplicationsTo(new BodyId(Id)).List();
        Belonging = [.. cards.Where(card => AffiliationRules.Belongs(card.Stage)).OrderBy(card => card.RenewalOn)];
        Over = cards.FindAll(card => AffiliationRules.IsOver(card.Stage));
        Waiting = [.. cards.Except(Belonging).Except(Over)];
        return Page();
    }
}
