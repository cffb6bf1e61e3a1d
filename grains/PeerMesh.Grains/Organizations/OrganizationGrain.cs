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
            return OwnRightsOf(caller.Member).HasFlag(BodyRights.Administrator) && known.Name == draft.Name.Trim() ? null : Refused(BodyRefusals.AlreadyFounded);
        }

        if (await MayPlaceUnder(caller.Member, draft.Parent) is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        // Who runs it is stored first: a body nobody runs could not even be deleted.
        await Save(Noted(
            Record with { Exists = true, Email = BodyRules.Tidy(draft.Email), EmailPublic = draft.EmailPublic, Administrators = [new(caller.Member, "", BodyRights.Administrator)] },
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

        if (!await May(caller.Member, BodyAct.Edit))
        {
            return Refused(BodyRefusals.AdministratorsOnly);
        }

        if (BodyRules.Check(draft) is { } invalid)
        {
            return Refused(invalid);
        }

        // A body moves to where its administrators have a say too.
        if (draft.Parent != body.Parent && (await May(caller.Member, BodyAct.ShapeTree) ? await MayPlaceUnder(caller.Member, draft.Parent) : BodyRefusals.AdministratorsOnly) is { } notAllowed)
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

        var rights = caller is null ? BodyRights.None : await RightsOf(caller.Member);
        return new BodyView(
            body,
            BodyRightsRules.May(rights, BodyAct.SeePrivate) ? Record.Email : body.Email,
            Record.EmailPublic,
            rights.HasFlag(BodyRights.Administrator),
            rights);
    }

    public async Task<bool> Administers(MemberId member) => (await RightsOf(member)).HasFlag(BodyRights.Administrator);

    public async Task<BodyRights> RightsOf(MemberId member)
    {
        var own = OwnRightsOf(member);
        if (own.HasFlag(BodyRights.Administrator))
        {
            return own;
        }

        // Rights run downwards only. The one above asks the next, so the way up is as long as the tree is deep.
        return BodyRightsRules.On(own, await Above() is { } above ? await above.RightsOf(member) : BodyRights.None);
    }

    public async Task<AdministratorsLook> Administrators(Caller caller) =>
        await Bodies.Find(Id) is null ? new(null, BodyRefusals.NotFound)
        : !await May(caller.Member, BodyAct.ManagePeople) ? new(null, BodyRefusals.AdministratorsOnly)
        : new(Record.Administrators, null);

    public Task<Refusal?> SetAdministrator(Caller caller, MemberId member, bool administers, string name) =>
        SetRights(caller, member, administers ? BodyRights.Administrator : BodyRights.None, name);

    public async Task<Refusal?> SetRights(Caller caller, MemberId member, BodyRights rights, string name)
    {
        if ((await Administrators(caller)).Refusal is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        var entry = Record.Administrators.Find(named => named.Member == member);
        if (entry?.Held.HasFlag(BodyRights.Administrator) == true && !rights.HasFlag(BodyRights.Administrator)
            && Record.Administrators.Count(named => named.Held.HasFlag(BodyRights.Administrator)) == 1)
        {
            return Refused(BodyRefusals.LastAdministrator);
        }

        if (rights == BodyRights.None)
        {
            return entry is null ? null : await Kept(Record.Administrators.Remove(entry), ActOn(caller.Member, AuditActions.AdministratorRemoved, member));
        }

        if (!BodyRightsRules.IsGrant(rights))
        {
            return Refused(BodyRefusals.RightsInvalid);
        }

        if (!BodyRules.IsPersonName(name))
        {
            return Refused(GroupRefusals.RosterNameInvalid);
        }

        var next = new Administrator(member, name.Trim(), rights);
        return entry is not null && entry with { Rights = entry.Held } == next ? null
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

        if (!await May(caller.Member, BodyAct.ShapeTree))
        {
            return Refused(BodyRefusals.AdministratorsOnly);
        }

        if (Confirmed(body, groups, confirmedName) is { } notConfirmed)
        {
            return Refused(notConfirmed);
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
                Record with { Exists = true, Administrators = administrators.ConvertAll(member => new Administrator(member, "", BodyRights.Administrator)) },
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

    private static Refusal? Confirmed(Body body, int groups, string? confirmedName) =>
        confirmedName is null ? (groups > 0 ? BodyRefusals.HasGroups : null)
        : confirmedName.Trim() != body.Name ? BodyRefusals.NotConfirmed
        : null;

    private static Body Blank(BodyId id) => new(id, "", "", BodyType.Chapter, null, null, null, null, null, [], Number: 0, Origin: null, Version: 0);

    private BodyRights OwnRightsOf(MemberId member) => Record.Administrators.Find(named => named.Member == member)?.Held ?? BodyRights.None;

    private async Task<bool> May(MemberId member, BodyAct act) => BodyRightsRules.May(await RightsOf(member), act);

    private async Task<IOrganizationGrain?> Above() =>
        await Bodies.Find(Id) is { Parent: { } parent } ? GrainFactory.GetGrain<IOrganizationGrain>(parent.Value) : null;

    private async Task<Refusal?> MayPlaceUnder(MemberId member, BodyId? parent) =>
        parent is not { } above || above == Id ? null
        : await Bodies.Find(above) is not { } found ? BodyRefusals.NoSuchParent
        : !BodyRightsRules.May(await GrainFactory.GetGrain<IOrganizationGrain>(above.Value).RightsOf(member), BodyAct.ShapeTree) ? BodyRefusals.AdministratorsOnly
        : found.ClosedOn is not null ? BodyRefusals.Closed
        : null;

    private async Task<Refusal?> Kept(ImmutableList<Administrator> administrators, AuditNote act)
    {
        await Save(Noted(Record with { Administrators = administrators }, act));
        return null;
    }

    private Task SaveIfOther(OrganizationRecord next) => next == Record ? Task.CompletedTask : Save(next);

    private Refusal Refused(Refusal refusal)
    {
        LogRefused(GrainContext.GrainId, refusal.Code);
        return refusal;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} refused: {RefusalCode}")]
    private partial void LogRefused(GrainId grainId, string refusalCode);
}
