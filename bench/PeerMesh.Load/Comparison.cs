using System.Globalization;
using System.Text;
using System.Text.Json;

namespace PeerMesh.Load;

/// <summary>The results of several runs side by side.</summary>
internal static class Comparison
{
    /// <param name="files">Written by <c>--json</c>; ratios are those of the first to each.</param>
    public static async Task<string> Of(IReadOnlyList<string> files)
    {
        var reports = new List<Report>();
        foreach (var file in files)
        {
            reports.Add(JsonSerializer.Deserialize<Report>(await File.ReadAllTextAsync(file), Run.Json) ?? throw new FormatException($"{file} holds no result."));
        }

        var text = new StringBuilder();
        text.AppendLine("| what | commands per server CPU-second | spread | of it, the first one has | commands/s | deliveries/s | to all p50 / p99 / max | KiB per connection | KiB per participant after | errors |");
        text.AppendLine("|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|");
        foreach (var one in reports)
        {
            var ratio = one.CommandsPerServerCpuSecond > 0 ? reports[0].CommandsPerServerCpuSecond / one.CommandsPerServerCpuSecond : 0;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {one.Name} | {Figures.Number(one.CommandsPerServerCpuSecond)} | {one.Spread:P0} | {ratio:F2} × | {Figures.Number(one.CommandsPerSecond)} | {Figures.Number(one.DeliveriesPerSecond)} | {Figures.Of(one.SendToLastReceiverMs)} | {Figures.Number(one.KiBPerConnection)} | {Figures.Number(one.KiBPerParticipantAtEnd)} | {Figures.Of(one.Errors)} |");
        }

        return text.ToString();
    }
}
