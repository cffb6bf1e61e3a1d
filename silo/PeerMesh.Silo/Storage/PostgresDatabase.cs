using System.Net.Sockets;
using Npgsql;

namespace PeerMesh.Silo.Storage;

/// <summary>The database that all silos of a cluster share. This process uses it with the rights of the running role.</summary>
public sealed class PostgresDatabase : SiloDatabase
{
    /// <summary>Connections of one silo to its database, unless the connection string says otherwise.</summary>
    /// <remarks>Writes of one session are joined, so some dozens keep thousands of sessions going; three silos stay below PostgreSQL's own default of 100.</remarks>
    private const int PoolMax = 24;

    // Below the five seconds that callers wait, so that a database that hangs becomes an answer rather than a silence.
    private const int ConnectSeconds = 3;
    private const int CommandSeconds = 3;

    // After a command that took too long: how long PostgreSQL may take to say that it gave up, before the connection is dropped.
    private const int CancelMilliseconds = 500;

    // Statements used again and again are parsed once per connection; there are some twenty of them.
    private const int PreparedMax = 32;

    private static readonly TimeSpan AskAgainAfter = TimeSpan.FromSeconds(1);

    private PostgresDatabase(NpgsqlDataSource dataSource, NpgsqlDataSource question, DatabaseClock clock, string place)
        : base("Npgsql", dataSource) =>
        (Question, Clock, Place) = (question, clock, place);

    public override string Place { get; }

    /// <summary>Connections for <see cref="DatabasePulse"/>.</summary>
    internal NpgsqlDataSource Question { get; }

    /// <summary>The time that all silos on this database agree on.</summary>
    public DatabaseClock Clock { get; }

    /// <summary>Reaches the database and makes sure that its tables are the ones this program knows.</summary>
    /// <param name="connectionString">Of the running role.</param>
    /// <param name="wait">How long to wait for a database that cannot be reached yet or whose migration is still under way.</param>
    /// <param name="waiting">Hears, once, what is waited for.</param>
    /// <exception cref="StartupProblem">That is not possible. Nothing was changed.</exception>
    public static async Task<PostgresDatabase> Open(
        string connectionString, TimeSpan wait = default, Action<string>? waiting = null, CancellationToken cancellationToken = default)
    {
        var settings = Read(connectionString);

        // One of the connections is for the question.
        settings.MaxPoolSize = Math.Max(1, settings.MaxPoolSize - 1);
        settings.MinPoolSize = Math.Min(settings.MinPoolSize, settings.MaxPoolSize);
        var source = NpgsqlDataSource.Create(settings);
        try
        {
            var start = TimeProvider.System.GetTimestamp();
            while (await Look(source, settings, cancellationToken) is { } problem)
            {
                if (!problem.MayPass || TimeProvider.System.GetElapsedTime(start) >= wait)
                {
                    throw problem.Problem;
                }

                waiting?.Invoke(problem.Problem.Message);
                waiting = null;
                await Task.Delay(AskAgainAfter, cancellationToken);
            }

            var clock = await DatabaseClock.Start(source, cancellationToken);
            LeaveThreadsBeside(settings.MaxPoolSize);
            return new PostgresDatabase(source, QuestionOf(settings), clock, Describe(settings));
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    /// <summary>The settings of a connection, ours where the string has none.</summary>
    internal static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception failure) when (failure is ArgumentException or FormatException or KeyNotFoundException)
        {
            // The parser's own words repeat the string, and with it the password.
            throw new StartupProblem("The connection string of the database cannot be read; it looks like Host=db.example;Database=peermesh;Username=peermesh;Password=…", failure);
        }

        if (string.IsNullOrEmpty(settings.Host))
        {
            throw new StartupProblem("The connection string of the database names no host; it looks like Host=db.example;Database=peermesh;Username=peermesh;Password=…");
        }

        Default("Maximum Pool Size", () => settings.MaxPoolSize = PoolMax);
        Default("Timeout", () => settings.Timeout = ConnectSeconds);
        Default("Command Timeout", () => settings.CommandTimeout = CommandSeconds);
        Default("Cancellation Timeout", () => settings.CancellationTimeout = CancelMilliseconds);
        Default("Max Auto Prepare", () => settings.MaxAutoPrepare = PreparedMax);
        Default("Application Name", () => settings.ApplicationName = "PeerMesh");

        // Orleans sends times without a zone and means UTC; a server elsewhere would read its own zone into them.
        settings.Timezone = "UTC";
        settings.IncludeErrorDetail = false;
        return settings;

        void Default(string keyword, Action set)
        {
            // Whether the string has it; ContainsKey says whether there is such a keyword at all.
            if (!settings.ShouldSerialize(keyword))
            {
                set();
            }
        }
    }

