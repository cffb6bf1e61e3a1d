using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Auditing;

/// <summary>A group's own record of privileged acts. The key is the group id.</summary>
[GrainInterfaceType("pm.group-audit"), Alias("pm.group-audit")]
public interface IGroupAuditGrain : IGrainWithStringKey
{
    /// <summary>Newest first, those before a number. For facilitators.</summary>
    [Alias("Audit")]
    Task<AuditLook> Audit(Caller caller, long? before, int max);
}

/// <summary>A body's own record of privileged acts. The key is the body id.</summary>
[GrainInterfaceType("pm.body-audit"), Alias("pm.body-audit")]
public interface IBodyAuditGrain : IGrainWithStringKey
{
    /// <summary>Newest first, those before a number. For administrators.</summary>
    [Alias("Audit")]
    Task<AuditLook> Audit(Caller caller, long? before, int max);

    /// <summary>Writes down an act that concerns the body and that another grain has taken on. For grains.</summary>
    [Alias("Note")]
    Task Note(AuditNote note);
}

/// <summary>Entries that have left the document whose chain they are of. The key is <c>{chain}/{page}</c>, pages counted from 0.</summary>
[GrainInterfaceType("pm.audit-page"), Alias("pm.audit-page")]
public interface IAuditPageGrain : IGrainWithStringKey
{
    /// <summary>Takes a page, once: what is written down stays. The same page again changes nothing.</summary>
    [Alias("Keep")]
    Task Keep(ImmutableList<AuditEntry> entries);

    [Alias("Read")]
    Task<ImmutableList<AuditEntry>> Read();
}

/// <param name="Entries">Null where there is a refusal.</param>
/// <param name="People">What people in them are called, as far as the reader may know: those who are on the list now.</param>
/// <param name="More">Whether there are older ones.</param>
[GenerateSerializer, Immutable, Alias("pm.audit.look")]
public sealed record AuditLook(
    [property: Id(0)] ImmutableList<AuditEntry>? Entries,
    [property: Id(1)] ImmutableList<AuditPerson> People,
    [property: Id(2)] bool More,
    [property: Id(3)] Refusal? Refusal)
{
    public static implicit operator AuditLook(Refusal refusal) => new(null, [], false, refusal);
}

[GenerateSerializer, Immutable, Alias("pm.audit.person")]
public sealed record AuditPerson(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] string Name);
