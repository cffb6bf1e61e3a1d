using System.Globalization;
using System.Text;

namespace PeerMesh.Load;

/// <summary>One measured stretch. Names are those of the file for programs.</summary>
/// <param name="CpuSeconds">User and system time of each process, by its name.</param>
internal sealed record Stretch(
    double Seconds,
    double CommandsPerSecond,
    double CommandsPerServerCpuSecond,
    double DeliveriesPerSecond,
    LatencySummary AnswerMs,
    LatencySummary SendToMedianReceiverMs,
    LatencySummary SendToLastReceiverMs,
    IReadOnlyDictionary<string, double> CpuSeconds,
    long Refused,
    IReadOnlyDictionary<string, int> Errors);

/// <summary>Memory of one process after a collection, in MiB.</summary>
/// <param name="Counts">False for one that is told apart.</param>
/// <param name="Empty">With everybody signed in and no session begun.</param>
/// <param name="Idle">With all sessions live, everybody in them and nobody connected.</param>
/// <param name="Connected">With everybody connected and nothing said.</param>
/// <param name="After">After the last stretch.</param>
internal sealed record ProcessMemory(string Name, bool Counts, double Empty, double Idle, double Connected, double After);

/// <summary>What a run came to: the median of each figure over its stretches.</summary>
/// <param name="KiBPerIdleSession">0 where a kind of room does not exist without somebody connected.</param>
/// <param name="KiBPerConnection">What everybody's open stream takes beside the idle sessions.</param>
/// <param name="KiBPerParticipantAtEnd">All that has been taken since nobody was in a session, after the last stretch.</param>
/// <param name="Spread">The largest less the smallest commands per CPU-second, as a share of the median.</param>
internal sealed record Report(
    string Name,
    string Loop,
    int Sessions,
    int PeoplePerSession,
    double SignInsPerSecond,
    double CommandsPerSecond,
    double CommandsPerServerCpuSecond,
    double Spread,
    double DeliveriesPerSecond,
    LatencySummary AnswerMs,
    LatencySummary SendToMedianReceiverMs,
    LatencySummary SendToLastReceiverMs,
    double KiBPerIdleSession,
    double KiBPerConnection,
    double KiBPerParticipantAtEnd,
    long Refused,
    IReadOnlyDictionary<string, int> Errors,
    IReadOnlyList<ProcessMemory> Memory,
    IReadOnlyList<Stretch> Stretches)
{
    public static Report Of(LoadOptions options, double signInsPerSecond, IReadOnlyList<Stretch> stretches, IReadOnlyList<ProcessMemory> memory)
    {
        var perCpu = stretches.Select(stretch => stretch.CommandsPerServerCpuSecond).ToList();
        var median = Median(perCpu);
        return new Report(
            options.Name ?? options.Kind,
            options.Loop,
            options.Sessions,
            options.People,
            Math.Round(signInsPerSecond, 1),
            Median(stretches.Select(stretch => stretch.CommandsPerSecond)),
            median,
            median > 0 ? Math.Round((perCpu.Max() - perCpu.Min()) / median, 3) : 0,
            Median(stretches.Select(stretch => stretch.DeliveriesPerSecond)),
            Median(stretches.Select(stretch => stretch.AnswerMs)),
            Median(stretches.Select(stretch => stretch.SendToMedianReceiverMs)),
            Median(stretches.Select(stretch => stretch.SendToLastReceiverMs)),
            Grown(one => one.Idle - one.Empty, options.Sessions),
            Grown(one => one.Connected - one.Idle, options.Sessions * options.People),
            Grown(one => one.After - one.Empty, options.Sessions * options.People),
            stretches.Sum(stretch => stretch.Refused),
            stretches.SelectMany(stretch => stretch.Errors).GroupBy(error => error.Key).ToDictionary(error => error.Key, error => error.Sum(one => one.Value)),
            memory,
            stretches);

        double Grown(Func<ProcessMemory, double> by, int count) => Math.Round(Math.Max(0, memory.Where(one => one.Counts).Sum(by)) * 1024 / count, 1);
    }

    public string AsTable()
    {
        var text = new StringBuilder();
        Row("figure", "value");
        Row("---", "---");
        Row("load", string.Create(CultureInfo.InvariantCulture, $"{Name}: {Sessions} sessions of {PeoplePerSession}, {Loop}, {Stretches.Count} × {Stretches[0].Seconds:F0} s"));
        Row("commands accepted per second", Figures.Number(CommandsPerSecond));
        Row("commands per server CPU-second (user and system); spread", string.Create(CultureInfo.InvariantCulture, $"{Figures.Number(CommandsPerServerCpuSecond)}; {Spread:P0}"));
        Row("deliveries per second", Figures.Number(DeliveriesPerSecond));
        Row("answer, p50 / p99 / max", Figures.Of(AnswerMs));
        Row("send to median receiver, p50 / p99 / max", Figures.Of(SendToMedianReceiverMs));
        Row("send to last receiver, p50 / p99 / max", Figures.Of(SendToLastReceiverMs));
        Row("memory per idle session", $"{Figures.Number(KiBPerIdleSession)} KiB");
        Row("memory per connection", $"{Figures.Number(KiBPerConnection)} KiB");
        Row("memory per participant after the last stretch, sessions and all", $"{Figures.Number(KiBPerParticipantAtEnd)} KiB");
        foreach (var one in Memory)
        {
            var cpu = Median(Stretches.Select(stretch => stretch.CpuSeconds[one.Name]));
            Row(
                $"{one.Name}: CPU-seconds; memory with nobody there, idle, connected, after",
                string.Create(CultureInfo.InvariantCulture, $"{cpu:F1}; {one.Empty:F0}, {one.Idle:F0}, {one.Connected:F0} and {one.After:F0} MiB"));
        }

        Row("sign-ins per second while everybody came", Figures.Number(SignInsPerSecond));
        Row("refused", Figures.Number(Refused));
        Row("errors", Figures.Of(Errors));
        return text.ToString();

        void Row(string name, string value) => text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} |");
    }

    private static double Median(IEnumerable<double> of)
    {
        var sorted = of.Order().ToList();
        return Math.Round((sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2, 2);
    }

    private static LatencySummary Median(IEnumerable<LatencySummary> of)
    {
        var all = of.ToList();
        return new LatencySummary(
            all.Sum(one => one.Count),
            Median(all.Select(one => one.P50)),
            Median(all.Select(one => one.P99)),
            all.Max(one => one.Max));
    }
}
