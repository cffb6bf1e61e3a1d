using Microsoft.AspNetCore.Mvc;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;
using PeerMesh.Web.Bodies;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>The console's first page: the organisation and what is below it.</summary>
internal sealed class ConsoleModel(IGrainFactory grains, IDirectory directory) : ConsolePage(grains)
{
    /// <summary>The organisation, then each branch after the one it is a branch of; closed ones too.</summary>
    public IReadOnlyList<(Body Body, int Depth)> Rows { get; private set; } = [];

    /// <summary>Groups of its own.</summary>
    public int GroupCount { get; private set; }

    public Task<IActionResult> OnGet() => Show();

    public async Task<IActionResult> OnPostClose(bool closed, string? confirmedName)
    {
        if (await Enter(BodyAct.ShapeTree, "tree") is { } elsewhere)
        {
            return elsewhere;
        }

        var groups = directory.OfBody(new BodyId(Id), withBranches: false).Count;
        return await Done(await Organization.Close(Caller, closed, groups, string.IsNullOrWhiteSpace(confirmedName) ? null : confirmedName), Show);
    }

    private async Task<IActionResult> Show()
    {
        if (await Enter(BodyAct.SeePrivate, "tree") is { } elsewhere)
        {
            return elsewhere;
        }

        var bodies = (await Grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(known: -1))?.Bodies ?? [];
        Rows = [(View.Body, 0), .. BodyOutline.Under(bodies, new BodyId(Id), _ => true).Select(row => (row.Body, row.Depth + 1))];
        GroupCount = directory.OfBody(new BodyId(Id), withBranches: false).Count;
        return Page();
    }
}
