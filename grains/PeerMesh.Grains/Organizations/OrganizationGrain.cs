using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Auditing;

namespace PeerMesh.Grains.Organizations;

/// <summary>Knows who runs a body. Nothing is kept in two places: public facts and the tree are with <see cref="IBodiesGrain"/>, the rest is here.</summary>
[GrainType("organization")]
internal sealed partial class OrganizationGrain(
    [PersistentState("organization", StorageNames.Default)] IPersistentState<OrganizationRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    ILogger<OrganizationGrain> log) : AuditedGrain<OrganizationRecord>(stored, "organization"), IOrganizationGrain
{
    private BodyId Id => new(this.GetPrimaryKeyString());

    private IBodiesGrain Bodies => GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key);

    public async Task<Refusal?> Found(Caller caller, BodyDraft draft)
    {
        if (!BodyRules.IsId(Id.Value))
        {
            return Refused(BodyRefusals.IdInvalid);
        }

        if (BodyRules.Check(draft) is { } invalid)
        {
            return Refused(invalid);
        }

        if (await Bodies.Find(Id) is { } known)
        {
            // The same request once more, by the same person, changes nothing.
            return IsNamed(caller.Member) && known.Name == draft.Name.Trim() ? null : Refused(BodyRefusals.AlreadyFounded);
        }

        if (await MayPlaceUnder(caller.Member, draft.Parent) is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        // Who runs it is stored first: a body nobody runs could not even be deleted.
        await Save(Noted(
            Record with { Exists = true, Email = BodyRules.Tidy(draft.Email), EmailPublic = draft.EmailPublic, Administrators = [new(caller.Member, "")] },
            Act(caller.Member, AuditActions.BodyFounded)));
        if (await Bodies.Put(BodyRules.Apply(Blank(Id), draft)) is not { } refusal)
        {
            return null;
        }

        await Save(Noted(new OrganizationRecord { Audit = Record.Audit }, Act(caller.Member, AuditActions.BodyDeleted)));
        return Refused(refusal);
    }

    public async Task<Refusal?> Change(Caller caller, BodyDraft draft)
    {
        if (await Bodies.Find(Id) is not { } body)
        {
            return Refused(BodyRefusals.NotFound);
        }

        if (!await Administers(caller.Member))
        {
            return Refused(BodyRefusals.AdministratorsOnly);
        }

        if (BodyRules.Check(draft) is { } invalid)
        {
            return Refused(invalid);
        }

        // A body moves to where its administrators have a say too.
        if (draft.Parent != body.Parent && await MayPlaceUnder(caller.Member, draft.Parent) is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        if (await Bodies.Put(BodyRules.Apply(body, draft)) is { } refusal)
        {
            return Refused(refusal);
        }

        await Save(Noted(
            Record with { Exists = true, Email = BodyRules.Tidy(draft.Email), EmailPublic = draft.EmailPublic },
            Act(caller.Member, draft.Parent == body.Parent ? AuditActions.BodyChanged : AuditActions.BodyMoved)));
        return null;
    }

    public async Task<BodyView?> Look(Caller? caller)
    {
        if (await Bodies.Find(Id) is not { } body)
        {
            return null;
        }

        var administers = caller is not null && await Administers(caller.Member);
        return new BodyView(body, administers ? Record.Email : body.Email, Record.EmailPublic, administers);
    }

    public async Task<bool> Administers(MemberId member)
    {
        if (IsNamed(member))
        {
            return true;
        }

        // Rights run downwards only. The one above asks the next, so the way up is as long as the tree is deep.
        return await Bodies.Find(Id) is { Parent: { } parent } && await GrainFactory.GetGrain<IOrganizationGrain>(parent.Value).Administers(member);
    }

    public async Task<AdministratorsLook> Administrators(Caller caller) =>
        await Bodies.Find(Id) is null ? new(null, BodyRefusals.NotFound)
        : !await Administers(caller.Member) ? new(null, BodyRefusals.AdministratorsOnly)
        : new(Record.Administrators, null);

    public async Task<Refusal?> SetAdministrator(Caller caller, MemberId member, bool administers, string name)
    {
        if ((await Administrators(caller)).Refusal is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        var entry = Record.Administrators.Find(named => named.Member == member);
        if (!administers)
        {
            return entry is null ? null
                : Record.Administrators.Count == 1 ? Refused(BodyRefusals.LastAdministrator)
                : await Kept(Record.Administrators.Remove(entry), ActOn(caller.Member, AuditActions.AdministratorRemoved, member));
        }

        if (!BodyRules.IsPersonName(name))
        {
            return Refused(GroupRefusals.RosterNameInvalid);
        }

        var next = new Administrator(member, name.Trim());
        return entry == next ? null
            : entry is not null ? await Kept(Record.Administrators.Replace(entry, next), ActOn(caller.Member, AuditActions.AdministratorNamed, member))
            : Record.Administrators.Count >= BodyLimits.AdministratorsMax ? Refused(BodyRefusals.TooManyAdministrators)
            : await Kept(Record.Administrators.Add(next), ActOn(caller.Member, AuditActions.AdministratorNamed, member));
    }

    public async Task<Refusal?> Delete(Caller caller, int groups, string? confirmedName)
    {
        if (await Bodies.Find(Id) is not { } body)
        {
            return Refused(BodyRefusals.NotFound);
        }

        if (!await Administers(caller.Member))
        {
            return Refused(BodyRefusals.AdministratorsOnly);
        }

        if (groups > 0 && confirmedName is null)
        {
            return Refused(BodyRefusals.HasGroups);
        }

        if (confirmedName is not null && confirmedName.Trim() != body.Name)
        {
            return Refused(BodyRefusals.NotConfirmed);
        }

        if (await Bodies.Remove(Id) is { } refusal)
        {
            return Refused(refusal);
        }

        await Save(Noted(new OrganizationRecord { Audit = Record.Audit }, Act(caller.Member, AuditActions.BodyDeleted)));
        if (body.Parent is { } above)
        {
            // Nobody reads the record of a body that is gone; those above it read this.
            await GrainFactory.GetGrain<IBodyAuditGrain>(above.Value).Note(Act(caller.Member, AuditActions.BodyDeleted));
        }

        return null;
    }

    public async Task<Refusal?> Take(Body body, ImmutableList<MemberId> administrators)
    {
        if (!BodyRules.IsId(Id.Value))
        {
            return Refused(BodyRefusals.IdInvalid);
        }

        if (!Record.Exists)
        {
            await Save(Noted(
                Record with { Exists = true, Administrators = administrators.ConvertAll(member => new Administrator(member, "")) },
                Act(null, AuditActions.BodyImported)));
        }

        return await Bodies.Put(body with { Id = Id }) is { } refusal ? Refused(refusal) : null;
    }

    public async Task Withdraw()
    {
        if (await Bodies.Remove(Id) is null)
        {
            await Save(Noted(new OrganizationRecord { Audit = Record.Audit }, Act(null, AuditActions.BodyDeleted)));
        }
    }

    private static Body Blank(BodyId id) => new(id, "", "", BodyType.Chapter, null, null, null, null, null, [], Number: 0, Origin: null, Version: 0);

    private bool IsNamed(MemberId member) => Record.Administrators.Exists(named => named.Member == member);

    private async Task<Refusal?> MayPlaceUnder(MemberId member, BodyId? parent) =>
        parent is not { } above || above == Id ? null
        : await Bodies.Find(above) is null ? BodyRefusals.NoSuchParent
        : await GrainFactory.GetGrain<IOrganizationGrain>(above.Value).Administers(member) ? null
        : BodyRefusals.AdministratorsOnly;

    private async Task<Refusal?> Kept(ImmutableList<Administrator> administrators, AuditNote act)
    {
        await Save(Noted(Record with { Administrators = administrators }, act));
        return null;
    }

    private Refusal Refused(Refusal refusal)
    {
        LogRefused(GrainContext.GrainId, refusal.Code);
        return refusal;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} refused: {RefusalCode}")]
    private partial void LogRefused(GrainId grainId, string refusalCode);
}
