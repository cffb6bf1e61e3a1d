using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Auditing;

/// <summary>One privileged act: who did what, on what, when and why. It never holds a name, an address, or anything that was said.</summary>
/// <remarks>Its hash covers all of it and the hash before it, so that nothing can be changed, left out or moved without the chain telling.</remarks>
/// <param name="Number">Counts from 1 within its chain.</param>
/// <param name="Actor">Whose account did it; null where the system did, or whoever runs the server.</param>
/// <param name="Action">One of <see cref="AuditActions"/>.</param>
/// <param name="Subject">What it was done to, as <c>kind:id</c>; see <see cref="AuditSubjects"/>.</param>
/// <param name="Reason">Why, where a reason has to be given.</param>
/// <param name="Previous">The hash of the entry before; of the first one, <see cref="AuditRules.StartOf"/>.</param>
/// <param name="Hash">SHA-256 in hexadecimal digits over the rest, see <see cref="AuditRules"/>.</param>
[GenerateSerializer, Immutable, Alias("pm.audit.entry")]
public sealed record AuditEntry(
    [property: Id(0)] long Number,
    [property: Id(1)] DateTimeOffset At,
    [property: Id(2)] MemberId? Actor,
    [property: Id(3)] string Action,
    [property: Id(4)] string Subject,
    [property: Id(5)] string? Reason,
    [property: Id(6)] string Previous,
    [property: Id(7)] string Hash);

/// <summary>What is to be written down of an act, before it has its place in a chain.</summary>
[GenerateSerializer, Immutable, Alias("pm.audit.note")]
public sealed record AuditNote(
    [property: Id(0)] MemberId? Actor,
    [property: Id(1)] string Action,
    [property: Id(2)] string Subject,
    [property: Id(3)] string? Reason = null);

/// <summary>What one document holds of its own chain: the latest entries, and where the older ones are.</summary>
/// <param name="Recent">Oldest first. At most <see cref="AuditRules.PageSize"/> and what the next write brings; whole pages move to documents of their own.</param>
/// <param name="Count">All entries there ever were.</param>
/// <param name="Pages">How many pages have moved; each holds <see cref="AuditRules.PageSize"/> entries.</param>
[GenerateSerializer, Immutable, Alias("pm.audit.trail")]
public sealed record AuditTrail(
    [property: Id(0)] ImmutableList<AuditEntry> Recent,
    [property: Id(1)] long Count,
    [property: Id(2)] int Pages)
{
    public static readonly AuditTrail Empty = new([], 0, 0);
}
