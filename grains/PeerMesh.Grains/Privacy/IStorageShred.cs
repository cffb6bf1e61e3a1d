namespace PeerMesh.Grains.Privacy;

/// <summary>What a database has to do so that what was overwritten is not left in its files. Where nothing is registered, nothing has to be done.</summary>
public interface IStorageShred
{
    Task Shred();
}
