using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Groups;

[JsonConverter(typeof(JsonStringEnumConverter<GroupRole>))]
public enum GroupRole
{
    /// <summary>Not on the roster.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    [JsonStringEnumMemberName("member")]
    Member = 1,

    [JsonStringEnumMemberName("coFacilitator")]
    CoFacilitator = 2,

    [JsonStringEnumMemberName("facilitator")]
    Facilitator = 3,
}
