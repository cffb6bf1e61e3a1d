using System.Text.Json.Serialization;

namespace PeerMesh.Domain.Members;

/// <summary>What a sign-in has shown beyond the code from the mail.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SecondStep>))]
public enum SecondStep
{
    /// <summary>Nothing, and the account has nothing to show.</summary>
    [JsonStringEnumMemberName("none")]
    None = 0,

    /// <summary>Nothing on this device, though the account has a second step.</summary>
    [JsonStringEnumMemberName("missing")]
    Missing = 1,

    /// <summary>A passkey, a code of an authenticator app, or a recovery code.</summary>
    [JsonStringEnumMemberName("passed")]
    Passed = 2,
}

/// <summary>What an operator asks of those who lead, administer or operate.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<SecondStepDemand>))]
public enum SecondStepDemand
{
    /// <summary>Nobody is asked for a second step.</summary>
    [JsonStringEnumMemberName("off")]
    Off = 0,

    /// <summary>Whoever has set one up is asked for it.</summary>
    [JsonStringEnumMemberName("offered")]
    Offered = 1,

    /// <summary>Nobody leads, administers or operates without one.</summary>
    [JsonStringEnumMemberName("required")]
    Required = 2,
}
