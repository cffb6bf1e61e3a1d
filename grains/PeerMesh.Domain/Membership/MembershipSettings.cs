using System.Text.Json.Serialization;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Membership;

/// <summary>How people become members of a group.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<JoinMode>))]
public enum JoinMode
{
    /// <summary>Whoever wants to.</summary>
    [JsonStringEnumMemberName("open")]
    Open = 0,

    /// <summary>They ask, and those who lead say yes or no.</summary>
    [JsonStringEnumMemberName("request")]
    Request = 1,

    /// <summary>Those who lead invite them, by address or by a link.</summary>
    [JsonStringEnumMemberName("invitation")]
    Invitation = 2,

    /// <summary>They know a code, such as one that a clinic or another group gives to people it refers.</summary>
    [JsonStringEnumMemberName("code")]
    Code = 3,
}

/// <summary>A group's own rules for joining and for its dates.</summary>
/// <param name="Mode">How one becomes a member. An invitation or a code opens every group, however others join it.</param>
/// <param name="SizeMax">How many members it takes; those who lead do not take a place. Null has no bound. Kept in the group's listing.</param>
/// <param name="HoldMinutes">How long a free place is held for whoever is next in line.</param>
/// <param name="Registration">Whether people say for each date that they come. Without it whoever may come comes.</param>
/// <param name="PlacesPerDate">Places on one date; null takes what the room holds.</param>
/// <param name="DatesPerPersonMax">How many coming dates one person may be registered for in the groups of the same body; null has no bound.</param>
/// <param name="NamesToBody">Whether observers and administrators of the organisation the group belongs to, and of those above it, may read the names on its list. Kept in the book, with the organisation it was said of.</param>
[GenerateSerializer, Immutable, Alias("pm.membership.settings")]
public sealed record MembershipSettings(
    [property: Id(0)] JoinMode Mode,
    [property: Id(1)] int? SizeMax = null,
    [property: Id(2)] int HoldMinutes = MembershipLimits.HoldMinutes,
    [property: Id(3)] bool Registration = false,
    [property: Id(4)] int? PlacesPerDate = null,
    [property: Id(5)] int? DatesPerPersonMax = null,
    [property: Id(6)] bool NamesToBody = false)
{
    /// <summary>Of a group that never said: as it was before groups could.</summary>
    public static MembershipSettings Of(Openness openness) =>
        new(openness == Openness.Open ? JoinMode.Open : JoinMode.Request);
}
