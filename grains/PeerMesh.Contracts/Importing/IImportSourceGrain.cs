using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Importing;

namespace PeerMesh.Contracts.Importing;

/// <summary>A source of listings: what came from it, and in which imports. The key is the source's name.</summary>
[GrainInterfaceType("pm.import-source"), Alias("pm.import-source")]
public interface IImportSourceGrain : IGrainWithStringKey
{
    /// <summary>Takes the source for one import at a time. A source belongs to the body that imported from it first.</summary>
    [Alias("Take")]
    Task<Refusal?> Take(string batch, BodyId? owner, bool dryRun);

    /// <summary>Groups that came from it and that it still has.</summary>
    [Alias("Groups")]
    Task<ImmutableList<GroupId>> Groups();

    /// <summary>An import ended: these are its groups now.</summary>
    [Alias("Done")]
    Task Done(string batch, ImmutableList<GroupId> groups);

    /// <summary>A dry run ended, or an import changed nothing.</summary>
    [Alias("Release")]
    Task Release(string batch);

    /// <summary>Takes the source to undo its latest import.</summary>
    [Alias("TakeBack")]
    Task<Refusal?> TakeBack(string batch);

    /// <summary>An import was undone: without what it added, with what it took for gone.</summary>
    [Alias("Undone")]
    Task Undone(string batch, ImmutableList<GroupId> added, ImmutableList<GroupId> gone);

    /// <summary>Its imports, the latest last.</summary>
    [Alias("Batches")]
    Task<ImmutableList<string>> Batches();
}

/// <summary>The words by which sources say what their meetings are like. There is one; its key is <see cref="Key"/>.</summary>
[GrainInterfaceType("pm.formats"), Alias("pm.formats")]
public interface IFormatsGrain : IGrainWithStringKey
{
    const string Key = "network";

    /// <summary>Takes a source's words. Their numbers stay what they are unless another source has them.</summary>
    [Alias("Take")]
    Task Take(string source, ImmutableList<FormatWord> words);

    /// <summary>All words, or null where nothing changed after the version the caller holds.</summary>
    [Alias("List")]
    Task<FormatList?> List(long known);
}

/// <summary>A source's word with the number by which this network's feeds know it.</summary>
[GenerateSerializer, Immutable, Alias("pm.formats.word")]
public sealed record KnownFormat(
    [property: Id(0)] int Number,
    [property: Id(1)] string Source,
    [property: Id(2)] FormatWord Word);

[GenerateSerializer, Immutable, Alias("pm.formats.list")]
public sealed record FormatList(
    [property: Id(0)] ImmutableList<KnownFormat> Words,
    [property: Id(1)] long Version);

/// <summary>The latest imports of a body. The key is the body id, or <see cref="Operator"/>.</summary>
[GrainInterfaceType("pm.import-log"), Alias("pm.import-log")]
public interface IImportLogGrain : IGrainWithStringKey
{
    const string Operator = "@operator";

    [Alias("Add")]
    Task Add(string batch);

    /// <summary>The latest first.</summary>
    [Alias("Latest")]
    Task<ImmutableList<string>> Latest();
}
