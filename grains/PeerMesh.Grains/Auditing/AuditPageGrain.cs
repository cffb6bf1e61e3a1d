using System.Collections.Immutable;
using PeerMesh.Contracts.Auditing;
using PeerMesh.Domain.Auditing;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Auditing;

/// <summary>What is stored of one page of old entries.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.audit-page")]
internal sealed record AuditPageRecord
{
    [Id(0)]
    public ImmutableList<AuditEntry> Entries { get; init; } = [];
}

[GrainType("audit-page")]
internal sealed class AuditPageGrain(
    [PersistentState("audit-page", StorageNames.Default)] IPersistentState<AuditPageRecord> stored)
    : RecordGrain<AuditPageRecord>(stored), IAuditPageGrain
{
    public Task Keep(ImmutableList<AuditEntry> entries) =>
        Record.Entries.IsEmpty ? Save(new AuditPageRecord { Entries = entries })
        : Record.Entries.SequenceEqual(entries) ? Task.CompletedTask
        : throw new InvalidOperationException("A page of the audit record holds other entries already.");

    public Task<ImmutableList<AuditEntry>> Read() => Task.FromResult(Record.Entries);
}
