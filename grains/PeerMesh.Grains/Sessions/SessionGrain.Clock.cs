using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Domain.Privacy;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Sessions;

/// <remarks>
/// Deadlines are state, and every command applies what is overdue first. The timer only makes sure it happens in time
/// when nobody sends a command; the reminder, that somebody is awake to keep time after a crash.
/// </remarks>
internal sealed partial class SessionGrain
{
    private const string LiveReminder = "live";

    // The shortest period that reminders allow.
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromMinutes(1);

    // Timers count whole milliseconds and may be early by less than one; sooner than this it would only spin.
    private static readonly TimeSpan TimerMin = TimeSpan.FromMilliseconds(1);

    // Timers have a largest delay of some weeks; nothing of a session is due that late.
    private static readonly TimeSpan TimerMax = TimeSpan.FromDays(1);

    private IGrainTimer? _timer;
    private long _changesAtReminder;
    private bool _settling;
    private bool _settled;

    public async Task ReceiveReminder(string reminderName, TickStatus status)
    {
        if (IsLive)
        {
            await CheckClock();
            RestWhereQuiet();
        }
        else if (_timeline.Durable is null)
        {
            await UnregisterReminder();
        }
        else
        {
            StartSettling();
        }
    }

    private async Task CheckClock()
    {
        if (_broken || !IsLive)
        {
            return;
        }

        var now = _clock.Now;
        Happen(SessionRules.Tick(_timeline.Newest!, now), commandId: null);
        foreach (var gone in _presence.Expire(_timeline.Newest!, now))
        {
            Happen(SessionRules.Disconnected(_timeline.Newest!, gone, now), commandId: null);
        }

        SetTimer();
        await Save();
    }

    // The reminder comes every minute to all sessions of a silo, most of which are between two shares or wait for people.
    private void RestWhereQuiet()
    {
        if (_timeline.Changes == _changesAtReminder && _timeline.Changes == _timeline.StoredChanges)
        {
            _timeline.Rest();
        }

        _changesAtReminder = _timeline.Changes;
    }

    private void StayAwake()
    {
        DelayDeactivation(Timeout.InfiniteTimeSpan);
        SetTimer();
    }

    private void SetTimer()
    {
        var due = Timeout.InfiniteTimeSpan;
        if (IsLive && Earlier(SessionRules.NextDue(_timeline.Newest!), _presence.NextDue) is { } at)
        {
            due = at - _clock.Now;
            due = due < TimerMin ? TimerMin : due > TimerMax ? TimerMax : due;
        }

        if (_timer is null)
        {
            _timer = this.RegisterGrainTimer(
                _ => CheckClock(),
                new GrainTimerCreationOptions(due, Timeout.InfiniteTimeSpan) { Interleave = true, KeepAlive = true });
        }
        else
        {
            _timer.Change(due, Timeout.InfiniteTimeSpan);
        }
    }

    private static DateTimeOffset? Earlier(DateTimeOffset? one, DateTimeOffset? other) =>
        one is null || other < one ? other ?? one : one;

    // In the background: whoever closes the session need not wait for the group. Until it has worked, the reminder
    // stays and tries again.
    private void StartSettling()
    {
        if (!_settling && !_settled)
        {
            _settling = true;
            instruments.Outbox.Report(GrainContext.GrainId, OutboxAges.Session, waiting: true);
            _ = Settle();
        }
    }

    private async Task Settle()
    {
        try
        {
            var plan = _timeline.Durable!.Plan;
            _timeline.Fold();
            await Write();
            await ClearCheckpoint();

            // A number and nobody's name: figures of the organisation are made of it. Made-up peers are not people.
            var people = _timeline.Durable.People.Count(person => person is { Attendance.FirstAt: not null, Simulated: false });
            await GrainFactory.GetGrain<IGroupGrain>(plan.Group.Value).SessionOver(plan.Id, _timeline.Durable.ClosedAt ?? _clock.Now, people);
            if (Forgetting.KnowsSomebody(_timeline.Document.Base!))
            {
                await GrainFactory.GetGrain<IRetentionGrain>(plan.Group.Value).Keeps(plan.Id, _timeline.Durable.ClosedAt ?? _clock.Now);
            }

            // Who had registered learns there, each for themselves, whether they came.
            var came = _timeline.Durable.People.Where(person => person.Attendance.FirstAt is not null).Select(person => person.Member);
            await GrainFactory.GetGrain<IRegistrationGrain>(plan.Id.Value).Ended([.. came]);
            await UnregisterReminder();
            _settled = true;
            instruments.Outbox.Forget(GrainContext.GrainId, OutboxAges.Session);

            // Nothing is due any more: the activation may be collected once people have read the end.
            DelayDeactivation(TimeSpan.Zero);
        }
        catch (Exception) when (stop.IsUnderWay)
        {
            // The reminder stays.
        }
        catch (Exception exception)
        {
            LogNotSettled(GrainContext.GrainId, exception);
        }
        finally
        {
            _settling = false;
        }
    }

    private Task<IGrainReminder> RegisterReminder() => this.RegisterOrUpdateReminder(LiveReminder, ReminderPeriod, ReminderPeriod);

    private async Task UnregisterReminder()
    {
        if (await this.GetReminder(LiveReminder) is { } reminder)
        {
            await this.UnregisterReminder(reminder);
        }
    }
}
