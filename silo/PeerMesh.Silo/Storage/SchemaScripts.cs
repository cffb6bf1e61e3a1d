using System.Globalization;
using System.Reflection;
using DbUp.Engine;

namespace PeerMesh.Silo.Storage;

/// <summary>The numbered scripts of <c>sql/</c>, as this program carries them. Each runs once, in the order of their numbers.</summary>
internal static class SchemaScripts
{
    /// <summary>Where DbUp notes which have run.</summary>
    public const string Journal = "SchemaVersions";

    /// <param name="dialect">The folder: sqlite or postgres.</param>
    public static List<SqlScript> Of(string dialect)
    {
        var assembly = Assembly.GetExecutingAssembly();
        var prefix = $"PeerMesh.Silo.sql.{dialect}.";
        return assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(name => new SqlScript(name[prefix.Length..], Text(assembly, name)))
            .ToList();
    }

    /// <summary>12 for <c>012-something.sql</c>.</summary>
    public static int NumberOf(string scriptName) => int.Parse(scriptName.AsSpan(0, 3), NumberStyles.None, CultureInfo.InvariantCulture);

    private static string Text(Assembly assembly, string resource)
    {
        using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
        return reader.ReadToEnd();
    }
}
