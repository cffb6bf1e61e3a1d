using PeerMesh.Api.Http;
using PeerMesh.Api.Identity;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Notices;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Notices;
using PeerMesh.Web.SignIn;

namespace PeerMesh.Api.Notices;

/// <inheritdoc cref="IContactDesk"/>
internal sealed class ContactDesk(IGrainFactory grains, EmailAddresses addresses, ContactSeal seal, UnsubscribeSeal links) : IContactDesk
{
    public async Task<Refusal?> SetAddress(Caller caller, string email)
    {
        if (EmailAddresses.Normalize(email) is not { } address)
        {
            return GatewayRefusals.NoAddress;
        }

        // Whoever signed in with it has read mail there: no other address can be made to receive what it did not ask for.
        var grain = await addresses.Find(address);
        if (await GrainCalls.Twice(grain.Find) != caller.Member)
        {
            return NoticeRefusals.AddressNotYours;
        }

        if (await seal.Seal(caller.Member, address) is not { } sealedAddress)
        {
            return GatewayRefusals.NotSignedIn;
        }

        await GrainCalls.Twice(() => NoticesOf(caller.Member).SetAddress(sealedAddress));
        return null;
    }

    public Task ForgetAddress(Caller caller) => GrainCalls.Twice(() => NoticesOf(caller.Member).ForgetAddress());

    public bool IsZone(string zone) => TimeZoneInfo.TryFindSystemTimeZoneById(zone, out var found) && found.HasIanaId;

    public async Task<(MemberId Member, string SealedAddress)?> Invite(string email)
    {
        if (EmailAddresses.Normalize(email) is not { } address)
        {
            return null;
        }

        var grain = await addresses.Find(address);
        var member = await GrainCalls.Twice(grain.Resolve);
        return await seal.Seal(member, address) is { } sealedAddress ? (member, sealedAddress) : null;
    }

    public Unsubscribing? ReadUnsubscribe(string token) => links.Open(token);

    private INoticesGrain NoticesOf(MemberId member) => grains.GetGrain<INoticesGrain>(member.Value);
}
