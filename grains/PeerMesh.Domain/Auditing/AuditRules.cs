using System.Buffers;
using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace PeerMesh.Domain.Auditing;

/// <summary>How entries are chained, and how a chain is checked.</summary>
/// <remarks>
/// What is hashed is one JSON object without white space, its members in the order of their names: <c>action, actor, at, chain, number, previous, reason, subject</c>;
/// the time is UTC to the ten-millionth of a second, and what there is not is <c>null</c>. The chain's own name is in it, so that no entry can stand in another one.
/// </remarks>
public static class AuditRules
{
    /// <summary>Entries on a page. A document that is written with every change carries at most two pages' worth, some 60 KB.</summary>
    public const int PageSize = 100;

    /// <summary>A reason is a sentence.</summary>
    public const int ReasonMax = 300;

    // Text stays itself: what is hashed must not depend on a release's taste in escaping.
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>What the first entry names as the one before it.</summary>
    public static string StartOf(string chain) => Hex(Encoding.UTF8.GetBytes("peermesh audit " + chain));

    /// <summary>The trail with one more act at its end.</summary>
    public static AuditTrail Add(AuditTrail? trail, string chain, AuditNote note, DateTimeOffset now)
    {
        trail ??= AuditTrail.Empty;
        var reason = string.IsNullOrWhiteSpace(note.Reason) ? null : note.Reason.Trim();
        reason = reason?.Length > ReasonMax ? reason[..ReasonMax] : reason;
        var previous = trail.Recent.IsEmpty ? StartOf(chain) : trail.Recent[^1].Hash;
        var entry = new AuditEntry(trail.Count + 1, now.ToUniversalTime(), note.Actor, note.Action, note.Subject, reason, previous, Hash: "");
        return trail with { Recent = trail.Recent.Add(entry with { Hash = HashOf(chain, entry) }), Count = trail.Count + 1 };
    }

    /// <summary>The oldest page, where there are enough entries that one can move and the newest stay; null where not.</summary>
    public static ImmutableList<AuditEntry>? PageToMove(AuditTrail trail) => trail.Recent.Count >= 2 * PageSize ? trail.Recent.GetRange(0, PageSize) : null;

    /// <summary>The trail without its oldest page.</summary>
    public static AuditTrail Moved(AuditTrail trail) => trail with { Recent = trail.Recent.RemoveRange(0, PageSize), Pages = trail.Pages + 1 };

    /// <summary>The number of the first entry that is not what was written, or is missing; null for a whole chain.</summary>
    /// <param name="entries">All of them: the pages' and then the document's.</param>
    /// <param name="count">How many the document says there are.</param>
    public static long? FirstBreak(string chain, IEnumerable<AuditEntry> entries, long count)
    {
        var (expected, previous) = (1L, StartOf(chain));
        foreach (var entry in entries)
        {
            if (entry.Number != expected || entry.Previous != previous || entry.Hash != HashOf(chain, entry))
            {
                return expected;
            }

            (expected, previous) = (expected + 1, entry.Hash);
        }

        return expected - 1 == count ? null : expected;
    }

    public static string HashOf(string chain, AuditEntry entry)
    {
        var text = new ArrayBufferWriter<byte>(512);
        using (var json = new Utf8JsonWriter(text, Plain))
        {
            json.WriteStartObject();
            json.WriteString("action", entry.Action);
            json.WriteString("actor", entry.Actor?.Value);
            json.WriteString("at", entry.At.UtcDateTime.ToString("O", CultureInfo.InvariantCulture));
            json.WriteString("chain", chain);
            json.WriteNumber("number", entry.Number);
            json.WriteString("previous", entry.Previous);
            json.WriteString("reason", entry.Reason);
            json.WriteString("subject", entry.Subject);
            json.WriteEndObject();
        }

        return Hex(text.WrittenSpan);
    }

    private static string Hex(ReadOnlySpan<byte> bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}
