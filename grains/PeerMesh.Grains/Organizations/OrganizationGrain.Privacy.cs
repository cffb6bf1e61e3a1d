using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Organizations;

/// <summary>What a body holds about a person: whether they are on the list of those who run it.</summary>
internal sealed partial class OrganizationGrain : IHoldsPerson
{
    public Task<string?> Held(MemberId member) => Task.FromResult(
        Record.Administrators.Find(named => named.Member == member) is { } entry ? HeldJson.Of(new { Administrator = entry.Name }) : null);

    public async Task<bool> Forget(MemberId member)
    {
        // Also the last one: those above the body run it then.
        if (Record.Administrators.Exists(named => named.Member == member))
        {
            await Save(Record with { Administrators = Record.Administrators.RemoveAll(named => named.Member == member) });
        }

        return true;
    }
}
