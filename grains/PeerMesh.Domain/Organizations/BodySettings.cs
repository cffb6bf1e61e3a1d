using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Organizations;

/// <summary>What a body sets for itself and everything below it. What is null it leaves to those above; the nearest body that says something wins.</summary>
/// <param name="Guidelines">For groups that have none of their own, one sentence each.</param>
/// <param name="CrisisCard">Whom to call where this body is, shown beside the network's own crisis card.</param>
/// <param name="ShareSeconds">How long a share lasts in groups with no rules of their own, in seconds.</param>
/// <param name="Proof">Whether its groups confirm attendance.</param>
/// <param name="Language">BCP 47 tag that new groups start with.</param>
/// <param name="RetentionDays">How many days records of its meetings are kept.</param>
/// <param name="PhoneNumber">The number to call, as people write it.</param>
/// <param name="Logo">Names the picture, which is kept apart.</param>
/// <param name="Colour">Of its pages, as <c>#1f5a55</c>.</param>
/// <param name="Accent">The second colour.</param>
[GenerateSerializer, Immutable, Alias("pm.body.settings")]
public sealed record BodySettings(
    [property: Id(0)] ImmutableList<string>? Guidelines = null,
    [property: Id(1)] string? CrisisCard = null,
    [property: Id(2)] int? ShareSeconds = null,
    [property: Id(3)] ProofPolicy? Proof = null,
    [property: Id(4)] string? Language = null,
    [property: Id(5)] int? RetentionDays = null,
    [property: Id(6)] string? PhoneNumber = null,
    [property: Id(7)] string? Logo = null,
    [property: Id(8)] string? Colour = null,
    [property: Id(9)] string? Accent = null)
{
    public static readonly BodySettings None = new();
}

[JsonConverter(typeof(JsonStringEnumConverter<ProofPolicy>))]
public enum ProofPolicy
{
    /// <summary>Each group says for itself.</summary>
    [JsonStringEnumMemberName("groupDecides")]
    GroupDecides = 0,

    [JsonStringEnumMemberName("never")]
    Never = 1,

    [JsonStringEnumMemberName("always")]
    Always = 2,
}

/// <summary>One setting by its name.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<BodySetting>))]
public enum BodySetting
{
    [JsonStringEnumMemberName("guidelines")]
    Guidelines = 0,

    [JsonStringEnumMemberName("crisisCard")]
    CrisisCard = 1,

    [JsonStringEnumMemberName("shareSeconds")]
    ShareSeconds = 2,

    [JsonStringEnumMemberName("proof")]
    Proof = 3,

    [JsonStringEnumMemberName("language")]
    Language = 4,

    [JsonStringEnumMemberName("retentionDays")]
    RetentionDays = 5,

    [JsonStringEnumMemberName("phoneNumber")]
    PhoneNumber = 6,

    [JsonStringEnumMemberName("logo")]
    Logo = 7,

    [JsonStringEnumMemberName("colour")]
    Colour = 8,

    [JsonStringEnumMemberName("accent")]
    Accent = 9,
}

/// <param name="From">The body that says it.</param>
[GenerateSerializer, Immutable, Alias("pm.body.setting-origin")]
public sealed record SettingOrigin(
    [property: Id(0)] BodySetting Setting,
    [property: Id(1)] BodyId From);

/// <summary>What holds on a body, and where each of it comes from.</summary>
/// <remarks>A setting has an origin exactly where it has a value.</remarks>
[GenerateSerializer, Immutable, Alias("pm.body.effective-settings")]
public sealed record EffectiveSettings(
    [property: Id(0)] BodySettings Values,
    [property: Id(1)] ImmutableList<SettingOrigin> Origins)
{
    public static readonly EffectiveSettings None = new(BodySettings.None, []);

    /// <summary>The body that says this; null where nobody does.</summary>
    public BodyId? From(BodySetting setting) => Origins.Find(origin => origin.Setting == setting)?.From;
}
