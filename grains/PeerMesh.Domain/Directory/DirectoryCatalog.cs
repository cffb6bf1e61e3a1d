using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;

namespace PeerMesh.Domain.Directory;

/// <summary>What a listing chooses from. Ids keep their meaning for good and are only ever added to; what people read is in the resources, by <c>topic.grief</c>.</summary>
public static class DirectoryCatalog
{
    static DirectoryCatalog()
    {
        using var file = typeof(DirectoryCatalog).Assembly.GetManifestResourceStream("PeerMesh.Domain.Directory.catalog.json")!;
        var lists = JsonSerializer.Deserialize<Dictionary<string, ImmutableArray<string>>>(file)!;
        (Topics, Audiences, Access, Types) = (lists["topics"], lists["audiences"], lists["access"], lists["types"]);
        (KnownTopics, KnownAudiences, KnownAccess) = (Topics.ToFrozenSet(), Audiences.ToFrozenSet(), Access.ToFrozenSet());
    }

    /// <summary>What groups are about.</summary>
    public static ImmutableArray<string> Topics { get; }

    /// <summary>For whom they are.</summary>
    public static ImmutableArray<string> Audiences { get; }

    /// <summary>What they offer to people who need it.</summary>
    public static ImmutableArray<string> Access { get; }

    /// <summary>The codes of what a meeting is like that an editor offers first; a listing may have any code of the Meeting Guide format, or its own.</summary>
    public static ImmutableArray<string> Types { get; }

    internal static FrozenSet<string> KnownTopics { get; }

    internal static FrozenSet<string> KnownAudiences { get; }

    internal static FrozenSet<string> KnownAccess { get; }
}
