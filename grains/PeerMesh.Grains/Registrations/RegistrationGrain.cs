using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Notices;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Auditing;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Registrations;

/// <summary>Wraps <see cref="DateRules"/>: keeps who comes to one date, and tells people and their own lists.</summary>
/// <remarks>
/// A grain of its own, and not part of the group's document: a year of dates with their lines would make every change of the
/// group a large write. It asks the group for the facts of the date; the group never waits for it, so that the two cannot
/// wait for each other.
/// </remarks>
[GrainType("registration")]
internal sealed partial class RegistrationGrain(
    [PersistentState("registration", StorageNames.Default)] IPersistentState<RegistrationRecord> stored,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider clock,
    GrainInstruments instruments,
    SiloStop stop,
    ILogger<RegistrationGrain> log) : RecordGrain<RegistrationRecord>(stored), IRegistrationGrain, IRemindable
{
    private const string LineReminder = "line";

    /// <summary>Long enough not to press a database that is just coming back.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan TimerMin = TimeSpan.FromMilliseconds(1);
    private static readonly TimeSpan TimerMax = TimeSpan.FromDays(1);

    /// <summary>Somebody not signed in, for whom a group may be hidden; the default is this grain itself.</summary>
    private static readonly MemberId Nobody = new("");

    private IGrainTimer? _timer;
    private bool _reminder;

    private SessionId Id => new(this.GetPrimaryKeyString());

    private IGroupGrain GroupGrain => GrainFactory.GetGrain<IGroupGrain>(Id.Group!.Value.Value);

    private bool HasNews => !Record.Untold.IsEmpty || !Record.Notices.IsEmpty;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _reminder = Record.Book is { } book && DateRules.NextDue(book) is not null;
        if (Record.Book is not null)
        {
            LookAgain(HasNews ? TimeSpan.Zero : null);
        }

        return Task.CompletedTask;
    }

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        instruments.Outbox.Forget(GrainContext.GrainId, OutboxAges.Registration);
        return Task.CompletedTask;
    }

    public async Task<DateReceipt> Ask(Caller caller, DateCommand command)
    {
        if (await LookOf(caller.Member) is not { } look)
        {
            return new DateReceipt(null, DateRefusals.NoSuchDate);
        }

        var now = clock.GetUtcNow();
        await Look(look);
        var book = Record.Book ?? DateBook.Of(look.Facts);
        if (command is Register && look.Facts.DatesPerPersonMax is { } max && DateRules.StateOf(book, caller.Member) is not (DateState.Going or DateState.Waitlisted or DateState.Offered)
            && await DatesOf(caller.Member).Reserve(DateOf(book, caller.Member), max) is { } count)
        {
            return new DateReceipt(StandingOf(book, caller.Member), DateRefusals.TooMany(count, max));
        }

        var outcome = DateRules.Decide(book, caller.Member, look.Name, look.MayEnter, command, now);
        if (outcome.Refusal is { } refusal)
        {
            LogRefused(GrainContext.GrainId, refusal.Code);
            outcome = outcome with { Concerned = outcome.Concerned.Union([caller.Member]).ToImmutableList() };
        }

        await Keep(outcome, look);
        return new DateReceipt(StandingOf(outcome.Book, caller.Member), outcome.Refusal);
    }

    public async Task<DateStanding?> Standing(Caller? caller)
    {
        if (await LookOf(caller?.Member ?? Nobody) is not { } look)
        {
            return null;
        }

        if (Record.Book is null)
        {
            return StandingOf(DateBook.Of(look.Facts), caller?.Member);
        }

        await Look(look);
        return StandingOf(Record.Book, caller?.Member);
    }

    public async Task<DateDeskLook> Desk(Caller caller)
    {
        if (await LookOf(caller.Member) is not { } look)
        {
            return new DateDeskLook(null, DateRefusals.NoSuchDate);
        }

        if (!look.Leads)
        {
            return new DateDeskLook(null, GroupRefusals.FacilitatorsOnly);
        }

        await Look(look);
        await GrainFactory.GetGrain<IGroupPrivacyGrain>(look.Facts.Group.Value).WasRead(caller.Member, AuditActions.RegistrationsRead);
        var book = Record.Book ?? DateBook.Of(look.Facts);
        return new DateDeskLook(
            new DateDesk(book.Facts.Places, book.Going.ConvertAll(going => going.Name), book.Line.ConvertAll(waiting => new DateWaiting(waiting.Name, waiting.Since, waiting.OfferedUntil))),
            null);
    }

    public async Task<Refusal?> Arrive(MemberId member)
    {
        // What is no date of the group's timetable, such as a session opened on the spot, has no places to keep.
        if (await LookOf(member) is not { Facts.Registration: true, Leads: false } look)
        {
            return null;
        }

        await Look(look);
        var outcome = DateRules.Arrive(Record.Book ?? DateBook.Of(look.Facts), member, look.Name, clock.GetUtcNow());
        await Keep(outcome, look);
        return outcome.Refusal;
    }

    public Task<DatePeople> People() =>
        Task.FromResult(Record.Book is { } book
            ? new DatePeople(book.Going.ConvertAll(going => going.Member), book.Line.ConvertAll(waiting => waiting.Member))
            : DatePeople.Nobody);

    public Task Recheck()
    {
        if (Record.Book is not null)
        {
            LookAgain(TimeSpan.Zero);
        }

        return Task.CompletedTask;
    }

    public async Task Ended(ImmutableList<MemberId> came)
    {
        if (Record.Book is { } book)
        {
            await Keep(DateRules.End(book, came.ToHashSet(), clock.GetUtcNow()), look: null);
        }
    }

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        _reminder = true;
        await Check();
        await KeepReminder(Record.Book is { } book && DateRules.NextDue(book) is not null);
    }

    /// <summary>Applies what time, or a change of the date, has brought about, and tells what was not told yet.</summary>
    private async Task Check()
    {
        try
        {
            if (Record.Book is { } book && await LookOf(default) is { } look)
            {
                await Look(look);
                var people = ImmutableList.CreateRange(book.Going.Select(going => going.Member).Concat(book.Line.Select(waiting => waiting.Member)));
                if (!people.IsEmpty && await GroupGrain.Strangers(people) is { IsEmpty: false } gone)
                {
                    await Keep(DateRules.Withdraw(Record.Book, gone, clock.GetUtcNow()), look);
                }
            }

            await Tell();
        }
        catch (Exception) when (stop.IsUnderWay)
        {
            return;
        }
        catch (Exception failure)
        {
            LogNotTold(failure, GrainContext.GrainId);
            LookAgain(RetryAfter);
        }
        finally
        {
            instruments.Outbox.Report(GrainContext.GrainId, OutboxAges.Registration, HasNews);
        }
    }

    /// <summary>Takes what the group says of the date, and what time has brought about.</summary>
    private Task Look(DateLook look) =>
        Record.Book is { } book ? Keep(DateRules.Change(book, look.Facts, clock.GetUtcNow()), look) : Task.CompletedTask;

    /// <param name="look">Null where nobody who leads has to be told anything.</param>
    private async Task Keep(DateOutcome outcome, DateLook? look)
    {
        if (!ReferenceEquals(outcome.Book, Record.Book) && (Record.Book is not null || !outcome.Book.Answers.IsEmpty || !outcome.Book.Going.IsEmpty))
        {
            // Before the change itself: a crash in between leaves a reminder that finds nothing and goes away.
            await KeepReminder(DateRules.NextDue(outcome.Book) is not null);
            if (Record.Book?.Facts.EndsAt != outcome.Book.Facts.EndsAt)
            {
                await GrainFactory.GetGrain<IRetentionGrain>(outcome.Book.Facts.Group.Value).Keeps(Id, outcome.Book.Facts.EndsAt);
            }

            await Save(Record with
            {
                Book = outcome.Book,
                Notices = Record.Notices.AddRange(outcome.Notices).AddRange(ToLeaders(outcome, look)),
                Untold = Record.Untold.AddRange(outcome.Concerned.Except(Record.Untold)),
            });
            instruments.Outbox.Report(GrainContext.GrainId, OutboxAges.Registration, HasNews);
            LookAgain(HasNews ? TimeSpan.Zero : null);
        }
    }

    private static IEnumerable<AddressedNotice> ToLeaders(DateOutcome outcome, DateLook? look) =>
        from notice in outcome.ForLeaders from leader in look?.Leaders ?? [] select new AddressedNotice(leader, notice);

    private async Task Tell()
    {
        if (!HasNews || Record.Book is not { } book)
        {
            return;
        }

        var (members, notices) = (Record.Untold, Record.Notices);
        await Task.WhenAll(members.Select(member => DatesOf(member).Changed(DateOf(book, member))));
        await Task.WhenAll(notices.Select(told => GrainFactory.GetGrain<INoticesGrain>(told.To.Value).Tell(told.Notice, told.SealedTo)));
        await Save(Record with { Untold = Record.Untold.RemoveRange(members), Notices = Record.Notices.RemoveRange(notices) });
    }

    private async Task<DateLook?> LookOf(MemberId member) =>
        Id.Group is { } group ? await GroupGrain.DateLook(member, Id.Value[(group.Value.Length + 1)..]) : null;

    private MemberDate DateOf(DateBook book, MemberId member)
    {
        var facts = book.Facts;
        return new MemberDate(Id, facts.Group, facts.GroupName, facts.Body, facts.StartsAt, facts.EndsAt, facts.Zone, DateRules.StateOf(book, member), !facts.TakesPlace);
    }

    private DateStanding StandingOf(DateBook book, MemberId? member)
    {
        var facts = book.Facts;
        var waiting = member is { } me ? book.WaitingOf(me) : null;
        return new DateStanding(
            Id,
            facts.Group,
            facts.GroupName,
            facts.StartsAt,
            facts.EndsAt,
            facts.TakesPlace,
            facts.Registration,
            member is { } who ? DateRules.StateOf(book, who) : DateState.None,
            waiting is null ? null : book.Line.IndexOf(waiting) + 1,
            waiting?.OfferedUntil,
            facts.Places,
            Math.Max(0, facts.Hold.IsOver(clock.GetUtcNow()) ? book.Free : book.Free - book.Line.Count),
            book.Line.Count,
            facts.FirstToArriveAt,
            facts.Zone);
    }

    private IMemberDatesGrain DatesOf(MemberId member) => GrainFactory.GetGrain<IMemberDatesGrain>(member.Value);

    private async Task KeepReminder(bool needed)
    {
        if (needed == _reminder)
        {
            return;
        }

        if (needed)
        {
            await this.RegisterOrUpdateReminder(LineReminder, ReminderPeriod, ReminderPeriod);
        }
        else if (await this.GetReminder(LineReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }

        _reminder = needed;
    }

    /// <param name="wait">Null waits for whatever is due next.</param>
    private void LookAgain(TimeSpan? wait)
    {
        var due = Timeout.InfiniteTimeSpan;
        if (wait is { } soon)
        {
            due = soon;
        }
        else if (Record.Book is { } book && DateRules.NextDue(book) is { } at)
        {
            due = at - clock.GetUtcNow();
            due = due < TimerMin ? TimerMin : due > TimerMax ? TimerMax : due;
        }

        this.SetAlarm(ref _timer, CheckAndLookAgain, due);
    }

    private async Task CheckAndLookAgain()
    {
        await Check();
        if (!HasNews)
        {
            LookAgain(null);
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} refused: {RefusalCode}")]
    private partial void LogRefused(GrainId grainId, string refusalCode);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} could not look at its date or tell everyone of a change yet and will try again.")]
    private partial void LogNotTold(Exception failure, GrainId grainId);
}
