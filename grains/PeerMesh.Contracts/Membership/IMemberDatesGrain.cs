using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Contracts.Membership;

/// <summary>The dates one person goes to or waits for, and lately went to. The key is the member id.</summary>
[GrainInterfaceType("pm.member-dates"), Alias("pm.member-dates")]
public interface IMemberDatesGrain : IGrainWithStringKey
{
    /// <summary>
    /// Keeps room for one more date, where the person has fewer than so many coming ones with the same body. For the grain of
    /// the date, which says afterwards what became of it.
    /// </summary>
    /// <returns>How many they have, where that is too many; null where there is room.</returns>
    [Alias("Reserve")]
    Task<int?> Reserve(MemberDate wanted, int max);

    /// <summary>Where the person stands with a date now. For the grain of the date.</summary>
    [Alias("Changed")]
    Task Changed(MemberDate wanted);

    /// <summary>The date knows nobody any more. For the grain of the date.</summary>
    [Alias("IsOver")]
    Task IsOver(SessionId session);

    /// <summary>Latest start first.</summary>
    [Alias("List")]
    Task<ImmutableList<MemberDate>> List();
}

/// <param name="Body">What the bound on coming dates counts over.</param>
/// <param name="CalledOff">It does not take place. False where a release that did not know it wrote.</param>
[GenerateSerializer, Immutable, Alias("pm.member-dates.date")]
public sealed record MemberDate(
    [property: Id(0)] SessionId Session,
    [property: Id(1)] GroupId Group,
    [property: Id(2)] string GroupName,
    [property: Id(3)] string Body,
    [property: Id(4)] DateTimeOffset StartsAt,
    [property: Id(5)] DateTimeOffset EndsAt,
    [property: Id(6)] string? Zone,
    [property: Id(7)] DateState State,
    [property: Id(8)] bool CalledOff = false);
