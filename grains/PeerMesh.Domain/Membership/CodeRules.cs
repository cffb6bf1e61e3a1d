using System.Security.Cryptography;
using System.Text;
using PeerMesh.Domain.Common;

namespace PeerMesh.Domain.Membership;

/// <summary>Codes that change by themselves: a row of codes, one for each period, of which each is made from the one after it.</summary>
/// <remarks>
/// Gateways make the row from its last code, which they alone can make, and show the one of the period. The group keeps a hash of the row's beginning: from a code it
/// walks back as many periods as have passed and compares. So a code says nothing about later ones, and what is stored opens nothing. See docs/decisions/030.
/// </remarks>
public static class CodeRules
{
    /// <summary>Characters of a code. Close to sixty bits: nobody guesses one of fifty in a lifetime of tries.</summary>
    public const int CodeLength = 12;

    /// <summary>Codes in a row: one for each day of the longest link. It may never change, since other codes would be shown than were given out.</summary>
    public const int RowLength = 365;

    // Without the letters and digits that are taken for one another when read aloud.
    private const string Alphabet = "ABCDEFGHJKMNPQRSTVWXYZ23456789";

    /// <summary>Letters and digits that can be read aloud, one for each byte.</summary>
    public static string Text(ReadOnlySpan<byte> bytes)
    {
        var text = new char[bytes.Length];
        for (var i = 0; i < text.Length; i++)
        {
            text[i] = Alphabet[bytes[i] % Alphabet.Length];
        }

        return new string(text);
    }

    /// <summary>The code of a period, counted from 0, without the hyphens that people see.</summary>
    /// <param name="last">The row's last code.</param>
    /// <exception cref="ArgumentOutOfRangeException">The row has no such period: there are <see cref="RowLength"/>.</exception>
    public static string CodeAt(GroupId group, string link, string last, int period)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(period);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(period, RowLength);
        return Back(group, link, last, RowLength - 1 - period);
    }

    /// <summary>What is stored of a row: the hash of what lies before its first code, and was no code ever.</summary>
    /// <param name="last">The row's last code.</param>
    public static string HashOf(GroupId group, string link, string last) =>
        MembershipRules.HashOf(group, Back(group, link, last, RowLength));

    /// <summary>The period that a moment lies in, counted from 0. A moment before the row lies in the first.</summary>
    public static int PeriodOf(CodeRow row, DateTimeOffset now) =>
        (int)Math.Max(0, (now - row.From).Ticks / LengthOf(row.Pace).Ticks);

    /// <summary>When the next code of the row takes over.</summary>
    public static DateTimeOffset ChangesAt(CodeRow row, DateTimeOffset now) =>
        row.From + (LengthOf(row.Pace) * (PeriodOf(row, now) + 1));

    /// <summary>Whether a code lets somebody in by this link now: the one that does not change, or the one of this period or of the period before.</summary>
    /// <param name="code">As it was typed: spaces, hyphens and small letters make no difference.</param>
    public static bool Opens(GroupId group, InviteLink link, string code, DateTimeOffset now)
    {
        if (link.UsesLeft <= 0 || link.ExpiresAt <= now)
        {
            return false;
        }

        if (link.Row is not { } row)
        {
            return MembershipRules.HashOf(group, code) == link.SecretHash;
        }

        var typed = MembershipRules.Tidy(code);
        var period = PeriodOf(row, now);
        if (typed.Length != CodeLength || period >= RowLength)
        {
            return false;
        }

        // The first period has none before it: what the row begins from is no code.
        var before = Back(group, link.Id, typed, period);
        return (period > 0 && MembershipRules.HashOf(group, before) == link.SecretHash)
            || MembershipRules.HashOf(group, Back(group, link.Id, before, 1)) == link.SecretHash;
    }

    private static TimeSpan LengthOf(CodePace pace) => pace switch
    {
        CodePace.Daily => TimeSpan.FromDays(1),
        CodePace.Weekly => TimeSpan.FromDays(7),
        _ => throw new NotSupportedException($"A row of codes does not change at the pace {pace}."),
    };

    // Group and link are part of every step, so that no two rows run into one another.
    private static string Back(GroupId group, string link, string code, int periods)
    {
        var line = Encoding.UTF8.GetBytes($"{group.Value}\n{link}\n{code}");
        var end = line.AsSpan(line.Length - CodeLength);
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        for (var i = 0; i < periods; i++)
        {
            SHA256.HashData(line, digest);
            Encoding.ASCII.GetBytes(Text(digest[..CodeLength]), end);
        }

        return Encoding.ASCII.GetString(end);
    }
}
