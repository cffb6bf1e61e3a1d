using System.Collections.Concurrent;
using System.Globalization;
using Orleans.Storage;

namespace PeerMesh.Grains.Tests.Fixtures;

/// <summary>A database that outlives its silos: what one silo stored, another one reads. It stores the same bytes as a real one, by state name and key.</summary>
public sealed class SharedStorage
{
    private readonly ConcurrentDictionary<(string State, string Key), (BinaryData Data, int Version)> _rows = new();
    private readonly ConcurrentDictionary<string, int> _writes = new();
    private readonly ConcurrentDictionary<string, (int Which, bool Stored)> _failures = new();
    private readonly ConcurrentDictionary<string, TaskCompletionSource> _gates = new();

    /// <summary>How long a write takes: with none there would be nothing for commands in flight to join.</summary>
    public TimeSpan WriteDelay { get; set; } = TimeSpan.FromMilliseconds(2);

    public int WritesOf(string key) => _writes.GetValueOrDefault(key);

    /// <summary>The row of the grain of this key; where several kinds of grain share it, of any one of them.</summary>
    public BinaryData? Read(string key) => _rows.FirstOrDefault(row => row.Key.Key == key).Value.Data;

    /// <summary>The next write of this grain fails.</summary>
    public void FailNextWrite(string key) => FailWrite(key, 1);

    /// <summary>One of the next writes of this grain fails: 1 is the next one.</summary>
    /// <param name="stored">Whether it reaches the disk all the same, and only the answer is lost.</param>
    public void FailWrite(string key, int which, bool stored = false) => _failures[key] = (which, stored);

    /// <summary>Whether the failure that was asked for has happened.</summary>
    public bool HasFailed(string key) => !_failures.ContainsKey(key);

    /// <summary>Writes of this grain take until the gate is opened.</summary>
    public TaskCompletionSource HoldWrites(string key) =>
        _gates[key] = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    public void ReleaseWrites(string key)
    {
        if (_gates.TryRemove(key, out var gate))
        {
            gate.SetResult();
        }
    }

    internal (BinaryData Data, int Version)? Find(string state, string key) => _rows.TryGetValue((state, key), out var row) ? row : null;

    internal async Task<int> Write(string state, string key, BinaryData data, string? etag)
    {
        _writes.AddOrUpdate(key, 1, (_, count) => count + 1);
        await Task.Delay(WriteDelay);
        if (_gates.TryGetValue(key, out var gate))
        {
            await gate.Task;
        }

        var fails = false;
        if (_failures.TryGetValue(key, out var failure))
        {
            fails = failure.Which == 1;
            if (!fails)
            {
                _failures[key] = (failure.Which - 1, failure.Stored);
            }
            else if (!_failures.TryRemove(key, out _) || !failure.Stored)
            {
                throw new IOException("The disk is full.");
            }
        }

        var known = etag is null ? 0 : int.Parse(etag, CultureInfo.InvariantCulture);
        var next = (data, known + 1);
        var row = _rows.AddOrUpdate((state, key), _ => next, (_, stored) => stored.Version == known ? next : stored);
        return row == next
            ? fails ? throw new IOException("The answer was lost.") : row.Version
            : throw new InconsistentStateException("Somebody else wrote first.", row.Version.ToString(CultureInfo.InvariantCulture), etag ?? "");
    }

    internal void Remove(string state, string key) => _rows.TryRemove((state, key), out _);
}

internal sealed class SharedGrainStorage(SharedStorage storage, IGrainStorageSerializer serializer) : IGrainStorage
{
    public Task ReadStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        if (storage.Find(stateName, KeyOf(grainId)) is { } row)
        {
            grainState.State = serializer.Deserialize<T>(row.Data);
            grainState.ETag = row.Version.ToString(CultureInfo.InvariantCulture);
            grainState.RecordExists = true;
        }

        return Task.CompletedTask;
    }

    public async Task WriteStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        var version = await storage.Write(stateName, KeyOf(grainId), serializer.Serialize(grainState.State), grainState.ETag);
        grainState.ETag = version.ToString(CultureInfo.InvariantCulture);
        grainState.RecordExists = true;
    }

    public Task ClearStateAsync<T>(string stateName, GrainId grainId, IGrainState<T> grainState)
    {
        storage.Remove(stateName, KeyOf(grainId));
        grainState.ETag = null;
        grainState.RecordExists = false;
        return Task.CompletedTask;
    }

    private static string KeyOf(GrainId grainId) => grainId.Key.ToString()!;
}
