using System.Collections.Immutable;
using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Organizations;

/// <summary>What somebody was given on one body's list. Whoever has something on a body has it on all below it, and on none above.</summary>
[Flags, JsonConverter(typeof(JsonStringEnumConverter<BodyRights>))]
public enum BodyRights
{
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>Reads what only the body's people see, such as contacts that are not public, and names where a group allows it; changes nothing.</summary>
    [JsonStringEnumMemberName("observer")]
    Observer = 1,

    /// <summary>Changes what the body says of itself, its settings, and decides on changes that others propose to listings.</summary>
    [JsonStringEnumMemberName("editor")]
    Editor = 2,

    /// <summary>Looks after groups that nobody leads.</summary>
    [JsonStringEnumMemberName("facilitatorManager")]
    FacilitatorManager = 4,

    /// <summary>All of it, and people, place in the tree, and who belongs to the body.</summary>
    [JsonStringEnumMemberName("administrator")]
    Administrator = 8,
}

/// <summary>What one needs a right for.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BodyAct>))]
public enum BodyAct
{
    /// <summary>See what is not public: the body's own address, contacts of its groups.</summary>
    [JsonStringEnumMemberName("seePrivate")]
    SeePrivate = 0,

    /// <summary>Change what the body says of itself and its settings.</summary>
    [JsonStringEnumMemberName("edit")]
    Edit = 1,

    /// <summary>Decide on proposed changes to the listings of its groups.</summary>
    [JsonStringEnumMemberName("reviewListings")]
    ReviewListings = 2,

    /// <summary>Become the facilitator of a group that has none.</summary>
    [JsonStringEnumMemberName("lookAfterGroups")]
    LookAfterGroups = 3,

    /// <summary>Say who has which right.</summary>
    [JsonStringEnumMemberName("managePeople")]
    ManagePeople = 4,

    /// <summary>Found branches, move, close and delete.</summary>
    [JsonStringEnumMemberName("shapeTree")]
    ShapeTree = 5,

    /// <summary>Decide who belongs to the body.</summary>
    [JsonStringEnumMemberName("affiliate")]
    Affiliate = 6,

    /// <summary>See how many people its groups have, as far as that is told.</summary>
    [JsonStringEnumMemberName("seeFigures")]
    SeeFigures = 7,

    /// <summary>Read the names on the list of a group that allows it.</summary>
    [JsonStringEnumMemberName("seeNames")]
    SeeNames = 8,
}

/// <summary>The one place that says what a right is good for.</summary>
public static class BodyRightsRules
{
    public const BodyRights All = BodyRights.Observer | BodyRights.Editor | BodyRights.FacilitatorManager | BodyRights.Administrator;

    /// <param name="held">What somebody has on the body, by its own list and by those above it.</param>
    public static bool May(BodyRights held, BodyAct act) => held.HasFlag(BodyRights.Administrator) || act switch
    {
        BodyAct.SeePrivate or BodyAct.SeeFigures => held != BodyRights.None,
        BodyAct.SeeNames => held.HasFlag(BodyRights.Observer),
        BodyAct.Edit or BodyAct.ReviewListings => held.HasFlag(BodyRights.Editor),
        BodyAct.LookAfterGroups => held.HasFlag(BodyRights.FacilitatorManager),
        _ => false,
    };

    /// <summary>What holds on a body: its own list and what comes down from above.</summary>
    /// <param name="own">By the body's own list.</param>
    /// <param name="above">On its parent, the parent's own parents included.</param>
    public static BodyRights On(BodyRights own, BodyRights above) => own | above;

    /// <summary>The rights one by one, for those who list them.</summary>
    public static ImmutableList<BodyRights> Each(BodyRights rights) => [.. Enum.GetValues<BodyRights>().Where(one => one != BodyRights.None && rights.HasFlag(one))];

    /// <summary>All of these together.</summary>
    public static BodyRights Together(IEnumerable<BodyRights> rights) => rights.Aggregate(BodyRights.None, On);

    /// <summary>Whether somebody can be given this: one right at least, and none that nobody knows.</summary>
    public static bool IsGrant(BodyRights rights) => rights != BodyRights.None && (rights & ~All) == 0;
}
