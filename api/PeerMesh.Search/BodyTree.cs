using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Search;

/// <param name="Parent">The body it is a branch of; null is none.</param>
/// <param name="Holidays">Days on which its groups usually do not meet.</param>
public sealed record BodyNode(BodyId Id, BodyId? Parent, string Name, ImmutableList<Holiday>? Holidays = null);

/// <summary>The bodies of the network and which is a branch of which.</summary>
public sealed class BodyTree
{
    public static readonly BodyTree Empty = new([]);

    private readonly Dictionary<BodyId, BodyNode> _bodies;
    private readonly ILookup<BodyId, BodyId> _branches;

    public BodyTree(IEnumerable<BodyNode> bodies)
    {
        _bodies = bodies.DistinctBy(body => body.Id).ToDictionary(body => body.Id);
        _branches = _bodies.Values.Where(body => body.Parent is not null).ToLookup(body => body.Parent!.Value, body => body.Id);
    }

    public IReadOnlyCollection<BodyNode> All => _bodies.Values;

    public BodyNode? Find(BodyId body) => _bodies.GetValueOrDefault(body);

    /// <summary>The holidays of a body of its own; none where it is not known.</summary>
    public ImmutableList<Holiday> HolidaysOf(BodyId body) => Find(body)?.Holidays ?? [];

    /// <summary>A body and everything below it, itself first. A body that is not known is alone.</summary>
    public ImmutableArray<BodyId> WithBranches(BodyId body)
    {
        var found = new List<BodyId> { body };
        var seen = new HashSet<BodyId> { body };
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(_branches[found[i]].Where(seen.Add));
        }

        return [.. found];
    }

    /// <summary>A body and those above it, itself first. For "Bay Chapter, with Sunshine Peer Network".</summary>
    public ImmutableArray<BodyNode> WithParents(BodyId body)
    {
        var path = ImmutableArray.CreateBuilder<BodyNode>();
        for (var at = Find(body); at is not null && !path.Contains(at); at = at.Parent is { } parent ? Find(parent) : null)
        {
            path.Add(at);
        }

        return path.ToImmutable();
    }
}
