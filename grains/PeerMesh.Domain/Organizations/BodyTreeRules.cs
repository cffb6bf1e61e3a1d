using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Organizations;

/// <summary>How bodies hang together. The whole tree comes in, because only the whole shows a cycle.</summary>
public static class BodyTreeRules
{
    /// <summary>Whether a body, new or known, may have this parent.</summary>
    public static Refusal? Check(IReadOnlyDictionary<BodyId, Body> bodies, BodyId id, BodyId? parent)
    {
        if (parent is not { } above)
        {
            return null;
        }

        if (above == id)
        {
            return BodyRefusals.OwnParent;
        }

        if (!bodies.ContainsKey(above))
        {
            return BodyRefusals.NoSuchParent;
        }

        var path = Above(bodies, above);
        return path.Contains(id) ? BodyRefusals.ParentBelow
            : path.Count + Height(bodies, id) > BodyLimits.DepthMax ? BodyRefusals.TooDeep
            : null;
    }

    /// <summary>A body and those above it, itself first.</summary>
    public static List<BodyId> Above(IReadOnlyDictionary<BodyId, Body> bodies, BodyId id)
    {
        List<BodyId> path = [];
        for (BodyId? at = id; at is { } here && !path.Contains(here) && bodies.TryGetValue(here, out var body); at = body.Parent)
        {
            path.Add(here);
        }

        return path;
    }

    /// <summary>A body and all below it, itself first; none where there is no such body.</summary>
    public static List<BodyId> Below(IEnumerable<Body> bodies, BodyId id)
    {
        var all = bodies.ToList();
        var children = all.ToLookup(body => body.Parent);
        List<BodyId> found = all.Exists(body => body.Id == id) ? [id] : [];
        for (var at = 0; at < found.Count; at++)
        {
            found.AddRange(children[found[at]].Select(body => body.Id).Where(child => !found.Contains(child)));
        }

        return found;
    }

    /// <summary>Levels from a body down to its deepest branch, its own included.</summary>
    private static int Height(IReadOnlyDictionary<BodyId, Body> bodies, BodyId id)
    {
        var below = Below(bodies.Values, id);
        var above = bodies.ContainsKey(id) ? Above(bodies, id).Count : 1;
        return below.Count == 0 ? 1 : below.Max(each => Above(bodies, each).Count) - above + 1;
    }
}
