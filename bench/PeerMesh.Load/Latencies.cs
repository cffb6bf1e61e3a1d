namespace PeerMesh.Load;

/// <summary>Durations of one kind, in milliseconds. Every one is kept: a minute's worth is small, and quantiles are exact.</summary>
internal sealed class Latencies
{
    private readonly Lock _lock = new();
    private readonly List<float> _all = [];

    public void Add(TimeSpan took)
    {
        lock (_lock)
        {
            _all.Add((float)took.TotalMilliseconds);
        }
    }

    public void Clear()
    {
        lock (_lock)
        {
            _all.Clear();
        }
    }

    public LatencySummary Summarise()
    {
        lock (_lock)
        {
            _all.Sort();
            return new LatencySummary(_all.Count, At(0.5), At(0.99), _all.Count > 0 ? _all[^1] : 0);
        }
    }

    private double At(double quantile) => _all.Count == 0 ? 0 : Math.Round(_all[Math.Min(_all.Count - 1, (int)(_all.Count * quantile))], 2);
}

/// <param name="P50">Milliseconds.</param>
/// <param name="P99">Milliseconds.</param>
/// <param name="Max">Milliseconds.</param>
internal sealed record LatencySummary(int Count, double P50, double P99, double Max);
