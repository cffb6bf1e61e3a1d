using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Telemetry;

/// <summary>Turns what durably happened in one session into measurements, once per activation and fact.</summary>
internal sealed class SessionMeter(GrainInstruments instruments)
{
    private readonly Dictionary<ParticipantId, DateTimeOffset> _raised = [];
    private SessionStatus? _status;
    private int _present;

    /// <summary>Something that happened before this activation: taken in, not measured again.</summary>
    public void Recall(Session? before, Session after, SessionEvent happened) => Follow(before, after, happened, static _ => { });

    /// <summary>Something that happened and is stored.</summary>
    public void Measure(Session? before, Session after, SessionEvent happened)
    {
        Follow(before, after, happened, instruments.FloorGiven);
        if (happened is ShareEnded ended)
        {
            var endsAt = before?.Floor.EndsAt;
            instruments.ShareEnded(
                WireNames.Of(ended.How),
                ended.Spoken,
                endsAt is null ? null : ended.At > endsAt ? ended.At - endsAt : TimeSpan.Zero);
        }
    }

    /// <summary>Makes this session's part of the silo's figures what it is now; none for null and for one that is over.</summary>
    public void Count(Session? session)
    {
        SessionStatus? status = session is { Status: not SessionStatus.Closed } ? session.Status : null;
        if (status != _status)
        {
            if (_status is { } was)
            {
                instruments.SessionsChanged(was, -1);
            }

            if (status is { } now)
            {
                instruments.SessionsChanged(now, +1);
            }

            _status = status;
        }

        var present = status is null ? 0 : session!.People.Count(static person => person.Present);
        if (present != _present)
        {
            instruments.ParticipantsChanged(present - _present);
            _present = present;
        }
    }

    // A hand counts from when it first stands in line until its owner has the floor or it goes down.
    private void Follow(Session? before, Session after, SessionEvent happened, Action<TimeSpan> floorGiven)
    {
        if (ReferenceEquals(before?.Hands, after.Hands))
        {
            return;
        }

        var up = after.Hands.Waiting.Concat(after.Hands.Kept.Select(kept => kept.Participant)).ToHashSet();
        foreach (var (participant, since) in _raised.Where(entry => !up.Contains(entry.Key)).ToList())
        {
            if (after.Floor.Holder == participant)
            {
                floorGiven(happened.At - since);
            }

            _raised.Remove(participant);
        }

        foreach (var participant in up)
        {
            _raised.TryAdd(participant, happened.At);
        }
    }
}
