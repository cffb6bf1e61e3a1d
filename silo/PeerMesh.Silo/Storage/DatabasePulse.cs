using System.Data.Common;
using System.Net.Sockets;
using PeerMesh.Contracts.Common;

namespace PeerMesh.Silo.Storage;

/// <summary>Knows whether the database can be reached, so that nobody waits for one that cannot.</summary>
/// <remarks>
/// Without it each call to a silo whose database is away would wait for the driver's patience to end, and thousands of calls
/// would wait beside each other. Somebody knocks at the database again and again: once there is no answer, or an operation fails for want of a
/// connection, whatever is under way is given up and the silo refuses at once, until there is an answer again. What was given up may still be
/// written; the version that every write names keeps that from being undone or doubled.
/// <para>
/// It knocks with a new connection each time, which costs some milliseconds. One that is kept would have to stand in line with others or be a second pool, and
/// the driver's way of giving a statement up (asking the server to cancel it, and waiting for that on the thread) waits for a server that stands still.
/// </para>
/// </remarks>
/// <param name="question">Gives connections that are not kept, and gives up within <see cref="AnswersWithin"/>.</param>
internal sealed partial class DatabasePulse(DbDataSource question, TimeProvider clock, ILogger<DatabasePulse> log) : BackgroundService
{
    /// <summary>A healthy database answers within milliseconds, one that waits for a slow disk too: nothing is read or written.</summary>
    public static readonly TimeSpan AnswersWithin = TimeSpan.FromSeconds(1);

    /// <summary>Together with <see cref="AnswersWithin"/> below the time that a gateway gives one try of a call.</summary>
    private static readonly TimeSpan AskEvery = TimeSpan.FromSeconds(1);

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromMilliseconds(250);

    private readonly Lock _turn = new();
    private readonly SemaphoreSlim _askNow = new(0, 1);
    private volatile bool _isAway;
    private long _done;

    /// <summary>Cancelled when the database goes away; for its return there is a new one.</summary>
    private volatile CancellationTokenSource _going = new();

    public bool IsReachable => !_isAway;

    /// <summary>Does something with the database, unless it is away; and no longer than until it is.</summary>
    /// <exception cref="StorageUnavailableException">It is away, or could not do this.</exception>
    public async Task<T> Do<T>(Func<Task<T>> operation)
    {
        if (_isAway)
        {
            throw new StorageUnavailableException();
        }

        var going = _going.Token;
        try
        {
            var result = await operation().WaitAsync(going);
            Interlocked.Increment(ref _done);
            return result;
        }
        catch (OperationCanceledException) when (going.IsCancellationRequested)
        {
            throw new StorageUnavailableException();
        }
        catch (Exception failure) when (failure is DbException or SocketException or TimeoutException)
        {
            Failed(failure);
            throw new StorageUnavailableException();
        }
    }

    public override void Dispose()
    {
        base.Dispose();
        _going.Dispose();
        _askNow.Dispose();
    }

    /// <summary>Whether this says that the database went away, rather than that one operation was wrong.</summary>
    internal static bool IsLoss(Exception failure) => Has(failure, cause =>
        cause is SocketException or EndOfStreamException
            or DbException { SqlState: "57P01" or "57P02" or "57P03" }
            || (cause is DbException { IsTransient: true, SqlState: null } && !IsSlow(cause)));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Never on the way of the host that starts.
        await Task.Yield();
        while (!stoppingToken.IsCancellationRequested)
        {
            var done = Interlocked.Read(ref _done);
            try
            {
                await Ask(stoppingToken).WaitAsync(AnswersWithin, clock, stoppingToken);
                Turn(reachable: true);
            }
            catch (Exception) when (!stoppingToken.IsCancellationRequested)
            {
                // Where work gets done meanwhile, it is the machine that is slow.
                Turn(reachable: Interlocked.Read(ref _done) != done);
            }
            catch (OperationCanceledException)
            {
                return;
            }

            await Pause(stoppingToken);
        }
    }

    // One that took too long may have had a hard question, or a place at the end of the line: that is asked for.
    private static bool IsSlow(Exception failure) => Has(failure, static cause => cause is TimeoutException);

    private static bool Has(Exception failure, Func<Exception, bool> what)
    {
        for (var cause = failure; cause is not null; cause = cause.InnerException)
        {
            if (what(cause))
            {
                return true;
            }
        }

        return false;
    }

    private void Failed(Exception failure)
    {
        if (IsLoss(failure))
        {
            Turn(reachable: false);
        }
        else if (!IsSlow(failure))
        {
            return;
        }

        lock (_turn)
        {
            if (_askNow.CurrentCount == 0)
            {
                _askNow.Release();
            }
        }
    }

    private async Task Pause(CancellationToken stop)
    {
        if (IsReachable)
        {
            using var enough = CancellationTokenSource.CreateLinkedTokenSource(stop);
            await Task.WhenAny(Task.Delay(AskEvery, clock, enough.Token), _askNow.WaitAsync(enough.Token));
            await enough.CancelAsync();
        }
        else
        {
            await Task.Delay(AskAgainAfter, clock, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private void Turn(bool reachable)
    {
        lock (_turn)
        {
            if (reachable == IsReachable)
            {
                return;
            }

            if (reachable)
            {
                _going = new CancellationTokenSource();
            }

            _isAway = !reachable;
        }

        if (reachable)
        {
            LogBack();
        }
        else
        {
            // Those who hear it do not go on here: this may be the midst of an operation of somebody else.
            LogAway();
            _ = _going.CancelAsync();
        }
    }

    private async Task Ask(CancellationToken stop)
    {
        try
        {
            await using var connection = await question.OpenConnectionAsync(stop);
        }
        catch (DbException refused) when (refused.SqlState is not null && !IsLoss(refused))
        {
            // A new password, or no place for one more: somebody is there and answers, which is all that is asked.
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The database is out of reach; what needs it is refused until it is back")]
    private partial void LogAway();

    [LoggerMessage(Level = LogLevel.Warning, Message = "The database is back")]
    private partial void LogBack();
}
