using PeerMesh.Grains.Privacy;

namespace PeerMesh.Silo.Storage;

/// <summary>Empties the write-ahead log, which holds earlier states of rows until it is used anew.</summary>
internal sealed class SqliteShred(SqliteDatabase database) : IStorageShred
{
    public async Task Shred()
    {
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var checkpoint = connection.CreateCommand();
        checkpoint.CommandText = "PRAGMA wal_checkpoint(TRUNCATE)";
        await checkpoint.ExecuteNonQueryAsync();
    }
}
