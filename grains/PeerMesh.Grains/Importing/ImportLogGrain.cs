using System.Collections.Immutable;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Importing;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Importing;

/// <summary>Remembers which imports a body made, for its page.</summary>
[GrainType("import-log")]
internal sealed class ImportLogGrain(
    [PersistentState("import-log", StorageNames.Default)] IPersistentState<ImportLogRecord> stored)
    : RecordGrain<ImportLogRecord>(stored), IImportLogGrain
{
    public Task Add(string batch) =>
        Record.Batches.Contains(batch)
            ? Task.CompletedTask
            : Save(new ImportLogRecord { Batches = [.. Record.Batches.Insert(0, batch).Take(ImportLimits.BatchesMax)] });

    public Task<ImmutableList<string>> Latest() => Task.FromResult(Record.Batches);
}
