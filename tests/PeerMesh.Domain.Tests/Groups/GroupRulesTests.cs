using PeerMesh.Domain.Common;
using PeerMesh.Domain.Forms;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Sessions;

namespace PeerMesh.Domain.Tests.Groups;

public sealed class GroupRulesTests
{
    private static readonly MemberId Ana = Drafts.Founder;
    private static readonly MemberId Ben = new("ben");
    private static readonly DateTimeOffset Now = new(2026, 3, 3, 19, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_founder_is_the_first_facilitator_and_the_form_gives_what_the_draft_leaves_out()
    {
        var group = Drafts.Founded();
        var form = MeetingForms.Find("dbsa")!;

        Assert.Equal(GroupRole.Facilitator, group.RoleOf(Ana));
        Assert.Equal(form.Name, group.FormName);
        Assert.Equal(form.Agenda, group.Agenda);
        Assert.Equal(1, group.Guidelines.Version);
        Assert.Equal(form.Guidelines, group.Guidelines.Lines);
        Assert.Equal(form.Rules, group.Rules);
        Assert.Equal(1, group.Version);
    }

    [Fact]
    public void Founding_again_changes_nothing_for_the_same_founder_with_the_same_draft_only()
    {
        var group = Drafts.Founded();
        var later = GroupRules.Change(group, Ana, Drafts.Plain with { About = "Another." }).Group!;

        Assert.Same(later, GroupRules.Found(later, group.Id, Ana, Drafts.Plain).Group);
        Assert.Equal(GroupRefusals.AlreadyFounded, GroupRules.Found(later, group.Id, Ben, Drafts.Plain).Refusal);
        Assert.Equal(GroupRefusals.AlreadyFounded, GroupRules.Found(later, group.Id, Ana, Drafts.Plain with { Name = "Other" }).Refusal);
    }

    // Stored with each group: these hold for good.
    [Fact]
    public void Fingerprints_of_drafts_never_change() =>
        Assert.Equal("fd29460406c1a789bc94815ca1976fbf8cda7ff4d73f11f70f268548fe5b7b75", GroupRules.Fingerprint(Drafts.Plain));

    [Theory]
    [InlineData("")]
    [InlineData("a.b")]
    [InlineData("A")]
    [InlineData("a/b")]
    public void An_id_is_small_letters_digits_and_hyphens(string id) =>
        Assert.Equal(GroupRefusals.IdInvalid, GroupRules.Found(null, new GroupId(id), Ana, Drafts.Plain).Refusal);

    [Fact]
    public void A_bad_draft_founds_and_changes_nothing()
    {
        var bad = Drafts.Plain with { Name = "" };

        Assert.Equal(GroupRefusals.NameInvalid, GroupRules.Found(null, new GroupId("g1"), Ana, bad).Refusal);
        Assert.Equal(GroupRefusals.NameInvalid, GroupRules.Change(Drafts.Founded(), Ana, bad).Refusal);
    }

    [Fact]
    public void Blank_edges_are_no_part_of_a_name() =>
        Assert.Equal("Tuesday Lights", Drafts.Founded(Drafts.Plain with { Name = "  Tuesday Lights " }).Profile.Name);

    [Fact]
    public void Only_changed_guidelines_get_a_new_version()
    {
        var group = Drafts.Founded();

        var renamed = GroupRules.Change(group, Ana, Drafts.Plain with { Name = "Wednesday Lights" }).Group!;
        var reworded = GroupRules.Change(renamed, Ana, renamed.Profile with { Guidelines = ["Be kind."] }).Group!;
        var another = GroupRules.Change(reworded, Ana, reworded.Profile with { Form = "smart", Guidelines = ["Be kind."] }).Group!;

        Assert.Equal((2, 1), (renamed.Version, renamed.Guidelines.Version));
        Assert.Equal((3, 2), (reworded.Version, reworded.Guidelines.Version));
        Assert.Equal((4, 2), (another.Version, another.Guidelines.Version));
        Assert.Equal(MeetingForms.Find("smart")!.Agenda, another.Agenda);
    }

    [Fact]
    public void The_same_draft_again_changes_nothing()
    {
        var group = Drafts.Founded();

        Assert.Same(group, GroupRules.Change(group, Ana, Drafts.Plain).Group);
    }

    [Fact]
    public void Only_facilitators_change_the_group_and_its_roster()
    {
        var group = WithRole(Drafts.Founded(), Ben, GroupRole.CoFacilitator);

        Assert.Equal(GroupRefusals.FacilitatorsOnly, GroupRules.Change(group, Ben, Drafts.Plain).Refusal);
        Assert.Equal(GroupRefusals.FacilitatorsOnly, GroupRules.SetRole(group, Ben, Ben, GroupRole.Facilitator, "Ben").Refusal);
        Assert.Equal(GroupRefusals.NotFound, GroupRules.Change(null, Ana, Drafts.Plain).Refusal);
        Assert.Equal(GroupRefusals.NotFound, GroupRules.SetRole(null, Ana, Ben, GroupRole.Member, "Ben").Refusal);
        Assert.Equal(GroupRefusals.NotFound, GroupRules.StartSession(null, Ana, new SessionId("g1.x"), null, Now).Refusal);
    }

    [Fact]
    public void The_last_facilitator_stays()
    {
        var group = WithRole(Drafts.Founded(), Ben, GroupRole.Member);

        Assert.Equal(GroupRefusals.LastFacilitator, GroupRules.SetRole(group, Ana, Ana, GroupRole.None, "").Refusal);
        Assert.Equal(GroupRefusals.LastFacilitator, GroupRules.SetRole(group, Ana, Ana, GroupRole.Member, "Ana").Refusal);

        var two = WithRole(group, Ben, GroupRole.Facilitator);
        Assert.Equal(GroupRole.None, WithRole(two, Ana, GroupRole.None).RoleOf(Ana));
    }

    [Fact]
    public void Nobody_is_on_the_roster_twice_and_a_change_keeps_the_place()
    {
        var group = WithRole(WithRole(Drafts.Founded(), Ben, GroupRole.Member), new MemberId("cleo"), GroupRole.Member);

        var changed = GroupRules.SetRole(group, Ana, Ben, GroupRole.CoFacilitator, " Benno ").Group!;

        Assert.Equal(new RosterEntry(Ben, GroupRole.CoFacilitator, "Benno"), changed.Roster[1]);
        Assert.Equal(3, changed.Roster.Count);
        Assert.Same(changed, GroupRules.SetRole(changed, Ana, Ben, GroupRole.CoFacilitator, "Benno").Group);
        Assert.Same(changed, GroupRules.SetRole(changed, Ana, new MemberId("dora"), GroupRole.None, "").Group);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ben@example.org")]
    [InlineData("a name that is longer than forty characters")]
    public void A_roster_name_is_short_and_no_address(string? name) =>
        Assert.Equal(GroupRefusals.RosterNameInvalid, GroupRules.SetRole(Drafts.Founded(), Ana, Ben, GroupRole.Member, name).Refusal);

    [Fact]
    public void A_role_is_one_of_the_roles() =>
        Assert.Equal(GroupRefusals.RoleInvalid, GroupRules.SetRole(Drafts.Founded(), Ana, Ben, (GroupRole)9, "Ben").Refusal);

    [Fact]
    public void A_roster_is_bounded()
    {
        var group = Drafts.Founded();
        for (var i = 1; i < GroupLimits.RosterMax; i++)
        {
            group = WithRole(group, new MemberId($"m{i}"), GroupRole.Member);
        }

        Assert.Equal(GroupRefusals.RosterIsFull, GroupRules.SetRole(group, Ana, Ben, GroupRole.Member, "Ben").Refusal);
        Assert.Equal(GroupRole.CoFacilitator, WithRole(group, new MemberId("m1"), GroupRole.CoFacilitator).RoleOf(new MemberId("m1")));
    }

    [Fact]
    public void An_open_group_lets_anyone_in_and_another_its_roster()
    {
        var open = Drafts.Founded();
        var closed = WithRole(Drafts.Founded(Drafts.Plain with { Openness = Openness.Members }), Ben, GroupRole.Member);

        Assert.True(open.MayEnter(Ben));
        Assert.True(closed.MayEnter(Ben));
        Assert.False(closed.MayEnter(new MemberId("cleo")));
    }

    [Fact]
    public void A_session_starts_with_what_the_group_agreed_on()
    {
        var group = Drafts.Founded();

        var started = Start(group, "x", "Newcomers' night");

        var session = Assert.Single(started.Sessions);
        Assert.False(session.IsOpen);
        Assert.Equal(
            new SessionPlan(session.Id, group.Id, "Tuesday Lights", "Newcomers' night", group.FormName, group.Agenda, group.Guidelines, group.Rules),
            session.Plan);
        Assert.Equal("Tuesday Lights", Start(group, "x", null).Sessions[0].Title);
    }

    [Fact]
    public void Members_start_no_sessions()
    {
        var group = WithRole(WithRole(Drafts.Founded(), Ben, GroupRole.Member), new MemberId("cleo"), GroupRole.CoFacilitator);

        Assert.Equal(GroupRefusals.FacilitatorsOnly, GroupRules.StartSession(group, Ben, new SessionId("g1.x"), null, Now).Refusal);
        Assert.Null(GroupRules.StartSession(group, new MemberId("cleo"), new SessionId("g1.x"), null, Now).Refusal);
    }

    [Fact]
    public void The_same_session_starts_once_even_when_it_has_ended()
    {
        var started = Start(Drafts.Founded(), "x");
        var opened = GroupRules.SessionOpened(started, new SessionId("g1.x"));
        var ended = GroupRules.SessionEnded(opened, new SessionId("g1.x"));

        Assert.Same(started, Start(started, "x"));
        Assert.True(opened.Sessions[0].IsOpen);
        Assert.Same(opened, GroupRules.SessionOpened(opened, new SessionId("g1.x")));
        Assert.Empty(ended.Sessions);
        Assert.Same(ended, Start(ended, "x"));
        Assert.Same(ended, GroupRules.SessionEnded(ended, new SessionId("g1.x")));
    }

    [Fact]
    public void Open_and_ended_sessions_are_bounded()
    {
        var group = Drafts.Founded();
        for (var i = 0; i < GroupLimits.OpenSessionsMax; i++)
        {
            group = Start(group, $"{i}");
        }

        Assert.Equal(GroupRefusals.TooManyOpenSessions, GroupRules.StartSession(group, Ana, new SessionId("g1.more"), null, Now).Refusal);

        for (var i = 0; i < 200; i++)
        {
            group = GroupRules.SessionEnded(group, group.Sessions[0].Id);
            group = Start(group, $"again-{i}");
        }

        Assert.Equal(GroupLimits.EndedSessionsMax, group.Ended.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("two\nlines")]
    public void A_title_is_one_line_of_text(string title) =>
        Assert.Equal(GroupRefusals.TitleInvalid, GroupRules.StartSession(Drafts.Founded(), Ana, new SessionId("g1.x"), title, Now).Refusal);

    private static Group WithRole(Group group, MemberId member, GroupRole role)
    {
        var outcome = GroupRules.SetRole(group, Ana, member, role, "Somebody");
        Assert.Null(outcome.Refusal);
        return outcome.Group!;
    }

    private static Group Start(Group group, string occurrence, string? title = null)
    {
        var outcome = GroupRules.StartSession(group, Ana, SessionId.Of(group.Id, occurrence), title, Now);
        Assert.Null(outcome.Refusal);
        return outcome.Group!;
    }
}
