using System.Globalization;

namespace PeerMesh.Tests.Shared;

/// <summary>The PostgreSQL of the system's own packages; nothing is downloaded for these tests.</summary>
internal static class PostgresPrograms
{
    private const string Place = "/usr/lib/postgresql";

    /// <summary>The folder of the newest version's programs, or null. PEERMESH_POSTGRES names one in another place.</summary>
    public static string? Folder { get; } = Find();

    /// <summary>On a build server a missing database is a failure: a skipped test there would be noticed by nobody.</summary>
    public static bool IsRequired => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PEERMESH_POSTGRES") is { Length: > 0 } named)
        {
            return named;
        }

        return Directory.Exists(Place)
            ? Directory.GetDirectories(Place)
                .OrderByDescending(version => double.TryParse(Path.GetFileName(version), CultureInfo.InvariantCulture, out var number) ? number : 0)
                .Select(version => Path.Combine(version, "bin"))
                .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "initdb")))
            : null;
    }
}

/// <summary>A test that needs PostgreSQL. Without it, it is skipped and says so; under CI=true it fails.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class PostgresFactAttribute : FactAttribute
{
    public PostgresFactAttribute()
    {
        if (PostgresPrograms.Folder is null && !PostgresPrograms.IsRequired)
        {
            Skip = "PostgreSQL is not installed. Install the package postgresql, or name its folder of programs in PEERMESH_POSTGRES.";
        }
    }
}
