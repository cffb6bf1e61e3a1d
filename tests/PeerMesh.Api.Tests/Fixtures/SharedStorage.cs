using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Runtime;
using Orleans.Storage;

namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>Rows that all silos of a test share and that outlive each of them.</summary>
internal sealed class SharedRows
{
    private readonly ConcurrentDictionary<(string Name, GrainId Grain), (BinaryData Data, long Version)> _rows = new();

    public (BinaryData Data, long Version)? Find(string name, GrainId grain) => _rows.TryGetValue((name, grain), out var row) ? row : null;

    public long Write(string name, GrainId grain, BinaryData data, long known)
    {
        var next = (data, known + 1);
        var row = _rows.AddOrUpdate((name, grain), _ => next, (_, stored) => stored.Version == known ? next : stored);
        return row == next ? row.Item2 : throw new InconsistentStateException("Another activation wrote in between.");
    }

    public void Remove(string name, GrainId grain) => _rows.TryRemove((name, grain), out _);
}

internal sealed class SharedStorage(SharedRows rows, IGrainStorageSerializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (rows.Find(stateName, grainId) is { } row)
        {
            grainState.State = serializer.Deserialize<T>(row.Data);
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var known = grainState.ETag is { } tag ? long.Parse(tag, CultureInfo.InvariantCulture) : 0;
        var version = rows.Write(stateName, grainId, serializer.Serialize(grainState.State), known);
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
        return Task.CompletedTask;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        rows.Remove(stateName, grainId);
        (grainState.ETag, grainState.RecordExists) = (null, false);
        return Task.CompletedTask;
    }
}
