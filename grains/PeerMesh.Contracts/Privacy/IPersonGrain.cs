using System.Collections.Immutable;
using Orleans.Concurrency;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Contracts.Privacy;

/// <summary>Knows where data about one person is, gives it out to them, and takes it away. The key is the member id.</summary>
[GrainInterfaceType("pm.person"), Alias("pm.person")]
public interface IPersonGrain : IGrainWithStringKey
{
    /// <summary>A group knows this person from now on. For the groups' grains.</summary>
    [Alias("KnownTo"), AlwaysInterleave]
    Task KnownTo(GroupId group);

    /// <summary>They come in to a session. For the sessions' grains, before they store it.</summary>
    [Alias("Attends"), AlwaysInterleave]
    Task Attends(SessionId session);

    /// <summary>A session knows nobody any more. For the sessions' grains.</summary>
    [Alias("IsOver"), AlwaysInterleave]
    Task IsOver(SessionId session);

    /// <summary>They ask to belong to a body, or take a step of somebody who asked. For the applications' grains, before they store it.</summary>
    [Alias("TakesPartIn"), AlwaysInterleave]
    Task TakesPartIn(string application);

    /// <summary>They sign in by what has this key. For the grains that sign people in.</summary>
    [Alias("SignsInBy"), AlwaysInterleave]
    Task SignsInBy(string emailKey);

    /// <summary>Everything that is held about the caller, who is this person.</summary>
    [Alias("Export")]
    Task<PersonExport> Export(Caller caller);

    /// <summary>Takes it all away: what keeps them signed in and what opens their address at once, the rest within moments, or once meetings they are in are over. Asking again changes nothing.</summary>
    [Alias("Delete")]
    Task<Refusal?> Delete(Caller caller);

    /// <summary>Whether the account was deleted, or is being.</summary>
    [Alias("IsErased"), AlwaysInterleave]
    Task<bool> IsErased();

    /// <summary>Who has looked at data about the caller, newest first.</summary>
    [Alias("Seen")]
    Task<ImmutableList<SeenRead>> Seen(Caller caller);

    /// <summary>What seals this person's own fields, made when first asked for; null once the account is deleted, and then what was sealed opens nowhere.</summary>
    [Alias("Key"), AlwaysInterleave]
    Task<string?> Key();
}

/// <summary>A grain that holds data about people besides this one's own. Whatever can do that is on the list in <c>PersonHoldings</c>.</summary>
[GrainInterfaceType("pm.holds-person"), Alias("pm.holds-person")]
public interface IHoldsPerson : IGrainWithStringKey
{
    /// <summary>What it holds about somebody, as JSON; null for nothing.</summary>
    [Alias("Held")]
    Task<string?> Held(MemberId member);

    /// <summary>Takes it away. What has to stay (how many came) stays without saying who. Again changes nothing.</summary>
    /// <returns>False where that is not possible yet: a meeting they are in is still on.</returns>
    [Alias("Forget")]
    Task<bool> Forget(MemberId member);
}

/// <summary>A group's answers about one person to the grain of that person.</summary>
[GrainInterfaceType("pm.group-privacy"), Alias("pm.group-privacy")]
public interface IGroupPrivacyGrain : IGrainWithStringKey
{
    /// <summary>Who of those who lead has looked at lists that this person is, or was, on.</summary>
    [Alias("Seen")]
    Task<ImmutableList<SeenRead>> Seen(MemberId member);

    /// <summary>The group as somebody may see it who holds a code of it; null where it is none of its codes.</summary>
    [Alias("LookWith")]
    Task<GroupView?> LookWith(Caller? caller, string code);

    /// <summary>Where they stand with it, for whoever holds a code of it.</summary>
    [Alias("StandingWith")]
    Task<MembershipStanding?> StandingWith(Caller? caller, string code);

    /// <summary>The group's sessions that it still knows of.</summary>
    [Alias("Sessions")]
    Task<ImmutableList<SessionId>> Sessions();

    /// <summary>How many days the group's meetings know people; null where no organisation above says so. Not for a caller: it is on the organisation's pages.</summary>
    [Alias("KeepsFor")]
    Task<int?> KeepsFor();

    /// <summary>Somebody who leads reads names elsewhere: of one date, or of a meeting. For the grains that show them.</summary>
    [Alias("WasRead")]
    Task WasRead(MemberId reader, string action);
}

/// <param name="Parts">One for each place that holds something.</param>
[GenerateSerializer, Immutable, Alias("pm.person.export")]
public sealed record PersonExport(
    [property: Id(0)] ImmutableList<PersonPart> Parts,
    [property: Id(1)] Refusal? Refusal);

/// <param name="Holder">What kind of place it is.</param>
/// <param name="Key">Which one.</param>
/// <param name="Json">What it holds.</param>
[GenerateSerializer, Immutable, Alias("pm.person.part")]
public sealed record PersonPart(
    [property: Id(0)] string Holder,
    [property: Id(1)] string Key,
    [property: Id(2)] string Json);

/// <summary>One look at data about a person.</summary>
/// <param name="Group">Where; null for the person's own export.</param>
/// <param name="Action">What was looked at: one of <c>AuditActions</c>.</param>
/// <param name="By">What the group's list calls whoever looked; null of somebody who is not on it any more.</param>
/// <param name="Role">Their role there now.</param>
/// <param name="Body">The organisation for which they looked; null of those who lead the group.</param>
[GenerateSerializer, Immutable, Alias("pm.person.seen")]
public sealed record SeenRead(
    [property: Id(0)] DateTimeOffset At,
    [property: Id(1)] GroupId? Group,
    [property: Id(2)] string? GroupName,
    [property: Id(3)] string Action,
    [property: Id(4)] string? By,
    [property: Id(5)] GroupRole Role,
    [property: Id(6)] BodyId? Body = null);
