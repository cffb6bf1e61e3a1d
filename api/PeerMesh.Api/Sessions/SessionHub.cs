using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using PeerMesh.Api.Telemetry;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using Lock = System.Threading.Lock;

namespace PeerMesh.Api.Sessions;

/// <summary>
/// Follows one session for all its clients at this gateway: one watch on the grain, told on to everyone.
/// </summary>
/// <remarks>
/// When the watch ends although the session has not (its silo went away), it is begun again after the last version, and the
/// clients, who stay connected, register anew: the grain has forgotten that they are present.
/// </remarks>
internal sealed partial class SessionHub(
    SessionId session,
    ISessionGrain grain,
    string gateway,
    NearbyWatches? nearby,
    TimeProvider clock,
    GatewayInstruments instruments,
    ILogger<SessionHub> log,
    CancellationToken stopping) : IDisposable
{
    /// <summary>Recalled versions kept as bytes, since after a break all clients ask for the same ones. News as they come are with everybody at once, and not kept.</summary>
    private const int RecalledMax = 16;

    /// <summary>A sign of life for each client: less than any proxy's patience with a silent connection.</summary>
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(15);

    private static readonly TimeSpan BackOffMin = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan BackOffMax = TimeSpan.FromSeconds(2);

    private readonly Lock _state = new();
    // A gateway that stops does not begin to watch again: in one process with its silo, the watch ends because both go.
    private readonly CancellationTokenSource _stop = CancellationTokenSource.CreateLinkedTokenSource(stopping);
    private readonly SortedList<long, ToldNews> _recalled = [];
    private ImmutableArray<StreamClient> _clients = [];
    private Task? _watching;
    private ITimer? _beats;
    private long _from;

    public ISessionGrain Grain => grain;

    public string Gateway => gateway;

    public ImmutableArray<StreamClient> Clients => _clients;

    public void Add(StreamClient client) => ImmutableInterlocked.Update(ref _clients, static (clients, one) => clients.Add(one), client);

    public void Remove(StreamClient client) => ImmutableInterlocked.Update(ref _clients, static (clients, one) => clients.Remove(one), client);

    /// <summary>Begins to watch unless that is so already.</summary>
    /// <param name="after">The version this client starts from.</param>
    /// <returns>
    /// The version the watch began after. Where it is later than the client's (somebody who connected after them was quicker to get
    /// here), nobody will tell them of the versions in between: they have to ask.
    /// </returns>
    public long Follow(long after)
    {
        lock (_state)
        {
            if (_watching is null)
            {
                _from = after;
                _watching = Task.Run(() => Watch(after));

                // One for all of a session's clients; and sessions began at different moments, so that not everybody is written to in the same one.
                _beats = clock.CreateTimer(_ => Beat(), state: null, BeatEvery, BeatEvery);
            }

            return _from;
        }
    }

    /// <summary>News after a version as the grain remembers them, oldest first.</summary>
    public async Task<IEnumerable<ToldNews>> Recall(long after) => (await grain.Recall(after)).Select(Keep);

    public void Dispose()
    {
        lock (_state)
        {
            _beats?.Dispose();
        }

        _stop.Cancel();
        _stop.Dispose();
    }

    private async Task Watch(long after)
    {
        // Taken now: once the hub is disposed of, its source gives out no token.
        var stop = _stop.Token;
        var failures = 0;
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await foreach (var news in News(after, stop).WithCancellation(stop))
                {
                    failures = 0;
                    if (news.Version <= after)
                    {
                        continue;
                    }

                    after = news.Version;
                    Offer(new StreamNote(new ToldNews(news, instruments)));
                    if (news.Event is SessionClosed)
                    {
                        return;
                    }
                }
            }
            catch (Exception e) when (!stop.IsCancellationRequested)
            {
                LogWatchBroke(e);
            }
            catch (Exception)
            {
                return;
            }

            try
            {
                await Task.Delay(BackOff(failures++), clock, stop);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            instruments.WatchRestarted();
            Offer(StreamNote.Register);
        }
    }

    private IAsyncEnumerable<SessionNews> News(long after, CancellationToken stop) =>
        nearby is null ? grain.Watch(gateway, after, stop) : NearbyNews(nearby, after, stop);

    // The session may be in this process or in another one: either way its news come out of the same buffer.
    private async IAsyncEnumerable<SessionNews> NearbyNews(NearbyWatches nearby, long after, [EnumeratorCancellation] CancellationToken stop)
    {
        using var offer = nearby.Begin(gateway, session);

        // As with a client's stream: waiting without a token makes nothing anew.
        using var ending = stop.UnsafeRegister(static writer => ((ChannelWriter<SessionNews>)writer!).TryComplete(), offer.News.Writer);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var watch = Carry(grain.Watch(gateway, after, over.Token), offer.News.Writer, over.Token);
        try
        {
            await foreach (var news in offer.News.Reader.ReadAllAsync(CancellationToken.None))
            {
                yield return news;
            }

            stop.ThrowIfCancellationRequested();
        }
        finally
        {
            await over.CancelAsync();
            await watch;
        }
    }

    // Whoever reads hears of what went wrong.
    private static async Task Carry(IAsyncEnumerable<SessionNews> watch, ChannelWriter<SessionNews> into, CancellationToken stop)
    {
        try
        {
            await foreach (var news in watch.WithCancellation(stop))
            {
                await into.WriteAsync(news, stop);
            }

            into.TryComplete();
        }
        catch (Exception e)
        {
            into.TryComplete(e);
        }
    }

    private void Beat()
    {
        lock (_state)
        {
            _recalled.Clear();
        }

        Offer(StreamNote.Beat);
    }

    private void Offer(StreamNote note)
    {
        foreach (var client in _clients)
        {
            if (!client.Offer(note))
            {
                // It resumes where it was, or with a snapshot; waiting for it here would keep everybody.
                instruments.CutOff("slow");
                Remove(client);
                client.CutOff();
            }
        }
    }

    private ToldNews Keep(SessionNews news)
    {
        lock (_state)
        {
            if (!_recalled.TryGetValue(news.Version, out var told))
            {
                told = new ToldNews(news, instruments);
                _recalled.Add(news.Version, told);
                if (_recalled.Count > RecalledMax)
                {
                    _recalled.RemoveAt(0);
                }
            }

            return told;
        }
    }

    private static TimeSpan BackOff(int failures)
    {
        var longest = TimeSpan.FromTicks(Math.Min(BackOffMax.Ticks, BackOffMin.Ticks << Math.Min(failures, 10)));
        return longest * (0.5 + (Random.Shared.NextDouble() / 2));
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "A session's watch broke and begins again")]
    private partial void LogWatchBroke(Exception exception);
}
