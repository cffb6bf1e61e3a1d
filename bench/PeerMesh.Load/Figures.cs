using System.Globalization;

namespace PeerMesh.Load;

/// <summary>Figures in tables.</summary>
internal static class Figures
{
    public static string Number(double value) => value.ToString(value < 100 ? "0.0" : "#,0", CultureInfo.InvariantCulture);

    public static string Of(LatencySummary of) => string.Create(CultureInfo.InvariantCulture, $"{of.P50:F1} / {of.P99:F1} / {of.Max:F0} ms");

    public static string Of(IReadOnlyDictionary<string, int> errors) =>
        errors.Count == 0 ? "0" : string.Join(", ", errors.Select(error => string.Create(CultureInfo.InvariantCulture, $"{error.Key}: {error.Value}")));
}
