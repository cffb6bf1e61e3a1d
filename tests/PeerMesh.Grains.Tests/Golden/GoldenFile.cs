using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace PeerMesh.Grains.Tests.Golden;

/// <summary>
/// Files of one line for each type, <c>KIND.vRELEASE.jsonl</c>, as an earlier release wrote it. A line that was released never changes: a release adds
/// lines, in a file of its own, for the types that are new in it.
/// </summary>
internal static class GoldenFile
{
    private const string Variable = "PEERMESH_WRITE_GOLDEN";

    private static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The release to write lines for; null, as usual, to read them.</summary>
    public static int? Release => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } release ? int.Parse(release, CultureInfo.InvariantCulture) : null;

    public static IReadOnlyList<TLine> Read<TLine>(string kind) =>
    [
        .. typeof(GoldenFile).Assembly.GetManifestResourceNames()
            .Where(name => name.Contains($".{kind}.v", StringComparison.Ordinal) && name.EndsWith(".jsonl", StringComparison.Ordinal))
            .SelectMany(Lines)
            .Select(line => JsonSerializer.Deserialize<TLine>(line)!),
    ];

    public static void Add<TLine>(string kind, int release, IEnumerable<TLine> lines)
    {
        var added = lines.Select(line => JsonSerializer.Serialize(line, Readable)).ToList();
        if (added.Count > 0)
        {
            File.AppendAllLines(Path.Combine(Folder(), string.Create(CultureInfo.InvariantCulture, $"{kind}.v{release}.jsonl")), added);
        }
    }

    public static void AssertNothingMissing(IEnumerable<string> missing)
    {
        var names = string.Join(", ", missing);
        Assert.True(
            names.Length == 0,
            $"No golden line yet for {names}. Add those of this release: {Variable}=RELEASE dotnet test tests/PeerMesh.Grains.Tests --filter FullyQualifiedName~Golden; see docs/upgrades.md.");
    }

    /// <summary>The whole of what was there is there; what came since may be there too.</summary>
    public static void AssertKept(JsonNode? before, JsonNode? after, string where)
    {
        switch (before)
        {
            case JsonObject record:
                Assert.All(record, member => AssertKept(member.Value, after![member.Key], $"{where}.{member.Key}"));
                break;
            case JsonArray list:
                Assert.True(list.Count == after!.AsArray().Count, $"{where} has another length.");
                for (var i = 0; i < list.Count; i++)
                {
                    AssertKept(list[i], after[i], $"{where}[{i}]");
                }

                break;
            default:
                Assert.True(JsonNode.DeepEquals(before, after), $"{where} was {before} and became {after}.");
                break;
        }
    }

    private static IEnumerable<string> Lines(string resource)
    {
        using var reader = new StreamReader(typeof(GoldenFile).Assembly.GetManifestResourceStream(resource)!);
        while (reader.ReadLine() is { } line)
        {
            yield return line;
        }
    }

    private static string Folder([CallerFilePath] string here = "") => Path.GetDirectoryName(here)!;
}
