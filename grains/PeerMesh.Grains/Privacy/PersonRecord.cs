using System.Collections.Immutable;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Auditing;

namespace PeerMesh.Grains.Privacy;

/// <summary>What is stored of where a person's data is. After an erasure: that there was one, and nothing else.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.person")]
internal sealed record PersonRecord : IAudited<PersonRecord>
{
    /// <summary>In the order in which they came to know the person; at most <see cref="PersonLimits.GroupsMax"/>.</summary>
    [Id(0)]
    public ImmutableList<GroupId> Groups { get; init; } = [];

    /// <summary>Oldest first; at most <see cref="PersonLimits.SessionsMax"/>.</summary>
    [Id(1)]
    public ImmutableList<SessionId> Sessions { get; init; } = [];

    /// <summary>Keyed hashes of addresses; at most <see cref="PersonLimits.EmailKeysMax"/>.</summary>
    [Id(2)]
    public ImmutableList<string> EmailKeys { get; init; } = [];

    /// <summary>Seals the person's own fields; in base 64.</summary>
    [Id(3)]
    public string? Key { get; init; }

    /// <summary>Since when the account is being deleted, or is.</summary>
    [Id(4)]
    public DateTimeOffset? ErasingSince { get; init; }

    /// <summary>Where it has been taken away, by the names in <see cref="PersonHoldings"/>.</summary>
    [Id(5)]
    public ImmutableList<string> Done { get; init; } = [];

    /// <summary>Nothing is left to do.</summary>
    [Id(6)]
    public DateTimeOffset? ErasedAt { get; init; }

    /// <summary>Exports, and the erasure.</summary>
    [Id(7)]
    public AuditTrail? Audit { get; init; }

    /// <summary>Ids of applications they made or took a step of, oldest first; at most <see cref="PersonLimits.ApplicationsMax"/>.</summary>
    [Id(8)]
    public ImmutableList<string> Applications { get; init; } = [];

    public PersonRecord WithAudit(AuditTrail trail) => this with { Audit = trail };
}

internal static class PersonLimits
{
    /// <summary>More than anybody joins; beyond it the oldest goes, as from the person's own list.</summary>
    public const int GroupsMax = 500;

    /// <summary>A meeting a day for five years; beyond it the oldest goes, and its record keeps the made-up name it knew.</summary>
    public const int SessionsMax = 2000;

    public const int EmailKeysMax = 10;

    /// <summary>Those of somebody who decides on three a week for ten years; beyond it the oldest goes.</summary>
    public const int ApplicationsMax = 1500;

    /// <summary>Bytes of the key that seals a person's fields.</summary>
    public const int KeyBytes = 32;
}
