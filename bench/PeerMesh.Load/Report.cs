using System.Globalization;
using System.Text;

namespace PeerMesh.Load;

/// <summary>What a run came to. Names are those of the file for programs.</summary>
internal sealed record Report(
    string Loop,
    int Sessions,
    int PeoplePerSession,
    double Seconds,
    double SignInsPerSecond,
    double CommandsPerSecond,
    double CommandsPerServerCpuSecond,
    double DeliveriesPerSecond,
    LatencySummary AnswerMs,
    LatencySummary SendToMedianReceiverMs,
    LatencySummary SendToLastReceiverMs,
    double ServerCpuSeconds,
    double MemoryPerSessionKiB,
    double MemoryPerParticipantKiB,
    IReadOnlyList<ProcessReport> Servers,
    IReadOnlyList<ProcessReport> Apart,
    long Refused,
    IReadOnlyDictionary<string, int> Errors)
{
    public string AsTable()
    {
        var text = new StringBuilder();
        Row("figure", "value");
        Row("---", "---");
        Row("load", string.Create(CultureInfo.InvariantCulture, $"{Sessions} sessions of {PeoplePerSession}, {Loop}, {Seconds:F0} s"));
        Row("commands accepted per second", N(CommandsPerSecond));
        Row("commands per server CPU-second (silo and gateway, user and system)", N(CommandsPerServerCpuSecond));
        Row("deliveries per second", N(DeliveriesPerSecond));
        Row("answer, p50 / p99 / max", Ms(AnswerMs));
        Row("send to median receiver, p50 / p99 / max", Ms(SendToMedianReceiverMs));
        Row("send to last receiver, p50 / p99 / max", Ms(SendToLastReceiverMs));
        Row("memory per session (silo and gateway)", $"{N(MemoryPerSessionKiB)} KiB");
        Row("memory per participant with an open stream", $"{N(MemoryPerParticipantKiB)} KiB");
        foreach (var server in Servers.Concat(Apart))
        {
            Row($"{server.Name}: CPU-seconds; memory before and with the sessions", string.Create(CultureInfo.InvariantCulture, $"{server.CpuSeconds:F1}; {server.MemoryBeforeMiB:F0} and {server.MemoryMiB:F0} MiB"));
        }

        Row("sign-ins per second while everybody came", N(SignInsPerSecond));
        Row("refused", N(Refused));
        Row("errors", Errors.Count == 0 ? "0" : string.Join(", ", Errors.Select(error => $"{error.Key}: {error.Value}")));
        return text.ToString();

        void Row(string name, string value) => text.AppendLine(CultureInfo.InvariantCulture, $"| {name} | {value} |");
    }

    private static string N(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    private static string Ms(LatencySummary of) => string.Create(CultureInfo.InvariantCulture, $"{of.P50:F1} / {of.P99:F1} / {of.Max:F0} ms");
}

/// <param name="CpuSeconds">While it was measured.</param>
/// <param name="MemoryBeforeMiB">With everybody signed in and no session begun.</param>
/// <param name="MemoryMiB">At the end, with all sessions live.</param>
internal sealed record ProcessReport(string Name, double CpuSeconds, double MemoryBeforeMiB, double MemoryMiB);
