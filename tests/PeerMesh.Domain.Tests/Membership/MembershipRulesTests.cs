using PeerMesh.Domain.Common;
using PeerMesh.Domain.Groups;
using PeerMesh.Domain.Membership;
using PeerMesh.Domain.Notices;
using PeerMesh.Domain.Tests.Groups;

namespace PeerMesh.Domain.Tests.Membership;

public sealed class MembershipRulesTests
{
    private static readonly string[] LastThree = ["dan", "eve", "fay"];
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    [Fact]
    public void Whoever_comes_to_an_open_group_is_in_and_leaves_and_returns_as_they_like()
    {
        var circle = new Circle();

        Assert.Null(circle.Join("ben"));
        Assert.Null(circle.Join("ben"));
        Assert.Equal(MembershipState.Member, circle.StateOf("ben"));
        Assert.Null(circle.Leave("ben"));
        Assert.Null(circle.Leave("ben"));
        Assert.Equal(MembershipState.Left, circle.StateOf("ben"));
        Assert.Null(circle.Join("ben"));

        Assert.Equal(["ben"], circle.Members);
        Assert.Empty(circle.Notices);
    }

    [Fact]
    public void The_same_request_again_does_nothing_more_even_after_the_opposite()
    {
        var circle = new Circle();
        var join = new JoinGroup("Ben") { RequestId = "once" };
        circle.Ask("ben", join);
        circle.Leave("ben");

        Assert.Null(circle.Ask("ben", join));

        Assert.Equal(MembershipState.Left, circle.StateOf("ben"));
        Assert.Null(circle.Ask("cleo", join with { Name = "Cleo" }));
        Assert.Equal(MembershipState.Member, circle.StateOf("cleo"));
        Assert.Equal(MembershipRefusals.RequestIdInvalid, circle.Ask("dan", join with { RequestId = "" }));
    }

    [Fact]
    public void A_name_is_nobody_elses_in_the_group_and_no_address()
    {
        var circle = Circle.Of(1);
        circle.Join("ben");
        circle.Join("cleo");

        foreach (var taken in (string[])["BEN", "Cleo"])
        {
            Assert.Equal(MembershipRefusals.NameTaken, circle.Ask("dan", new JoinGroup(taken) { RequestId = circle.Next() }));
        }

        Assert.Equal(MembershipRefusals.NameInvalid, circle.Ask("dan", new JoinGroup("dan@example.org") { RequestId = circle.Next() }));
        Assert.Equal(MembershipRefusals.WordsInvalid, circle.Join("dan", words: new string('x', 501)));
    }

    [Fact]
    public void Asking_waits_for_an_answer_and_the_answer_is_told_with_its_words()
    {
        var circle = Circle.With(new MembershipSettings(JoinMode.Request));
        circle.Join("ben", words: "I moved here last month.");
        circle.Join("ben");
        circle.Join("cleo");

        Assert.Equal("I moved here last month.", Assert.Single(circle.Book.Requests, request => request.Member.Value == "ben").Words);
        Assert.Equal([NoticeKind.RequestReceived, NoticeKind.RequestReceived], circle.ToldTo(Drafts.Founder.Value));
        Assert.Equal(GroupRefusals.FacilitatorsOnly, circle.Ask("ben", Answer("ben", approve: true)));
        Assert.Null(circle.Lead(Answer("ben", approve: true, "See you Tuesday.")));
        Assert.Null(circle.Lead(Answer("ben", approve: true, "See you Tuesday.") with { RequestId = circle.Next() }));
        Assert.Null(circle.Lead(Answer("cleo", approve: false, "We are for parents. Try the circle on Monday.")));
        Assert.Equal(MembershipRefusals.NoSuchPerson, circle.Lead(Answer("dan", approve: true)));

        Assert.Equal((MembershipState.Member, MembershipState.Rejected), (circle.StateOf("ben"), circle.StateOf("cleo")));
        Assert.Equal("See you Tuesday.", Assert.Single(circle.Notices, told => told.To.Value == "ben").Notice.Words);
        Assert.Equal([NoticeKind.RequestDeclined], circle.ToldTo("cleo"));
        Assert.Null(circle.Join("cleo"));
        Assert.Equal(MembershipState.Requested, circle.StateOf("cleo"));
    }

