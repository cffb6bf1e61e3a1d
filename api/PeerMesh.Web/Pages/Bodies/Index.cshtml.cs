using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Web.Pages.Bodies;

/// <param name="Above">The name of the body it is a branch of.</param>
internal sealed record BodyLine(BodyId Id, string Name, BodyType Type, string? Above);

internal sealed class IndexModel(IGrainFactory grains) : PageModel
{
    /// <summary>Each body after the one it is a branch of.</summary>
    public IReadOnlyList<(BodyLine Body, int Depth)> Rows { get; private set; } = [];

    public async Task OnGet()
    {
        var bodies = (await grains.GetGrain<IBodiesGrain>(IBodiesGrain.Key).List(known: -1))?.Bodies ?? [];
        var names = bodies.ToDictionary(body => body.Id, body => body.Name);
        var branches = bodies.OrderBy(body => body.Name, StringComparer.CurrentCultureIgnoreCase).ToLookup(body => body.Parent);
        List<(BodyLine, int)> rows = [];
        void Add(BodyId? parent, int depth)
        {
            foreach (var body in branches[parent])
            {
                rows.Add((new BodyLine(body.Id, body.Name, body.Type, parent is { } above ? names[above] : null), depth));
                Add(body.Id, depth + 1);
            }
        }

        Add(parent: null, depth: 0);
        Rows = rows;
    }
}
