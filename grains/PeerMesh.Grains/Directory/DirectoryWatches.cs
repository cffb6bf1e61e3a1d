using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace PeerMesh.Grains.Directory;

/// <summary>The feeds of all shards on this silo, so that their watches end when it begins to stop.</summary>
/// <remarks>An open watch holds its grain: without this a graceful stop waits for every one of them to time out.</remarks>
internal sealed class DirectoryWatches : IDisposable
{
    private readonly ConcurrentDictionary<DirectoryFeed, bool> _open = [];
    private readonly CancellationTokenRegistration _stopping;
    private volatile bool _ended;

    public DirectoryWatches(IHostApplicationLifetime lifetime) => _stopping = lifetime.ApplicationStopping.Register(EndAll);

    public void Add(DirectoryFeed feed)
    {
        _open.TryAdd(feed, true);
        if (_ended)
        {
            feed.End();
        }
    }

    public void Remove(DirectoryFeed feed) => _open.TryRemove(feed, out _);

    public void Dispose() => _stopping.Dispose();

    private void EndAll()
    {
        _ended = true;
        foreach (var feed in _open.Keys)
        {
            feed.End();
        }
    }
}
