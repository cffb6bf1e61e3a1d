using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Membership;

/// <summary>Where somebody stands with a group.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<MembershipState>))]
public enum MembershipState
{
    [JsonStringEnumMemberName("none")]
    None = 0,

    [JsonStringEnumMemberName("invited")]
    Invited = 1,

    /// <summary>They asked and wait for an answer.</summary>
    [JsonStringEnumMemberName("requested")]
    Requested = 2,

    /// <summary>In the line for a place.</summary>
    [JsonStringEnumMemberName("waiting")]
    Waiting = 3,

    /// <summary>A place is held for them.</summary>
    [JsonStringEnumMemberName("offered")]
    Offered = 4,

    [JsonStringEnumMemberName("member")]
    Member = 5,

    [JsonStringEnumMemberName("coFacilitator")]
    CoFacilitator = 6,

    [JsonStringEnumMemberName("facilitator")]
    Facilitator = 7,

    [JsonStringEnumMemberName("left")]
    Left = 8,

    [JsonStringEnumMemberName("rejected")]
    Rejected = 9,

    [JsonStringEnumMemberName("removed")]
    Removed = 10,

    /// <summary>A place was held for them and went to the next.</summary>
    [JsonStringEnumMemberName("lapsed")]
    Lapsed = 11,
}
