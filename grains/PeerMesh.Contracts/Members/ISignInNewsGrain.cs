using System.Collections.Immutable;
using Orleans.Concurrency;
using PeerMesh.Domain.Common;

namespace PeerMesh.Contracts.Members;

/// <summary>Tells gateways of whom a device stands otherwise than before: signed out, or with a second step. There is one, by <see cref="Key"/>.</summary>
/// <remarks>
/// It keeps nothing in storage. Whoever asks names the epoch they know; after a restart it is another one, and then nothing is known and everything has to be asked anew.
/// So a gateway asks one question a second for all of its streams, and not one for each of them.
/// </remarks>
[GrainInterfaceType("pm.sign-in-news"), Alias("pm.sign-in-news")]
public interface ISignInNewsGrain : IGrainWithStringKey
{
    const string Key = "all";

    /// <summary>Something changed. For the members' grains, once it is stored and before they answer.</summary>
    [Alias("Changed"), AlwaysInterleave]
    Task Changed(MemberId member);

    /// <summary>Who changed since.</summary>
    /// <param name="epoch">As answered before; null the first time.</param>
    /// <param name="number">As answered before.</param>
    [Alias("Since"), AlwaysInterleave]
    Task<SignInNews> Since(string? epoch, long number);
}

/// <param name="Epoch">To be named when asking next.</param>
/// <param name="Number">Likewise.</param>
/// <param name="Members">Each once; null where it may be anybody.</param>
[GenerateSerializer, Immutable, Alias("pm.member.sign-in-news")]
public sealed record SignInNews(
    [property: Id(0)] string Epoch,
    [property: Id(1)] long Number,
    [property: Id(2)] ImmutableList<MemberId>? Members);
