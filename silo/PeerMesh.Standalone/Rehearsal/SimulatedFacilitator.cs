using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>Runs the agenda from the lobby to the close: lets people in, starts, moves on when a part is done.</summary>
/// <param name="expected">How many people to wait for before starting; never longer than <see cref="StartsAfter"/>.</param>
internal sealed class SimulatedFacilitator(
    RehearsalClient client, SessionId session, Habits habits, TimeProvider clock, Random chance, int expected)
    : SimulatedPerson(client, session, habits, clock, chance)
{
    private static readonly TimeSpan StartsAfter = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan FinishesThought = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan WaitsForTheAway = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Introduces = TimeSpan.FromSeconds(20);
    private const int ExtendMinutes = 5;

    // A part that runs this much over is brought to its end, whoever is missing.
    private const double OverrunMost = 2.5;

    private DateTimeOffset? _cameAt;
    private DateTimeOffset? _roundDoneAt;
    private int _phase = -1;
    private TimeSpan _spendsOnPhase;

    // In a reading phase the floor is the facilitator's until the next part.
    protected override bool SpeaksIn(FloorMode? mode) => mode != FloorMode.FacilitatorOnly;

    protected override async Task React(SessionView view, ParticipantId me, CancellationToken cancellationToken)
    {
        _cameAt ??= Clock.GetUtcNow();
        if (view.Me?.Leads != true || view.Status is not { } status)
        {
            return;
        }

        if (view.Desk?.Calls.Find(call => call.By is null) is { } call)
        {
            await Do(new AcknowledgeHelp(call.Participant) { CommandId = Id() }, cancellationToken);
        }
        else if (view.Lobby is { } lobby && lobby.Any(knock => !knock.Declined && !knock.Away))
        {
            await Do(new AdmitAll { CommandId = Id() }, cancellationToken);
        }
        else if (status.Status == SessionStatus.Gathering)
        {
            var here = 1 + OthersPresent(view, me).Count();
            if (status.Missing == 0 && (here >= expected || Clock.GetUtcNow() - _cameAt >= StartsAfter))
            {
                await Do(new Start { CommandId = Id() }, cancellationToken);
            }
        }
        else if (view is { Stage: { StartedAt: { } startedAt } stage, About: { } about, Floor: { } floor })
        {
            await Lead(view, about.Agenda, stage, Clock.GetUtcNow() - startedAt, floor, me, cancellationToken);
        }
    }

    private async Task Lead(
        SessionView view, ImmutableList<Phase> agenda, StagePart stage, TimeSpan elapsed, FloorPart floor, ParticipantId me, CancellationToken cancellationToken)
    {
        var phase = agenda[stage.Phase];
        var planned = TimeSpan.FromMinutes(phase.Minutes + stage.ExtendedMinutes);
        if (stage.Phase != _phase)
        {
            _phase = stage.Phase;
            _roundDoneAt = null;
            var movesItself = phase.AutoAdvance && stage.Phase < agenda.Count - 1;
            _spendsOnPhase = movesItself ? TimeSpan.MaxValue : planned * (0.75 + (0.25 * Chance.NextDouble()));
        }

        var ready = phase.Mode switch
        {
            FloorMode.GoRound => await RoundIsOver(view, planned, elapsed, stage, cancellationToken),
            FloorMode.FacilitatorOnly => await ReadingIsOver(view, phase, elapsed, floor, me, cancellationToken),
            FloorMode.Popcorn => await PopcornIsOver(view, planned, elapsed, floor, me, cancellationToken),
            // They come back by themselves; whoever came too late for that has a moment to arrive.
            FloorMode.Pairs => view.Circles is { On: false } && elapsed > Introduces,
            _ => elapsed >= planned && (floor.Holder is null || elapsed >= planned + FinishesThought),
        };
        if (!ready)
        {
            return;
        }

        SessionCommand command = stage.Phase == agenda.Count - 1
            ? new Close { CommandId = Id() }
            : new NextPhase(stage.Phase) { CommandId = Id() };
        await Do(command, cancellationToken);
    }

    // Everyone who has a seat is heard or passes, also those who were away when it was their turn.
    private async Task<bool> RoundIsOver(SessionView view, TimeSpan planned, TimeSpan elapsed, StagePart stage, CancellationToken cancellationToken)
    {
        if (elapsed > TimeSpan.FromMinutes(view.About!.Agenda[stage.Phase].Minutes) * OverrunMost)
        {
            return true;
        }

        if (elapsed > planned && stage.ExtendedMinutes + ExtendMinutes <= SessionLimits.ExtendMinutesMax)
        {
            await Do(new ExtendPhase(ExtendMinutes) { CommandId = Id() }, cancellationToken);
            return false;
        }

        if (view.Round is not { Complete: true } round || view.Floor?.Holder is not null)
        {
            _roundDoneAt = null;
            return false;
        }

        _roundDoneAt ??= Clock.GetUtcNow();
        return round.Seats.TrueForAll(seat => seat.Mark is SeatMark.Spoke or SeatMark.Passed)
            || Clock.GetUtcNow() - _roundDoneAt > WaitsForTheAway;
    }

    // Where the part has timed readings, somebody is asked to read.
    private async Task<bool> ReadingIsOver(
        SessionView view, Phase phase, TimeSpan elapsed, FloorPart floor, ParticipantId me, CancellationToken cancellationToken)
    {
        if (elapsed >= _spendsOnPhase)
        {
            return true;
        }

        if (phase.ShareSeconds is not null && elapsed > Introduces && elapsed < _spendsOnPhase / 2)
        {
            if (floor.Holder == me)
            {
                await Do(new EndShare(floor.Turn) { CommandId = Id() }, cancellationToken);
            }
            else if (floor.Holder is null)
            {
                await GiveFloor(view, me, cancellationToken);
            }
        }

        return false;
    }

    private async Task<bool> PopcornIsOver(
        SessionView view, TimeSpan planned, TimeSpan elapsed, FloorPart floor, ParticipantId me, CancellationToken cancellationToken)
    {
        if (elapsed >= planned && (floor.Holder is null || elapsed >= planned + FinishesThought))
        {
            return true;
        }

        if (floor.Holder is null && elapsed < planned)
        {
            await GiveFloor(view, me, cancellationToken);
        }

        return false;
    }

    private async Task GiveFloor(SessionView view, ParticipantId me, CancellationToken cancellationToken)
    {
        var others = OthersPresent(view, me).ToList();
        if (others.Count > 0)
        {
            await Do(new GiveFloor(others[Chance.Next(others.Count)].Id) { CommandId = Id() }, cancellationToken);
        }
    }
}
