using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Contracts.Importing;

/// <summary>One import: it works through its parts by itself, goes on after a crash, and can be undone. The key is its id, the batch.</summary>
[GrainInterfaceType("pm.import"), Alias("pm.import")]
public interface IImportGrain : IGrainWithStringKey
{
    /// <summary>Begins; the parts have been loaded before. The same order again changes nothing.</summary>
    [Alias("Begin")]
    Task<Refusal?> Begin(ImportOrder order);

    /// <summary>How far it is; null where there is no such import.</summary>
    [Alias("Look")]
    Task<ImportView?> Look();

    /// <summary>What became of the rows of one part, in the order of the file; part <see cref="ImportOrder.Parts"/> is of what is gone.</summary>
    [Alias("Rows")]
    Task<ImmutableList<RowResult>> Rows(int part);

    /// <summary>Gives each group it touched the state it had before, unless somebody changed it since.</summary>
    [Alias("Undo")]
    Task<Refusal?> Undo();
}

/// <summary>What is to be imported. The rows themselves are with the parts.</summary>
/// <param name="Source">What the source is called.</param>
/// <param name="Owner">The body it is imported into; null is the operator's own import.</param>
/// <param name="Administrators">Who administers bodies that the import makes.</param>
/// <param name="DryRun">Only says what would change.</param>
/// <param name="KeepsGone">Leaves listings of the source alone that it no longer has; else they leave the directory.</param>
/// <param name="Parts">How many parts were loaded.</param>
/// <param name="Read">Rows of the file, good and bad.</param>
/// <param name="Problems">Rows that could not be read; at most <see cref="ImportLimits.ProblemsMax"/>.</param>
/// <param name="ProblemCount">How many there were.</param>
[GenerateSerializer, Immutable, Alias("pm.import.order")]
public sealed record ImportOrder(
    [property: Id(0)] string Source,
    [property: Id(1)] ImportKind Kind,
    [property: Id(2)] BodyId? Owner,
    [property: Id(3)] ImmutableList<MemberId> Administrators,
    [property: Id(4)] bool DryRun,
    [property: Id(5)] bool KeepsGone,
    [property: Id(6)] int Parts,
    [property: Id(7)] int Read,
    [property: Id(8)] ImmutableList<RowProblem> Problems,
    [property: Id(9)] int ProblemCount,
    [property: Id(10)] ImmutableList<Body> Bodies,
    [property: Id(11)] ImmutableList<FormatWord> Formats);

[JsonConverter(typeof(JsonStringEnumConverter<ImportStage>))]
public enum ImportStage
{
    [JsonStringEnumMemberName("running")]
    Running = 0,

    [JsonStringEnumMemberName("done")]
    Done = 1,

    [JsonStringEnumMemberName("undoing")]
    Undoing = 2,

    [JsonStringEnumMemberName("undone")]
    Undone = 3,
}

/// <summary>How many rows came to what.</summary>
/// <param name="Kept">When undoing: groups that somebody changed since, and that stay as they are.</param>
[GenerateSerializer, Immutable, Alias("pm.import.counts")]
public sealed record ImportCounts(
    [property: Id(0)] int Added,
    [property: Id(1)] int Changed,
    [property: Id(2)] int Unchanged,
    [property: Id(3)] int Gone,
    [property: Id(4)] int Failed,
    [property: Id(5)] int Restored,
    [property: Id(6)] int Kept)
{
    public static readonly ImportCounts None = new(0, 0, 0, 0, 0, 0, 0);

    public static ImportCounts operator +(ImportCounts one, ImportCounts other)
    {
        ArgumentNullException.ThrowIfNull(one);
        ArgumentNullException.ThrowIfNull(other);
        return new(
            one.Added + other.Added,
            one.Changed + other.Changed,
            one.Unchanged + other.Unchanged,
            one.Gone + other.Gone,
            one.Failed + other.Failed,
            one.Restored + other.Restored,
            one.Kept + other.Kept);
    }
}

/// <param name="Done">Rows worked on so far.</param>
/// <param name="Total">Rows to work on.</param>
/// <param name="BodiesMade">Bodies that were new.</param>
/// <param name="BodyProblems">Bodies that could not be taken, and why.</param>
[GenerateSerializer, Immutable, Alias("pm.import.view")]
public sealed record ImportView(
    [property: Id(0)] string Batch,
    [property: Id(1)] string Source,
    [property: Id(2)] ImportKind Kind,
    [property: Id(3)] BodyId? Owner,
    [property: Id(4)] bool DryRun,
    [property: Id(5)] ImportStage Stage,
    [property: Id(6)] int Done,
    [property: Id(7)] int Total,
    [property: Id(8)] int Read,
    [property: Id(9)] ImportCounts Counts,
    [property: Id(10)] ImmutableList<RowProblem> Problems,
    [property: Id(11)] int ProblemCount,
    [property: Id(12)] int Parts,
    [property: Id(13)] int BodiesMade,
    [property: Id(14)] ImmutableList<RowProblem> BodyProblems,
    [property: Id(15)] DateTimeOffset BegunAt,
    [property: Id(16)] DateTimeOffset? EndedAt);
