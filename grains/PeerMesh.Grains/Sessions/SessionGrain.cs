using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Orleans.Concurrency;
using Orleans.Storage;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Groups;
using PeerMesh.Contracts.Membership;
using PeerMesh.Contracts.Privacy;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Common;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Sessions;

/// <summary>Wraps <see cref="SessionRules"/>: reads the clock, keeps the document, tells the watchers.</summary>
/// <remarks>
/// Calls interleave at every await, so each decision is made and taken into the document in one stretch without one;
/// writes of commands in flight are joined. Nothing is answered or told before storage holds it.
/// </remarks>
[GrainType("session"), Reentrant, ReadsCheckpoints]
internal sealed partial class SessionGrain(
    [PersistentState("session", StorageNames.Default)] IPersistentState<SessionRecord> record,
    [FromKeyedServices(StorageNames.Default)] IGrainStorage storage,
    [FromKeyedServices(TimeProviderNames.Grains)] TimeProvider timeProvider,
    CheckpointReaders readers,
    SessionWatchers watchers,
    NearbyWatches nearby,
    GrainInstruments instruments,
    SiloStop stop,
    ILogger<SessionGrain> log) : Grain, ISessionGrain, IRemindable
{
    private SessionTimeline _timeline = null!;
    private SessionClock _clock = null!;
    private bool _broken;

    private bool IsLive => _timeline.Newest is { Status: not SessionStatus.Closed };

    public override async Task OnActivateAsync(CancellationToken cancellationToken)
    {
        _checkpoint = new SessionCheckpoint(storage, GrainContext.GrainId);
        _timeline = await Load();
        _clock = new SessionClock(timeProvider, _timeline.LastAt);
        RecallMeasured();
        if (IsLive)
        {
            _presence.AwaitReturn(_clock.Now + SessionPresence.ReturnWithin);
            StayAwake();
        }
    }

    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        _feed.End();
        _meter.Count(null);
        instruments.Outbox.Forget(GrainContext.GrainId, OutboxAges.Session);
        await LeaveWhole();
    }

    public async Task<Receipt> Open(SessionPlan plan)
    {
        if (plan.Id.Value != this.GetPrimaryKeyString())
        {
            throw new ArgumentException("A plan is for the session of its own id.", nameof(plan));
        }

        if (_timeline.Newest is null)
        {
            // Before the session itself is stored: a crash in between leaves a reminder that finds nothing and goes away.
            await RegisterReminder();
        }

        if (_timeline.Newest is null)
        {
            Happen([new SessionOpened(_clock.Now, plan)], commandId: null);
            StayAwake();
        }

        var version = _timeline.Version;
        await Save();
        return new Receipt(version, Refusal: null);
    }

    private async Task<(Receipt Receipt, bool IsRepeated)> Perform(Caller caller, SessionCommand command)
    {
        if (await IsHiddenFrom(caller))
        {
            return (new Receipt(0, SessionRefusals.NotFound), false);
        }

        if (await OpenInTime() is { } notOpen)
        {
            return (new Receipt(0, notOpen), false);
        }

        var session = _timeline.Newest!;
        if (command.CommandId is not { Length: >= 1 and <= SessionLimits.CommandIdMax })
        {
            return (new Receipt(_timeline.DurableVersion, SessionRefusals.CommandIdInvalid), false);
        }

        var (actor, registers) = await ActorOf(caller, command, session);
        if (registers && await GrainFactory.GetGrain<IRegistrationGrain>(session.Plan.Id.Value).Arrive(actor.Member) is { } noPlace)
        {
            return (new Receipt(_timeline.DurableVersion, noPlace), false);
        }

        var (answer, isRepeated) = Answer(actor, command);
        await Save();
        return (ReceiptOf(caller, answer), isRepeated);
    }

    // One stretch without an await: what is decided is what is stored, however many commands are in flight.
    private (RememberedAnswer Answer, bool IsRepeated) Answer(Actor actor, SessionCommand command)
    {
        var key = CommandPrint.KeyOf(actor.Member, command.CommandId);
        var content = CommandPrint.ContentOf(command);
        if (_timeline.AnswerTo(key) is { } known)
        {
            return known.Content == content ? (known, true) : (known with { Refusal = SessionRefusals.CommandIdReused.Code }, false);
        }

        var now = _clock.Now;
        Happen(SessionRules.Tick(_timeline.Newest!, now), commandId: null);
        var decision = SessionRules.Decide(_timeline.Newest!, actor, command, new Moment(now, Random.Shared.Next()));
        if (decision.Refusal is { } refusal)
        {
            LogRefused(GrainContext.GrainId, refusal.Code);
        }
        else
        {
            Happen(decision.Events, command.CommandId);
        }

        var answer = new RememberedAnswer(key, content, _timeline.Version, decision.Refusal?.Code);

        // Whoever belongs to this session gets the same answer again even after a crash. A stranger's refusals are not worth
        // a write each; they are remembered while the session is awake.
        _timeline.Remember(answer, mustBeStored: decision.Refusal is null || _timeline.Newest!.Find(actor.Member) is not null);
        return (answer, false);
    }

    private Receipt ReceiptOf(Caller caller, RememberedAnswer answer)
    {
        var refusal = answer.Refusal is { } code ? RefusalCodes.Find(code) : null;
        var isStale = refusal == SessionRefusals.StaleTurn || refusal == SessionRefusals.StalePhase;
        return new Receipt(answer.Version, refusal, isStale ? ViewFor(caller) : null);
    }

    // Only a newcomer's role matters to the rules, so nobody else's command waits for the group.
    // Where people register, the grain of the date says whether there is a place for them.
    private async Task<(Actor Actor, bool Registers)> ActorOf(Caller caller, SessionCommand command, Session session)
    {
        if (command is not Enter || !IsLive || session.Find(caller.Member) is not null)
        {
            return (new Actor(caller.Member, GroupRole.None, Simulated: caller.Simulated, PowersRest: caller.PowersRest), false);
        }

        if (!caller.Simulated)
        {
            // Before it is stored here: whoever wants to be forgotten is found by it.
            await GrainFactory.GetGrain<IPersonGrain>(caller.Member.Value).Attends(session.Plan.Id);
        }

        var membership = await GrainFactory.GetGrain<IGroupGrain>(session.Plan.Group.Value).RoleOf(caller.Member);
        var registers = membership is { Registers: true, MayEnter: true } && !caller.Simulated;
        return (new Actor(caller.Member, membership.Role, membership.MayEnter, caller.Simulated, caller.PowersRest), registers);
    }

    private void Happen(IReadOnlyList<SessionEvent> events, string? commandId)
    {
        if (events.Count == 0)
        {
            return;
        }

        foreach (var happened in events)
        {
            _timeline.Append(happened, commandId);
        }

        SetTimer();
    }

    // Returns when storage holds everything up to now and the watchers were told. Writes of commands in flight are
    // joined into few, and what is stored already is not stored again.
    private async Task Save()
    {
        ThrowIfBroken();
        if (_timeline.Changes > _timeline.StoredChanges)
        {
            Keep();
            var mark = _timeline.Mark();
#if ACKNOWLEDGE_BEFORE_WRITE
            // The mistake that the history checker of System.Tests has to find; see PeerMesh.Grains.csproj.
            Publish(mark);
            _ = record.WriteStateAsync();
            return;
#pragma warning disable CS0162 // What a build without the mistake does.
#endif
            try
            {
                // Commands in flight share a write, which is a part of the first one's span alone; this one says of each how long it waited.
                using var span = GrainInstruments.Source.StartActivity("session.save");
                await record.WriteStateAsync();
            }
            catch
            {
                Break();
                throw;
            }

            // A write that was waiting behind a failed one may succeed, and what it stored be told by the next activation.
            ThrowIfBroken();
            Publish(mark);
            CheckpointWhenDue(mark);
#if ACKNOWLEDGE_BEFORE_WRITE
#pragma warning restore CS0162
#endif
        }
    }

    private void Publish(SessionMark mark)
    {
        var told = _timeline.DurableVersion;
        _timeline.MarkDurable(mark);
        foreach (var step in _timeline.DurableAfter(told))
        {
            _meter.Measure(step.Before, step.After, step.Stored.Event);
            if (_feed.IsWatched)
            {
                instruments.WatchesCut(_feed.Publish(SessionTimeline.NewsOf(step)));
            }
        }

        _meter.Count(_timeline.Durable);
        _timeline.Trim();
        if (_timeline.Durable is { Status: SessionStatus.Closed })
        {
            _feed.End();
            StartSettling();
        }
    }

    // Memory is ahead of storage, or another activation has overtaken this one. Nobody may see what was not saved:
    // this activation goes away, and the next call starts again from what storage holds.
    private void Break()
    {
        if (!_broken)
        {
            _broken = true;
            instruments.SessionBroke();
            LogBroken(GrainContext.GrainId);
            _feed.End();
            DeactivateOnIdle();
        }
    }

    // Only what is stored is ever told. Whoever has heard of a later version than this activation knows has heard it from
    // another one, which has taken over: silos that lost sight of each other may both hold the session for a while.
    private void BreakIfOvertaken(long heard)
    {
        if (heard > _timeline.Version)
        {
            Break();
            ThrowIfBroken();
        }
    }

    private void ThrowIfBroken()
    {
        if (_broken)
        {
            throw new StorageUnavailableException("The session could not be stored and starts again from what was. Ask once more.");
        }
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "{GrainId} refused a command: {RefusalCode}")]
    private partial void LogRefused(GrainId grainId, string refusalCode);

    [LoggerMessage(Level = LogLevel.Error, Message = "{GrainId} could not be stored; its activation is dropped")]
    private partial void LogBroken(GrainId grainId);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{GrainId} is closed, but its group or its reminder could not be told; the reminder tries again")]
    private partial void LogNotSettled(GrainId grainId, Exception exception);
}
