using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Members;

/// <summary>The way from an address to an account. Once it is gone, who signs in with the address is somebody new.</summary>
internal sealed partial class EmailGrain : IHoldsPerson
{
    public Task<string?> Held(MemberId member) => Task.FromResult<string?>(Record.Member == member ? HeldJson.Of(new { Account = member, CodesAskedFor = Record.Requests }) : null);

    public async Task<bool> Forget(MemberId member)
    {
        if (Record.Member == member)
        {
            // How often codes were asked for stays: an erasure must not give a guesser new tries. So does a code, which opens nothing of the account's: who comes back at once
            // asks for it before all else is gone, and is somebody new by it.
            await Save(Record with { Member = null });
        }

        return true;
    }
}
