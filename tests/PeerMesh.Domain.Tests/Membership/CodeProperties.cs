using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Membership;

namespace PeerMesh.Domain.Tests.Membership;

/// <summary>What holds of codes that change by themselves, at whatever moment and whatever those who lead do.</summary>
public sealed class CodeProperties
{
    private const int Stories = 300;

    private static readonly GroupId Group = new("g2345");
    private static readonly DateTimeOffset Noon = new(2026, 3, 3, 12, 0, 0, TimeSpan.Zero);

    private static readonly Gen<string> Lasts = Gen.Byte.Array[CodeRules.CodeLength].Select(bytes => CodeRules.Text(bytes));
    private static readonly Gen<CodePace> Paces = Gen.Bool.Select(daily => daily ? CodePace.Daily : CodePace.Weekly);

    private enum Act
    {
        Make,
        Renew,
        End,
        Wait,
        Join,
    }

    [Fact]
    public void The_code_of_a_period_opens_in_it_and_in_the_next_and_never_before_or_after() =>
        Gen.Select(Lasts, Paces, Gen.Int[0, CodeRules.RowLength - 1], Gen.Int[-3, 3], Gen.Double[0, 0.999999]).Sample(
            (last, pace, now, apart, into) =>
            {
                var period = Math.Clamp(now + apart, 0, CodeRules.RowLength - 1);
                var at = Noon + (LengthOf(pace) * (now + into));

                Assert.Equal(period == now || period == now - 1, CodeRules.Opens(Group, Link("a", last, pace), CodeRules.CodeAt(Group, "a", last, period), at));
            },
            iter: 2000);

    [Fact]
    public void No_code_of_the_whole_row_opens_but_two() => Gen.Select(Lasts, Gen.Int[0, CodeRules.RowLength - 1]).Sample(
        (last, now) =>
        {
            var opened = Enumerable.Range(0, CodeRules.RowLength)
                .Where(period => CodeRules.Opens(Group, Link("a", last, CodePace.Daily), CodeRules.CodeAt(Group, "a", last, period), Noon.AddDays(now)));

            Assert.Equal(now == 0 ? [0] : [now - 1, now], opened);
        },
        iter: 5);

    [Fact]
    public void Two_links_share_no_code_whatever_they_begin_from() => Gen.Select(Lasts, Lasts, Gen.Bool).Sample(
        (one, other, same) =>
        {
            // Even of the same secret, as a mistake of a gateway would have it.
            other = same ? one : other;
            var ofOne = Row("a", one);
            var ofOther = Row("b", other);

            // The last codes are what the rows are made from, and were given here.
            Assert.Equal(same ? [one] : Array.Empty<string>(), ofOne.Intersect(ofOther));
            Assert.Equal(CodeRules.RowLength, ofOne.Distinct().Count());
        },
        iter: 10);

    [Fact]
    public void What_is_stored_opens_nothing_and_neither_does_what_lies_before_the_first_code() => Lasts.Sample(
        last =>
        {
            var link = Link("a", last, CodePace.Daily);
            foreach (var stored in (string[])[link.SecretHash, link.Row!.Name, "a", ""])
            {
                Assert.False(CodeRules.Opens(Group, link, stored, Noon));
            }

            Assert.False(CodeRules.Opens(Group, link with { ExpiresAt = Noon }, CodeRules.CodeAt(Group, "a", last, 0), Noon));
            Assert.False(CodeRules.Opens(Group, link with { UsesLeft = 0 }, CodeRules.CodeAt(Group, "a", last, 0), Noon));
        },
        iter: 50);