    protected override void Dispose(bool disposing)
    {
        base.Dispose(disposing);
        if (disposing)
        {
            Question.Dispose();
        }
    }

    /// <summary>Connections that are opened to see whether there is somebody, and closed again.</summary>
    internal static NpgsqlDataSource QuestionOf(NpgsqlConnectionStringBuilder settings)
    {
        var builder = new NpgsqlDataSourceBuilder(settings.ConnectionString);
        builder.ConnectionStringBuilder.Pooling = false;
        builder.ConnectionStringBuilder.Timeout = (int)DatabasePulse.AnswersWithin.TotalSeconds;

        // Nothing is said over them, so nothing has to be known of the server's types.
        builder.ConfigureTypeLoading(types => types.EnableTypeLoading(false));
        return builder.Build();
    }

    // A statement that takes too long is cancelled by the driver on the thread, and where the server stands still that thread stands still too, one for each
    // connection. The pool makes new ones by and by only; without these in hand the whole silo would stand still for as long.
    private static void LeaveThreadsBeside(int connections)
    {
        ThreadPool.GetMinThreads(out var workers, out var ports);
        ThreadPool.SetMinThreads(Math.Max(workers, Environment.ProcessorCount + connections), ports);
    }

    /// <summary>Names a database for whoever runs it, without the password.</summary>
    internal static string Describe(NpgsqlConnectionStringBuilder settings) => $"{settings.Database ?? settings.Username} on {settings.Host}:{settings.Port}";

    /// <summary>What an error of the driver means for a start, and whether waiting may help.</summary>
    internal static (StartupProblem Problem, bool MayPass) Explain(Exception failure, NpgsqlConnectionStringBuilder settings)
    {
        var where = Describe(settings);
        return failure switch
        {
            PostgresException { SqlState: PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification } =>
                (new StartupProblem($"The database {where} does not let the role \"{settings.Username}\" in; look at its name and password in the connection string.", failure), false),
            PostgresException { SqlState: PostgresErrorCodes.InvalidCatalogName } =>
                (new StartupProblem($"There is no database {where}; make it, or name another one in the connection string.", failure), false),
            PostgresException { SqlState: PostgresErrorCodes.InsufficientPrivilege } =>
                (new StartupProblem($"The role \"{settings.Username}\" may not use the database {where}; run \"migrate\", which gives it its rights, or see that the connection string names the right role.", failure), true),
            PostgresException refused =>
                (new StartupProblem($"The database {where} refuses to work ({refused.SqlState}: {refused.MessageText}).", failure), refused.IsTransient || refused.SqlState.StartsWith("57P", StringComparison.Ordinal)),
            NpgsqlException or SocketException or TimeoutException =>
                (new StartupProblem($"The database {where} cannot be reached ({Reason(failure)}); start it, or look at the host and port in the connection string.", failure), true),
            _ => (new StartupProblem($"The database {where} cannot be used ({Reason(failure)}).", failure), false),
        };
    }

    private static string Reason(Exception failure) => (failure.InnerException ?? failure).Message.ReplaceLineEndings(" ").TrimEnd('.');

    private static async Task<(StartupProblem Problem, bool MayPass)?> Look(
        NpgsqlDataSource source, NpgsqlConnectionStringBuilder settings, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await source.OpenConnectionAsync(cancellationToken);
            return await PostgresSchema.Look(connection, Describe(settings), cancellationToken);
        }
        catch (Exception failure) when (failure is NpgsqlException or SocketException or TimeoutException or InvalidOperationException)
        {
            return Explain(failure, settings);
        }
    }
}
