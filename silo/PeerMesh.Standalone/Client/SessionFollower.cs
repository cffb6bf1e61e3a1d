using System.Net;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;

namespace PeerMesh.Standalone.Client;

/// <summary>One client's picture of a session, kept by its event stream. Comes back by itself after every break, right where it was.</summary>
/// <remarks>Each version arrives once and in order; anything else is a <see cref="StreamBrokenException"/> out of <see cref="Run"/>.</remarks>
internal sealed class SessionFollower(RehearsalClient client, SessionId session)
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _changed = NewSignal();
    private TaskCompletionSource _mayConnect = Set(NewSignal());
    private CancellationTokenSource? _connection;

    /// <summary>Hears every message after it has been taken into <see cref="View"/>.</summary>
    public event Action<StreamMessage>? Heard;

    /// <summary>A connection that had been open is gone.</summary>
    public event Action? Lost;

    /// <summary>Null until the first snapshot has come.</summary>
    public SessionView? View { get; private set; }

    public long Version { get; private set; }

    /// <summary>The session is over, or over for this person.</summary>
    public bool Ended { get; private set; }

    /// <summary>How often the stream has been opened.</summary>
    public int Connections { get; private set; }

    /// <summary>Whether the stream is open now.</summary>
    public bool Connected { get; private set; }

    /// <summary>Follows until the session ends or <paramref name="cancellationToken"/> says so.</summary>
    public async Task Run(CancellationToken cancellationToken)
    {
        var failures = 0;
        try
        {
            while (!Ended)
            {
                await _mayConnect.Task.WaitAsync(cancellationToken);
                using var connection = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                lock (_gate)
                {
                    _connection = connection;
                }

                try
                {
                    var heard = await Follow(connection.Token);
                    failures = heard ? 0 : failures + 1;
                }
                catch (Exception broken) when (broken is HttpRequestException or IOException or OperationCanceledException
                    && !cancellationToken.IsCancellationRequested)
                {
                    failures++;
                }
                finally
                {
                    lock (_gate)
                    {
                        _connection = null;
                    }
                }

                if (!Ended)
                {
                    await Task.Delay(Random.Shared.Next(5, Math.Min(1000, 20 << Math.Min(failures, 6))), cancellationToken);
                }
            }
        }
        finally
        {
            Ended = true;
            Signal();
        }
    }

    /// <summary>Breaks the connection, as a tunnel does; <see cref="Return"/> ends it.</summary>
    public void Drop()
    {
        lock (_gate)
        {
            _mayConnect = NewSignal();
            Break();
        }
    }

    /// <summary>Breaks the connection for no time at all.</summary>
    public void Hiccup()
    {
        lock (_gate)
        {
            Break();
        }
    }

    public void Return() => _mayConnect.TrySetResult();

    /// <summary>Waits until the picture is as asked, or the session has ended.</summary>
    public async Task Until(Func<SessionView, bool> condition, CancellationToken cancellationToken)
    {
        while (true)
        {
            var changed = Changed;
            if (Ended || (View is { } view && condition(view)))
            {
                return;
            }

            await changed.WaitAsync(cancellationToken);
        }
    }

    /// <summary>Done at the next message or connection.</summary>
    public Task Changed
    {
        get
        {
            lock (_gate)
            {
                return _changed.Task;
            }
        }
    }

    // Not connected from this moment on, although the stream's reader hears of it only later.
    private void Break()
    {
        Connected = false;
        _connection?.Cancel();
    }

    private async Task<bool> Follow(CancellationToken cancellationToken)
    {
        using var stream = await client.OpenEvents(session, View is null ? null : Version, cancellationToken);
        switch (stream.StatusCode)
        {
            case HttpStatusCode.OK:
                break;
            case HttpStatusCode.NoContent or HttpStatusCode.Forbidden or HttpStatusCode.NotFound:
                Ended = true;
                return false;
            default:
                return false;
        }

        lock (_gate)
        {
            Connections++;
            Connected = !cancellationToken.IsCancellationRequested;
        }

        Signal();
        var heard = false;
        try
        {
            await foreach (var message in RehearsalClient.Events(stream, cancellationToken))
            {
                Take(message);
                heard = true;
            }
        }
        finally
        {
            Connected = false;
            Lost?.Invoke();
        }

        return heard;
    }

    private void Take(StreamMessage message)
    {
        if (message.Kind == StreamMessage.Snapshot)
        {
            if (message.Version < Version)
            {
                throw new StreamBrokenException($"A snapshot of version {message.Version} came after version {Version}.");
            }
        }
        else if (message.Version != Version + 1)
        {
            throw new StreamBrokenException($"Version {message.Version} came after version {Version}.");
        }

        View = message.Whole ? message.Now! : View!.With(message.Now);
        Version = message.Version;
        Heard?.Invoke(message);
        Signal();
    }

    private void Signal()
    {
        TaskCompletionSource waiting;
        lock (_gate)
        {
            waiting = _changed;
            _changed = NewSignal();
        }

        waiting.TrySetResult();
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private static TaskCompletionSource Set(TaskCompletionSource signal)
    {
        signal.SetResult();
        return signal;
    }
}
