using System.Collections.Concurrent;
using PeerMesh.Api.Identity;
using PeerMesh.Domain.Common;
using PeerMesh.Standalone.Client;
using PeerMesh.Standalone.Hosting;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>Sends simulated peers into sessions of the demo and takes them out again.</summary>
internal sealed partial class RehearsalDesk
{
    /// <summary>What the circle of one session holds well.</summary>
    public const int PeersMax = 20;

    /// <summary>Sessions with a rehearsal at once: one machine simulates and serves these people.</summary>
    private const int SessionsMax = 20;

    private readonly IAccessTokens _tokens;
    private readonly ServerAddress _address;
    private readonly TimeProvider _clock;
    private readonly CancellationToken _stopping;
    private readonly ILogger<RehearsalDesk> _log;
    private readonly ConcurrentDictionary<SessionId, Cast> _casts = new();

    public RehearsalDesk(IAccessTokens tokens, ServerAddress address, TimeProvider clock, IHostApplicationLifetime lifetime, ILogger<RehearsalDesk> log)
    {
        (_tokens, _address, _clock, _stopping, _log) = (tokens, address, clock, lifetime.ApplicationStopping, log);
        _stopping.Register(() =>
        {
            foreach (var session in _casts.Keys)
            {
                Clear(session);
            }
        });
    }

    /// <summary>Makes it this many peers in the session; who is there already stays. False where too many sessions rehearse.</summary>
    public bool Fill(SessionId session, int peers)
    {
        if (_casts.Count >= SessionsMax && !_casts.ContainsKey(session))
        {
            return false;
        }

        var cast = _casts.GetOrAdd(session, _ => new Cast());
        lock (cast)
        {
            var chance = new Random();
            foreach (var habits in Habits.ForShow(peers, chance).Skip(cast.Peers).ToList())
            {
                cast.Playing++;
                _ = Play(session, cast, cast.Peers++, habits, new Random(chance.Next()));
            }
        }

        return true;
    }

    /// <summary>Everyone simulated leaves.</summary>
    public void Clear(SessionId session)
    {
        if (_casts.TryRemove(session, out var cast))
        {
            cast.Over.Cancel();
        }
    }

    private async Task Play(SessionId session, Cast cast, int number, Habits habits, Random chance)
    {
        using var client = new RehearsalClient(_address.CreateClient(), new DeskPass(_tokens, $"{session.Value}-{number}"));
        try
        {
            var peer = new SimulatedPeer(client, session, habits, _clock, chance);
            try
            {
                await peer.Run(cast.Over.Token);
            }
            catch (OperationCanceledException) when (cast.Over.IsCancellationRequested && !_stopping.IsCancellationRequested)
            {
                await client.Submit(session, new Domain.Sessions.Leave { CommandId = client.NextCommandId() }, _stopping);
            }
        }
        catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
        {
            // The process ends, and with it everyone simulated.
        }
        catch (Exception failed)
        {
            LogFailed(failed.GetType().Name);
        }
        finally
        {
            Left(session, cast);
        }
    }

    private void Left(SessionId session, Cast cast)
    {
        lock (cast)
        {
            if (--cast.Playing == 0)
            {
                _casts.TryRemove(KeyValuePair.Create(session, cast));
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "A simulated peer stopped: {Failure}")]
    private partial void LogFailed(string failure);

    private sealed class Cast
    {
        // Without a timer or a link it holds nothing that would have to be given back.
        public CancellationTokenSource Over { get; } = new();

        public int Peers { get; set; }

        public int Playing { get; set; }
    }
}
