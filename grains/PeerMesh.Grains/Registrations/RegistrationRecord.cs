using System.Collections.Immutable;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Grains.Registrations;

/// <summary>What is stored of one date: who comes, and what others have yet to be told of it.</summary>
[GenerateSerializer, Immutable, Alias("pm.stored.registration")]
internal sealed record RegistrationRecord
{
    /// <summary>Null until somebody registers.</summary>
    [Id(0)]
    public DateBook? Book { get; init; }

    /// <summary>Members whose own list of dates may be behind.</summary>
    [Id(1)]
    public ImmutableList<MemberId> Untold { get; init; } = [];

    /// <summary>Notices that their readers' grains have not taken yet, oldest first.</summary>
    [Id(2)]
    public ImmutableList<AddressedNotice> Notices { get; init; } = [];
}
