using System.Data.Common;

namespace PeerMesh.Silo.Storage;

/// <summary>The database behind one silo: one source of connections for all that the silo keeps there.</summary>
/// <remarks>Whoever opened it disposes of it, after the silo's host.</remarks>
public abstract class SiloDatabase : IDisposable
{
    private protected SiloDatabase(string invariant, DbDataSource dataSource) => (Invariant, DataSource) = (invariant, dataSource);

    public DbDataSource DataSource { get; }

    /// <summary>Where it is, for whoever runs this: a folder, or the name of a database and its server. No password.</summary>
    public abstract string Place { get; }

    /// <summary>What Orleans calls the kind of database, and with it the dialect of its own few words around our queries.</summary>
    internal string Invariant { get; }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    protected virtual void Dispose(bool disposing)
    {
        if (disposing)
        {
            DataSource.Dispose();
        }
    }
}
