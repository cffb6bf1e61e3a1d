using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;

namespace PeerMesh.Standalone.Rehearsal;

/// <summary>One go-round as somebody leading saw it: what became of each seat.</summary>
/// <param name="Phase">Index of the phase.</param>
internal sealed record RoundSeen(int Phase, DateTimeOffset StartedAt)
{
    private readonly Dictionary<ParticipantId, ShareEnd?> _seats = [];

    public int Seats => _seats.Count;

    public int Spoke => _seats.Values.Count(end => end is not null and not ShareEnd.Passed && IsSettled(end.Value));

    public int Passed => _seats.Values.Count(end => end == ShareEnd.Passed);

    /// <summary>Those who neither spoke nor passed.</summary>
    public IReadOnlyList<ParticipantId> Unheard => [.. _seats.Where(seat => seat.Value is not { } end || !IsSettled(end)).Select(seat => seat.Key)];

    public void Seat(ParticipantId who) => _seats.TryAdd(who, null);

    // A latecomer takes a seat, is asked, loses the turn, is asked again: the last word counts.
    public void Mark(ParticipantId who, ShareEnd end)
    {
        if (_seats.ContainsKey(who))
        {
            _seats[who] = end;
        }
    }

    public void Remove(ParticipantId who) => _seats.Remove(who);

    private static bool IsSettled(ShareEnd end) => end is not (ShareEnd.PutOff or ShareEnd.Dropped or ShareEnd.Left);
}

/// <summary>A phase as it went by.</summary>
internal sealed record PhaseSeen(int Phase, DateTimeOffset StartedAt, DateTimeOffset EndedAt, RoundSeen? Round, int Shares);

/// <summary>Follows a meeting by its events and keeps what a rehearsal reports. Feed it the stream of somebody who leads.</summary>
internal sealed class MeetingLog
{
    private readonly List<RoundSeen> _rounds = [];
    private readonly List<PhaseSeen> _phases = [];
    private int _phase = -1;
    private int _shares;
    private DateTimeOffset _phaseStartedAt;
    private RoundSeen? _round;

    /// <summary>Told at the end of each phase.</summary>
    public event Action<PhaseSeen>? PhaseEnded;

    public IReadOnlyList<RoundSeen> Rounds => _rounds;

    public IReadOnlyList<PhaseSeen> Phases => _phases;

    public CloseReason? Closed { get; private set; }

    /// <summary>In every go-round of the meeting each seat was heard or passed.</summary>
    public bool EveryoneSpokeOrPassed => _rounds.TrueForAll(round => round.Unheard.Count == 0);

    public void Hear(StreamMessage message)
    {
        switch (message.Event)
        {
            case PhaseStarted started:
                EndPhase(started.At);
                _phase = started.Phase;
                _phaseStartedAt = started.At;
                _shares = 0;
                break;
            case SessionClosed closed:
                EndPhase(closed.At);
                Closed = closed.Reason;
                break;
            case RoundStarted started:
                _round = new RoundSeen(_phase, started.At);
                _rounds.Add(_round);
                started.Seats.ForEach(_round.Seat);
                break;
            case SeatAdded added:
                _round?.Seat(added.Participant);
                break;
            case SeatPassed passed:
                _round?.Mark(passed.Participant, ShareEnd.Passed);
                break;
            case Removed removed:
                _round?.Remove(removed.Participant);
                break;
            case Left left:
                _round?.Remove(left.Participant);
                break;
            case ShareEnded ended:
                _shares++;
                _round?.Mark(ended.Participant, ended.How);
                break;
            default:
                break;
        }
    }

    private void EndPhase(DateTimeOffset at)
    {
        if (_phase >= 0)
        {
            var seen = new PhaseSeen(_phase, _phaseStartedAt, at, _round, _shares);
            _phases.Add(seen);
            PhaseEnded?.Invoke(seen);
        }

        _phase = -1;
        _round = null;
    }
}
