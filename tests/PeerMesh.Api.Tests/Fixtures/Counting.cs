using System.Diagnostics.Metrics;

namespace PeerMesh.Api.Tests.Fixtures;

/// <summary>Adds up one of a gateway's counters from now on.</summary>
internal sealed class Counting : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly Lock _lock = new();
    private readonly Dictionary<(string, string?), long> _totals = [];

    public Counting(IMeterFactory meters, string instrument)
    {
        _listener.InstrumentPublished = (published, listener) =>
        {
            if (published.Name == instrument && published.Meter.Scope == meters)
            {
                listener.EnableMeasurementEvents(published);
            }
        };
        _listener.SetMeasurementEventCallback<long>((_, value, tags, _) =>
        {
            lock (_lock)
            {
                foreach (var tag in tags)
                {
                    var key = (tag.Key, tag.Value?.ToString());
                    _totals[key] = _totals.GetValueOrDefault(key) + value;
                }
            }
        });
        _listener.Start();
    }

    public long Total((string Name, string Value) tag)
    {
        lock (_lock)
        {
            return _totals.GetValueOrDefault((tag.Name, tag.Value));
        }
    }

    public void Dispose() => _listener.Dispose();
}
