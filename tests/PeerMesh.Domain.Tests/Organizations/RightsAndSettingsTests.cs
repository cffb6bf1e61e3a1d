using CsCheck;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Organizations;

namespace PeerMesh.Domain.Tests.Organizations;

public sealed class RightsAndSettingsTests
{
    private static readonly Gen<BodyRights> Rights = Gen.Int[0, (int)BodyRightsRules.All].Select(bits => (BodyRights)bits);

    private static readonly Gen<BodySettings> Settings = Gen.Select(
        Among<int?>(null, 60, 180),
        Among<string?>(null, "Call 988.", "Call home."),
        Among<string?>(null, "en", "es"),
        Among<ProofPolicy?>(null, ProofPolicy.Never, ProofPolicy.Always),
        (share, card, language, proof) => new BodySettings(ShareSeconds: share, CrisisCard: card, Language: language, Proof: proof));

    [Fact]
    public void A_right_is_good_for_what_it_says_and_nothing_else()
    {
        var expected = new Dictionary<BodyRights, BodyAct[]>
        {
            [BodyRights.None] = [],
            [BodyRights.Observer] = [BodyAct.SeePrivate, BodyAct.SeeFigures, BodyAct.SeeNames],
            [BodyRights.Editor] = [BodyAct.SeePrivate, BodyAct.Edit, BodyAct.ReviewListings, BodyAct.SeeFigures],
            [BodyRights.FacilitatorManager] = [BodyAct.SeePrivate, BodyAct.LookAfterGroups, BodyAct.SeeFigures],
            [BodyRights.Administrator] = Enum.GetValues<BodyAct>(),
        };
        Assert.All(expected, right => Assert.Equal(right.Value, Enum.GetValues<BodyAct>().Where(act => BodyRightsRules.May(right.Key, act))));
    }

    [Fact]
    public void More_rights_never_allow_less() =>
        Gen.Select(Rights, Rights).Sample((own, above) =>
            Assert.All(Enum.GetValues<BodyAct>(), act =>
                Assert.True(!BodyRightsRules.May(own, act) && !BodyRightsRules.May(above, act) || BodyRightsRules.May(BodyRightsRules.On(own, above), act))));

    [Fact]
    public void Rights_one_by_one_are_the_rights_together() =>
        Rights.Sample(rights => Assert.Equal(rights, BodyRightsRules.Together(BodyRightsRules.Each(rights))));

    [Fact]
    public void The_nearest_body_that_says_something_wins_and_is_named() =>
        Settings.List[1, 6].Sample(fromTheTop =>
        {
            var effective = EffectiveSettings.None;
            for (var at = 0; at < fromTheTop.Count; at++)
            {
                effective = BodySettingsRules.Under(new BodyId($"b{at}"), fromTheTop[at], effective);
            }

            foreach (var setting in BodySettingsRules.All)
            {
                var nearest = fromTheTop.FindLastIndex(own => BodySettingsRules.ValueOf(own, setting) is not null);
                Assert.Equal(nearest < 0 ? (BodyId?)null : new BodyId($"b{nearest}"), effective.From(setting));
                Assert.Equal(nearest < 0 ? null : BodySettingsRules.ValueOf(fromTheTop[nearest], setting), BodySettingsRules.ValueOf(effective.Values, setting));
            }
        });

    [Theory]
    [InlineData("#1f5a55", true)]
    [InlineData("1f5a55", false)]
    [InlineData("#1f5a5", false)]
    [InlineData("#1f5a55;}", false)]
    [InlineData("red", false)]
    public void A_colour_is_six_digits_and_nothing_else(string colour, bool good) =>
        Assert.Equal(good ? null : BodyRefusals.ColourInvalid, BodySettingsRules.Check(new BodySettings(Colour: colour)));

    [Fact]
    public void A_group_takes_from_above_what_it_does_not_say_itself()
    {
        var id = new GroupId("g");
        var plain = GroupRules.Found(null, id, new MemberId("ana"), new GroupDraft("Tuesday Lights", "", "dbsa")).Group!;
        var own = GroupRules.Found(null, id, new MemberId("ana"), new GroupDraft("Tuesday Lights", "", "dbsa", Guidelines: ["Ours."], Rules: plain.Rules with { ShareSeconds = 77 })).Group!;
        var above = new BodySettings(Guidelines: ["Theirs."], ShareSeconds: 240);

        var inherited = GroupRules.Inherit(plain, above);
        Assert.Equal(["Theirs."], inherited.Guidelines.Lines);
        Assert.Equal(plain.Guidelines.Version + 1, inherited.Guidelines.Version);
        Assert.Equal(240, inherited.Rules.ShareSeconds);
        Assert.Same(inherited, GroupRules.Inherit(inherited, new BodySettings(Guidelines: ["Theirs."], ShareSeconds: 240)));

        var kept = GroupRules.Inherit(own, above);
        Assert.Equal(["Ours."], kept.Guidelines.Lines);
        Assert.Equal(77, kept.Rules.ShareSeconds);

        // And back, when it belongs to nobody any more.
        var free = GroupRules.Inherit(inherited, null);
        Assert.Equal(plain.Guidelines.Lines, free.Guidelines.Lines);
        Assert.Equal(plain.Rules, free.Rules);
    }

    [Fact]
    public void A_logo_is_what_its_bytes_say()
    {
        Assert.Equal("image/png", BodyLogos.TypeOf([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 1]));
        Assert.Null(BodyLogos.TypeOf("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"u8));
        Assert.Null(BodyLogos.TypeOf([]));
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(at => values[at]);
}
