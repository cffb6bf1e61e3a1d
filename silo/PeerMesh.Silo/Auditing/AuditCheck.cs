using System.Collections.Immutable;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using PeerMesh.Domain.Auditing;

namespace PeerMesh.Silo.Auditing;

/// <summary>Looks through a database's rows whether every record of acts is as it was written.</summary>
/// <remarks>It reads the rows themselves, not through the grains: what is to be noticed is what somebody did to the database.</remarks>
internal static class AuditCheck
{
    private const string PageState = "audit-page";

    // Rows are many and few of them have a record: the text is looked for before anything is parsed.
    private static readonly byte[] Marker = Encoding.UTF8.GetBytes("\"Audit\":");

    public static async Task<AuditFindings> Run(DbConnection connection, CancellationToken cancellationToken = default)
    {
        var trails = new SortedDictionary<string, AuditTrail>(StringComparer.Ordinal);
        var pages = new SortedDictionary<string, SortedDictionary<int, ImmutableList<AuditEntry>>>(StringComparer.Ordinal);
        var breaks = new List<AuditBreak>();
        await using var command = connection.CreateCommand();
        command.CommandText = "SELECT GrainTypeString, GrainIdExtensionString, PayloadBinary FROM OrleansStorage WHERE PayloadBinary IS NOT NULL";
        await using var rows = await command.ExecuteReaderAsync(cancellationToken);
        while (await rows.ReadAsync(cancellationToken))
        {
            var (state, key, payload) = (rows.GetString(0), rows.GetString(1), (byte[])rows.GetValue(2));
            try
            {
                if (state == PageState)
                {
                    var slash = key.LastIndexOf('/');
                    var page = int.Parse(key.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture);
                    pages.TryAdd(key[..slash], []);
                    pages[key[..slash]][page] = Read<ImmutableList<AuditEntry>>(payload, "Entries") ?? [];
                }
                else if (payload.AsSpan().IndexOf(Marker) >= 0 && Read<AuditTrail>(payload, "Audit") is { } trail)
                {
                    trails[$"{state}/{key}"] = trail;
                }
            }
            catch (Exception unreadable) when (unreadable is JsonException or FormatException or InvalidOperationException or ArgumentOutOfRangeException)
            {
                breaks.Add(new AuditBreak($"{state}/{key}", null));
            }
        }

        var entries = 0L;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var chain in trails.Keys.Union(pages.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            var trail = trails.GetValueOrDefault(chain, AuditTrail.Empty);
            var moved = pages.GetValueOrDefault(chain);

            // A page is kept before its document lets go of it: the last one may be in both.
            var all = Enumerable.Range(0, trail.Pages).SelectMany(page => moved?.GetValueOrDefault(page) ?? []).Concat(trail.Recent);
            var broken = AuditRules.FirstBreak(chain, all, trail.Count);
            if (broken is null && moved?.Keys.Max() > trail.Pages)
            {
                broken = trail.Count + 1;
            }

            if (broken is { } number)
            {
                breaks.Add(new AuditBreak(chain, number));
            }

            entries += trail.Count;
            digest.AppendData(Encoding.UTF8.GetBytes($"{chain} {trail.Count} {(trail.Recent.IsEmpty ? "" : trail.Recent[^1].Hash)}\n"));
        }

        return new AuditFindings(trails.Count, entries, Convert.ToHexStringLower(digest.GetHashAndReset()), breaks);
    }

    private static T? Read<T>(byte[] payload, string property)
    {
        using var document = JsonDocument.Parse(payload);
        return document.RootElement.TryGetProperty(property, out var found) ? found.Deserialize<T>() : default;
    }
}

/// <param name="Digest">Over the last hash of every chain: kept elsewhere and compared later, it shows that a whole record was put back or taken away.</param>
internal sealed record AuditFindings(int Chains, long Entries, string Digest, IReadOnlyList<AuditBreak> Breaks);

/// <param name="Number">The first entry that is not as it was written, or is missing; null where the row cannot be read.</param>
internal sealed record AuditBreak(string Chain, long? Number);
