using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Members;

/// <summary>An account is all about one person. Without its devices nobody is signed in any more.</summary>
internal sealed partial class MemberGrain : IHoldsPerson
{
    public Task<string?> Held(MemberId member) => Task.FromResult<string?>(HeldJson.Of(new { Account = Id, Record.Groups, Record.Ties, Record.Profile, Devices = Record.Devices.ConvertAll(device => new { device.Id, device.Name, device.SignedInAt, device.LastSeenAt, SignedInUntil = device.RefreshUntil }) }));

    public async Task<bool> Forget(MemberId member)
    {
        await Save(new MemberRecord());
        return true;
    }
}
