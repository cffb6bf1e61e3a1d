using System.Collections.Immutable;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Privacy;
using PeerMesh.Grains.Common;

namespace PeerMesh.Grains.Groups;

/// <summary>Who belongs to the group. Part of the group's own document, so that roster, places and line can never disagree.</summary>
/// <remarks>
/// Deadlines are state, and every call here applies what is overdue first. The timer makes it happen in time when nobody
/// calls; the reminder wakes a group that left memory while a place is held for somebody.
/// </remarks>
internal sealed partial class GroupGrain
{
    private const string LineReminder = "line";

    /// <summary>Readers' grains told in one turn.</summary>
    private const int NoticesPerTurn = 50;

    /// <summary>How often a sleeping group looks at its line: a held place is worth hours, and one in use keeps its own timer.</summary>
    private static readonly TimeSpan LineReminderPeriod = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan LineTimerMin = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan LineTimerMax = TimeSpan.FromDays(1);

    private IGrainTimer? _lineTimer;
    private bool _lineReminder;

    private MembershipBook Book => Record.Book ?? MembershipBook.Empty;

    public async Task<MembershipReceipt> Ask(Caller caller, MembershipCommand command)
    {
        if ((command is JoinGroup join && IsOpenedBy(join.Secret) ? Record.Group : SeenBy(caller)) is not { } group)
        {
            return new MembershipReceipt(null, GroupRefusals.NotFound);
        }

        var outcome = MembershipRules.Decide(group, Book, caller.Member, command, new MembershipMoment(clock.GetUtcNow(), await IsClosedToNewcomers()));
        if (outcome.Refusal is { } refusal)
        {
            LogRefused(GrainContext.GrainId, refusal.Code);
        }

        await KeepMembership(outcome, outcome.Refusal is null ? ActOf(caller.Member, command) : null);
        return new MembershipReceipt(await StandingOf(caller.Member), outcome.Refusal);
    }

    public async Task<MembershipStanding?> Standing(Caller? caller)
    {
        if (SeenBy(caller) is null)
        {
            return null;
        }

        await CheckLine();
        return await StandingOf(caller?.Member);
    }

    public async Task<MembershipDeskLook> Desk(Caller caller)
    {
        if (GroupRules.FacilitatorOf(SeenBy(caller), caller.Member) is { } refusal)
        {
            return new MembershipDeskLook(null, refusal);
        }

        await CheckLine();
        await WasRead(caller.Member, AuditActions.DeskRead);
        return new MembershipDeskLook(MembershipLens.Desk(Record.Group!, Book, clock.GetUtcNow()), null);
    }

    /// <summary>Applies what time, or a change of the group, has brought about.</summary>
    private Task CheckLine() =>
        Record is { Group: { } group, Book: { } book } ? KeepMembership(MembershipRules.Tick(group, book, clock.GetUtcNow())) : Task.CompletedTask;

    /// <summary>For changes that may make places, or take them away.</summary>
    private async Task<Refusal?> KeepAndSettle(GroupOutcome outcome, IEnumerable<MemberId> concerned, string by = "", IReadOnlyList<AuditNote>? acts = null)
    {
        var refusal = await Keep(outcome, concerned, by, acts: acts);
        await CheckLine();
        return refusal;
    }

    private async Task KeepMembership(MembershipOutcome outcome, AuditNote? act = null)
    {
        if (!ReferenceEquals(outcome.Group, Record.Group) || !ReferenceEquals(outcome.Book, Book))
        {
            // Before the change itself: a crash in between leaves a reminder that finds nothing and goes away.
            await KeepLineReminder(MembershipRules.NextDue(outcome.Book) is not null);
            if (RetentionRules.HasMore(outcome.Book) && !RetentionRules.HasMore(Book))
            {
                await GrainFactory.GetGrain<IRetentionGrain>(Id.Value).Begin();
            }

            var next = Stamped(outcome.Group) with
            {
                Book = outcome.Book,
                Notices = Record.Notices.AddRange(outcome.Notices),
                Untold = Record.Untold.AddRange(outcome.Concerned.Except(Record.Untold)),

                // Who went has no place on its dates any more: these look again.
                DatesVersion = SomebodyWent(outcome) ? 0 : Record.DatesVersion,
            };
            await Save(act is null ? next : Noted(next, clock.GetUtcNow(), act));
        }

        SetLineTimer();

        // Not in this turn: the next in a long row of people who join need not wait for the mail of those before them.
        if (HasNews)
        {
            TellSoon(TimeSpan.Zero);
        }
    }

    private bool SomebodyWent(MembershipOutcome outcome) =>
        outcome.Concerned.Exists(member => MembershipRules.MayEnter(Record.Group!, Book, member) && !MembershipRules.MayEnter(outcome.Group, outcome.Book, member));

    private async Task TellNotices()
    {
        var batch = Record.Notices.Take(NoticesPerTurn).ToList();
        if (batch.Count > 0)
        {
            await Task.WhenAll(batch.Select(told => GrainFactory.GetGrain<INoticesGrain>(told.To.Value).Tell(told.Notice, told.SealedTo)));
            await Save(Record with { Notices = Record.Notices.RemoveRange(batch) });
        }
    }

    private bool IsTied(MemberId member) =>
        MembershipRules.StateOf(Record.Group!, Book, member) is MembershipState.Requested or MembershipState.Waiting or MembershipState.Offered or MembershipState.Invited;

    private async Task<MembershipStanding> StandingOf(MemberId? member) => MembershipLens.Standing(Record.Group!, Book, member, await IsClosedToNewcomers());

    private async Task KeepLineReminder(bool needed)
    {
        if (needed == _lineReminder)
        {
            return;
        }

        if (needed)
        {
            await this.RegisterOrUpdateReminder(LineReminder, LineReminderPeriod, LineReminderPeriod);
        }
        else if (await this.GetReminder(LineReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        _lineReminder = needed;
    }

    private async Task CheckLineByReminder()
    {
        // An activation does not know yet whether it has one; this tick says so.
        _lineReminder = true;
        await CheckLine();
        await KeepLineReminder(MembershipRules.NextDue(Book) is not null);
        SetLineTimer();
    }

    private void SetLineTimer()
    {
        if (MembershipRules.NextDue(Book) is not { } at)
        {
            _lineTimer?.Change(Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            return;
        }

        var due = at - clock.GetUtcNow();
        due = due < LineTimerMin ? LineTimerMin : due > LineTimerMax ? LineTimerMax : due;
        this.SetAlarm(ref _lineTimer, CheckLine, due, keepsAwake: false);
    }
}
