using PeerMesh.Domain.Common;
using PeerMesh.Domain.Members;

namespace PeerMesh.Contracts.Common;

/// <summary>The account a call is made for, as the gateway proved it.</summary>
/// <param name="Member">The account.</param>
/// <param name="Simulated">A rehearsal's made-up peer.</param>
/// <param name="SecondStep">What the sign-in has shown beyond the mailed code.</param>
/// <param name="PowersRest">Whether the operator demands more than it has shown, so that the account does nothing but what a member does. Set by every silo for itself; what arrives does not count.</param>
[GenerateSerializer, Immutable, Alias("pm.caller")]
public sealed record Caller(
    [property: Id(0)] MemberId Member,
    [property: Id(1)] bool Simulated = false,
    [property: Id(2)] SecondStep SecondStep = SecondStep.None,
    [property: Id(3)] bool PowersRest = false);
