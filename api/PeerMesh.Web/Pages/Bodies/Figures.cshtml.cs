using System.Collections.Immutable;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Search;
using PeerMesh.Web.Http;

namespace PeerMesh.Web.Pages.Bodies;

/// <summary>How many people the organisation's groups have, as far as that is told; and the names on a list, where a group allows it.</summary>
internal sealed class FiguresModel(IGrainFactory grains, IDirectory directory) : ConsolePage(grains)
{
    /// <summary>Groups on one page.</summary>
    private const int PageLength = 100;

    [BindProperty(SupportsGet = true, Name = "p")]
    public int Number { get; set; } = 1;

    /// <summary>The group whose names are asked for.</summary>
    [BindProperty(SupportsGet = true, Name = "names")]
    public string? Asked { get; set; }

    public int Pages { get; private set; } = 1;

    public IReadOnlyList<GroupFigures> Groups { get; private set; } = [];

    /// <summary>Of the groups on this page.</summary>
    public FigureTotal Total { get; private set; } = new(Figure.Hidden, Meetings: 0, Figure.Hidden);

    public ImmutableList<ListedName>? Names { get; private set; }

    public string? NamesOf { get; private set; }

    public string? NamesProblem { get; private set; }

    public async Task<IActionResult> OnGet()
    {
        if (await Enter(BodyAct.SeeFigures, "figures") is { } elsewhere)
        {
            return elsewhere;
        }

        var groups = directory.OfBody(new BodyId(Id), withBranches: true)
            .OrderBy(group => group.Name, StringComparer.CurrentCultureIgnoreCase)
            .ThenBy(group => group.Group.Value, StringComparer.Ordinal)
            .Select(group => group.Group)
            .ToList();
        Pages = Math.Max(1, (groups.Count + PageLength - 1) / PageLength);
        Number = Math.Clamp(Number, 1, Pages);
        var look = await Grains.GetGrain<IBodyFiguresGrain>(Id).Figures(Caller, [.. groups.Skip((Number - 1) * PageLength).Take(PageLength)]);
        if (look.Groups is null)
        {
            return StatusCode(StatusCodes.Status403Forbidden);
        }

        (Groups, Total) = (look.Groups, look.Total!);
        if (Asked is not null && PageIds.Possible(Asked))
        {
            var names = await Grains.GetGrain<IGroupFiguresGrain>(Asked).Names(Caller, new BodyId(Id));
            (Names, NamesOf, NamesProblem) = (names.Names, names.GroupName, names.Refusal?.InWords());
        }

        return Page();
    }

    /// <summary>What the branch is called that a group belongs to; null of the organisation's own.</summary>
    public string? BranchOf(GroupFigures group) => group.Body.Value == Id ? null : directory.Bodies.Find(group.Body)?.Name;
}
