using System.Diagnostics;
using PeerMesh.Contracts.Common;
using PeerMesh.Contracts.Sessions;
using PeerMesh.Domain.Sessions;
using PeerMesh.Grains.Telemetry;

namespace PeerMesh.Grains.Sessions;

/// <remarks>Measures what others decide and store; nothing here changes a session.</remarks>
internal sealed partial class SessionGrain
{
    private readonly SessionMeter _meter = new(instruments);

    public async Task<Receipt> Submit(Caller caller, SessionCommand command)
    {
        var (name, start, outcome) = (WireNames.Of(command), Stopwatch.GetTimestamp(), "failed");
        using var span = GrainInstruments.Source.StartActivity("session.command");
        span?.SetTag("peermesh.command", name);
        try
        {
            var (receipt, isRepeated) = await Perform(caller, command);
            outcome = isRepeated ? "repeated" : receipt.Refusal is null ? "accepted" : "refused";
            return receipt;
        }
        finally
        {
            span?.SetTag("peermesh.outcome", outcome);
            instruments.Commanded(name, outcome, Stopwatch.GetElapsedTime(start));
        }
    }

    private void RecallMeasured()
    {
        foreach (var (before, after, stored) in _timeline.DurableAfter(version: 0))
        {
            _meter.Recall(before, after, stored.Event);
        }

        _meter.Count(_timeline.Durable);
    }
}
