using System.Collections.Immutable;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;

namespace PeerMesh.Domain.Members;

/// <summary>When a second step is asked for, and when its codes are good.</summary>
public static class SecondStepRules
{
    public const int PasskeysMax = 10;

    /// <summary>Codes shown when a second step is set up, each good once: enough for years of lost phones, few enough to write down.</summary>
    public const int RecoveryCodes = 8;

    /// <summary>Wrong codes within <see cref="TriesWindow"/>: guessing six digits takes years at this rate.</summary>
    public const int TriesMax = 10;

    public static readonly TimeSpan TriesWindow = TimeSpan.FromMinutes(15);

    /// <summary>Why somebody's powers rest for now; null where they do not.</summary>
    public static Refusal? Check(SecondStepDemand demand, SecondStep shown) => (demand, shown) switch
    {
        (SecondStepDemand.Off, _) or (_, SecondStep.Passed) or (SecondStepDemand.Offered, SecondStep.None) => null,
        _ => SecondStepRefusals.Required,
    };

    public static bool IsPasskeyName(string name) => GroupRules.IsRosterName(name);

    /// <summary>A code as people type it, without what they put between its characters.</summary>
    public static string Tidy(string code) => string.Concat(code.Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>The wrong tries that still count.</summary>
    public static ImmutableList<DateTimeOffset> Recent(ImmutableList<DateTimeOffset> tries, DateTimeOffset now) => tries.RemoveAll(at => at <= now - TriesWindow);
}

/// <summary>Codes by the clock, as authenticator apps make them (RFC 6238): HMAC-SHA-1, six digits, half a minute each.</summary>
public static class Totp
{
    public const int SecretBytes = 20;

    private const int Digits = 6;
    private const int PeriodSeconds = 30;
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The half minute a code stands for.</summary>
    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / PeriodSeconds;

    public static string CodeAt(ReadOnlySpan<byte> secret, long step)
    {
        Span<byte> counter = stackalloc byte[sizeof(long)];
        System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(counter, step);
        Span<byte> hash = stackalloc byte[HMACSHA1.HashSizeInBytes];
#pragma warning disable CA5350 // What every authenticator app computes; the weakness of SHA-1 (collisions) does not touch HMAC.
        HMACSHA1.HashData(secret, counter, hash);
#pragma warning restore CA5350
        var offset = hash[^1] & 0xf;
        var number = System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(hash[offset..]) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    /// <summary>The half minute a code is right for, or null. Clocks of phones may be off by one half minute; one that was used is used up.</summary>
    /// <param name="usedUpTo">The newest half minute a code was taken for; codes up to it are void.</param>
    public static long? Match(ReadOnlySpan<byte> secret, string code, DateTimeOffset now, long usedUpTo)
    {
        if (code.Length != Digits)
        {
            return null;
        }

        var (given, present) = (Encoding.UTF8.GetBytes(code), StepAt(now));
        for (var step = Math.Max(present - 1, usedUpTo + 1); step <= present + 1; step++)
        {
            if (CryptographicOperations.FixedTimeEquals(given, Encoding.UTF8.GetBytes(CodeAt(secret, step))))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>A secret as apps take it when it is typed (RFC 4648).</summary>
    public static string ToText(ReadOnlySpan<byte> secret)
    {
        var text = new StringBuilder((secret.Length * 8 + 4) / 5);
        var (bits, held) = (0, 0);
        foreach (var one in secret)
        {
            (bits, held) = ((bits << 8) | one, held + 8);
            while (held >= 5)
            {
                held -= 5;
                text.Append(Alphabet[(bits >> held) & 31]);
            }

            bits &= (1 << held) - 1;
        }

        return held > 0 ? text.Append(Alphabet[(bits << (5 - held)) & 31]).ToString() : text.ToString();
    }

    /// <summary>What the square code says to the app. It names the site and nobody: whoever looks over a shoulder learns no address.</summary>
    public static string Address(string site, string secretText) =>
        $"otpauth://totp/{Uri.EscapeDataString(site)}?secret={secretText}&issuer={Uri.EscapeDataString(site)}";
}
