using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Privacy;

namespace PeerMesh.Grains.Organizations;

/// <summary>What an application holds about whoever asked and about those who took its steps.</summary>
internal sealed partial class AffiliationGrain : IHoldsPerson
{
    public Task<string?> Held(MemberId member) => Task.FromResult(
        Record.Affiliation is { } affiliation && AffiliationRules.Names(affiliation, member)
            ? HeldJson.Of(new
            {
                Application = affiliation.Draft.Name,
                Asked = affiliation.Applicant == member ? affiliation.Draft : null,
                Steps = affiliation.Steps.Where(step => step.By == member).Select(step => new { step.To, step.ByName, step.Reason, step.At }),
            })
            : null);

    public async Task<bool> Forget(MemberId member)
    {
        if (Record.Affiliation is { } affiliation && AffiliationRules.Names(affiliation, member))
        {
            await Save(Record with
            {
                Affiliation = AffiliationRules.Forget(affiliation, member, clock.GetUtcNow()),
                Notices = Record.Notices.RemoveAll(told => told.To == member),
            });
            await Tell();
        }

        return true;
    }
}
