using Npgsql;
using PeerMesh.Silo.Storage;

namespace PeerMesh.Silo.Hosting;

/// <summary>Reads the database's time again and again, and says so where this machine's own is far off.</summary>
internal sealed partial class DatabaseClockKeeper(PostgresDatabase database, ILogger<DatabaseClockKeeper> log) : BackgroundService
{
    /// <summary>Two machines drift apart by a few milliseconds in this time.</summary>
    private static readonly TimeSpan ReadEvery = TimeSpan.FromSeconds(30);

    /// <summary>Less is no trouble even where clocks are compared.</summary>
    private static readonly TimeSpan Far = TimeSpan.FromSeconds(2);

    private bool _isFar;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(ReadEvery);
        do
        {
            try
            {
                await database.Clock.Read(stoppingToken);
                Compare();
            }
            catch (Exception failure) when (failure is NpgsqlException or TimeoutException)
            {
                // The time goes on without it; the database's absence is told elsewhere.
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Compare()
    {
        var ahead = database.Clock.MachineIsAhead;
        var isFar = ahead.Duration() > Far;
        if (isFar && !_isFar)
        {
            LogFar(ahead.TotalSeconds);
        }

        _isFar = isFar;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The clock of this machine is {Seconds:F0} s ahead of the database's. Meetings keep the database's time; set this clock right all the same")]
    private partial void LogFar(double seconds);
}
