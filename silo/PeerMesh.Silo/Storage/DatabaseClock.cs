using Npgsql;

namespace PeerMesh.Silo.Storage;

/// <summary>The time of the whole network: the database's, kept going between two readings by elapsed time alone.</summary>
/// <remarks>
/// A session may move to any silo at any moment, and goes on with the time it finds there. Were that the machine's own, a clock that is an
/// hour off would end every share and add an hour to everyone's attendance. The wall clock of this machine is not asked at all.
/// </remarks>
public sealed class DatabaseClock : TimeProvider
{
    /// <summary>Half of this is the most that a reading may be wrong. A healthy database answers in a millisecond; one that hung for seconds answers then.</summary>
    private static readonly TimeSpan AnswersWithin = TimeSpan.FromMilliseconds(200);

    private const int TriesAtStart = 5;

    private readonly NpgsqlDataSource _database;
    private volatile Reading _last;

    private DatabaseClock(NpgsqlDataSource database, Reading first) => (_database, _last) = (database, first);

    /// <summary>How far this machine's own clock is ahead of the database's.</summary>
    public TimeSpan MachineIsAhead => System.GetUtcNow() - GetUtcNow();

    public override DateTimeOffset GetUtcNow()
    {
        var last = _last;
        return last.At + System.GetElapsedTime(last.Timestamp);
    }

    internal static async Task<DatabaseClock> Start(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var best = await Ask(database, cancellationToken);
        for (var tries = 1; tries < TriesAtStart && best.Took > AnswersWithin; tries++)
        {
            var another = await Ask(database, cancellationToken);
            best = another.Took < best.Took ? another : best;
        }

        return new(database, best);
    }

    /// <summary>Reads the time anew. An answer that was long under way says little of the time it came, and is not taken.</summary>
    internal async Task Read(CancellationToken cancellationToken)
    {
        if (await Ask(_database, cancellationToken) is var reading && reading.Took <= AnswersWithin)
        {
            _last = reading;
        }
    }

    // What the database said is as old as half the way there and back.
    private static async Task<Reading> Ask(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var question = new NpgsqlCommand("SELECT clock_timestamp()", connection);
        var asked = System.GetTimestamp();
        var at = (DateTime)(await question.ExecuteScalarAsync(cancellationToken))!;
        var answered = System.GetTimestamp();
        var took = System.GetElapsedTime(asked, answered);
        return new Reading(new DateTimeOffset(at, TimeSpan.Zero) + (took / 2), answered, took);
    }

    private sealed record Reading(DateTimeOffset At, long Timestamp, TimeSpan Took);
}
