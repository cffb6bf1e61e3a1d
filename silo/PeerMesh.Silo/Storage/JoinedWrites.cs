using System.Globalization;
using System.Text;
using System.Threading.Channels;
using Npgsql;
using NpgsqlTypes;
using Orleans.Configuration;
using Orleans.Storage;

namespace PeerMesh.Silo.Storage;

/// <summary>Documents that many grains store in the same moment go to PostgreSQL together: one way there and back, and one commit, for all of them.</summary>
/// <remarks>
/// Rows are those of the provider that this wraps, and whatever is not the change of a document that is there already goes through that one. Each write is answered by itself once the
/// commit is done; one that finds another version than it knows changes nothing and hinders none of the others. A batch that fails has changed nothing, and fails for all in it.
/// </remarks>
internal sealed class JoinedWrites : IGrainStorage
{
    /// <summary>Writes of one batch: beyond it a batch takes longer than the way there and back that it saves.</summary>
    private const int BatchMax = 64;

    /// <summary>Batches under way at once: while one is being committed, the next is on its way.</summary>
    private const int Lanes = 2;

    private const string Update =
        """
        UPDATE OrleansStorage SET PayloadBinary=$1, ModifiedOn=now(), Version=Version+1
        WHERE GrainIdHash=$2 AND GrainTypeHash=$3 AND GrainIdN0=0 AND GrainIdN1=0
          AND GrainIdExtensionString=$4 AND GrainTypeString=$5 AND ServiceId=$6 AND Version=$7
        """;

    private readonly IGrainStorage _inner;
    private readonly NpgsqlDataSource _source;
    private readonly IGrainStorageSerializer _serializer;
    private readonly string _service;
    private readonly OrleansDefaultHasher _hasher = new();
    private readonly Channel<Write> _waiting = Channel.CreateUnbounded<Write>();

    public JoinedWrites(IGrainStorage inner, NpgsqlDataSource source, IGrainStorageSerializer serializer, ClusterOptions cluster)
    {
        (_inner, _source, _serializer, _service) = (inner, source, serializer, cluster.ServiceId);
        for (var lane = 0; lane < Lanes; lane++)
        {
            _ = Task.Run(Send);
        }
    }

    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _inner.ReadStateAsync(stateName, grainId, grainState);

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) => _inner.ClearStateAsync(stateName, grainId, grainState);

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState) =>
        int.TryParse(grainState.ETag, NumberStyles.None, CultureInfo.InvariantCulture, out var version) && IsPlainText(grainId)
            ? Join(stateName, grainId.Key.ToString()!, version, grainState)
            : _inner.WriteStateAsync(stateName, grainId, grainState);

    private async Task Join<T>(string stateName, string key, int version, IGrainState<T> grainState)
    {
        var write = new Write(
            _serializer.Serialize(grainState.State).ToMemory(),
            _hasher.Hash(Backwards(key)),
            _hasher.Hash(Encoding.UTF8.GetBytes(stateName)),
            key,
            stateName,
            version);
        _waiting.Writer.TryWrite(write);
        if (!await write.Done.Task)
        {
            throw new InconsistentStateException($"A document of \"{stateName}\" is not at version {version} any more.", "another", grainState.ETag);
        }

        grainState.ETag = (version + 1).ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    private async Task Send()
    {
        var batch = new List<Write>(BatchMax);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (batch.Count < BatchMax && _waiting.Reader.TryRead(out var write))
            {
                batch.Add(write);
            }

            if (batch.Count > 0)
            {
                await Send(batch);
                batch.Clear();
            }
        }
    }

    private async Task Send(List<Write> writes)
    {
        try
        {
            await using var batch = _source.CreateBatch();
            foreach (var write in writes)
            {
                batch.BatchCommands.Add(new NpgsqlBatchCommand(Update)
                {
                    Parameters =
                    {
                        new NpgsqlParameter<ReadOnlyMemory<byte>> { TypedValue = write.Payload, NpgsqlDbType = NpgsqlDbType.Bytea },
                        new NpgsqlParameter<int> { TypedValue = write.KeyHash },
                        new NpgsqlParameter<int> { TypedValue = write.TypeHash },
                        new NpgsqlParameter<string> { TypedValue = write.Key, NpgsqlDbType = NpgsqlDbType.Varchar },
                        new NpgsqlParameter<string> { TypedValue = write.StateName, NpgsqlDbType = NpgsqlDbType.Varchar },
                        new NpgsqlParameter<string> { TypedValue = _service, NpgsqlDbType = NpgsqlDbType.Varchar },
                        new NpgsqlParameter<int> { TypedValue = write.Version },
                    },
                });
            }

            // Without a transaction of ours all of it is one of its own: committed once, before the answer.
            await batch.ExecuteNonQueryAsync();
            for (var i = 0; i < writes.Count; i++)
            {
                writes[i].Done.SetResult(batch.BatchCommands[i].RecordsAffected == 1);
            }
        }
        catch (Exception failure)
        {
            foreach (var write in writes)
            {
                write.Done.TrySetException(failure);
            }
        }
    }

    // As the provider hashes keys: with the last byte first, on every machine of today.
    private static byte[] Backwards(string key)
    {
        var bytes = Encoding.UTF8.GetBytes(key);
        Array.Reverse(bytes);
        return bytes;
    }

    // The provider stores keys that look like numbers in other columns.
    private static bool IsPlainText(GrainId grainId) => !grainId.TryGetGuidKey(out _, out _) && !grainId.TryGetIntegerKey(out _, out _);

    private sealed record Write(ReadOnlyMemory<byte> Payload, int KeyHash, int TypeHash, string Key, string StateName, int Version)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
