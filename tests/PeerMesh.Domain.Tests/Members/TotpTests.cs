using System.Text;
using CsCheck;
using PeerMesh.Domain.Members;

namespace PeerMesh.Domain.Tests.Members;

public sealed class TotpTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("12345678901234567890");

    // RFC 6238, appendix B; its codes have eight digits, of which apps show the last six.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, Totp.CodeAt(Secret, Totp.StepAt(now)));
        Assert.Equal(Totp.StepAt(now), Totp.Match(Secret, code, now, usedUpTo: 0));
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("f", "MY")]
    [InlineData("fo", "MZXQ")]
    [InlineData("foo", "MZXW6")]
    [InlineData("foob", "MZXW6YQ")]
    [InlineData("fooba", "MZXW6YTB")]
    [InlineData("foobar", "MZXW6YTBOI")]
    public void Secrets_are_written_as_apps_take_them(string bytes, string text) => Assert.Equal(text, Totp.ToText(Encoding.ASCII.GetBytes(bytes)));

    [Fact]
    public void A_code_is_good_around_its_half_minute_and_once() =>
        Gen.Select(Gen.Long[1, 100_000_000], Gen.Int[-4, 4], Gen.Int[0, 29]).Sample((step, away, second) =>
        {
            var now = DateTimeOffset.FromUnixTimeSeconds((step * 30) + second);
            var code = Totp.CodeAt(Secret, step + away);

            // Within reach, some other code may look the same by chance: then it is that one's half minute.
            if (Totp.Match(Secret, code, now, usedUpTo: 0) is { } taken)
            {
                Assert.InRange(taken, step - 1, step + 1);
                Assert.Equal(code, Totp.CodeAt(Secret, taken));
                Assert.True(Totp.Match(Secret, code, now, taken) is not { } again || again > taken);
            }
            else
            {
                Assert.NotInRange(away, -1, 1);
            }
        });

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("abcdef")]
    [InlineData("２８７０８２")]
    public void What_is_no_code_of_it_is_none(string code) =>
        Assert.Null(Totp.Match(Secret, code, DateTimeOffset.FromUnixTimeSeconds(59), usedUpTo: 0));
}
