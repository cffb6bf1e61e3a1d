using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Common;

namespace PeerMesh.Web.Importing;

/// <summary>Where pages hand in files to import. The gateway behind it reads them and sets the import going.</summary>
public interface IImportDesk
{
    /// <summary>Reads a file and begins its import for a body. The caller has to administer the body.</summary>
    Task<ImportBegun> Begin(Caller caller, ImportWish wish, CancellationToken cancellationToken);

    /// <summary>Undoes an import. The caller has to administer its body.</summary>
    Task<Refusal?> Undo(Caller caller, string batch);
}

/// <summary>What somebody wants imported.</summary>
/// <param name="Body">The body it is imported into; null is the operator's own import.</param>
/// <param name="File">The file; null fetches <paramref name="Address"/>.</param>
/// <param name="FileName">What the file is called, to name the source after.</param>
/// <param name="Source">What to call the source; null follows from the file or the address.</param>
/// <param name="Zone">For rows that do not say theirs.</param>
public sealed record ImportWish(
    BodyId? Body,
    ReadOnlyMemory<byte>? File,
    string? FileName,
    string? Address,
    string? Source,
    string? Zone,
    bool DryRun,
    bool KeepsGone);

/// <param name="Batch">The import that goes on now.</param>
public sealed record ImportBegun(string? Batch, Refusal? Refusal)
{
    public static implicit operator ImportBegun(Refusal refusal) => new(null, refusal);

    public static ImportBegun FromRefusal(Refusal refusal) => refusal;
}
