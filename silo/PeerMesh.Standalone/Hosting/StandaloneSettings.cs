using PeerMesh.Silo.Hosting;
using PeerMesh.Silo.Storage;
using PeerMesh.Standalone.Cli;

namespace PeerMesh.Standalone.Hosting;

/// <summary>What has to be known before anything starts.</summary>
/// <param name="Urls">Where to listen.</param>
/// <param name="DataDirectory">The data folder, as a full path; null where the data are in a PostgreSQL database.</param>
/// <param name="Demo">Whether the demo network and its mailbox are there.</param>
internal sealed record StandaloneSettings(string Urls, string? DataDirectory, bool Demo)
{
    public const string UrlsDefault = "http://localhost:5080";
    public const string DemoKey = "PeerMesh:Demo";
    private const string DataDirectoryKey = "PeerMesh:DataDirectory";

    /// <param name="serves">False where nobody signs in, so that no mail goes out.</param>
    public static StandaloneSettings Read(IConfiguration configuration, bool serves = true)
    {
        var demo = Demanded(configuration[DemoKey]);
        if (serves && !demo && string.IsNullOrWhiteSpace(configuration["Mail:Host"]))
        {
            throw new StartupProblem("Without the demo, sign-in codes go out by mail, and no mail server is configured: set Mail:Host (as an environment variable Mail__Host). docs/operating.md has the details.");
        }

        return new StandaloneSettings(
            configuration["urls"] is { Length: > 0 } urls ? urls : UrlsDefault,
            IsShared(configuration) ? null
                : configuration[DataDirectoryKey] is { Length: > 0 } folder ? Path.GetFullPath(folder) : DefaultDataDirectory(),
            demo);
    }

    private static bool IsShared(IConfiguration configuration) =>
        !string.IsNullOrWhiteSpace(configuration.GetConnectionString(PeerMeshSiloOptions.DatabaseName));

    private static bool Demanded(string? demo) => demo switch
    {
        null or "" => true,
        _ when bool.TryParse(demo, out var demanded) => demanded,
        _ => throw new UsageProblem($"{DemoKey} is true or false, not \"{demo}\".", UsageProblem.BadArgument),
    };

    // Nobody chose this folder, so unlike a chosen one it is made with everything above it.
    private static string DefaultDataDirectory()
    {
        var local = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        if (local.Length == 0)
        {
            throw new StartupProblem("This account has no home folder to keep data in. Choose a data folder with PeerMesh__DataDirectory.");
        }

        try
        {
            return Directory.CreateDirectory(Path.Combine(local, "PeerMesh")).FullName;
        }
        catch (Exception denied) when (denied is IOException or UnauthorizedAccessException)
        {
            throw new StartupProblem($"The data folder {Path.Combine(local, "PeerMesh")} cannot be made. Choose another with PeerMesh__DataDirectory.", denied);
        }
    }
}
