using System.Collections.Concurrent;

namespace PeerMesh.Load;

/// <summary>What happens in one measured stretch of a run, while <see cref="IsOn"/>.</summary>
internal sealed class Measured
{
    private long _accepted;
    private long _refused;
    private long _deliveries;

    /// <summary>Whether a stretch is being measured.</summary>
    public volatile bool IsOn;

    public Latencies Answers { get; } = new();

    public Latencies ToMedian { get; } = new();

    public Latencies ToLast { get; } = new();

    public ConcurrentDictionary<string, int> Errors { get; } = new();

    public long Accepted => Interlocked.Read(ref _accepted);

    public long Refused => Interlocked.Read(ref _refused);

    public long Deliveries => Interlocked.Read(ref _deliveries);

    /// <summary>Forgets what was, and counts from now on.</summary>
    public void Begin()
    {
        Answers.Clear();
        ToMedian.Clear();
        ToLast.Clear();
        Errors.Clear();
        (_accepted, _refused, _deliveries) = (0, 0, 0);
        IsOn = true;
    }

    public void Answered(bool accepted, TimeSpan took)
    {
        if (IsOn)
        {
            Answers.Add(took);
            Interlocked.Increment(ref accepted ? ref _accepted : ref _refused);
        }
    }

    public void Delivered()
    {
        if (IsOn)
        {
            Interlocked.Increment(ref _deliveries);
        }
    }

    public void Heard(Latencies kind, TimeSpan took)
    {
        if (IsOn)
        {
            kind.Add(took);
        }
    }

    public void Failed(string what)
    {
        if (IsOn)
        {
            Errors.AddOrUpdate(what, 1, static (_, count) => count + 1);
        }
    }
}
