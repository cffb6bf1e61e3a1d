using Microsoft.AspNetCore.Mvc.RazorPages;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Web.Bodies;

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
        Rows = [.. BodyOutline.Of(bodies, body => body.ClosedOn is null).Select(row =>
            (new BodyLine(row.Body.Id, row.Body.Name, row.Body.Type, row.Body.Parent is { } above ? names[above] : null), row.Depth))];
    }
}
