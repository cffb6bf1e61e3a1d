using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Importing;

/// <summary>The shapes that listings come in from elsewhere.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ImportKind>))]
public enum ImportKind
{
    /// <summary>The JSON of a BMLT server: its search results, alone or with formats and service bodies.</summary>
    [JsonStringEnumMemberName("bmlt")]
    Bmlt = 0,

    [JsonStringEnumMemberName("meetingGuide")]
    MeetingGuide = 1,

    /// <summary>A table whose headers are the Meeting Guide's names in plain language.</summary>
    [JsonStringEnumMemberName("csv")]
    Csv = 2,
}

/// <summary>One listing, read and understood.</summary>
/// <param name="Line">Its place in the file, from 1.</param>
/// <param name="Group">Follows from the source and what the source calls it, so that reading it again finds the same group.</param>
[GenerateSerializer, Immutable, Alias("pm.import.row")]
public sealed record ImportRow(
    [property: Id(0)] int Line,
    [property: Id(1)] GroupId Group,
    [property: Id(2)] string Name,
    [property: Id(3)] string About,
    [property: Id(4)] Listing Listing);

/// <summary>What an import changes of a group, as it is at one time.</summary>
[GenerateSerializer, Immutable, Alias("pm.import.group-image")]
public sealed record GroupImage(
    [property: Id(0)] string Name,
    [property: Id(1)] string About,
    [property: Id(2)] Listing? Listing);

/// <summary>A row that cannot become a listing, and why.</summary>
/// <param name="Line">Its place in the file, from 1.</param>
/// <param name="Name">What it calls itself, shortened.</param>
/// <param name="Reason">A sentence for the person who imports.</param>
[GenerateSerializer, Immutable, Alias("pm.import.problem")]
public sealed record RowProblem(
    [property: Id(0)] int Line,
    [property: Id(1)] string Name,
    [property: Id(2)] string Reason);

/// <summary>A source's word for what a meeting is like.</summary>
/// <param name="Id">The source's number for it; one per word, the same in all languages.</param>
/// <param name="Key">The short word, "WC".</param>
/// <param name="WorldId">What the fellowship at large calls it.</param>
/// <param name="Type">The source's sort of such words.</param>
[GenerateSerializer, Immutable, Alias("pm.import.format")]
public sealed record FormatWord(
    [property: Id(0)] string Id,
    [property: Id(1)] string Key,
    [property: Id(2)] string Language,
    [property: Id(3)] string Name,
    [property: Id(4)] string Description,
    [property: Id(5)] string? WorldId,
    [property: Id(6)] string? Type);

/// <summary>What a file said.</summary>
/// <param name="Bodies">Parents before their branches; those at the top have the importing body as parent, or none.</param>
public sealed record ImportFile(
    ImportKind Kind,
    ImmutableList<ImportRow> Rows,
    ImmutableList<RowProblem> Problems,
    ImmutableList<Body> Bodies,
    ImmutableList<FormatWord> Formats)
{
    /// <summary>Rows of the file, good and bad.</summary>
    public int Read => Rows.Count + Problems.Count;
}

/// <summary>How to read a file.</summary>
/// <param name="Source">What the source is called from now on; 1 to 64 small letters, digits, dots or hyphens.</param>
/// <param name="Batch">This import.</param>
/// <param name="Zone">For rows that say nothing from which their zone follows; null makes those rows problems.</param>
/// <param name="Body">The body they are imported into; null lets the source's own stand at the top.</param>
/// <param name="Today">The date from which recurring meetings count.</param>
public sealed record ImportOptions(string Source, string Batch, string? Zone, BodyId? Body, DateOnly Today);
