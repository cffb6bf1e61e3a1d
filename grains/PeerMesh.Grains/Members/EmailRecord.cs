using System.Collections.Immutable;
using PeerMesh.Domain.Common;

namespace PeerMesh.Grains.Members;

/// <summary>What is stored of an e-mail address, which is not the address.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.email")]
internal sealed record EmailRecord
{
    /// <summary>The account; null until a first code was right or a roster asked for one.</summary>
    [Id(0)]
    public MemberId? Member { get; init; }

    /// <summary>The code that is good now; a newer one takes its place.</summary>
    [Id(1)]
    public SignInCode? Code { get; init; }

    /// <summary>When codes were asked for lately; at most <see cref="SignInLimits.CodesPerWindow"/>.</summary>
    [Id(2)]
    public ImmutableList<DateTimeOffset> Requests { get; init; } = [];
}
