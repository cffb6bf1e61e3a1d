using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;

namespace PeerMesh.Grains.Organizations;

/// <summary>What administrators do is written down with what it changes.</summary>
internal sealed partial class OrganizationGrain : IBodyAuditGrain
{
    public async Task<AuditLook> Audit(Caller caller, long? before, int max)
    {
        if ((await Administrators(caller)).Refusal is { } refusal)
        {
            return refusal;
        }

        var (entries, more) = await ReadAudit(before, max);
        return new AuditLook(
            entries,
            Record.Administrators.FindAll(named => named.Name.Length > 0).ConvertAll(named => new AuditPerson(named.Member, named.Name)),
            more,
            null);
    }

    public Task Note(AuditNote note) => Save(Noted(Record, note));

    private OrganizationRecord Noted(OrganizationRecord next, AuditNote act) => Noted(next, clock.GetUtcNow(), act);

    private AuditNote Act(MemberId? actor, string action) => new(actor, action, AuditSubjects.Body(Id));

    private static AuditNote ActOn(MemberId actor, string action, MemberId member) => new(actor, action, AuditSubjects.Member(member));
}
