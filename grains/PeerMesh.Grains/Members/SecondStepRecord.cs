using System.Collections.Immutable;
using System.Text.Json.Serialization;
using PeerMesh.Contracts.Members;
using PeerMesh.Domain.Members;

namespace PeerMesh.Grains.Members;

/// <summary>What is stored of an account's second step. Secrets are sealed with a key that is stored elsewhere, codes are hashed.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.second-step")]
internal sealed record SecondStepRecord
{
    public static readonly SecondStepRecord Empty = new();

    /// <summary>The app's secret, sealed; null without an app.</summary>
    [Id(0)]
    public string? Totp { get; init; }

    /// <summary>The half minute of the newest code that was taken; none up to it is taken again.</summary>
    [Id(1)]
    public long TotpUsedUpTo { get; init; }

    /// <summary>A secret that waits for its first code, sealed.</summary>
    [Id(2)]
    public string? OfferedTotp { get; init; }

    /// <summary>At most <see cref="SecondStepRules.PasskeysMax"/>.</summary>
    [Id(3)]
    public ImmutableList<Passkey> Passkeys { get; init; } = [];

    /// <summary>Hashes of the codes that are left; at most <see cref="SecondStepRules.RecoveryCodes"/>.</summary>
    [Id(4)]
    public ImmutableList<string> RecoveryHashes { get; init; } = [];

    /// <summary>When codes were wrong lately; at most <see cref="SecondStepRules.TriesMax"/>.</summary>
    [Id(5)]
    public ImmutableList<DateTimeOffset> WrongTries { get; init; } = [];

    [JsonIgnore]
    public bool IsSetUp => Totp is not null || !Passkeys.IsEmpty;
}
