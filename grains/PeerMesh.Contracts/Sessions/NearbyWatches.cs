using System.Collections.Concurrent;
using System.Threading.Channels;
using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Sessions;

/// <summary>Where a gateway and a silo are one process: news go from a session to its watch through memory, without a call for each.</summary>
/// <remarks>
/// The watch itself stays a call, which says when it ends. A session that lives on another silo finds nothing here and tells its news by that call.
/// </remarks>
public sealed class NearbyWatches
{
    /// <summary>News a watch may lag behind: four times what it could resume. One that is slower is cut off and resumes.</summary>
    public const int BufferMax = 1024;

    private readonly ConcurrentDictionary<(string Gateway, SessionId Session), Channel<SessionNews>> _offered = new();

    /// <summary>For the gateway, before it watches: has the session put its news into <see cref="Offer.News"/>, if it is in this process.</summary>
    public Offer Begin(string gateway, SessionId session)
    {
        var news = Buffer();
        _offered[(gateway, session)] = news;
        return new Offer(news, () => _offered.TryRemove(new((gateway, session), news)));
    }

    /// <summary>For the session: where the news of this gateway's watch go; null where they are to be sent. Given once: a watch that begins again offers anew.</summary>
    public Channel<SessionNews>? Take(string gateway, SessionId session) => _offered.TryRemove((gateway, session), out var news) ? news : null;

    public static Channel<SessionNews> Buffer() => Channel.CreateBounded<SessionNews>(new BoundedChannelOptions(BufferMax) { SingleReader = true });

    /// <summary>One watch's place for news; to be disposed of when it is over.</summary>
    public sealed class Offer : IDisposable
    {
        private readonly Action _withdraw;

        internal Offer(Channel<SessionNews> news, Action withdraw) => (News, _withdraw) = (news, withdraw);

        public Channel<SessionNews> News { get; }

        public void Dispose() => _withdraw();
    }
}
