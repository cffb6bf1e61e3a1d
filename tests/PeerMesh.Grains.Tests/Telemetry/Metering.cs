using System.Diagnostics.Metrics;

namespace PeerMesh.Grains.Tests.Telemetry;

/// <summary>Everything that meters of a name measure in this process from now on.</summary>
internal sealed class Metering : IDisposable
{
    private readonly MeterListener _listener = new();
    private readonly System.Threading.Lock _lock = new();
    private readonly List<(string Instrument, double Value, string Tags)> _measured = [];

    public Metering(Func<Meter, bool> from)
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (from(instrument.Meter))
            {
                listener.EnableMeasurementEvents(instrument);
            }
        };
        _listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => Keep(instrument, value, tags));
        _listener.Start();
    }

    public IReadOnlyList<double> Values(string instrument, string tags = "")
    {
        lock (_lock)
        {
            return [.. _measured.Where(one => one.Instrument == instrument && one.Tags == tags).Select(one => one.Value)];
        }
    }

    /// <summary>What observable instruments say now.</summary>
    public void Observe() => _listener.RecordObservableInstruments();

    public void Dispose() => _listener.Dispose();

    private void Keep(Instrument instrument, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}").Order());
        lock (_lock)
        {
            _measured.Add((instrument.Name, value, text));
        }
    }
}
