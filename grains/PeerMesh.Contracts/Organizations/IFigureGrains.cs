using System.Collections.Immutable;
using Orleans.Concurrency;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Members;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Contracts.Organizations;

/// <summary>What a body sees of its groups and those of the bodies below it. The key is the body id.</summary>
[GrainInterfaceType("pm.body-figures"), Alias("pm.body-figures")]
public interface IBodyFiguresGrain : IGrainWithStringKey
{
    /// <summary>How many people these groups have, as far as that is told. For those with a right on the body, else a refusal.</summary>
    /// <param name="groups">At most <see cref="BodyLimits.FiguresMax"/>, more is an <see cref="ArgumentOutOfRangeException"/>. Those that do not belong here, or are not to be found, are left out.</param>
    [NeedsSecondStep]
    [Alias("Figures")]
    Task<BodyFiguresLook> Figures(Caller caller, ImmutableList<GroupId> groups);
}

/// <summary>What a group tells the bodies it belongs to. The key is the group id.</summary>
[GrainInterfaceType("pm.group-figures"), Alias("pm.group-figures")]
public interface IGroupFiguresGrain : IGrainWithStringKey
{
    /// <summary>The group's figures; null where it belongs to no body or is not to be found. For the bodies' grains, which ask for rights.</summary>
    /// <remarks>Answered at any time: the body's grain waits for it while the group may wait for the body's.</remarks>
    [Alias("Figures"), AlwaysInterleave]
    Task<GroupFigures?> Figures();

    /// <summary>The names on the list, where the group allows that. For observers and administrators of a body that the group belongs to. The look is written down, and the people on the list can see it.</summary>
    /// <param name="body">The body they look for: the group's own, or one above it.</param>
    [NeedsSecondStep]
    [Alias("Names")]
    Task<NamesLook> Names(Caller caller, BodyId body);
}

/// <param name="Groups">As they were asked for; null with a refusal.</param>
/// <param name="Total">Of these groups; null with a refusal.</param>
[GenerateSerializer, Immutable, Alias("pm.body-figures.look")]
public sealed record BodyFiguresLook(
    [property: Id(0)] ImmutableList<GroupFigures>? Groups,
    [property: Id(1)] FigureTotal? Total,
    [property: Id(2)] Refusal? Refusal)
{
    public static implicit operator BodyFiguresLook(Refusal refusal) => new(null, null, refusal);
}

/// <summary>What is told of one group. Small counts never leave the group's own grain.</summary>
/// <param name="Body">The body it belongs to.</param>
/// <param name="Members">People on its list, those who lead it too.</param>
/// <param name="Meetings">Meetings that ended in the last <see cref="HeldMeetings.Days"/> days.</param>
/// <param name="Attendances">How often somebody came to those. A meeting of fewer than five is left out.</param>
/// <param name="ShowsNames">Whether observers and administrators may read the names on its list.</param>
[GenerateSerializer, Immutable, Alias("pm.group-figures.figures")]
public sealed record GroupFigures(
    [property: Id(0)] GroupId Group,
    [property: Id(1)] string Name,
    [property: Id(2)] BodyId Body,
    [property: Id(3)] Figure Members,
    [property: Id(4)] int Meetings,
    [property: Id(5)] Figure Attendances,
    [property: Id(6)] bool ShowsNames);

/// <summary>Of several groups together, made of what is told of each.</summary>
[GenerateSerializer, Immutable, Alias("pm.body-figures.total")]
public sealed record FigureTotal(
    [property: Id(0)] Figure Members,
    [property: Id(1)] int Meetings,
    [property: Id(2)] Figure Attendances);

/// <param name="GroupName">What the group is called; null with a refusal.</param>
/// <param name="Names">By name; null with a refusal.</param>
[GenerateSerializer, Immutable, Alias("pm.group-figures.names")]
public sealed record NamesLook(
    [property: Id(0)] string? GroupName,
    [property: Id(1)] ImmutableList<ListedName>? Names,
    [property: Id(2)] Refusal? Refusal)
{
    public static implicit operator NamesLook(Refusal refusal) => new(null, null, refusal);
}

/// <param name="Name">What the group calls them: a first name or a made-up one. Empty of a founder who has not chosen one.</param>
[GenerateSerializer, Immutable, Alias("pm.group-figures.name")]
public sealed record ListedName(
    [property: Id(0)] string Name,
    [property: Id(1)] GroupRole Role);
