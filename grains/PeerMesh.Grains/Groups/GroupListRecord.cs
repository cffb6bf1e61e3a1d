using System.Collections.Immutable;
using PeerMesh.Contracts.Groups;

namespace PeerMesh.Grains.Groups;

/// <summary>What is stored of the network's list of groups.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.group-list")]
internal sealed record GroupListRecord
{
    /// <summary>In the order of founding; at most <see cref="Domain.Groups.GroupLimits.ListedGroupsMax"/>.</summary>
    [Id(0)]
    public ImmutableList<GroupCard> Cards { get; init; } = [];
}