    [Fact]
    public void Only_what_is_good_now_lets_in_whatever_those_who_lead_do() =>
        Gen.Select(Gen.Select(Gen.Enum<Act>(), Gen.Int[0, 7], Gen.Int[0, 400]).Array[0, 40], Lasts.Array[40]).Sample(
            (steps, lasts) =>
            {
                var circle = Circle.With(new MembershipSettings(JoinMode.Code));
                var alive = new Dictionary<string, (string Last, CodePace Pace, DateTimeOffset From)>();
                var given = new List<(string Link, string Last)>();
                for (var i = 0; i < steps.Length; i++)
                {
                    var (act, number, far) = steps[i];
                    var link = $"l{number % 4}";
                    switch (act)
                    {
                        case Act.Make when !alive.ContainsKey(link):
                            var pace = number < 4 ? CodePace.Daily : CodePace.Weekly;
                            Assert.Null(circle.Lead(Make(circle, link, lasts[i], pace)));
                            alive[link] = (lasts[i], pace, circle.Now);
                            given.Add((link, lasts[i]));
                            break;
                        case Act.Renew:
                            var renewed = circle.Lead(new RenewLink(link, CodeRules.HashOf(circle.Group.Id, link, lasts[i]), $"row {i}") { RequestId = circle.Next() });
                            Assert.Equal(alive.ContainsKey(link) ? null : MembershipRefusals.NoSuchLink, renewed);
                            if (alive.TryGetValue(link, out var old))
                            {
                                alive[link] = (lasts[i], old.Pace, circle.Now);
                                given.Add((link, lasts[i]));
                            }

                            break;
                        case Act.End:
                            circle.Lead(new EndLink(link) { RequestId = circle.Next() });
                            alive.Remove(link);
                            break;
                        case Act.Wait:
                            circle.Pass(TimeSpan.FromHours(number * 9));
                            break;
                        case Act.Join when given.Count > 0:
                            var (of, last) = given[far % given.Count];
                            var period = far % 12;
                            var good = alive.TryGetValue(of, out var row) && row.Last == last
                                && (int)((circle.Now - row.From) / LengthOf(row.Pace)) is var now && (period == now || period == now - 1);
                            var code = CodeRules.CodeAt(circle.Group.Id, of, last, period);

                            Assert.Equal(good, MembershipRules.IsOpenedBy(circle.Group, circle.Book, code, circle.Now));
                            Assert.Equal(good ? null : MembershipRefusals.CodeNotGood, circle.Join($"p{i}", code));
                            break;
                        default:
                            break;
                    }
                }
            },
            iter: Stories);

    [Fact]
    public void The_next_code_takes_over_when_it_is_said_to() => Gen.Select(Paces, Gen.Int[0, CodeRules.RowLength - 2], Gen.Double[0, 0.999999]).Sample((pace, now, into) =>
    {
        var row = new CodeRow(pace, "row", Noon);
        var changes = CodeRules.ChangesAt(row, Noon + (LengthOf(pace) * (now + into)));

        Assert.Equal((now, now + 1), (CodeRules.PeriodOf(row, changes.AddTicks(-1)), CodeRules.PeriodOf(row, changes)));
    });

    // Where a database's clock was set back, the row has not begun yet: its first code opens.
    [Fact]
    public void Before_its_beginning_a_row_is_in_its_first_period() =>
        Assert.True(CodeRules.Opens(Group, Link("a", "ABCDEFGHJKMN", CodePace.Daily), CodeRules.CodeAt(Group, "a", "ABCDEFGHJKMN", 0), Noon.AddHours(-30)));

    [Theory]
    [InlineData(-1)]
    [InlineData(CodeRules.RowLength)]
    public void A_row_has_no_code_beyond_its_ends(int period) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CodeRules.CodeAt(Group, "a", "ABCDEFGHJKMN", period));

    private static TimeSpan LengthOf(CodePace pace) => pace == CodePace.Daily ? TimeSpan.FromDays(1) : TimeSpan.FromDays(7);

    private static List<string> Row(string link, string last) => [.. Enumerable.Range(0, CodeRules.RowLength).Select(period => CodeRules.CodeAt(Group, link, last, period))];

    private static InviteLink Link(string id, string last, CodePace pace) =>
        new(id, CodeRules.HashOf(Group, id, last), "", 9, 0, DateTimeOffset.MaxValue, new CodeRow(pace, "row", Noon));

    private static MakeLink Make(Circle circle, string link, string last, CodePace pace) =>
        new(link, CodeRules.HashOf(circle.Group.Id, link, last), "", 500, 365, pace, "row") { RequestId = circle.Next() };
}
