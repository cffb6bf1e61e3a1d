using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace PeerMesh.Grains.Telemetry;

/// <summary>How long changes have been stored without everybody who has to hear of them having heard.</summary>
/// <remarks>Counted from when this activation knew of it: a silo that takes over starts afresh, and the age only has to grow where nothing gets through.</remarks>
internal sealed class OutboxAges
{
    /// <summary>A group's news for its members, the list of groups, those who get a notice, and its sessions.</summary>
    public const string Group = "group";

    /// <summary>A group's entry in the directory.</summary>
    public const string Directory = "directory";

    /// <summary>News of a date for those who registered, and for their own lists.</summary>
    public const string Registration = "registration";

    /// <summary>The end of a session, for its group and those who had registered.</summary>
    public const string Session = "session";

    /// <summary>Mail to a person that no gateway has sent yet.</summary>
    public const string Notices = "notices";

    /// <summary>The next step of an import.</summary>
    public const string Import = "import";

    private readonly ConcurrentDictionary<(GrainId Grain, string Kind), long> _waiting = new();

    public OutboxAges(Meter meter)
    {
        meter.CreateObservableGauge("peermesh.outbox.age", Ages, "s", "Age of the oldest change that has not been told to all it concerns.");
        meter.CreateObservableGauge("peermesh.outbox.waiting", Counts, description: "Grains with changes that have not been told to all they concern.");
    }

    /// <summary>The kinds there are, each with its place in both gauges from the start: an alert on an absent series never fires.</summary>
    public static IReadOnlyList<string> Kinds { get; } = [Group, Directory, Registration, Session, Notices, Import];

    /// <summary>Says how things are now.</summary>
    /// <param name="grain">Whose change it is.</param>
    /// <param name="kind">One of <see cref="Kinds"/>.</param>
    /// <param name="waiting">Whether anybody has still to hear of it.</param>
    public void Report(GrainId grain, string kind, bool waiting)
    {
        if (waiting)
        {
            _waiting.TryAdd((grain, kind), Stopwatch.GetTimestamp());
        }
        else
        {
            Forget(grain, kind);
        }
    }

    /// <summary>Something got through, and more is to come: the age starts anew.</summary>
    public void Went(GrainId grain, string kind, bool more)
    {
        Forget(grain, kind);
        Report(grain, kind, more);
    }

    /// <summary>The activation goes; what is still to be told is told by the next one.</summary>
    public void Forget(GrainId grain, string kind) => _waiting.TryRemove((grain, kind), out _);

    /// <summary>How many grains have such changes.</summary>
    public int Waiting(string kind) => Of(kind).Count();

    private IEnumerable<Measurement<double>> Ages() =>
        Kinds.Select(kind => new Measurement<double>(Of(kind).Select(since => Stopwatch.GetElapsedTime(since).TotalSeconds).DefaultIfEmpty().Max(), Tag(kind)));

    private IEnumerable<Measurement<int>> Counts() => Kinds.Select(kind => new Measurement<int>(Waiting(kind), Tag(kind)));

    private IEnumerable<long> Of(string kind) => _waiting.Where(entry => entry.Key.Kind == kind).Select(entry => entry.Value);

    private static KeyValuePair<string, object?> Tag(string kind) => new("outbox", kind);
}
