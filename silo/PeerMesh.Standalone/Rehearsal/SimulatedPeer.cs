using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>A simulated member: listens, raises a hand, loses the connection, takes a break, takes turns.</summary>
internal sealed class SimulatedPeer(RehearsalClient client, SessionId session, Habits habits, TimeProvider clock, Random chance)
    : SimulatedPerson(client, session, habits, clock, chance)
{
    // Nobody drops in the first minutes: it would look like a fault of the rehearsal.
    private static readonly TimeSpan Settled = TimeSpan.FromMinutes(2);

    // Chances, from 0 to 1: enough for a newcomer to see each of these in a meeting, and few enough to stay a quiet circle.
    private const double WelcomesAdvice = 0.15;
    private const double WelcomesExperiences = 0.35;
    private const double Replies = 0.12;
    private const double Reacts = 0.15;

    private readonly bool _passesAhead = chance.NextDouble() < habits.Passes;
    private DateTimeOffset? _since;
    private DateTimeOffset? _handAt;
    private bool _dropped;
    private bool _steppedOut;
    private bool _passedAhead;
    private bool _thanked;
    private int _heardTurn;

    protected override async Task React(SessionView view, ParticipantId me, CancellationToken cancellationToken)
    {
        if (view.Me?.Standing != Standing.InRoom || view.Stage is not { Mode: { } mode })
        {
            return;
        }

        var now = Clock.GetUtcNow();
        _since ??= now;
        if (mode != FloorMode.Queue)
        {
            _handAt = null;
        }

        if (now - _since > Settled && Habits.DropsWhileListening is { } gone && !_dropped)
        {
            _dropped = true;
            await BeAway(gone, cancellationToken);
        }
        else if (now - _since > Settled && Habits.StepsOut is { } pause && !_steppedOut)
        {
            _steppedOut = true;
            await Do(new StepOut { CommandId = Id() }, cancellationToken);
            await Pause(pause, cancellationToken);
            await Do(new StepBack { CommandId = Id() }, cancellationToken);
        }
        else if (view.Floor is { Holder: { } speaker } floor && speaker != me && floor.Turn != _heardTurn)
        {
            _heardTurn = floor.Turn;
            await Listen(view, floor, me, cancellationToken);
        }
        else if (mode == FloorMode.Queue)
        {
            await ConsiderRaisingHand(view, me, now, cancellationToken);
        }
        else if (mode == FloorMode.GoRound && _passesAhead && !_passedAhead
            && view.Round?.Seats.Find(seat => seat.Participant == me) is { Mark: SeatMark.Waiting })
        {
            _passedAhead = true;
            await Do(new Pass { CommandId = Id() }, cancellationToken);
        }
    }

    private async Task ConsiderRaisingHand(SessionView view, ParticipantId me, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var inLine = view.Hands?.Waiting.Contains(me) == true || view.Hands?.Kept.Contains(me) == true || view.Floor?.Holder == me;
        if (inLine)
        {
            _handAt = null;
            return;
        }

        _handAt ??= now + (Habits.HandEvery * (0.3 + Chance.NextDouble()));
        if (now >= _handAt)
        {
            _handAt = null;
            var feedback = Chance.NextDouble() switch
            {
                < WelcomesAdvice => Feedback.Advice,
                < WelcomesAdvice + WelcomesExperiences => Feedback.Experiences,
                _ => Feedback.Listening,
            };
            await Do(new RaiseHand(Feedback: feedback) { CommandId = Id() }, cancellationToken);
        }
    }

    // What listeners do once for each turn: nod, ask to reply where that is welcome, and in the last part thank somebody.
    private async Task Listen(SessionView view, FloorPart floor, ParticipantId me, CancellationToken cancellationToken)
    {
        if (!_thanked && view.About is { } about && view.Stage!.Phase == about.Agenda.Count - 1)
        {
            _thanked = true;
            if (OthersPresent(view, me).ToList() is { Count: > 0 } others)
            {
                await Do(new Thank(others[Chance.Next(others.Count)].Id) { CommandId = Id() }, cancellationToken);
            }
        }
        else if (floor is { Kind: TurnKind.Share, Share: { WelcomesReplies: true } } && Chance.NextDouble() < Replies)
        {
            await Do(new RaiseHand(TurnKind.Reply) { CommandId = Id() }, cancellationToken);
        }
        else if (Chance.NextDouble() < Reacts)
        {
            await Do(new React((Reaction)Chance.Next(Enum.GetValues<Reaction>().Length)) { CommandId = Id() }, cancellationToken);
        }
    }
}
