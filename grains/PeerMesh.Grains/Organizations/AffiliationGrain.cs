using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Auditing;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Organizations;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Organizations;

/// <summary>Wraps <see cref="AffiliationRules"/>: keeps the application, and sees to it that group, body, lists and people hear of each step.</summary>
/// <remarks>Calls run from here to the bodies and the group, never back: neither of them asks an application.</remarks>
[GrainType("affiliation")]
internal sealed partial class AffiliationGrain(
    [PersistentState("affiliation", StorageNames.Default)] IPersistentState<AffiliationRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    SiloStop stop,
    ILogger<AffiliationGrain> log) : RecordGrain<AffiliationRecord>(stored), IAffiliationGrain, IRemindable
{
    /// <summary>Letters of the ids of what a new application makes: nobody guesses one.</summary>
    private const int IdLength = 20;

    private string Id => this.GetPrimaryKeyString();

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (HasNews)
        {
            TellSoon(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

    public async Task<Refusal?> Apply(Caller caller, BodyId body, AffiliationDraft draft)
    {
        if (!BodyRules.IsId(Id))
        {
            return Refused(AffiliationRefusals.IdInvalid);
        }

        var outcome = AffiliationRules.Apply(
            Record.Affiliation,
            Id,
            body,
            caller.Member,
            draft,
            new GroupId(Chance.Derived(IdLength, Id, "group")),
            new BodyId("b" + Chance.Derived(IdLength, Id, "body")),
            clock.GetUtcNow());
        if (outcome.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        var next = outcome.Affiliation!;
        if (next == Record.Affiliation)
        {
            return null;
        }

        if (await MayAsk(caller, body, draft) is { } notAllowed)
        {
            return Refused(notAllowed);
        }

        await TellPerson(caller);

        // The lists first: they are what an application needs room on. One that a crash leaves there is asked for again, or found to be none.
        var card = CardOf(next, clock.GetUtcNow());
        if (!await GrainFactory.ApplicationsOf(caller.Member).Put(card, Applications.OfPersonMax))
        {
            return Refused(AffiliationRefusals.TooMany);
        }

        if (!await GrainFactory.ApplicationsTo(body).Put(card, Applications.ToBodyMax))
        {
            return Refused(AffiliationRefusals.InboxFull);
        }

        await Save(new AffiliationRecord { Affiliation = next, ListedVersion = next.Version, Notices = await NoticesOf(next, next.Steps[^1], reminds: false) });
        await Tell();
        return null;
    }

    public async Task<AffiliationLook> Look(Caller caller)
    {
        if (Record.Affiliation is not { } affiliation)
        {
            return new AffiliationLook(null, Reviews: false, IsMine: false, AffiliationRefusals.NotFound);
        }

        var (reviews, isMine) = (await Reviews(caller), affiliation.Applicant == caller.Member);
        return reviews || isMine
            ? new AffiliationLook(affiliation, reviews, isMine, null)
            : new AffiliationLook(null, Reviews: false, IsMine: false, AffiliationRefusals.NotFound);
    }

    public async Task<Refusal?> Move(Caller caller, AffiliationMove move)
    {
        if ((await Look(caller)).Affiliation is not { } affiliation)
        {
            return Refused(AffiliationRefusals.NotFound);
        }

        var outcome = AffiliationRules.Move(affiliation, caller.Member, await Reviews(caller), move, clock.GetUtcNow());
        if (outcome.Affiliation is { Stage: AffiliationStage.Forming } && Record.Settled is null && await IsTaken(affiliation))
        {
            outcome = AffiliationRefusals.AlreadyBelongs;
        }

        if (outcome.Refusal is null)
        {
            await TellPerson(caller);
        }

        if (await Keep(outcome) is { } refusal)
        {
            return refusal;
        }

        // The record is with the body that was asked; the step itself, with its reason in full, is here.
        await GrainFactory.GetGrain<IBodyAuditGrain>(affiliation.With.Value).Note(
            new AuditNote(caller.Member, AuditActions.AffiliationMoved, AuditSubjects.Affiliation(affiliation.Id)));
        return null;
    }

    public async Task<Refusal?> SetPaper(Caller caller, string name, bool received, string reviewer) =>
        (await Look(caller)).Affiliation is { } affiliation
            ? await Keep(AffiliationRules.SetPaper(affiliation, await Reviews(caller), name, received, reviewer, Today))
            : Refused(AffiliationRefusals.NotFound);

    private async Task<Refusal?> Keep(AffiliationOutcome outcome)
    {
        if (outcome.Refusal is { } refusal)
        {
            return Refused(refusal);
        }

        var (before, next) = (Record.Affiliation!, outcome.Affiliation!);
        if (next != before)
        {
            // Before the step itself: a crash in between leaves a reminder that finds nothing to do.
            await KeepReminder(next);
            var notices = next.Steps[^1] == before.Steps[^1] ? [] : await NoticesOf(next, next.Steps[^1], reminds: false);
            await Save(Record with { Affiliation = next, Notices = Record.Notices.AddRange(notices) });
        }

        await Tell();
        return null;
    }

    private async Task<Refusal?> MayAsk(Caller caller, BodyId to, AffiliationDraft draft)
    {
        var bodies = GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key);
        var asked = await bodies.Find(to);
        if (asked is null || asked.ClosedOn is not null)
        {
            return asked is null ? BodyRefusals.NotFound : BodyRefusals.Closed;
        }

        if ((await Organization(to).Deciders()).IsEmpty)
        {
            return AffiliationRefusals.NobodyDecides;
        }

        if (draft.Group is { } group)
        {
            var belonging = await GrainFactory.GetGrain<IGroupAffiliationGrain>(group.Value).Belongs(caller.Member);
            return belonging is null ? GroupRefusals.NotFound
                : !belonging.Leads ? AffiliationRefusals.NotYours
                : belonging.IsTaken ? AffiliationRefusals.AlreadyBelongs
                : null;
        }

        return draft.Body is not { } body ? null
            : await bodies.Find(body) is not { } known ? BodyRefusals.NotFound
            : !BodyRightsRules.May(await Organization(body).RightsOf(caller.Member), BodyAct.ShapeTree) ? AffiliationRefusals.NotYours
            : IsTaken(known) ? AffiliationRefusals.AlreadyBelongs
            : (await bodies.Above(to)).Contains(body) ? BodyRefusals.ParentBelow
            : null;
    }

    // Before it is stored: what is kept of them is to be found when they ask for it, or take it away.
    private Task TellPerson(Caller caller) => GrainFactory.GetGrain<IPersonGrain>(caller.Member.Value).TakesPartIn(Id);

    // Two applications for the same may be under review; one of them gets to form.
    private async Task<bool> IsTaken(Affiliation affiliation) => affiliation.Draft switch
    {
        { Group: { } group } => await GrainFactory.GetGrain<IGroupAffiliationGrain>(group.Value).Belongs(affiliation.Applicant) is { IsTaken: true },
        { Body: { } body } => await GrainFactory.GetGrain<IBodiesGrain>(IBodiesGrain.Key).Find(body) is { } known && IsTaken(known),
        _ => false,
    };

    private static bool IsTaken(Body body) => body.Parent is not null || body.Affiliation is not null;

    private async Task<bool> Reviews(Caller caller) =>
        BodyRightsRules.May(await Organization(Record.Affiliation!.With).RightsOf(caller.Member), BodyAct.Affiliate);

    private IOrganizationGrain Organization(BodyId body) => GrainFactory.GetGrain<IOrganizationGrain>(body.Value);

    private Refusal Refused(Refusal refusal)
    {
        LogRefused(GrainContext.GrainId, refusal.Code);
        return refusal;
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} refused: {RefusalCode}")]
    private partial void LogRefused(GrainId grainId, string refusalCode);
}
