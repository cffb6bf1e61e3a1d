using System.Collections.Immutable;

namespace PeerMesh.Grains.Members;

/// <summary>What is stored of the gateways' key ring.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.keys")]
internal sealed record KeyRingRecord
{
    /// <summary>Oldest first; at most <see cref="KeyRingLimits.KeysMax"/>.</summary>
    [Id(0)]
    public ImmutableList<NamedText> Keys { get; init; } = [];

    /// <summary>In base 64; at most <see cref="KeyRingLimits.SecretsMax"/>.</summary>
    [Id(1)]
    public ImmutableList<NamedText> Secrets { get; init; } = [];
}

[GenerateSerializer, Immutable, Alias("pm.stored.named-text")]
internal sealed record NamedText(
    [property: Id(0)] string Name,
    [property: Id(1)] string Text);

internal static class KeyRingLimits
{
    /// <summary>A key is made every ninety days, so this is twenty-five years of them; the oldest go first.</summary>
    public const int KeysMax = 100;

    /// <summary>Secrets are named in code; more than this is a bug.</summary>
    public const int SecretsMax = 100;

    public const int SecretBytes = 32;
}
