using System.Collections.Concurrent;
using System.Diagnostics;

namespace PeerMesh.Load.Rooms;

/// <summary>
/// One live session: the first person speaks, all the others raise and lower their hands. Each of these is one command, one version,
/// and one message to everybody; how it travels is the matter of each kind of room.
/// </summary>
internal abstract class Room(int people, Measured measured) : IDisposable
{
    private readonly ConcurrentDictionary<long, Sent> _sent = new();
    private readonly bool[] _up = new bool[people];
    private readonly int[] _busy = new int[people];
    private long _commands;

    public int People => people;

    protected Measured Measured => measured;

    /// <summary>Makes the session, with everybody in it and nobody connected; nothing where there is no such thing.</summary>
    public abstract Task Begin(int number, CancellationToken stop);

    /// <summary>Connects everybody, and returns when all of them will hear the next command.</summary>
    public abstract Task Start(CancellationToken stop);

    /// <summary>Somebody but the speaker raises or lowers their hand. False where they still wait for the last answer.</summary>
    /// <param name="who">Index of the person, from 1.</param>
    /// <param name="due">When it was to be sent: an answer's time counts from then, also where this program is late itself.</param>
    public async Task<bool> Act(int who, long due, CancellationToken stop)
    {
        if (Interlocked.Exchange(ref _busy[who], 1) == 1)
        {
            return false;
        }

        var id = NextId();
        _sent[id] = new Sent(due);
        try
        {
            if (await Send(who, _up[who] ? "lowerHand" : "raiseHand", id, stop) is not { } refused)
            {
                _up[who] = !_up[who];
                measured.Answered(accepted: true, Stopwatch.GetElapsedTime(due));
            }
            else
            {
                _sent.TryRemove(id, out _);
                measured.Answered(accepted: false, Stopwatch.GetElapsedTime(due));
                measured.Failed(refused);
            }
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            _sent.TryRemove(id, out _);
            measured.Failed(e.GetType().Name);
        }
        catch (Exception)
        {
            // The run was over before the answer came.
        }
        finally
        {
            Volatile.Write(ref _busy[who], 0);
        }

        return true;
    }

    public void Dispose()
    {
        Dispose(disposing: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>Closes what <see cref="Start"/> opened, where the run's own end does not.</summary>
    protected virtual void Dispose(bool disposing)
    {
    }

    /// <summary>Sends a command and waits for its answer: null, or what went wrong.</summary>
    protected abstract Task<string?> Send(int who, string type, long id, CancellationToken stop);

    protected long NextId() => Interlocked.Increment(ref _commands);

    /// <summary>Somebody has received the event of a command.</summary>
    protected void Receive(long id)
    {
        if (!_sent.TryGetValue(id, out var sent))
        {
            return;
        }

        measured.Delivered();
        var received = sent.Receive();
        if (received == (people + 1) / 2)
        {
            measured.Heard(measured.ToMedian, Stopwatch.GetElapsedTime(sent.At));
        }

        if (received == people)
        {
            _sent.TryRemove(id, out _);
            measured.Heard(measured.ToLast, Stopwatch.GetElapsedTime(sent.At));
        }
    }

    private sealed class Sent(long at)
    {
        private int _received;

        public long At => at;

        public int Receive() => Interlocked.Increment(ref _received);
    }
}
