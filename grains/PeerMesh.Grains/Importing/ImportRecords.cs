using System.Collections.Immutable;
using PeerMesh.Contracts.Importing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;

namespace PeerMesh.Grains.Importing;

/// <summary>What is stored of an import.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.import")]
internal sealed record ImportRecord
{
    /// <summary>Null until it begins.</summary>
    [Id(0)]
    public ImportOrder? Order { get; init; }

    [Id(1)]
    public ImportStage Stage { get; init; }

    /// <summary>Bodies and words are taken first.</summary>
    [Id(2)]
    public bool BodiesTaken { get; init; }

    /// <summary>The part that comes next, or when undoing the last that is not undone.</summary>
    [Id(3)]
    public int Next { get; init; }

    /// <summary>Whether what is gone is known; it is the part after the last.</summary>
    [Id(4)]
    public bool GoneLoaded { get; init; }

    [Id(5)]
    public ImportCounts Counts { get; init; } = ImportCounts.None;

    /// <summary>Bodies that this import made.</summary>
    [Id(6)]
    public ImmutableList<BodyId> BodiesMade { get; init; } = [];

    [Id(7)]
    public ImmutableList<RowProblem> BodyProblems { get; init; } = [];

    [Id(8)]
    public DateTimeOffset BegunAt { get; init; }

    [Id(9)]
    public DateTimeOffset? EndedAt { get; init; }
}

/// <summary>What is stored of a part of an import.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.import-part")]
internal sealed record ImportPartRecord
{
    [Id(0)]
    public ImmutableList<ImportRow> Rows { get; init; } = [];

    [Id(1)]
    public ImmutableList<GroupId> Gone { get; init; } = [];

    /// <summary>One for each row, in the same order; none before it was worked on.</summary>
    [Id(2)]
    public ImmutableList<PartRow> Done { get; init; } = [];

    [Id(3)]
    public bool Undone { get; init; }
}

/// <param name="Before">Null: there was no such group.</param>
[GenerateSerializer, Immutable, Alias("pm.stored.import-part-row")]
internal sealed record PartRow(
    [property: Id(0)] RowResult Result,
    [property: Id(1)] GroupImage? Before,
    [property: Id(2)] string Print);

/// <summary>What is stored of a source.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.import-source")]
internal sealed record ImportSourceRecord
{
    [Id(0)]
    public bool Owned { get; init; }

    /// <summary>The body that imports from it; null with <see cref="Owned"/> is the operator.</summary>
    [Id(1)]
    public BodyId? Owner { get; init; }

    [Id(2)]
    public ImmutableList<GroupId> Groups { get; init; } = [];

    /// <summary>Imports that changed something, the latest last; at most <see cref="ImportLimits.BatchesMax"/>.</summary>
    [Id(3)]
    public ImmutableList<string> Batches { get; init; } = [];

    /// <summary>The import that is at work.</summary>
    [Id(4)]
    public string? Busy { get; init; }
}

/// <summary>What is stored of the words for what meetings are like.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.formats")]
internal sealed record FormatsRecord
{
    [Id(0)]
    public ImmutableList<KnownFormat> Words { get; init; } = [];

    [Id(1)]
    public long Version { get; init; }
}

/// <summary>What is stored of a body's imports.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.import-log")]
internal sealed record ImportLogRecord
{
    /// <summary>The latest first; at most <see cref="ImportLimits.BatchesMax"/>.</summary>
    [Id(0)]
    public ImmutableList<string> Batches { get; init; } = [];
}
