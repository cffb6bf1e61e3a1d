using System.Threading.Channels;
using PeerMesh.Contracts.Sessions;

namespace PeerMesh.Grains.Sessions;

/// <summary>The watchers of one session, each with a bounded buffer of its own.</summary>
internal sealed class SessionFeed
{
    private readonly List<Watcher> _watchers = [];

    public bool IsWatched => _watchers.Count > 0;

    public bool IsWatchedBy(string gateway) => _watchers.Exists(watcher => watcher.Gateway == gateway);

    /// <param name="gateway">Who watches.</param>
    /// <param name="nearby">Where the watch itself reads, in this process; null where the news are sent to it.</param>
    public Watcher Add(string gateway, Channel<SessionNews>? nearby = null)
    {
        var watcher = new Watcher(gateway, nearby);
        _watchers.Add(watcher);
        return watcher;
    }

    public void Remove(Watcher watcher) => _watchers.Remove(watcher);

    /// <summary>Tells every watcher, and answers how many were too slow and are watchers no more.</summary>
    public int Publish(SessionNews news)
    {
        var cut = 0;
        for (var i = _watchers.Count - 1; i >= 0; i--)
        {
            if (!_watchers[i].TryTell(news))
            {
                _watchers[i].End(new EnumerationAbortedException("This watcher is too slow. Resume after the last version it has."));
                _watchers.RemoveAt(i);
                cut++;
            }
        }

        return cut;
    }

    /// <summary>Everything has been told, or will be by another activation.</summary>
    public void End()
    {
        foreach (var watcher in _watchers)
        {
            watcher.End();
        }
    }

    internal sealed class Watcher(string gateway, Channel<SessionNews>? nearby)
    {
        private readonly Channel<SessionNews> _buffer = nearby ?? NearbyWatches.Buffer();
        private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public string Gateway { get; } = gateway;

        public ChannelReader<SessionNews> News => _buffer.Reader;

        /// <summary>Whether somebody else reads <see cref="News"/>.</summary>
        public bool IsNearby => nearby is not null;

        /// <summary>Done when nothing more is told.</summary>
        public Task Ended => _ended.Task;

        public bool TryTell(SessionNews news) => _buffer.Writer.TryWrite(news);

        public void End(Exception? why = null)
        {
            _buffer.Writer.TryComplete(why);
            _ended.TrySetResult();
        }
    }
}
