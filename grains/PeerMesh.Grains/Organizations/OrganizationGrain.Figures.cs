using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Grains.Organizations;

/// <summary>Brings together what the groups here, and below here, tell of themselves. It learns no count that is not told.</summary>
internal sealed partial class OrganizationGrain : IBodyFiguresGrain
{
    /// <summary>Groups asked at a time: many of them have to be read from storage first.</summary>
    private const int GroupsAtOnce = 50;

    public async Task<BodyFiguresLook> Figures(Caller caller, ImmutableList<GroupId> groups)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(groups.Count, BodyLimits.FiguresMax);
        if (await Bodies.Find(Id) is null)
        {
            return Refused(BodyRefusals.NotFound);
        }

        if (!await May(caller.Member, BodyAct.SeeFigures))
        {
            return Refused(BodyRefusals.OfBodyOnly);
        }

        var told = ImmutableList.CreateBuilder<GroupFigures>();
        foreach (var some in groups.Distinct().Chunk(GroupsAtOnce))
        {
            told.AddRange((await Task.WhenAll(some.Select(group => GrainFactory.GetGrain<IGroupFiguresGrain>(group.Value).Figures()))).OfType<GroupFigures>());
        }

        // The gateway says which groups; whether they are this body's to see is the groups' and the tree's to say.
        var here = new HashSet<BodyId>();
        foreach (var body in told.Select(group => group.Body).Distinct())
        {
            if ((await Bodies.Above(body)).Contains(Id))
            {
                here.Add(body);
            }
        }

        told.RemoveAll(group => !here.Contains(group.Body));
        return new BodyFiguresLook(
            told.ToImmutable(),
            new FigureTotal(
                FigureRules.Total(told.Select(group => group.Members)), told.Sum(group => group.Meetings), FigureRules.Total(told.Select(group => group.Attendances))),
            null);
    }
}