    [Fact]
    public void An_approved_request_to_a_full_group_joins_the_line()
    {
        var circle = Circle.With(new MembershipSettings(JoinMode.Request, SizeMax: 1));
        circle.Join("ben");
        circle.Join("cleo");
        circle.Lead(Answer("ben", approve: true));
        circle.Lead(Answer("cleo", approve: true));

        Assert.Equal((MembershipState.Member, MembershipState.Waiting), (circle.StateOf("ben"), circle.StateOf("cleo")));
        Assert.Equal([NoticeKind.RequestApprovedToWait], circle.ToldTo("cleo"));
    }

    [Fact]
    public void An_invitation_opens_the_door_to_one_person_for_thirty_days_and_is_mailed_once()
    {
        var circle = Circle.With(new MembershipSettings(JoinMode.Invitation));

        Assert.Equal(MembershipRefusals.InvitationNeeded, circle.Join("ben"));
        circle.Lead(new Invite(new MemberId("ben"), "Ben", "Come.", "sealed") { RequestId = circle.Next() });
        circle.Lead(new Invite(new MemberId("ben"), "Ben", "Come!", "sealed") { RequestId = circle.Next() });
        circle.Lead(new Invite(new MemberId("cleo"), "Cleo", null, "sealed") { RequestId = circle.Next() });
        circle.Lead(new Invite(new MemberId("dan"), "Dan", null, "sealed") { RequestId = circle.Next() });
        circle.Lead(new Uninvite(new MemberId("dan")) { RequestId = circle.Next() });

        Assert.Equal("sealed", Assert.Single(circle.Notices, told => told.To.Value == "ben").SealedTo);
        Assert.Equal(MembershipState.Invited, circle.StateOf("ben"));
        Assert.Null(circle.Ask("ben", new JoinGroup("Benny") { RequestId = circle.Next() }));
        Assert.Equal(MembershipRefusals.InvitationNeeded, circle.Join("dan"));
        circle.Pass(30 * Day);
        Assert.Equal(MembershipRefusals.InvitationNeeded, circle.Join("cleo"));
        Assert.Equal(MembershipRefusals.AlreadyMember, circle.Lead(new Invite(new MemberId("ben"), "Ben", null, "sealed") { RequestId = circle.Next() }));
    }

