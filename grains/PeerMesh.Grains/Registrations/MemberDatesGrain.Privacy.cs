using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Registrations;

/// <summary>One person's dates are all about that person.</summary>
internal sealed partial class MemberDatesGrain : IHoldsPerson
{
    public Task<string?> Held(MemberId member) => Task.FromResult<string?>(Record.Dates.IsEmpty ? null : HeldJson.Of(Record.Dates.ConvertAll(kept => kept.Date)));

    public async Task<bool> Forget(MemberId member)
    {
        await Save(new MemberDatesRecord());
        return true;
    }
}
