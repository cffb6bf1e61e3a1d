using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using Lock = System.Threading.Lock;

namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>A session that does what a test says, for what a real one does only when things break.</summary>
internal sealed class ScriptedSession : ISessionGrain
{
    public static readonly SessionId Id = new("scripted.session");

    private readonly Lock _lock = new();
    private readonly List<SessionNews> _told = [];
    private Channel<SessionNews> _watch = Channel.CreateUnbounded<SessionNews>();
    private int _unreachable;
    private TaskCompletionSource? _held;

    /// <summary>Recent versions begin after this one; who is further behind needs a snapshot.</summary>
    public long RemembersAfter { get; set; }

    public ConcurrentQueue<(string Connection, long? After)> Connects { get; } = new();

    public ConcurrentQueue<string> Disconnects { get; } = new();

    public int Watches { get; private set; }

    public int WatchesEnded { get; private set; }

    private long Version => _told.Count;

    /// <summary>The next calls to connect find no silo.</summary>
    public void BeUnreachable(int calls) => _unreachable = calls;

    /// <summary>The next answer to connect is given now and is under way until the result is set.</summary>
    public TaskCompletionSource HoldConnect() => _held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The next version happens; a silent one is not told to watchers, as if it got lost.</summary>
    public void Happen(bool silent = false, string reason = "because")
    {
        lock (_lock)
        {
            var at = DateTimeOffset.UnixEpoch;
            var heard = new Telling(true, null);
            var news = new SessionNews(
                Version + 1, at, $"c-{Version + 1}", new HandMoved(at, new ParticipantId("p1"), 0, reason), [heard, heard, heard], []);
            _told.Add(news);
            if (!silent)
            {
                _watch.Writer.TryWrite(news);
            }
        }
    }

    /// <summary>The silo goes away, and with it the watch.</summary>
    public void BreakWatch()
    {
        lock (_lock)
        {
            _watch.Writer.Complete(new InvalidOperationException("The silo is gone."));
            _watch = Channel.CreateUnbounded<SessionNews>();
        }
    }

    public async Task<StreamStart> Connect(Caller caller, string gateway, string connection, long? after)
    {
        var start = Start(connection, after);
        await (Interlocked.Exchange(ref _held, null)?.Task ?? Task.CompletedTask);
        return start;
    }

    public Task Disconnect(string gateway, string connection)
    {
        Disconnects.Enqueue(connection);
        return Task.CompletedTask;
    }

    public Task<ImmutableList<SessionNews>> Recall(long after)
    {
        lock (_lock)
        {
            return Task.FromResult<ImmutableList<SessionNews>>([.. _told.Where(news => news.Version > Math.Max(after, RemembersAfter))]);
        }
    }

    public async IAsyncEnumerable<SessionNews> Watch(string gateway, long after, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ChannelReader<SessionNews> watch;
        List<SessionNews> missed;
        lock (_lock)
        {
            Watches++;
            missed = [.. _told.Where(news => news.Version > Math.Max(after, RemembersAfter))];
            watch = _watch.Reader;
        }

        try
        {
            foreach (var news in missed)
            {
                yield return news;
            }

            await foreach (var news in watch.ReadAllAsync(cancellationToken))
            {
                yield return news;
            }
        }
        finally
        {
            WatchesEnded++;
        }
    }

    public Task<Receipt> Open(SessionPlan plan) => throw new NotSupportedException();

    public Task<Receipt> Submit(Caller caller, SessionCommand command) => throw new Orleans.Runtime.SiloUnavailableException();

    public Task<SessionLook> Look(Caller caller) => throw new TimeoutException();

    public Task<MinutesLook> Minutes(Caller caller) => throw new InvalidOperationException("A bug.");

    public Task<Receipt> CheckOut(Caller caller, CheckOutAnswers answers) => throw new NotSupportedException();

    public Task<CheckOutLook> LookAtCheckOut(Caller caller) => throw new NotSupportedException();

    /// <summary>A grain factory that knows this session and takes everything else from a real one.</summary>
    public IGrainFactory Among(IGrainFactory others)
    {
        var factory = DispatchProxy.Create<IGrainFactory, Factory>();
        var proxy = (Factory)(object)factory;
        (proxy.Session, proxy.Others) = (this, others);
        return factory;
    }

    private StreamStart Start(string connection, long? after)
    {
        if (Interlocked.Decrement(ref _unreachable) >= 0)
        {
            throw new Orleans.Runtime.SiloUnavailableException();
        }

        Connects.Enqueue((connection, after));
        lock (_lock)
        {
            var resumes = after is { } known && known >= RemembersAfter && known <= Version;
            return new StreamStart(
                new ParticipantId("p1"),
                Audience.Room,
                resumes ? after!.Value : Version,
                resumes ? null : new SessionView { Version = Version, At = DateTimeOffset.UnixEpoch },
                Refusal: null,
                Ended: false);
        }
    }

    // Public and open, because a proxy is made by deriving from it.
#pragma warning disable CA1852
    public class Factory : DispatchProxy
#pragma warning restore CA1852
    {
        internal ScriptedSession Session { get; set; } = null!;

        internal IGrainFactory Others { get; set; } = null!;

        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) =>
            targetMethod!.ReturnType == typeof(ISessionGrain) && (string?)args![0] == Id.Value ? Session : targetMethod.Invoke(Others, args);
    }
}