    [Fact]
    public void A_code_lets_so_many_in_for_so_long_however_it_is_written()
    {
        var circle = Circle.With(new MembershipSettings(JoinMode.Code));
        Assert.Null(circle.Lead(Link(circle, "two", "ABCD-EFGH", uses: 2, days: 7)));
        Assert.Null(circle.Lead(Link(circle, "old", "WXYZ-2345", uses: 9, days: 1)));
        Assert.Null(circle.Lead(Link(circle, "ended", "MNPQ-2345", uses: 9, days: 9)));
        Assert.Null(circle.Lead(new EndLink("ended") { RequestId = circle.Next() }));

        Assert.Equal(MembershipRefusals.CodeNeeded, circle.Join("ana-b"));
        Assert.Equal(MembershipRefusals.CodeNotGood, circle.Join("ana-b", "ABCD"));
        Assert.Null(circle.Join("ben", "abcd efgh"));
        Assert.Null(circle.Join("ben", "abcd efgh"));
        Assert.Null(circle.Join("cleo", "ABCDEFGH"));
        Assert.Equal(MembershipRefusals.CodeNotGood, circle.Join("dan", "ABCD-EFGH"));
        Assert.Equal(MembershipRefusals.CodeNotGood, circle.Join("dan", "MNPQ-2345"));
        circle.Pass(Day);
        Assert.Equal(MembershipRefusals.CodeNotGood, circle.Join("dan", "WXYZ-2345"));
        Assert.Equal(MembershipRefusals.NoSuchLink, circle.Lead(new EndLink("ended") { RequestId = circle.Next() }));
        Assert.Equal(MembershipRefusals.LinkInvalid, circle.Lead(Link(circle, "none", "QQQQ", uses: 0, days: 1)));
        Assert.DoesNotContain("ABCD", string.Join(' ', circle.Book.Links), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_code_takes_the_place_of_the_old_one_at_once_and_all_else_stays()
    {
        var circle = Circle.With(new MembershipSettings(JoinMode.Code));
        circle.Lead(Link(circle, "link", "ABCD-EFGH", uses: 3, days: 7));
        Assert.Null(circle.Join("ben", "ABCD-EFGH"));
        var before = circle.Book.Links[0];
        var renew = new RenewLink("link", MembershipRules.HashOf(circle.Group.Id, "MNPQ-2345")) { RequestId = "once" };
        Assert.Equal(GroupRefusals.FacilitatorsOnly, circle.Ask("ben", renew));
        Assert.Null(circle.Lead(renew));

        Assert.Equal(before with { SecretHash = renew.SecretHash }, circle.Book.Links[0]);
        Assert.Equal(MembershipRefusals.CodeNotGood, circle.Join("cleo", "ABCD-EFGH"));
        Assert.Null(circle.Join("cleo", "MNPQ-2345"));

        // The same wish once more, after another one: what is good now stays good.
        Assert.Null(circle.Lead(renew with { SecretHash = MembershipRules.HashOf(circle.Group.Id, "WXYZ-2345"), RequestId = "twice" }));
        Assert.Null(circle.Lead(renew));
        Assert.Null(circle.Join("dan", "WXYZ-2345"));

        // It has let in as many as it may, and a new code would open nothing.
        Assert.Equal(MembershipRefusals.NoSuchLink, circle.Lead(renew with { RequestId = circle.Next() }));
        Assert.Equal(MembershipRefusals.NoSuchLink, circle.Lead(renew with { Link = "none", RequestId = circle.Next() }));
    }

    [Fact]
    public void A_link_stays_of_the_kind_it_was_made_as()
    {
        var circle = Circle.With(new MembershipSettings(JoinMode.Code));
        var plain = Link(circle, "plain", "ABCD-EFGH", uses: 3, days: 7);
        Assert.Equal(MembershipRefusals.LinkInvalid, circle.Lead(plain with { Pace = CodePace.Daily, RequestId = circle.Next() }));
        Assert.Equal(MembershipRefusals.LinkInvalid, circle.Lead(plain with { Row = "row", RequestId = circle.Next() }));
        Assert.Equal(MembershipRefusals.LinkInvalid, circle.Lead(plain with { Pace = (CodePace)3, Row = "row", RequestId = circle.Next() }));
        Assert.Null(circle.Lead(plain));
        Assert.Null(circle.Lead(plain with { Link = "changing", Pace = CodePace.Weekly, Row = "row", RequestId = circle.Next() }));

        Assert.Equal(MembershipRefusals.LinkInvalid, circle.Lead(new RenewLink("plain", plain.SecretHash, "row") { RequestId = circle.Next() }));
        Assert.Equal(MembershipRefusals.LinkInvalid, circle.Lead(new RenewLink("changing", plain.SecretHash) { RequestId = circle.Next() }));
    }

    [Fact]
    public void A_removed_person_stays_out_until_somebody_lets_them_back()
    {
        var circle = new Circle();
        Assert.Null(circle.Lead(Link(circle, "link", "ABCD-EFGH", uses: 9, days: 7)));
        circle.Join("ben");
        Assert.Null(circle.Lead(new RemoveMember(new MemberId("ben")) { RequestId = circle.Next() }));

        Assert.Equal(MembershipRefusals.WasRemoved, circle.Join("ben"));
        Assert.Equal(MembershipRefusals.WasRemoved, circle.Join("ben", "ABCD-EFGH"));
        Assert.Null(circle.Leave("ben"));
        Assert.Equal(MembershipState.Removed, circle.StateOf("ben"));
        Assert.Equal(MembershipRefusals.NotYourself, circle.Lead(new RemoveMember(Drafts.Founder) { RequestId = circle.Next() }));
        Assert.Null(circle.Lead(new Readmit(new MemberId("ben")) { RequestId = circle.Next() }));
        Assert.Null(circle.Join("ben"));
    }

    [Fact]
    public void A_place_is_offered_in_order_held_for_a_day_and_then_goes_to_the_next()
    {
        var circle = Circle.Of(1);
        foreach (var who in (string[])["ben", "cleo", "dan", "eve"])
        {
            circle.Join(who);
        }

        Assert.Equal(["ben"], circle.Members);
        Assert.Equal(["cleo", "dan", "eve"], circle.Line);
        Assert.Equal(MembershipRefusals.NoOffer, circle.Take("cleo"));
        circle.Leave("ben");
        Assert.Equal(MembershipState.Offered, circle.StateOf("cleo"));
        Assert.Null(circle.Join("fay"));
        Assert.Equal(MembershipState.Waiting, circle.StateOf("fay"));
        circle.Pass(Day - TimeSpan.FromSeconds(1));
        Assert.Equal(MembershipRefusals.NoOffer, circle.Take("dan"));
        circle.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal((MembershipState.Lapsed, MembershipState.Offered), (circle.StateOf("cleo"), circle.StateOf("dan")));
        Assert.Equal([NoticeKind.PlaceOffered, NoticeKind.OfferExpired], circle.ToldTo("cleo"));
        Assert.Equal(MembershipRefusals.NotWaiting, circle.Take("cleo"));
        Assert.Null(circle.Take("dan"));
        Assert.Equal(["dan"], circle.Members);
        Assert.Null(circle.Join("cleo"));
        Assert.Equal(["eve", "fay", "cleo"], circle.Line);
    }

    [Fact]
    public void More_places_are_offered_at_once_and_fewer_put_nobody_out()
    {
        var circle = Circle.Of(2);
        foreach (var who in (string[])["ben", "cleo", "dan", "eve", "fay"])
        {
            circle.Join(who);
        }

        circle.Places(4);
        Assert.Equal([MembershipState.Offered, MembershipState.Offered, MembershipState.Waiting], LastThree.Select(circle.StateOf));
        circle.Places(3);
        Assert.Equal([MembershipState.Offered, MembershipState.Waiting, MembershipState.Waiting], LastThree.Select(circle.StateOf));
        circle.Places(1);
        Assert.Equal(["ben", "cleo"], circle.Members);
        Assert.Equal(MembershipRefusals.NoOffer, circle.Take("dan"));
        circle.Places(null);
        Assert.Equal(["ben", "cleo", "dan", "eve", "fay"], circle.Members);
        Assert.Contains(NoticeKind.PlaceGiven, circle.ToldTo("fay"));
    }

    [Fact]
    public void Names_are_kept_unless_those_who_facilitate_say_otherwise_and_then_everybody_on_the_list_hears_of_it()
    {
        var circle = new Circle();
        var shown = new MembershipSettings(JoinMode.Open, NamesToBody: true);
        circle.Join("ben");
        Refusal? Say(string who, MembershipSettings settings) => circle.Ask(who, new ChangeMembership(settings) { RequestId = circle.Next() });

        Assert.Equal(MembershipRefusals.NoOrganisation, Say(Drafts.Founder.Value, shown));
        circle.Belong(new BodyId("bay"));
        Assert.False(circle.ShowsNames);
        Assert.Equal(GroupRefusals.FacilitatorsOnly, Say("ben", shown));
        Assert.Empty(circle.Notices);

        Assert.Null(Say(Drafts.Founder.Value, shown));
        Assert.True(circle.ShowsNames);
        Assert.Equal([NoticeKind.NamesShown], circle.ToldTo("ben"));
        Assert.Equal([NoticeKind.NamesShown], circle.ToldTo(Drafts.Founder.Value));

        // Other settings may change while it stays, and nobody hears of it once more.
        Assert.Null(Say(Drafts.Founder.Value, shown with { Registration = true }));
        Assert.True(circle.ShowsNames);
        Assert.Single(circle.ToldTo("ben"));

        // It was said of that organisation, and of no other.
        circle.Belong(new BodyId("hills"));
        Assert.False(circle.ShowsNames);
        circle.Belong(new BodyId("bay"));
        Assert.Null(Say(Drafts.Founder.Value, shown with { NamesToBody = false }));
        Assert.False(circle.ShowsNames);
        Assert.Single(circle.ToldTo("ben"));
    }

    [Fact]
    public void Nobody_is_moved_up_without_a_reason_and_the_reason_stays()
    {
        var circle = Circle.Of(1);
        foreach (var who in (string[])["ben", "cleo", "dan", "eve"])
        {
            circle.Join(who);
        }

        Assert.Equal(MembershipRefusals.ReasonNeeded, circle.Lead(new MoveUp(new MemberId("eve"), " ") { RequestId = circle.Next() }));
        Assert.Null(circle.Lead(new MoveUp(new MemberId("eve"), "Leaves town in May.") { RequestId = circle.Next() }));

        Assert.Equal(["eve", "cleo", "dan"], circle.Line);
        Assert.Equal(("eve", "Leaves town in May.", 2), Assert.Single(circle.Book.Moves.Select(move => (move.Name, move.Reason, move.Passed))));
        circle.Leave("ben");
        Assert.Equal(MembershipState.Offered, circle.StateOf("eve"));
        circle.Lead(new MoveUp(new MemberId("dan"), "First.") { RequestId = circle.Next() });
        Assert.Equal(["eve", "dan", "cleo"], circle.Line);
    }

    [Fact]
    public void The_roster_by_hand_passes_nobody_who_waits()
    {
        var circle = Circle.Of(1);
        circle.Join("ben");
        circle.Join("cleo");

        Assert.Equal(MembershipRefusals.OthersWait, MembershipRules.CheckRoster(circle.Group, circle.Book, new MemberId("dan"), GroupRole.Member, circle.Now));
        Assert.Null(MembershipRules.CheckRoster(circle.Group, circle.Book, new MemberId("dan"), GroupRole.CoFacilitator, circle.Now));
        circle.PutOnRoster("cleo", GroupRole.CoFacilitator);
        Assert.Empty(circle.Line);
        circle.PutOnRoster("ben", GroupRole.None);
        Assert.Equal(MembershipState.Removed, circle.StateOf("ben"));
        Assert.Null(MembershipRules.CheckRoster(circle.Group, circle.Book, new MemberId("dan"), GroupRole.Member, circle.Now));
    }

    [Fact]
    public void A_series_that_has_begun_takes_back_who_was_in_and_nobody_new()
    {
        var circle = new Circle();
        circle.Join("ben");
        circle.Leave("ben");
        circle.ClosedToNewcomers = true;

        Assert.Equal(MembershipRefusals.ClosedToNewcomers, circle.Join("cleo"));
        Assert.Null(circle.Join("ben"));
    }

    [Fact]
    public void Those_who_lead_take_no_place_and_the_last_of_them_stays()
    {
        var circle = Circle.Of(1);
        circle.Join("ben");

        Assert.Equal(["ben"], circle.Members);
        Assert.Equal(MembershipRefusals.LastFacilitator, circle.Leave(Drafts.Founder.Value));
        circle.PutOnRoster("ben", GroupRole.Facilitator);
        Assert.Null(circle.Leave(Drafts.Founder.Value));
    }

    [Theory]
    [InlineData(0, 60, null, null, "membership.size_invalid")]
    [InlineData(501, 60, null, null, "membership.size_invalid")]
    [InlineData(12, 4, null, null, "membership.hold_invalid")]
    [InlineData(12, 60, 151, null, "membership.places_invalid")]
    [InlineData(12, 60, 8, 0, "membership.dates_per_person_invalid")]
    public void Settings_have_their_bounds(int size, int hold, int? places, int? dates, string code)
    {
        var circle = new Circle();
        var settings = new MembershipSettings(JoinMode.Open, size, hold, Registration: true, places, dates);

        Assert.Equal(code, circle.Lead(new ChangeMembership(settings) { RequestId = circle.Next() })!.Code);
        Assert.Equal(JoinMode.Request, MembershipSettings.Of(Openness.Members).Mode);
    }

    private static AnswerRequest Answer(string who, bool approve, string? words = null) => new(new MemberId(who), approve, words) { RequestId = $"answer-{who}-{approve}" };

    private static MakeLink Link(Circle circle, string id, string secret, int uses, int days) =>
        new(id, MembershipRules.HashOf(circle.Group.Id, secret), "Front desk", uses, days) { RequestId = circle.Next() };
}
