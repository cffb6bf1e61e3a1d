using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;

namespace PeerMesh.Grains.Sessions;

/// <summary>All watches served by this silo, so that they end when it begins to stop.</summary>
/// <remarks>An open watch holds its grain: without this a graceful stop waits for every one of them to time out.</remarks>
internal sealed class SessionWatchers : IDisposable
{
    private readonly ConcurrentDictionary<SessionFeed.Watcher, bool> _open = [];
    private readonly CancellationTokenRegistration _stopping;
    private volatile bool _ended;

    public SessionWatchers(IHostApplicationLifetime lifetime) => _stopping = lifetime.ApplicationStopping.Register(EndAll);

    public void Add(SessionFeed.Watcher watcher)
    {
        _open.TryAdd(watcher, true);
        if (_ended)
        {
            watcher.End();
        }
    }

    public void Remove(SessionFeed.Watcher watcher) => _open.TryRemove(watcher, out _);

    public void Dispose() => _stopping.Dispose();

    private void EndAll()
    {
        _ended = true;
        foreach (var watcher in _open.Keys)
        {
            watcher.End();
        }
    }
}
