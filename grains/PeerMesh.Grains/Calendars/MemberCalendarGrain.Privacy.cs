using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Calendars;

/// <summary>Whether somebody has an address for their calendar; the address itself is kept nowhere.</summary>
internal sealed partial class MemberCalendarGrain : IHoldsPerson
{
    public Task<string?> Held(MemberId member) => Task.FromResult<string?>(Record.Since is { } since ? HeldJson.Of(new { Since = since }) : null);

    public async Task<bool> Forget(MemberId member)
    {
        await Revoke();
        return true;
    }
}
