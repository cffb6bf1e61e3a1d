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
    private readonly DatabasePulse _pulse;
    private readonly IGrainStorageSerializer _serializer;
    private readonly string _service;
    private readonly OrleansDefaultHasher _hasher = new();
    private readonly Channel<Write> _waiting = Channel.CreateUnbounded<Write>();

    /// <param name="inner">What reads, clears and stores what was not there; it keeps faults of the driver to itself and does not wait for a database that is away.</param>
    /// <param name="source">Connections of the running role.</param>
    /// <param name="pulse">Asked once for a batch, where each write of its own would have to be.</param>
    /// <param name="serializer">What the provider writes documents with.</param>
    /// <param name="cluster">Whose rows they are.</param>
    public JoinedWrites(IGrainStorage inner, NpgsqlDataSource source, DatabasePulse pulse, IGrainStorageSerializer serializer, ClusterOptions cluster)
    {
        (_inner, _source, _pulse, _serializer, _service) = (inner, source, pulse, serializer, cluster.ServiceId);
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
        var writes = new List<Write>(BatchMax);
        var sheet = new Sheet(_source, _service);
        while (await _waiting.Reader.WaitToReadAsync())
        {
            while (writes.Count < BatchMax && _waiting.Reader.TryRead(out var write))
            {
                writes.Add(write);
            }

            if (writes.Count > 0 && !await Send(sheet, writes))
            {
                // Given up, it may still be under way.
                sheet = new Sheet(_source, _service);
            }

            writes.Clear();
        }
    }

    private async Task<bool> Send(Sheet sheet, List<Write> writes)
    {
        try
        {
            await _pulse.Do(() => sheet.Execute(writes));
            for (var i = 0; i < writes.Count; i++)
            {
                writes[i].Done.SetResult(sheet.IsDone(i));
            }

            return true;
        }
        catch (Exception failure)
        {
            foreach (var write in writes)
            {
                write.Done.TrySetException(failure);
            }

            return false;
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

    /// <summary>The statements of a lane, filled in anew for each batch.</summary>
    private sealed class Sheet(NpgsqlDataSource source, string service)
    {
        private readonly NpgsqlBatch _batch = source.CreateBatch();
        private readonly List<Line> _lines = [];

        /// <summary>Without a transaction of ours all of it is one of its own: committed once, before the answer.</summary>
        /// <returns>How many rows were changed.</returns>
        public Task<int> Execute(List<Write> writes)
        {
            _batch.BatchCommands.Clear();
            for (var i = 0; i < writes.Count; i++)
            {
                if (_lines.Count == i)
                {
                    _lines.Add(new Line(service));
                }

                _batch.BatchCommands.Add(_lines[i].Of(writes[i]));
            }

            return _batch.ExecuteNonQueryAsync();
        }

        public bool IsDone(int place) => _batch.BatchCommands[place].RecordsAffected == 1;
    }

    private sealed class Line
    {
        private readonly NpgsqlParameter<ReadOnlyMemory<byte>> _payload = new() { NpgsqlDbType = NpgsqlDbType.Bytea };
        private readonly NpgsqlParameter<int> _keyHash = new();
        private readonly NpgsqlParameter<int> _typeHash = new();
        private readonly NpgsqlParameter<string> _key = new() { NpgsqlDbType = NpgsqlDbType.Varchar };
        private readonly NpgsqlParameter<string> _stateName = new() { NpgsqlDbType = NpgsqlDbType.Varchar };
        private readonly NpgsqlParameter<int> _version = new();
        private readonly NpgsqlBatchCommand _command = new(Update);

        public Line(string service)
        {
            _command.Parameters.Add(_payload);
            _command.Parameters.Add(_keyHash);
            _command.Parameters.Add(_typeHash);
            _command.Parameters.Add(_key);
            _command.Parameters.Add(_stateName);
            _command.Parameters.Add(new NpgsqlParameter<string> { TypedValue = service, NpgsqlDbType = NpgsqlDbType.Varchar });
            _command.Parameters.Add(_version);
        }

        public NpgsqlBatchCommand Of(Write write)
        {
            (_payload.TypedValue, _keyHash.TypedValue, _typeHash.TypedValue) = (write.Payload, write.KeyHash, write.TypeHash);
            (_key.TypedValue, _stateName.TypedValue, _version.TypedValue) = (write.Key, write.StateName, write.Version);
            return _command;
        }
    }

    private sealed record Write(ReadOnlyMemory<byte> Payload, int KeyHash, int TypeHash, string Key, string StateName, int Version)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
