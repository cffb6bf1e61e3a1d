using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Directory;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Grains.Auditing;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Groups;

/// <summary>Wraps <see cref="GroupRules"/>: keeps the group and tells the list, the members and the sessions what concerns them.</summary>
[GrainType("group")]
internal sealed partial class GroupGrain(
    [PersistentState("group", StorageNames.Default)] IPersistentState<GroupRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    GrainInstruments instruments,
    SiloStop stop,
    ILogger<GroupGrain> log) : AuditedGrain<GroupRecord>(stored, "group"), IGroupGrain, IRemindable
{
    // Sixty bits of the request: a group starts far too few sessions for two of them to meet.
    private const int OccurrenceLength = 12;

    private GroupId Id => new(this.GetPrimaryKeyString());

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        if (HasNews)
        {
            TellSoon(TimeSpan.Zero);
        }

        _lineReminder = MembershipRules.NextDue(Book) is not null;
        SetLineTimer();
        if (Record.Group is { Listing: not null } group)
        {
            SetMeetingTimer(group);
        }

        return Task.CompletedTask;
    }

    public Task ReceiveReminder(string reminderName, TickStatus status) =>
        reminderName switch
        {
            LineReminder => CheckLineByReminder(),
            MeetingReminder => CheckMeetings(),
            _ => Task.CompletedTask,
        };

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        instruments.Outbox.Forget(GrainContext.GrainId, OutboxAges.Group);
        instruments.Outbox.Forget(GrainContext.GrainId, OutboxAges.Directory);
        return Task.CompletedTask;
    }

    public Task<Refusal?> Found(Caller caller, GroupDraft draft) =>
        Keep(GroupRules.Found(Record.Group, Id, caller.Member, draft), [caller.Member], acts: [Act(caller.Member, AuditActions.GroupFounded)]);

    public Task<Refusal?> Change(Caller caller, GroupDraft draft)
    {
        var outcome = GroupRules.Change(SeenBy(caller), caller.Member, draft);
        var renamed = outcome.Group is { } next && next.Profile.Name != Record.Group!.Profile.Name;
        return KeepAndSettle(outcome, renamed ? outcome.Group!.Roster.Select(entry => entry.Member) : [], NameOf(caller), ActsOfChange(caller.Member, outcome.Group));
    }

    public async Task<Refusal?> SetRole(Caller caller, MemberId member, GroupRole role, string name)
    {
        await CheckLine();
        var before = SeenBy(caller);
        var outcome = GroupRules.SetRole(before, caller.Member, member, role, name);
        if (outcome.Refusal is null && MembershipRules.CheckRoster(before!, Book, member, role, clock.GetUtcNow()) is { } othersWait)
        {
            outcome = othersWait;
        }

        if (await Keep(outcome, [member], acts: [ActOn(caller.Member, AuditActions.RoleOf(role), member)]) is { } refusal)
        {
            return refusal;
        }

        await KeepMembership(MembershipRules.AfterRoster(before!, Record.Group!, Book, member, clock.GetUtcNow()));
        return null;
    }

    public async Task<GroupView?> Look(Caller? caller)
    {
        await Inherit();
        var holidays = await CurrentHolidays();
        var observes = caller is not null && await SeesPrivate(caller.Member);

        // Those who may see a body's private groups see this one.
        return (observes ? Record.Group : SeenBy(caller)) is { } group ? GroupLens.View(group, SlugOf(group), caller?.Member, observes, holidays, clock.GetUtcNow()) : null;
    }

    public async Task<RosterLook> Roster(Caller caller)
    {
        if (GroupRules.FacilitatorOf(SeenBy(caller), caller.Member) is { } refusal)
        {
            return new RosterLook(null, refusal);
        }

        await WasRead(caller.Member, AuditActions.RosterRead);
        return new RosterLook(Record.Group!.Roster, null);
    }

    public async Task<SessionStart> StartSession(Caller caller, string? title, string requestId)
    {
        if (!GroupRules.IsRequestId(requestId))
        {
            return new SessionStart(null, GroupRefusals.RequestIdInvalid);
        }

        await Inherit();
        var session = SessionId.Of(Id, "now-" + Chance.Derived(OccurrenceLength, caller.Member.Value, requestId));
        var outcome = GroupRules.StartSession(SeenBy(caller), caller.Member, session, title, clock.GetUtcNow());
        if (outcome.Refusal is { } refusal)
        {
            LogRefused(GrainContext.GrainId, refusal.Code);
            return new SessionStart(null, refusal);
        }

        if (outcome.Group != Record.Group)
        {
            await Save(Record with { Group = outcome.Group });
        }

        // Outside the quiet telling: who asked for a session is to know when its door did not open.
        if (Record.Group!.Session(session) is { IsOpen: false } started)
        {
            await OpenDoor(started);
        }

        await Tell();
        return new SessionStart(session, null);
    }

    public Task<Membership> RoleOf(MemberId member) =>
        Task.FromResult(Record.Group is { } group
            ? new Membership(group.RoleOf(member), MembershipRules.MayEnter(group, Book, member), MembershipRules.SettingsOf(group, Book).Registration, IsHiddenFrom(member))
            : new Membership(GroupRole.None, MayEnter: false));

    public Task SessionEnded(SessionId session) =>
        Record.Group is { } group ? Keep(GroupRules.SessionEnded(group, session), []) : Task.CompletedTask;

    /// <summary>Stores what the rules made of a wish, then tells those whom it concerns.</summary>
    /// <param name="by">Who changed what it says of itself, for the listing's history.</param>
    /// <param name="request">The proposal this comes from.</param>
    /// <param name="acts">What to write down of it, where it changes anything.</param>
    private async Task<Refusal?> Keep(GroupOutcome outcome, IEnumerable<MemberId> concerned, string by = "", string? request = null, IReadOnlyList<AuditNote>? acts = null)
    {
        if (outcome.Refusal is { } refusal)
        {
            LogRefused(GrainContext.GrainId, refusal.Code);
            return refusal;
        }

        if (outcome.Group is { } next && next != Record.Group)
        {
            await Save(Noted(
                Stamped(next, by, request) with { Untold = Record.Untold.AddRange(concerned.Except(Record.Untold)) }, clock.GetUtcNow(), [.. acts ?? []]));
        }

        await Tell();
        return null;
    }

    /// <summary>The record with the group as it is to be, and the times and the address that go with it.</summary>
    private GroupRecord Stamped(Group next, string by = "", string? request = null)
    {
        var now = clock.GetUtcNow();
        var before = Record.Group;
        return Record with
        {
            Group = next,
            FoundedAt = before is null ? now : Record.FoundedAt,
            ChangedAt = before?.Profile == next.Profile && before.Listing == next.Listing ? Record.ChangedAt : now,
            Slug = SlugOf(next),
            Changes = Record.Changes.AddRange(ListingFields.Changes(before, next, by, now, request)),
        };
    }

    private string SlugOf(Group group) => Record.Slug ?? Slugs.Of(group.Profile.Name, group.Id);

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} refused: {RefusalCode}")]
    private partial void LogRefused(GrainId grainId, string refusalCode);
}
