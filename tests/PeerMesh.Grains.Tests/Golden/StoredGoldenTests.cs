using System.Reflection;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Sessions;
using PeerMesh.Domain.Tests.Common;
using PeerMesh.Grains.Groups;
using PeerMesh.Grains.Sessions;

namespace PeerMesh.Grains.Tests.Golden;

/// <summary>
/// What an earlier release stored, this one reads, and stores again without losing any of it: every grain's document with all its members filled, every fact of a
/// session, and the rows of the directory. The tests of single documents beside the storage tests say what is in them.
/// </summary>
public sealed class StoredGoldenTests
{
    private const string Kind = "stored";

    // As grain storage has them; see GrainsHosting.
    private static readonly JsonSerializerOptions Documents = new()
    {
        IncludeFields = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    // As SqlDirectoryStore has them.
    private static readonly JsonSerializerOptions Rows = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    /// <summary>All that is stored, by name: what a grain calls its state, the alias of a fact, and the directory's row.</summary>
    private static Dictionary<string, (Type Type, JsonSerializerOptions Json)> Stored { get; } = typeof(GroupGrain).Assembly.GetTypes()
        .Where(type => type.IsAssignableTo(typeof(IGrain)) && !type.IsAbstract)
        .SelectMany(type => type.GetConstructors()).SelectMany(constructor => constructor.GetParameters())
        .Where(parameter => parameter.IsDefined(typeof(PersistentStateAttribute)))
        .Select(parameter => (Name: parameter.GetCustomAttribute<PersistentStateAttribute>()!.StateName!, Type: parameter.ParameterType.GenericTypeArguments[0], Json: Documents))
        .Concat(typeof(SessionEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
            .Select(fact => (Name: fact.DerivedType.GetCustomAttribute<AliasAttribute>(inherit: false)!.Alias, Type: fact.DerivedType, Json: Documents)))
        .Append((Name: "session-checkpoint", Type: typeof(SessionRecord), Json: Documents))
        .Append((Name: "directory-row", Type: typeof(DirectoryEntry), Json: Rows))
        .ToDictionary(stored => stored.Name, stored => (stored.Type, stored.Json));

    private static IReadOnlyList<Line> All => GoldenFile.Read<Line>(Kind);

    private static IEnumerable<string> Missing => Stored.Keys.Except(All.Select(line => line.Name)).Order(StringComparer.Ordinal);

    [Fact]
    public void Everything_an_earlier_release_stored_can_be_read()
    {
        if (GoldenFile.Release is { } release)
        {
            GoldenFile.Add(Kind, release, Missing.Select(name => new Line(name, ContentOf(name, Samples.Of(Stored[name].Type)))));
            return;
        }

        Assert.NotEmpty(All);
        Assert.All(All, line =>
        {
            Assert.True(Stored.ContainsKey(line.Name), $"{line.Name} is gone; a document that was stored once stays readable.");
            GoldenFile.AssertKept(line.Content, ContentOf(line.Name, line.Content.Deserialize(BaseOf(Stored[line.Name].Type), Stored[line.Name].Json)!), line.Name);
        });
    }

    [Fact]
    public void Everything_that_is_stored_has_a_golden_line()
    {
        if (GoldenFile.Release is null)
        {
            GoldenFile.AssertNothingMissing(Missing);
        }
    }

    // A fact is stored as one of its kinds, with the name of the kind in it.
    private static JsonNode ContentOf(string name, object document) => JsonSerializer.SerializeToNode(document, BaseOf(Stored[name].Type), Stored[name].Json)!;

    private static Type BaseOf(Type type) => type.IsAssignableTo(typeof(SessionEvent)) ? typeof(SessionEvent) : type;

    private sealed record Line(string Name, JsonNode Content);
}
