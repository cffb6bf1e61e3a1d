using System.Collections.Immutable;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Sessions;
using PeerMesh.Standalone.Client;
using PeerMesh.SystemTests.Rehearsal;

namespace PeerMesh.SystemTests.History;

/// <summary>Says what is wrong with a session as its clients recorded it: acknowledgements on one side, streams on the other.</summary>
/// <remarks>It knows nothing of the server but what went over the wire. An empty answer means that every promise was kept.</remarks>
/// <param name="leader">The stream of somebody who leads, from before the first command: they may know every command id.</param>
/// <param name="minutes">The minutes of the closed session as its leader reads them; null where they are not to be checked.</param>
/// <param name="stored">
/// The session's document in storage as it was found again and again, and lastly once everything was answered; null where it is not to be checked. One alone
/// shows little: it keeps the commands of its latest versions, and none once the session is closed.
/// </param>
internal sealed class HistoryChecker(
    Recording leader, IReadOnlyCollection<Recording> others, IReadOnlyCollection<Answered> answers, MinutesView? minutes = null, IReadOnlyList<StoredSession>? stored = null)
{
    /// <summary>How far the time of an event may be from the time its sender saw: what attendance is promised to be exact to.</summary>
    private static readonly TimeSpan TimeTolerance = TimeSpan.FromSeconds(1);

    private readonly List<string> _faults = [];

    public IReadOnlyList<string> Check()
    {
        _faults.Clear();
        foreach (var recording in others.Prepend(leader))
        {
            EachVersionOnceAndInOrder(recording);
        }

        AllStreamsAgree();
        EveryAcknowledgedCommandHappenedOnce();
        NothingRefusedHappened();
        TheFloorGoesFromHandToHand();
        TheLineKeepsItsOrder();
        EventsHappenWhileTheirCommandIsUnderWay();
        MinutesAreWhatTheEventsAddUpTo();
        StorageHoldsWhatWasTold();
        return _faults;
    }

    private void EachVersionOnceAndInOrder(Recording recording)
    {
        long? last = null;
        foreach (var (message, _) in recording.Seen)
        {
            var isSnapshot = message.Kind == StreamMessage.Snapshot;
            if (last is { } before && (isSnapshot ? message.Version < before : message.Version != before + 1))
            {
                _faults.Add($"{recording.Client} had version {before} and then {message.Kind} of version {message.Version}.");
            }

            last = message.Version;
        }
    }

    private void AllStreamsAgree()
    {
        var told = leader.Changes.ToLookup(message => message.Version);
        foreach (var recording in others)
        {
            foreach (var message in recording.Changes)
            {
                if (told[message.Version].FirstOrDefault() is { } known && Differ(message, known))
                {
                    _faults.Add($"Version {message.Version} is {known.Kind} to {leader.Client} and {message.Kind} to {recording.Client}.");
                }
            }
        }
    }

    // Either may know less than the other; what both know has to be the same.
    private static bool Differ(StreamMessage one, StreamMessage other) =>
        one.At != other.At
        || (one.Event is not null && other.Event is not null && one.Kind != other.Kind)
        || (one.CommandId is not null && other.CommandId is not null && one.CommandId != other.CommandId);

    // One command may bring several events; they stand together, and its answer names the last of them.
    private void EveryAcknowledgedCommandHappenedOnce()
    {
        var caused = Caused();
        foreach (var (client, commandId, answer) in answers.Where(answered => answered.Answer.Done))
        {
            var versions = caused[commandId].ToList();
            if (versions.Count == 0)
            {
                _faults.Add($"Command {commandId} of {client} was acknowledged at version {answer.Version} and is in no event.");
            }
            else if (versions[^1] - versions[0] + 1 != versions.Count)
            {
                _faults.Add($"Command {commandId} of {client} happened more than once: versions {string.Join(", ", versions)}.");
            }
            else if (versions[^1] != answer.Version)
            {
                _faults.Add($"Command {commandId} of {client} was acknowledged at version {answer.Version} and happened at {versions[^1]}.");
            }
        }

        foreach (var twice in answers.GroupBy(answered => answered.CommandId).Where(same => same.Select(answered => answered.Answer).Distinct().Count() > 1))
        {
            _faults.Add($"Command {twice.Key} got different answers: {string.Join(" and ", twice.Select(answered => answered.Answer))}.");
        }
    }

    // From all streams together: one that was away for long begins again with a snapshot, and others were not.
    private ILookup<string, long> Caused() => others.Prepend(leader)
        .SelectMany(recording => recording.Changes)
        .Where(message => message.CommandId is not null)
        .Select(message => (message.CommandId, message.Version))
        .Distinct()
        .OrderBy(told => told.Version)
        .ToLookup(told => told.CommandId!, told => told.Version);

    private void NothingRefusedHappened()
    {
        var caused = Caused();
        _faults.AddRange(answers
            .Where(answered => !answered.Answer.Done && caused.Contains(answered.CommandId))
            .Select(answered => $"Command {answered.CommandId} of {answered.Client} was refused ({answered.Answer.Code}) and happened all the same."));
    }

    private void TheFloorGoesFromHandToHand()
    {
        var (holder, turn) = ((ParticipantId?)null, 0);
        foreach (var (message, view) in leader.Seen)
        {
            if (message.Kind == StreamMessage.Snapshot)
            {
                (holder, turn) = (view.Floor?.Holder, view.Floor?.Turn ?? 0);
                continue;
            }

            switch (message.Event)
            {
                case ShareStarted started:
                    if (holder is not null || started.Turn != turn + 1)
                    {
                        _faults.Add($"Version {message.Version}: {started.Participant} took turn {started.Turn} while {holder?.Value ?? "nobody"} had turn {turn}.");
                    }

                    (holder, turn) = (started.Participant, started.Turn);
                    break;
                case ShareEnded ended:
                    if (holder != ended.Participant || turn != ended.Turn)
                    {
                        _faults.Add($"Version {message.Version}: turn {ended.Turn} of {ended.Participant} ended while {holder?.Value ?? "nobody"} had turn {turn}.");
                    }

                    (holder, turn) = (ended.Next?.Participant, ended.Next?.Turn ?? ended.Turn);
                    break;
                default:
                    break;
            }

            if (view.Floor is { } floor && (floor.Holder != holder || floor.Turn != turn))
            {
                _faults.Add($"Version {message.Version} shows {floor.Holder?.Value ?? "nobody"} with turn {floor.Turn}; by the events it is {holder?.Value ?? "nobody"} with turn {turn}.");
            }
        }
    }

    // Those who stay in line stay in the order they had, except where somebody who leads moved a hand, the order in force
    // changed, or a kept hand came back to its old place.
    private void TheLineKeepsItsOrder()
    {
        ImmutableList<ParticipantId> before = [];
        foreach (var (message, view) in leader.Seen)
        {
            var waiting = view.Hands?.Waiting ?? [];
            if (waiting.Distinct().Count() != waiting.Count)
            {
                _faults.Add($"Version {message.Version}: somebody waits twice.");
            }

            if (view.Floor?.Holder is { } holder && waiting.Contains(holder))
            {
                _faults.Add($"Version {message.Version}: {holder} speaks and waits.");
            }

            if (view.Stage?.Mode == FloorMode.Queue && view.Floor?.Holder is null && waiting.Count > 0)
            {
                _faults.Add($"Version {message.Version}: people wait while the floor is free.");
            }

            if (message.Event is not (HandMoved or HandsOrdered) && message.Kind != StreamMessage.Snapshot)
            {
                var stayed = before.Where(waiting.Contains);
                if (!stayed.SequenceEqual(waiting.Where(before.Contains)))
                {
                    _faults.Add($"Version {message.Version} ({message.Kind}): the line went from {string.Join(",", before)} to {string.Join(",", waiting)}.");
                }
            }

            before = waiting;
        }
    }

    // A clock that jumps shows here: nothing happens before it was wished for, nor after it was answered.
    private void EventsHappenWhileTheirCommandIsUnderWay()
    {
        var times = Everything().Where(message => message.CommandId is not null).ToLookup(message => message.CommandId!, message => message.At);
        foreach (var sends in answers.Where(answered => answered.Answer.Done && answered.SentAt is not null).GroupBy(answered => answered.CommandId))
        {
            var (first, last) = (sends.Min(answered => answered.SentAt)!.Value, sends.Max(answered => answered.HeardAt)!.Value);
            foreach (var at in times[sends.Key].Where(at => at < first - TimeTolerance || at > last + TimeTolerance))
            {
                _faults.Add($"Command {sends.Key} was under way from {first:HH:mm:ss.fff} to {last:HH:mm:ss.fff} and happened at {at:HH:mm:ss.fff}.");
            }
        }
    }

    private void MinutesAreWhatTheEventsAddUpTo()
    {
        if (minutes is null)
        {
            return;
        }

        var told = new ToldPresence();
        long? last = null;
        foreach (var message in Everything())
        {
            if (last is { } before && message.Version != before + 1)
            {
                _faults.Add($"Nobody was told what happened between versions {before} and {message.Version}.");
            }

            last = message.Version;
            told.Hear(message);
        }

        foreach (var person in minutes.People)
        {
            // The leader was there before the first message.
            if (told.Of(person.Id) is { } present && Math.Abs(present.TotalSeconds - person.PresentSeconds) > 0.01)
            {
                _faults.Add($"{person.Id} was present for {present.TotalSeconds:F3} s by the events and for {person.PresentSeconds:F3} s by the minutes.");
            }
        }
    }

    private void StorageHoldsWhatWasTold()
    {
        if (stored is null)
        {
            return;
        }

        var told = Everything().ToDictionary(message => message.Version);
        var newest = told.Keys.DefaultIfEmpty().Max();
        if (stored[^1].Version != newest)
        {
            _faults.Add($"Storage holds version {stored[^1].Version}; clients were told of {newest}.");
        }

        var done = answers.Where(answered => answered.Answer.Done).ToList();
        var lost = stored.SelectMany(held => Lost(held, done)).DistinctBy(answered => answered.CommandId);
        _faults.AddRange(lost.Select(answered => $"Command {answered.CommandId} of {answered.Client} was acknowledged at version {answered.Answer.Version} and is not in storage."));
        foreach (var (version, commandId) in stored.SelectMany(held => held.Recent).Distinct())
        {
            if (told.TryGetValue(version, out var message) && message.CommandId is { } known && known != commandId)
            {
                _faults.Add($"Version {version} is of command {commandId ?? "none"} in storage and was told to be of {known}.");
            }
        }
    }

    // What was acknowledged before somebody looked is there when they look: among the latest versions, or folded into the state before them.
    private static IEnumerable<Answered> Lost(StoredSession held, IReadOnlyList<Answered> done)
    {
        var commands = held.Recent.ToLookup(recent => recent.Version, recent => recent.CommandId);
        return done.Where(answered =>
            answered.Answer.Version > held.Version - held.Recent.Count
            && (held.AskedAt is null || answered.HeardAt < held.AskedAt || answered.Answer.Version <= held.Version)
            && !commands[answered.Answer.Version!.Value].Contains(answered.CommandId));
    }

    // Every version that anybody was told of, once, by whoever knows most of it.
    private IEnumerable<StreamMessage> Everything() => others.Prepend(leader)
        .SelectMany(recording => recording.Changes)
        .GroupBy(message => message.Version)
        .Select(told => told.MaxBy(message => (message.Event is null ? 0 : 2) + (message.CommandId is null ? 0 : 1))!)
        .OrderBy(message => message.Version);
}
