using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Web.Bodies;

/// <summary>Bodies as a list in which each stands after the one it is a branch of, by name among its sisters.</summary>
internal static class BodyOutline
{
    /// <param name="bodies">All of the network.</param>
    /// <param name="shown">Those to list; what is below one that is not shown is left out with it.</param>
    public static IReadOnlyList<(Body Body, int Depth)> Of(IEnumerable<Body> bodies, Func<Body, bool> shown) => Under(bodies, parent: null, shown);

    /// <summary>The same of one body's branches.</summary>
    public static IReadOnlyList<(Body Body, int Depth)> Under(IEnumerable<Body> bodies, BodyId? parent, Func<Body, bool> shown)
    {
        var branches = bodies.Where(shown).OrderBy(body => body.Name, StringComparer.CurrentCultureIgnoreCase).ToLookup(body => body.Parent);
        List<(Body, int)> rows = [];
        Add(parent, depth: 0);
        return rows;

        void Add(BodyId? above, int depth)
        {
            foreach (var body in branches[above])
            {
                rows.Add((body, depth));
                Add(body.Id, depth + 1);
            }
        }
    }
}
