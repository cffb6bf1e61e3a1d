using System.Diagnostics;
using System.Diagnostics.Metrics;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Grains.Telemetry;

/// <summary>All the grains of a silo measure. Tags come from short closed lists, never from people.</summary>
internal sealed class GrainInstruments
{
    public const string MeterName = "PeerMesh.Grains";

    /// <summary>Spans of the grains' own, between those of the runtime.</summary>
    public static readonly ActivitySource Source = new(MeterName);

    private readonly UpDownCounter<int> _sessions;
    private readonly UpDownCounter<int> _participants;
    private readonly UpDownCounter<int> _watchers;
    private readonly Counter<long> _commands;
    private readonly Histogram<double> _commandDuration;
    private readonly Histogram<double> _floorWait;
    private readonly Histogram<double> _shareDuration;
    private readonly Histogram<double> _shareOverTime;
    private readonly Counter<long> _watchersCut;
    private readonly Counter<long> _broken;

    public GrainInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _sessions = meter.CreateUpDownCounter<int>("peermesh.session.live", description: "Live sessions on this silo, by how far they are.");
        _participants = meter.CreateUpDownCounter<int>("peermesh.session.participants", description: "People present in live sessions on this silo.");
        _watchers = meter.CreateUpDownCounter<int>("peermesh.session.watchers", description: "Watches that gateways hold open on sessions of this silo.");
        _commands = meter.CreateCounter<long>("peermesh.session.commands", description: "Commands to sessions, by type and outcome.");
        _commandDuration = meter.CreateHistogram<double>("peermesh.session.command.duration", "s", "From a command's arrival at its session to its answer, the write included.");
        _floorWait = meter.CreateHistogram<double>("peermesh.session.floor.wait", "s", "From raising a hand to having the floor.");
        _shareDuration = meter.CreateHistogram<double>("peermesh.session.share.duration", "s", "How long speakers had the floor, by how the share ended.");
        _shareOverTime = meter.CreateHistogram<double>("peermesh.session.share.overtime", "s", "How long timed shares went on after their time was up; zero for those that did not.");
        _watchersCut = meter.CreateCounter<long>("peermesh.session.watchers.cut", description: "Watches ended because their gateway read too slowly.");
        _broken = meter.CreateCounter<long>("peermesh.session.broken", description: "Sessions that could not be stored and started again from storage.");
        Outbox = new OutboxAges(meter);
    }

    /// <summary>What grains have still to tell each other.</summary>
    public OutboxAges Outbox { get; }

    /// <summary>Reports every series at zero once somebody listens: an alert on a counter that appears with its first fault misses that fault.</summary>
    public void Begin()
    {
        SessionsChanged(SessionStatus.Gathering, 0);
        SessionsChanged(SessionStatus.Running, 0);
        _participants.Add(0);
        _watchers.Add(0);
        _watchersCut.Add(0);
        _broken.Add(0);
        foreach (var outcome in (string[])["accepted", "refused", "repeated", "failed"])
        {
            _commands.Add(0, new KeyValuePair<string, object?>("command", "enter"), new KeyValuePair<string, object?>("outcome", outcome));
        }
    }

    public void SessionsChanged(SessionStatus status, int by) =>
        _sessions.Add(by, new KeyValuePair<string, object?>("status", status == SessionStatus.Gathering ? "gathering" : "running"));

    public void ParticipantsChanged(int by) => _participants.Add(by);

    public void WatchOpened() => _watchers.Add(1);

    public void WatchClosed() => _watchers.Add(-1);

    public void WatchesCut(int count) => _watchersCut.Add(count);

    /// <param name="command">The type as clients write it.</param>
    /// <param name="outcome">accepted, refused, repeated (answered from memory), or failed.</param>
    public void Commanded(string command, string outcome, TimeSpan took)
    {
        var answered = new KeyValuePair<string, object?>("outcome", outcome);
        _commands.Add(1, new KeyValuePair<string, object?>("command", command), answered);

        // Without the type: thirty times as many series would say little more.
        _commandDuration.Record(took.TotalSeconds, answered);
    }

    public void FloorGiven(TimeSpan waited) => _floorWait.Record(waited.TotalSeconds);

    public void ShareEnded(string how, TimeSpan spoken, TimeSpan? overTime)
    {
        _shareDuration.Record(spoken.TotalSeconds, new KeyValuePair<string, object?>("end", how));
        if (overTime is { } over)
        {
            _shareOverTime.Record(over.TotalSeconds);
        }
    }

    public void SessionBroke() => _broken.Add(1);
}
