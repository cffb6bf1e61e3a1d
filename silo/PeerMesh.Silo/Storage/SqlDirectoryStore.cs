using System.Data;
using System.Data.Common;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Grains.Directory;

namespace PeerMesh.Silo.Storage;

/// <summary>The directory's rows, in SQL that SQLite and PostgreSQL both understand.</summary>
/// <param name="pulse">Null where the database is a file of this machine.</param>
internal sealed class SqlDirectoryStore(DbDataSource database, DatabasePulse? pulse = null) : IDirectoryStore
{
    /// <summary>Rows in one statement: few enough values for any driver, enough that the way to the database does not matter.</summary>
    private const int RowsPerStatement = 100;

    // As in grain state: readable in every script, and without what says nothing.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    public Task<long> Head(int shard) => Ask(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Head FROM DirectoryShards WHERE Shard = @shard";
        Add(command, "shard", shard);
        return await command.ExecuteScalarAsync() is { } head ? Convert.ToInt64(head, CultureInfo.InvariantCulture) : 0;
    });

    public Task<IReadOnlyDictionary<GroupId, long>> Versions(int shard, IReadOnlyCollection<GroupId> groups) => Ask(async connection =>
    {
        var versions = new Dictionary<GroupId, long>();
        foreach (var some in groups.Chunk(RowsPerStatement))
        {
            await using var command = connection.CreateCommand();
            var names = some.Select((group, i) => Add(command, $"g{i}", group.Value));
            command.CommandText = $"SELECT GroupId, Version FROM DirectoryEntries WHERE GroupId IN ({string.Join(',', names)})";
            await using var rows = await command.ExecuteReaderAsync();
            while (await rows.ReadAsync())
            {
                versions[new GroupId(rows.GetString(0))] = rows.GetInt64(1);
            }
        }

        return (IReadOnlyDictionary<GroupId, long>)versions;
    });

    public Task<IReadOnlyList<DirectoryRow>> Read(int shard, long after, int max) => Ask(async connection =>
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT Number, GroupId, Version, Entry FROM DirectoryEntries WHERE Shard = @shard AND Number > @after ORDER BY Number LIMIT @max";
        Add(command, "shard", shard);
        Add(command, "after", after);
        Add(command, "max", max);
        var found = new List<DirectoryRow>();
        await using var rows = await command.ExecuteReaderAsync();
        while (await rows.ReadAsync())
        {
            var entry = await rows.IsDBNullAsync(3) ? null : JsonSerializer.Deserialize<DirectoryEntry>((byte[])rows.GetValue(3), Json);
            found.Add(new DirectoryRow(rows.GetInt64(0), new GroupId(rows.GetString(1)), rows.GetInt64(2), entry));
        }

        return (IReadOnlyList<DirectoryRow>)found;
    });

    public Task Write(int shard, long head, IReadOnlyList<DirectoryRow> rows) => Ask(async connection =>
    {
        await using var transaction = await connection.BeginTransactionAsync();
        await MoveHead(connection, transaction, shard, head, rows[^1].Number);
        foreach (var some in rows.Chunk(RowsPerStatement))
        {
            await Upsert(connection, transaction, shard, some);
        }

        await transaction.CommitAsync();
        return true;
    });

    // First, so that a second writer waits here and then finds the number moved.
    private static async Task MoveHead(DbConnection connection, DbTransaction transaction, int shard, long from, long to)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = from == 0
            ? "INSERT INTO DirectoryShards (Shard, Head) VALUES (@shard, @to) ON CONFLICT DO NOTHING"
            : "UPDATE DirectoryShards SET Head = @to WHERE Shard = @shard AND Head = @from";
        Add(command, "shard", shard);
        Add(command, "to", to);
        if (from != 0)
        {
            Add(command, "from", from);
        }

        if (await command.ExecuteNonQueryAsync() != 1)
        {
            throw new DirectoryConflictException();
        }
    }

    private static async Task Upsert(DbConnection connection, DbTransaction transaction, int shard, DirectoryRow[] rows)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        var text = new StringBuilder("INSERT INTO DirectoryEntries (GroupId, Shard, Number, Version, Entry) VALUES ");
        var ofShard = Add(command, "shard", shard);
        foreach (var (i, row) in rows.Index())
        {
            var entry = row.Entry is null ? null : JsonSerializer.SerializeToUtf8Bytes(row.Entry, Json);
            text.Append(i == 0 ? "(" : ", (").AppendJoin(
                ", ", Add(command, $"g{i}", row.Group.Value), ofShard, Add(command, $"n{i}", row.Number), Add(command, $"v{i}", row.Version), Add(command, $"e{i}", entry)).Append(')');
        }

        text.Append(" ON CONFLICT (GroupId) DO UPDATE SET Shard = excluded.Shard, Number = excluded.Number, Version = excluded.Version, Entry = excluded.Entry");
        command.CommandText = text.ToString();
        await command.ExecuteNonQueryAsync();
    }

    private static string Add(DbCommand command, string name, object? value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        if (value is null)
        {
            // A null says nothing of its type, and PostgreSQL wants to know.
            parameter.DbType = DbType.Binary;
        }

        parameter.Value = value ?? DBNull.Value;
        command.Parameters.Add(parameter);
        return "@" + name;
    }

    // A driver's own exception cannot be sent to a caller, and a watch or an activation passes no filter that would translate it.
    private Task<T> Ask<T>(Func<DbConnection, Task<T>> question) => pulse.Try(async () =>
    {
        await using var connection = await database.OpenConnectionAsync();
        return await question(connection);
    });
}
