using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;

namespace PeerMesh.Contracts.Importing;

/// <summary>A few of an import's rows, with what is needed to undo them. The key is <c>{batch}.{number}</c>.</summary>
[GrainInterfaceType("pm.import-part"), Alias("pm.import-part")]
public interface IImportPartGrain : IGrainWithStringKey
{
    [Alias("Load")]
    Task Load(ImmutableList<ImportRow> rows);

    /// <summary>Instead of rows: groups that the source no longer has.</summary>
    [Alias("LoadGone")]
    Task LoadGone(ImmutableList<GroupId> groups);

    /// <summary>Imports the rows. Once more does only what was not done.</summary>
    [Alias("Apply")]
    Task<PartOutcome> Apply();

    /// <summary>Says what importing them would change.</summary>
    [Alias("Preview")]
    Task<PartOutcome> Preview();

    [Alias("Undo")]
    Task<PartOutcome> Undo();

    [Alias("Results")]
    Task<ImmutableList<RowResult>> Results();
}

/// <param name="Groups">The groups of these rows.</param>
/// <param name="Added">Those of them that were new.</param>
[GenerateSerializer, Immutable, Alias("pm.import.part-outcome")]
public sealed record PartOutcome(
    [property: Id(0)] ImportCounts Counts,
    [property: Id(1)] ImmutableList<GroupId> Groups,
    [property: Id(2)] ImmutableList<GroupId> Added);

[JsonConverter(typeof(JsonStringEnumConverter<RowChange>))]
public enum RowChange
{
    [JsonStringEnumMemberName("added")]
    Added = 0,

    [JsonStringEnumMemberName("changed")]
    Changed = 1,

    [JsonStringEnumMemberName("unchanged")]
    Unchanged = 2,

    /// <summary>The source no longer has it: it left the directory.</summary>
    [JsonStringEnumMemberName("gone")]
    Gone = 3,

    [JsonStringEnumMemberName("failed")]
    Failed = 4,

    /// <summary>Undone.</summary>
    [JsonStringEnumMemberName("restored")]
    Restored = 5,

    /// <summary>Not undone, because somebody changed it since.</summary>
    [JsonStringEnumMemberName("kept")]
    Kept = 6,
}

/// <param name="Line">Its place in the file, from 1; 0 for one that is gone.</param>
/// <param name="Fields">What differs, by the names of the fields.</param>
/// <param name="Reason">Why it failed or was kept.</param>
[GenerateSerializer, Immutable, Alias("pm.import.row-result")]
public sealed record RowResult(
    [property: Id(0)] int Line,
    [property: Id(1)] GroupId Group,
    [property: Id(2)] string Name,
    [property: Id(3)] RowChange Change,
    [property: Id(4)] ImmutableList<string> Fields,
    [property: Id(5)] string? Reason);

/// <summary>A group's side of an import. The key is the group id; the grain is the group's own.</summary>
[GrainInterfaceType("pm.group-import"), Alias("pm.group-import")]
public interface IGroupImportGrain : IGrainWithStringKey
{
    /// <summary>Takes what a source says of this group, and founds it where it is new. What people made of it here (roster, sessions, agenda) stays.</summary>
    /// <param name="dryRun">Only says what would change.</param>
    [Alias("TakeRow")]
    Task<GroupImported> TakeRow(ImportRow row, bool dryRun);

    /// <summary>The source no longer has it: it leaves the directory.</summary>
    [Alias("Withdraw")]
    Task<GroupImported> Withdraw(bool dryRun);

    /// <summary>Back to how it was before an import, unless something changed since.</summary>
    /// <param name="before">Null: there was no such group.</param>
    /// <param name="print">Names the state that the import left.</param>
    [Alias("Restore")]
    Task<Refusal?> Restore(GroupImage? before, string print);

    /// <summary>Makes an administrator of the group's body its facilitator. An imported group has none until somebody looks after it.</summary>
    [Alias("Adopt")]
    Task<Refusal?> Adopt(Caller caller, string name);
}

/// <param name="Before">Null: there was no such group.</param>
/// <param name="Print">Names the state that the import left; the same as before for what did not change.</param>
/// <param name="Fields">What differs.</param>
[GenerateSerializer, Immutable, Alias("pm.import.group-imported")]
public sealed record GroupImported(
    [property: Id(0)] RowChange Change,
    [property: Id(1)] string Name,
    [property: Id(2)] GroupImage? Before,
    [property: Id(3)] string Print,
    [property: Id(4)] ImmutableList<string> Fields,
    [property: Id(5)] Refusal? Refusal);
