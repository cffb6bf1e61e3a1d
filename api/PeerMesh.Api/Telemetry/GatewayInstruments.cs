using System.Diagnostics.Metrics;

namespace PeerMesh.Api.Telemetry;

/// <summary>All the gateway measures. Tags come from short closed lists, never from people.</summary>
internal sealed class GatewayInstruments
{
    public const string MeterName = "PeerMesh.Gateway";

    private readonly UpDownCounter<int> _streams;
    private readonly UpDownCounter<int> _hubs;
    private readonly Counter<long> _framesBuilt;
    private readonly Counter<long> _framesSent;
    private readonly Counter<long> _snapshots;
    private readonly Counter<long> _cutOff;
    private readonly Counter<long> _watchRestarts;
    private readonly Counter<long> _directoryRestarts;
    private readonly Counter<long> _opened;
    private readonly Counter<long> _gaps;
    private readonly Counter<long> _mails;

    public GatewayInstruments(IMeterFactory meters)
    {
        var meter = meters.Create(MeterName);
        _streams = meter.CreateUpDownCounter<int>("peermesh.gateway.streams", description: "Event streams that are open.");
        _hubs = meter.CreateUpDownCounter<int>("peermesh.gateway.sessions", description: "Sessions this gateway follows.");
        _framesBuilt = meter.CreateCounter<long>("peermesh.gateway.frames.built", description: "Messages turned into bytes, once per version and audience.");
        _framesSent = meter.CreateCounter<long>("peermesh.gateway.frames.sent", description: "Messages written to clients.");
        _snapshots = meter.CreateCounter<long>("peermesh.gateway.snapshots", description: "Snapshots written to clients.");
        _cutOff = meter.CreateCounter<long>("peermesh.gateway.streams.cut", description: "Streams ended by the gateway.");
        _watchRestarts = meter.CreateCounter<long>("peermesh.gateway.watch.restarts", description: "Watches begun again after their silo went away.");
        _directoryRestarts = meter.CreateCounter<long>("peermesh.gateway.directory.restarts", description: "Watches of a part of the directory begun again after they broke.");
        _opened = meter.CreateCounter<long>("peermesh.gateway.streams.opened", description: "Event streams begun, by where they start: fresh, resumed, or behind for a resume that got a snapshot.");
        _gaps = meter.CreateCounter<long>("peermesh.gateway.gaps.repaired", description: "Gaps in a stream that were closed before its reader saw them, by recalled news or by a snapshot.");
        _mails = meter.CreateCounter<long>("peermesh.gateway.mails", description: "Mails with sign-in codes, by outcome: sent, retried or lost.");
    }

    /// <summary>Reports every series at zero once somebody listens: an alert on a counter that appears with its first fault misses that fault.</summary>
    public void Begin()
    {
        foreach (var outcome in (string[])["sent", "retried", "lost"])
        {
            Mail(outcome, 0);
        }

        foreach (var reason in (string[])["slow", "signed_out"])
        {
            CutOff(reason, 0);
        }

        foreach (var by in (string[])["recalled", "snapshot"])
        {
            GapRepaired(by, 0);
        }

        foreach (var start in (string[])["fresh", "resumed", "behind"])
        {
            _opened.Add(0, new KeyValuePair<string, object?>("start", start));
        }

        _streams.Add(0);
        _hubs.Add(0);
        _framesSent.Add(0);
        _snapshots.Add(0);
        _watchRestarts.Add(0);
        _directoryRestarts.Add(0);
        _directoryRestarts.Add(0);
    }

    /// <param name="start">fresh, resumed or behind.</param>
    public void StreamOpened(string start)
    {
        _streams.Add(1);
        _opened.Add(1, new KeyValuePair<string, object?>("start", start));
    }

    public void StreamClosed() => _streams.Add(-1);

    public void HubOpened() => _hubs.Add(1);

    public void HubClosed() => _hubs.Add(-1);

    /// <param name="audience">lobby, room, leaders or one.</param>
    public void FrameBuilt(string audience) => _framesBuilt.Add(1, new KeyValuePair<string, object?>("audience", audience));

    public void FrameSent() => _framesSent.Add(1);

    public void SnapshotSent() => _snapshots.Add(1);

    /// <param name="reason">slow or signed_out.</param>
    public void CutOff(string reason, long count = 1) => _cutOff.Add(count, new KeyValuePair<string, object?>("reason", reason));

    public void WatchRestarted() => _watchRestarts.Add(1);

    public void DirectoryWatchRestarted() => _directoryRestarts.Add(1);

    /// <param name="by">recalled or snapshot.</param>
    public void GapRepaired(string by, long count = 1) => _gaps.Add(count, new KeyValuePair<string, object?>("by", by));

    /// <param name="outcome">sent, retried or lost.</param>
    public void Mail(string outcome, long count = 1) => _mails.Add(count, new KeyValuePair<string, object?>("outcome", outcome));
}
