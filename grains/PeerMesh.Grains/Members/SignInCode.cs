using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace PeerMesh.Grains.Members;

/// <summary>What is stored of a code that was mailed. The code itself is not.</summary>
/// <param name="Salt">So that equal codes are stored differently.</param>
/// <param name="TriesLeft">At zero the code is void.</param>
[GenerateSerializer, Immutable, Alias("pm.stored.sign-in-code")]
internal sealed record SignInCode(
    [property: Id(0)] string Salt,
    [property: Id(1)] string Hash,
    [property: Id(2)] DateTimeOffset ExpiresAt,
    [property: Id(3)] int TriesLeft)
{
    public static (SignInCode Stored, string Code) Make(DateTimeOffset now, SignInLimits limits)
    {
        var code = RandomNumberGenerator.GetInt32(1_000_000).ToString("D6", CultureInfo.InvariantCulture);
        var salt = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));
        return (new SignInCode(salt, HashOf(salt, code), now + limits.CodeLife, limits.TriesPerCode), code);
    }

    public bool IsGood(DateTimeOffset now) => now < ExpiresAt && TriesLeft > 0;

    public bool Matches(string code) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(Hash), Encoding.ASCII.GetBytes(HashOf(Salt, code)));

    private static string HashOf(string salt, string code) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(Convert.FromHexString(salt), Encoding.UTF8.GetBytes(code)));
}
