using System.Collections.Immutable;
using System.Reflection;
using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Groups;

public sealed class GroupDraftRulesTests
{
    private static readonly Phase Phase = new("Sharing", 60, FloorMode.Queue);

    [Fact]
    public void Every_form_gives_a_good_group() =>
        Assert.All(MeetingForms.All, form => Assert.Null(GroupDraftRules.Check(Drafts.Plain with
        {
            Form = form.Id,
            Agenda = form.Agenda,
            Guidelines = form.Guidelines,
            Rules = form.Rules,
        })));

    [Fact]
    public void A_draft_at_every_bound_is_good() =>
        Assert.Null(GroupDraftRules.Check(new GroupDraft(
            Text(128),
            Text(2000),
            "DBSA",
            "pt-BR",
            Openness.Members,
            Repeat(30, new Phase(Text(80), 240, FloorMode.Open, 3600, Words: Text(2000))),
            Repeat(30, Text(400)),
            new HouseRules(3600, OverTimeMode.Hard, 300, Capacity: 150, MinimumToStart: 20, MinimumWaitMinutes: 120, EntryWindowMinutes: 240))));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("two\nlines")]
    public void A_name_is_one_line_of_text(string? name) =>
        AssertRefused(GroupRefusals.NameInvalid, Drafts.Plain with { Name = name! });

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("e")]
    [InlineData("english")]
    [InlineData("en_US")]
    [InlineData("en-")]
    [InlineData("en-toolongpart")]
    public void A_language_is_a_tag(string? tag) =>
        AssertRefused(GroupRefusals.LanguageInvalid, Drafts.Plain with { Language = tag! });

    [Fact]
    public void Each_part_of_a_draft_has_its_bounds()
    {
        AssertRefused(GroupRefusals.NameInvalid, Drafts.Plain with { Name = Text(129) });
        AssertRefused(GroupRefusals.AboutInvalid, Drafts.Plain with { About = Text(2001) });
        AssertRefused(GroupRefusals.AboutInvalid, Drafts.Plain with { About = null! });
        AssertRefused(GroupRefusals.UnknownForm, Drafts.Plain with { Form = "quadrille" });
        AssertRefused(GroupRefusals.UnknownForm, Drafts.Plain with { Form = null! });
        AssertRefused(GroupRefusals.OpennessInvalid, Drafts.Plain with { Openness = (Openness)7 });
        AssertRefused(GroupRefusals.GuidelinesInvalid, Drafts.Plain with { Guidelines = [] });
        AssertRefused(GroupRefusals.GuidelinesInvalid, Drafts.Plain with { Guidelines = Repeat(31, "Be kind.") });
        AssertRefused(GroupRefusals.GuidelinesInvalid, Drafts.Plain with { Guidelines = ["Be kind.", ""] });
        AssertRefused(GroupRefusals.GuidelinesInvalid, Drafts.Plain with { Guidelines = [Text(401)] });
        AssertRefused(GroupRefusals.GuidelinesInvalid, Drafts.Plain with { Guidelines = [null!] });
    }

    [Fact]
    public void Each_phase_has_its_bounds()
    {
        AssertRefused(GroupRefusals.AgendaInvalid, Drafts.Plain with { Agenda = [] });
        AssertRefused(GroupRefusals.AgendaInvalid, Drafts.Plain with { Agenda = Repeat(31, Phase) });
        AssertRefused(GroupRefusals.AgendaInvalid, Drafts.Plain with { Agenda = [null!] });
        AssertRefused(GroupRefusals.PhaseNameInvalid, Phase with { Name = Text(81) });
        AssertRefused(GroupRefusals.PhaseNameInvalid, Phase with { Name = null! });
        AssertRefused(GroupRefusals.PhaseMinutesInvalid, Phase with { Minutes = 0 });
        AssertRefused(GroupRefusals.PhaseMinutesInvalid, Phase with { Minutes = 241 });
        AssertRefused(GroupRefusals.PhaseModeInvalid, Phase with { Mode = (FloorMode)9 });
        AssertRefused(GroupRefusals.PhaseShareInvalid, Phase with { ShareSeconds = 9 });
        AssertRefused(GroupRefusals.PhaseShareInvalid, Phase with { ShareSeconds = 3601 });
        AssertRefused(GroupRefusals.PhaseOrderInvalid, Phase with { Order = (RoundOrder)9 });
        AssertRefused(GroupRefusals.PhaseWordsInvalid, Phase with { Words = Text(2001) });
        AssertRefused(GroupRefusals.PhaseWordsInvalid, Phase with { Words = null! });
        AssertRefused(GroupRefusals.PhaseCircleInvalid, Phase with { CircleSize = 1 });
        AssertRefused(GroupRefusals.PhaseCircleInvalid, Phase with { CircleSize = 9 });
        AssertRefused(GroupRefusals.PhaseQuestionInvalid, Phase with { Question = Text(301) });
    }

    [Fact]
    public void Each_house_rule_has_its_bounds()
    {
        var rules = HouseRules.Default;
        AssertRefused(GroupRefusals.ShareInvalid, rules with { ShareSeconds = 9 });
        AssertRefused(GroupRefusals.ShareInvalid, rules with { ShareSeconds = 3601 });
        AssertRefused(GroupRefusals.OverTimeInvalid, rules with { OverTime = (OverTimeMode)9 });
        AssertRefused(GroupRefusals.GraceInvalid, rules with { GraceSeconds = 4 });
        AssertRefused(GroupRefusals.GraceInvalid, rules with { GraceSeconds = 301 });
        AssertRefused(GroupRefusals.ReplyInvalid, rules with { ReplySeconds = 9 });
        AssertRefused(GroupRefusals.ReplyInvalid, rules with { ReplySeconds = 601 });
        AssertRefused(GroupRefusals.CapacityInvalid, rules with { Capacity = 1 });
        AssertRefused(GroupRefusals.CapacityInvalid, rules with { Capacity = 151 });
        AssertRefused(GroupRefusals.MinimumInvalid, rules with { MinimumToStart = 0 });
        AssertRefused(GroupRefusals.MinimumInvalid, rules with { MinimumToStart = 21 });
        AssertRefused(GroupRefusals.MinimumInvalid, rules with { MinimumToStart = 5, Capacity = 4 });
        AssertRefused(GroupRefusals.MinimumWaitInvalid, rules with { MinimumWaitMinutes = 0 });
        AssertRefused(GroupRefusals.MinimumWaitInvalid, rules with { MinimumWaitMinutes = 121 });
        AssertRefused(GroupRefusals.EntryWindowInvalid, rules with { EntryWindowMinutes = -1 });
        AssertRefused(GroupRefusals.EntryWindowInvalid, rules with { EntryWindowMinutes = 241 });
    }

    [Fact]
    public void Every_refusal_has_a_code_of_its_own_and_a_sentence_a_person_understands()
    {
        var refusals = typeof(GroupRefusals).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (Refusal)field.GetValue(null)!).ToList();
        Assert.Equal(refusals.Count, refusals.Select(refusal => refusal.Code).Distinct().Count());
        Assert.All(refusals, refusal =>
        {
            Assert.Matches("^group\\.[a-z]+(_[a-z]+)*$", refusal.Code);
            Assert.Matches("^[A-Z].{10,160}\\.$", refusal.Detail);
        });
    }

    private static void AssertRefused(Refusal expected, GroupDraft draft) => Assert.Equal(expected, GroupDraftRules.Check(draft));

    private static void AssertRefused(Refusal expected, Phase phase) => AssertRefused(expected, Drafts.Plain with { Agenda = [Phase, phase] });

    private static void AssertRefused(Refusal expected, HouseRules rules) => AssertRefused(expected, Drafts.Plain with { Rules = rules });

    private static string Text(int length) => new('a', length);

    private static ImmutableList<T> Repeat<T>(int count, T value) => [.. Enumerable.Repeat(value, count)];
}
