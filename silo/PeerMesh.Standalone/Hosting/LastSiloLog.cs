namespace PeerMesh.Standalone.Hosting;

/// <summary>
/// A silo that stops looks for another one to take over what it has in memory, and reports an error for each grain for
/// which it finds none. Here the process is the whole cluster, so there never is one and nothing is wrong.
/// </summary>
internal sealed class LastSiloLog
{
    private const string Category = "Orleans.Grain";

    private volatile bool _stopping;

    public static LastSiloLog AddTo(WebApplicationBuilder builder)
    {
        var log = new LastSiloLog();
        var usual = Enum.TryParse<LogLevel>(builder.Configuration["Logging:LogLevel:Orleans"], ignoreCase: true, out var level) ? level : LogLevel.Error;
        builder.Logging.AddFilter(Category, asked => asked >= (log._stopping ? LogLevel.Critical : usual));
        return log;
    }

    public void QuietWhenStopping(IHostApplicationLifetime lifetime) => lifetime.ApplicationStopping.Register(() => _stopping = true);
}
